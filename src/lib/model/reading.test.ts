import { expect, test } from 'vitest';
import { hardnessOf } from './reading.ts';

test('an easy text has nothing to say of it', () => {
	expect(hardnessOf('Vi ringer til Else. Hun kommer i morgen.')).toEqual({
		longWords: [],
		longSentence: null,
		shortened: null,
		blames: null
	});
});

test('what makes a text hard is named: the word, the sentence, what is shortened, what blames', () => {
	expect(
		hardnessOf(
			'Rusmiddelbehandleren vil bl.a. gerne tale om dit misbrug og om det vi sagde sidst i går.'
		)
	).toEqual({
		longWords: ['Rusmiddelbehandleren'],
		longSentence: 13,
		shortened: 'bl.a.',
		blames: 'misbrug'
	});
});
