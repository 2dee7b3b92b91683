import type { Chance } from './chance.ts';

/**
 * Invented CPR numbers that nobody living has: the seventh digit and the year put every birth before
 * 1908 or after 2027, yet day, month and year are like anybody's. They are drawn anew at each run
 * and stored nowhere. By rule none of them is made to satisfy modulus 11, so most do not.
 */
interface Invented {
	day: string;
	month: string;
	year: string;
	serial: string;
}

const two = (value: number) => String(value).padStart(2, '0');

function invent(chance: Chance, kind: 'usual' | 'newYear' | 'replacement' | 'lettered'): Invented {
	const [year, seventh] = nobodysYear(chance);
	const day = kind === 'newYear' ? 1 : 1 + chance.number(28);
	const month = kind === 'newYear' ? 1 : 1 + chance.number(12);
	const rest = String(chance.number(1000)).padStart(3, '0');
	const letters = 'ABCDEFGHJKLMNPRSTUVWXYZ';
	const letter = () => chance.one([...letters]);
	return {
		day: two(kind === 'replacement' || kind === 'lettered' ? day + 60 : day),
		month: two(month),
		year: two(year),
		serial:
			kind === 'lettered'
				? chance.one([
						letter() + letter() + rest.slice(0, 2),
						letter() + letter() + letter() + rest.slice(0, 1)
					])
				: seventh + rest
	};
}

function nobodysYear(chance: Chance): [number, string] {
	switch (chance.number(4)) {
		case 0: // 1858 to 1899
			return [58 + chance.number(42), chance.one(['5', '6', '7', '8'])];
		case 1: // 2028 to 2057
			return [28 + chance.number(30), chance.one(['5', '6', '7', '8'])];
		case 2: // 2028 to 2036
			return [28 + chance.number(9), chance.one(['4', '9'])];
		default: // 1900 to 1907
			return [chance.number(8), chance.one(['0', '1', '2', '3'])];
	}
}

/** "3": U+0663 and so on, from where a script's nought is. */
const inScript = (zero: number) => (text: string) =>
	text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

const between = (sign: string) => (text: string) => [...text].join(sign);

type Writing = (number: Invented, chance: Chance) => string;

const usual = ({ day, month, year, serial }: Invented, gap = '-') =>
	`${day}${month}${year}${gap}${serial}`;

const months =
	'januar februar marts april maj juni juli august september oktober november december'.split(' ');
const inWords = ({ day, month, year, serial }: Invented) =>
	`${Number(day)}. ${months[Number(month) - 1] ?? ''} 19${year}-${serial}`;

/** Every way of writing that has been seen or feared. */
const writings: Record<string, Writing> = {
	'with a hyphen': (number) => usual(number),
	'in one': (number) => usual(number, ''),
	'with a space': (number) => usual(number, ' '),
	'with a dash': (number, chance) => usual(number, chance.one(['–', '—', '−', '‑'])),
	'with another sign': (number, chance) => usual(number, chance.one(['.', '/', '_', '·', ':'])),
	'with spaces round the hyphen': (number) => usual(number, ' - '),
	'day, month and year apart': ({ day, month, year, serial }, chance) => {
		const gap = chance.one([' ', '.', '/', '-']);
		return [day, month, year].join(gap) + chance.one(['-', ' ', ' - ']) + serial;
	},
	'with the whole year': ({ day, month, year, serial }) => `${day}${month}19${year}-${serial}`,
	'each digit apart': (number, chance) => between(chance.one([' ', '.', '-']))(usual(number, '')),
	'in pairs': (number) => (usual(number, '').match(/../g) ?? []).join(' '),
	'in wide digits': (number) => inScript(0xff10)(usual(number)),
	'in Arabic digits': (number, chance) => inScript(chance.one([0x660, 0x6f0]))(usual(number)),
	'in other digits': (number, chance) =>
		inScript(chance.one([0x966, 0x9e6, 0xe50, 0x1d7ce, 0x1d7f6]))(usual(number)),
	'with unseen signs': (number, chance) =>
		between(chance.one(['\u200b', '\u200d', '\u2060', '\ufeff', '\u00ad']))(usual(number)),
	'in bold halfway': ({ day, month, year, serial }, chance) =>
		chance.one([
			`${day}${month}**${year}-${serial}**`,
			`<b>${day}${month}${year}</b>-${serial}`,
			`${day}<i>${month}</i>${year}${serial}`,
			`_${day}${month}_${year}-${serial}`
		]),
	'over two lines': (number, chance) => usual(number, chance.one(['\n', '-\n', ' \n', '\r\n'])),
	'with letters for noughts': (number) => usual(number).replaceAll('0', 'O'),
	'as HTML': (number) =>
		usual(number, '&nbsp;').replace(/^\d/, (digit) => `&#${48 + Number(digit)};`),
	'in an address': (number) => `minside?borger=${usual(number, '%2D')}`
};

const around: readonly [string, string][] = [
	['', ''],
	['Jeg talte med borgeren (', ') i går.'],
	['Hun er registreret som ', ', og det er rigtigt.'],
	['CPR: ', ''],
	['cpr-nr. ', ' er noteret'],
	['Personnummer ', '.'],
	['Se også ', '; vi vender tilbage.'],
	['Borger: ', ' / støttekontakt']
];

export interface Written {
	text: string;
	how: string;
}

export function positives(chance: Chance, count: number): Written[] {
	const names = Object.keys(writings);
	return Array.from({ length: count }, (_, at) => {
		const how = names[at % names.length] ?? '';
		const kind = chance.one(['usual', 'usual', 'usual', 'newYear', 'replacement'] as const);
		const number = invent(chance, kind);
		const [before, after] = chance.one(around);
		return { text: before + (writings[how]?.(number, chance) ?? '') + after, how };
	}).concat(
		Array.from({ length: Math.ceil(count / 20) }, () => {
			const [before, after] = chance.one(around);
			return {
				text: before + usual(invent(chance, 'lettered'), chance.one(['-', ' ', ''])) + after,
				how: 'with letters in it'
			};
		}),
		Array.from({ length: Math.ceil(count / 40) }, () => {
			const number = invent(chance, chance.one(['usual', 'newYear'] as const));
			return { text: `født ${inWords(number)}`, how: 'with the month in words' };
		})
	);
}

/** The first of January of the years for which numbers without modulus 11 have been given out. */
export function newYearNumbers(chance: Chance): { year: number; text: string }[] {
	return Array.from({ length: 35 }, (_, at) => {
		const year = 1960 + at;
		const serial = chance.one(['5', '6', '7', '8']) + String(chance.number(1000)).padStart(3, '0');
		return { year, text: `0101${two(year % 100)}${chance.one(['', '-', ' '])}${serial}` };
	});
}

const digits = (chance: Chance, count: number) =>
	Array.from({ length: count }, () => chance.number(10)).join('');
const upTo = (chance: Chance, most: number) => two(1 + chance.number(most));
const pairsOf = (text: string, gap = ' ') => (text.match(/../g) ?? []).join(gap);
const phone = (chance: Chance) => `${2 + chance.number(8)}${digits(chance, 7)}`;

/**
 * Numbers that are something else, as professionals write them. A stamp like "251126 0915" is not
 * among them: nobody can tell it from a CPR number, and it is asked about.
 */
const others: Record<string, (chance: Chance) => string> = {
	phone: (chance) => `Ring på ${chance.one([phone(chance), pairsOf(phone(chance))])} efter kl. 10`,
	'phone with country': (chance) =>
		`Tlf. ${chance.one(['+45 ', '0045 ', '+45'])}${chance.one([phone(chance), pairsOf(phone(chance))])}`,
	'two phones': (chance) => `${pairsOf(phone(chance))} eller ${pairsOf(phone(chance))}`,
	'case number': (chance) => `Sag 26-${digits(chance, 4)} er åben`,
	'journal number': (chance) => `J.nr. 2026-${digits(chance, 6)} blev oprettet`,
	'long case number': (chance) =>
		`Sagsnr. ${digits(chance, 2)}.${digits(chance, 2)}.${digits(chance, 2)}-G01-${digits(chance, 1)}-26`,
	amount: (chance) =>
		`Beløbet er ${1 + chance.number(9)}.${digits(chance, 3)}.${digits(chance, 3)},${digits(chance, 2)} kr.`,
	'large amount': (chance) =>
		`Budgettet på ${1 + chance.number(9)}${digits(chance, 9)} kr. er vedtaget`,
	'ISBN-13': (chance) =>
		`ISBN 978-87-${digits(chance, 3)}-${digits(chance, 4)}-${digits(chance, 1)}`,
	'ISBN-10': (chance) =>
		`ISBN ${chance.one([`87-${digits(chance, 3)}-${digits(chance, 4)}-${digits(chance, 1)}`, `87${digits(chance, 8)}`])}`,
	date: (chance) =>
		`Mødet er den ${upTo(chance, 28)}.${upTo(chance, 12)}.2026 kl. ${upTo(chance, 12)}.${chance.one(['00', '15', '30'])}`,
	'date and time': (chance) =>
		`${upTo(chance, 28)}-${upTo(chance, 12)}-2026 ${upTo(chance, 12)}:${chance.one(['00', '15', '45'])}`,
	'dates in a row': (chance) =>
		`Vi ses ${upTo(chance, 28)}/${upTo(chance, 12)}, ${upTo(chance, 28)}/${upTo(chance, 12)} og ${upTo(chance, 28)}/${upTo(chance, 12)}`,
	'iso date': (chance) =>
		`Fra 2026-${upTo(chance, 12)}-${upTo(chance, 28)} til 2027-${upTo(chance, 12)}-${upTo(chance, 28)}`,
	CVR: (chance) => `CVR-nr. ${phone(chance)}`,
	EAN: (chance) => `EAN 57980${digits(chance, 8)}`,
	account: (chance) => `Reg. ${digits(chance, 4)} konto ${digits(chance, 10)}`,
	IBAN: (chance) =>
		`IBAN DK${digits(chance, 2)} ${digits(chance, 4)} ${digits(chance, 4)} ${digits(chance, 4)} ${digits(chance, 2)}`,
	order: (chance) => `Ordrenummer ${digits(chance, 10)} er sendt`,
	invoice: (chance) => `Faktura ${digits(chance, 10)}`,
	'goods number': (chance) => `Varenr. ${digits(chance, 6)}-${digits(chance, 3)}`,
	times: (chance) =>
		`kl. ${upTo(chance, 12)}.30-${upTo(chance, 12)}.15, lokale ${digits(chance, 3)}`,
	years: (chance) => `Perioden 2024-2026, side ${digits(chance, 2)}-${digits(chance, 3)}`,
	percent: (chance) =>
		`${digits(chance, 2)},${digits(chance, 1)} % af ${digits(chance, 4)} borgere`,
	law: (chance) =>
		`Lov nr. ${digits(chance, 3)} af ${upTo(chance, 28)}/${upTo(chance, 12)}/2025, § ${digits(chance, 3)}`,
	place: (chance) =>
		`${1 + chance.number(9)}${digits(chance, 3)} Birkeby, etage ${digits(chance, 1)}`,
	reference: (chance) => `Ref. ${digits(chance, 4)}-${digits(chance, 4)}-${digits(chance, 4)}`,
	dose: (chance) =>
		`${digits(chance, 2)} mg kl. 08, ${digits(chance, 2)} mg kl. 20 i ${upTo(chance, 28)} dage`,
	'a number without a name': (chance) =>
		`Jeg fandt nummeret ${1 + chance.number(9)}${digits(chance, 9)} på sedlen`,
	'long number': (chance) => `Stregkode ${digits(chance, 13)}`
};

export function negatives(chance: Chance, count: number): Written[] {
	const names = Object.keys(others);
	return Array.from({ length: count }, (_, at) => {
		const how = names[at % names.length] ?? '';
		return { text: others[how]?.(chance) ?? '', how };
	});
}
