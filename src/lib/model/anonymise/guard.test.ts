import { describe, expect, test } from 'vitest';
import { namedFrom, noDictionary, type Dictionary } from './dictionary.ts';
import { checkForSharing, createGuard } from './guard.ts';

const dictionary: Dictionary = {
	...noDictionary('2026-11-25'),
	people: [
		namedFrom('Mikkel Overby', 'citizen'),
		namedFrom('Else Overby', 'relative'),
		namedFrom('Søren Aagaard', 'relative'),
		namedFrom('Bo Vest', 'citizen'),
		namedFrom('Karim Bakr', 'professional')
	],
	addresses: ['Pilevænget 4'],
	phones: ['+45 20 10 30 40'],
	caseNumbers: ['26-0143'],
	places: ['Havrevig'],
	institutions: [{ name: 'Solsikken', kind: 'housing' }]
};
const guard = createGuard(dictionary);

/** "Mikkel name block citizen": what is marked, and what is said about it. */
function marked(text: string): string[] {
	return guard
		.find(text)
		.map(({ start, end, kind, verdict, suggestion }) =>
			[text.slice(start, end), kind, verdict, suggestion.key].join(' ')
		);
}

describe('what is marked lies exactly where it was written', () => {
	test.each([
		['Mikkel kom for sent', ['Mikkel name block citizen']],
		['det er mikkels ord', ['mikkel name block citizen']],
		['så sagde M i k k e l nej', ['M i k k e l name block citizen']],
		['så sagde Mi\u200bkk\u00adel nej', ['Mi\u200bkk\u00adel name block citizen']],
		['så sagde Мikkеl nej', ['Мikkеl name block citizen']],
		['se foto_af_mikkel.jpg', ['mikkel name block citizen']],
		['se S%C3%B8ren-til-fest.png', ['S%C3%B8ren name block relative']],
		['<b>Mik</b>kel drak', ['Mik</b>kel name block citizen']],
		['Soeren Ågård og Else', ['Soeren Ågård name block relative', 'Else name block relative']],
		['så kom Mikel igen', ['Mikel name block citizen']],
		['Karim var der', ['Karim name block colleague']],
		['hun bor på Solsikken', ['Solsikken institution ask housing']],
		['sag 26-0143 er åben', ['26-0143 caseNumber block case']],
		['ring på 20103040', ['20103040 phone block nothing']],
		['bor pilevænget 4', ['pilevænget 4 address block home']],
		['hun er født 3. maj 1988', ['3. maj 1988 birthDate block inTheir']],
		['en 37-årig mand', ['37-årig age ask inTheir']],
		['cpr 010190-6789', ['010190-6789 cpr stop nothing']]
	])('%s', (text, expected) => expect(marked(text)).toEqual(expected));
});

test('a name that is a word is asked about, and refused beside its family name', () => {
	expect(marked('han vil bo alene')).toEqual(['bo name ask citizen']);
	expect(marked('så kom Bo Vest')).toEqual(['Bo Vest name block citizen']);
});

test('what was asked about can be said to be nobody; a name and a number cannot', () => {
	const dismissed = ['bo', 'Mikkel', '010190-6789'];
	expect(checkForSharing('han vil Bo alene', dictionary, dismissed)).toEqual({ ok: true });
	expect(checkForSharing('Mikkel', dictionary, dismissed).ok).toBe(false);
	expect(checkForSharing('010190-6789', dictionary, dismissed).ok).toBe(false);
});

test('what is about practice passes', () => {
	const text =
		'Borgeren bliver urolig, når der er mange ord. Hans en gode ven kom m.h.t. aftalen kl. 10.15, ' +
		'og vi havde tre ting på dagsordenen: ro, mad og søvn.';
	expect(checkForSharing(text, dictionary)).toEqual({ ok: true });
});

test('an age is said in decades from today', () => {
	const [hit] = guard.find('født 3. maj 1988');
	expect(hit?.suggestion).toEqual({ key: 'inTheir', params: { decade: '30' } });
});
