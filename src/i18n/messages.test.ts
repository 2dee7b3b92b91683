import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const folder = 'src/i18n/messages';

function catalogue(language: string, area: string): Record<string, unknown> {
	const parsed: unknown = JSON.parse(readFileSync(`${folder}/${language}/${area}`, 'utf8'));
	if (typeof parsed !== 'object' || parsed === null) throw new Error(`${language}/${area}`);
	return Object.fromEntries(Object.entries(parsed).filter(([key]) => key !== '$schema'));
}

const areas = readdirSync(`${folder}/da`);

test.each(areas)(
	'%s says everything in Danish and in English, with the same gaps to fill',
	(area) => {
		const danish = catalogue('da', area);
		const english = catalogue('en', area);
		expect(Object.keys(english).sort()).toEqual(Object.keys(danish).sort());
		const gaps = (text: unknown) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g))].sort();
		for (const [key, text] of Object.entries(danish)) {
			expect({ key, gaps: gaps(english[key]) }).toEqual({ key, gaps: gaps(text) });
		}
	}
);

test('no key stands in two areas', () => {
	const keys = areas.flatMap((area) => Object.keys(catalogue('da', area)));
	expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test('easy Danish adds no key that Danish lacks', () => {
	for (const area of areas) {
		const known = Object.keys(catalogue('da', area));
		const extra = Object.keys(catalogue('da-simple', area)).filter((key) => !known.includes(key));
		expect(extra).toEqual([]);
	}
});
