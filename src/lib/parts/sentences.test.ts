import { expect, test } from 'vitest';
import { sentencesOf } from './sentences.ts';

const texts = (text: string) => sentencesOf(text).map(({ from, to }) => text.slice(from, to));

test('a text is read sentence by sentence, without the space around them', () => {
	expect(texts('  Du bestemmer. Er det rigtigt?\n')).toEqual(['Du bestemmer.', 'Er det rigtigt?']);
	expect(texts('Det hjælper')).toEqual(['Det hjælper']);
	expect(texts('   ')).toEqual([]);
});

test('a dot inside a number or a time ends no sentence', () => {
	expect(texts('Vi ses kl 10.15 i morgen.')).toEqual(['Vi ses kl 10.15 i morgen.']);
});
