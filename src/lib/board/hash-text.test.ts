import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { hashText } from './hash-text.ts';

test('[B20] what looks the same has the same hash, and another word another', () => {
	const hash = hashText('Går med til lægen\u00a0 den 8.\n');
	expect(hash).toMatch(/^[0-9a-f]{64}$/);
	expect(hashText(' Ga\u030ar med til lægen den 8.')).toBe(hash);
	expect(hashText('Går med til lægen den 9.')).not.toBe(hash);
});

test('[B20] it is the SHA-256 of everybody else, at every length around a block', () => {
	for (let length = 0; length < 200; length++) {
		const text = 'å'.repeat(length);
		expect(hashText(text)).toBe(createHash('sha256').update(text).digest('hex'));
	}
});
