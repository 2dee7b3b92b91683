import { expect, test } from 'vitest';
import { mayVouch } from './learning.ts';

test('[L1] somebody else than the writer, once, while it waits', () => {
	const note = { state: 'proposed' as const, by: 'a', vouchers: ['b'], readers: null };
	expect(mayVouch(note, 'c')).toBe(true);
	expect(mayVouch(note, 'a')).toBe(false);
	expect(mayVouch(note, 'b')).toBe(false);
	expect(mayVouch({ ...note, state: 'entered' }, 'c')).toBe(false);
	expect(mayVouch({ ...note, state: 'withdrawn' }, 'c')).toBe(false);
});

test('[L1] after a sparring it is only those who were there', () => {
	const note = { state: 'proposed' as const, by: 'a', vouchers: ['b'], readers: ['b', 'c'] };
	expect(mayVouch(note, 'c')).toBe(true);
	expect(mayVouch(note, 'b')).toBe(false);
	expect(mayVouch(note, 'd')).toBe(false);
	expect(mayVouch(note, 'a')).toBe(false);
});
