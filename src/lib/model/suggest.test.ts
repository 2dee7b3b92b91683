import { expect, test } from 'vitest';
import { dateIn, suggest } from './suggest.ts';

/** A Thursday. */
const today = '2026-11-26';
const people = [
	{ id: 'mikkel', name: 'Mikkel H.' },
	{ id: 'karim', name: 'Karim Bendtsen' },
	{ id: 'lone', name: 'Lone Fisker' },
	{ id: 'signe', name: 'Signe Aarup' }
];
const of = (sentence: string) => suggest(sentence, { people, me: 'signe', today });

test('the one who is named does it, and the date that is named is when', () => {
	expect(of('Karim finder ledsager til torsdag senest 2. dec.')).toEqual({
		owner: 'karim',
		helper: null,
		due: '2026-12-02'
	});
});

test('whoever comes with is the helper', () => {
	expect(of('Mikkel vælger ret til madklubben med Lone inden tirsdag')).toEqual({
		owner: 'mikkel',
		helper: 'lone',
		due: '2026-12-01'
	});
});

test('"jeg" is the one who writes; nobody is nobody', () => {
	expect(of('Jeg ringer til boligkontoret i morgen')).toEqual({
		owner: 'signe',
		helper: null,
		due: '2026-11-27'
	});
	expect(of('Ledsagertimer bliver afklaret')).toEqual({ owner: null, helper: null, due: null });
});

test('a name inside another word is no name', () => {
	expect(of('Lonesome cowboy').owner).toBeNull();
	expect(of('Karims støtte fortsætter').owner).toBe('karim');
});

test('two with the same given name need the whole of it', () => {
	const both = [...people, { id: 'other', name: 'Karim Yilmaz' }];
	const ask = (sentence: string) => suggest(sentence, { people: both, me: null, today }).owner;
	expect(ask('Karim ringer')).toBeNull();
	expect(ask('Karim Yilmaz ringer')).toBe('other');
});

test.each([
	['senest 2. dec.', '2026-12-02'],
	['2. december', '2026-12-02'],
	['den 2/12', '2026-12-02'],
	['2.12.', '2026-12-02'],
	['3. januar', '2027-01-03'],
	['5. maj', '2027-05-05'],
	['5. marts', '2027-03-05'],
	['2. dec 2028', '2028-12-02'],
	['tirsdag', '2026-12-01'],
	['på torsdag', '2026-12-03'],
	['i dag', '2026-11-26'],
	['i overmorgen', '2026-11-28'],
	['om to uger', '2026-12-10'],
	['om 3 dage', '2026-11-29'],
	['by 2 Dec', '2026-12-02'],
	['tomorrow', '2026-11-27'],
	['29. februar', '2028-02-29']
])('"%s" is %s', (text, date) => expect(dateIn(text, today)).toBe(date));

test.each(['31. februar 2027', 'kl. 10.15', 'klokken 20:30', 'syv gange', 'Rum 12/34'])(
	'"%s" is no date',
	(text) => expect(dateIn(text, today)).toBeNull()
);
