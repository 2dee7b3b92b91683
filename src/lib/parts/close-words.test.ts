import { expect, test } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { closeCodes } from '#lib/wire/close-codes.ts';
import { asCloseCode, closeWords } from './close-words.ts';

test('every close code, and every word with 4400, has its own sentence in every language', () => {
	for (const locale of ['da', 'en', 'da-simple'] as const) {
		overwriteGetLocale(() => locale);
		const sentences = [
			...Object.values(closeCodes).map((code) => closeWords(code, 'frame')),
			closeWords(closeCodes.badFrame, 'limit'),
			closeWords(closeCodes.badFrame, 'client-id')
		];
		for (const sentence of sentences) expect(sentence, locale).toMatch(/^\p{Lu}.{20,}\.$/u);
		expect(new Set(sentences).size, locale).toBe(sentences.length);
	}
});

test('a code that is none of ours is a line that broke', () => {
	expect(asCloseCode(4403)).toBe(closeCodes.notAllowed);
	expect(asCloseCode(1006)).toBe(closeCodes.failed);
});
