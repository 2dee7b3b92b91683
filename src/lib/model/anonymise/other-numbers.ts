const kinds = [
	'isbn(?:-1[03])?',
	'issn',
	'ean',
	'gtin',
	'cvr',
	'se',
	'iban',
	'konto',
	'reg',
	'ordre',
	'sags?',
	'j',
	'journal',
	'vare',
	'stregkode',
	'serie',
	'imei',
	'beløb(?:et)?',
	'budget(?:tet)?',
	'bilag',
	'faktura',
	'kunde',
	'medlems',
	'police',
	'ref',
	'kr',
	'dkk',
	'eur',
	'tlf',
	'telefon',
	'mobil',
	'€'
].join('|');
const before = new RegExp(
	String.raw`(?<!\p{L})(?:${kinds})[\s.:\-]{0,2}(?:nr|nummer(?:et)?)?[\s.:]{0,3}(?:er|på)?\s?[\d\s.,\-]{0,14}$`,
	'iu'
);
const after = /^\s?(?:kr\b|kr\.|dkk|eur|€|,-|stk|km|mio|kwh|gram|skridt)/iu;

/** Whether what stands before a number says that it is an account, an order, a book … */
export function saysOtherNumber(text: string): boolean {
	return before.test(text);
}

/** Whether what stands after a number counts something: "kr.", "km". */
export function saysMoney(text: string): boolean {
	return after.test(text);
}
