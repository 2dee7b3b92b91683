import { expect, test } from 'vitest';
import { overwriteGetLocale } from '#lib/paraglide/runtime.js';
import { labourOf } from './minutes-words.ts';

test('what a column does is told in sentences, and a name keeps the dot that is its own', () => {
	overwriteGetLocale(() => 'da');
	const side = 'citizen' as const;
	const told = (text: string, responsible: string | null, supporters: string[]) =>
		labourOf(
			{ labour: [{ row: 'Aftener', cells: [{ side, text, responsible, supporters }] }] },
			side
		)
			.map((line) => line.text)
			.join();
	expect(told('Viser kortet', 'Mikkel H.', ['Else'])).toBe(
		'Viser kortet. Ansvarlig: Mikkel H. Støtter: Else'
	);
	expect(told('Viser kortet. ', null, ['Mikkel H.'])).toBe('Viser kortet. Støtter: Mikkel H.');
	expect(told('', null, [])).toBe('');
});
