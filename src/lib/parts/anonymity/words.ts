import type { Hit, Suggestion } from '#lib/model/anonymise/hit.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { m } from '#lib/paraglide/messages.js';

/** What a hit asks or says, with the words that it is about. */
export function titleOf({ kind }: Hit, words: string): string {
	switch (kind) {
		case 'cpr':
			return m.anonymity_title_cpr({ words });
		case 'name':
			return m.anonymity_title_name({ words });
		case 'initials':
			return m.anonymity_title_initials({ words });
		case 'phone':
			return m.anonymity_title_phone({ words });
		case 'mail':
			return m.anonymity_title_mail({ words });
		case 'link':
			return m.anonymity_title_link({ words });
		case 'address':
			return m.anonymity_title_address({ words });
		case 'birthDate':
			return m.anonymity_title_birth_date({ words });
		case 'date':
			return m.anonymity_title_date({ words });
		case 'age':
			return m.anonymity_title_age({ words });
		case 'caseNumber':
			return m.anonymity_title_case_number({ words });
		case 'place':
			return m.anonymity_title_place({ words });
		case 'institution':
			return m.anonymity_title_institution({ words });
		case 'diagnosis':
			return m.anonymity_title_diagnosis({ words });
		case 'occupation':
			return m.anonymity_title_occupation({ words });
		case 'origin':
			return m.anonymity_title_origin({ words });
		default:
			return unreachable(kind);
	}
}

/** How whoever writes says that a hit is nobody. */
export function dismissalOf({ kind }: Hit): string {
	if (kind === 'cpr') return m.anonymity_not_number();
	return kind === 'name' || kind === 'initials' ? m.anonymity_not_name() : m.anonymity_keep();
}

/** What could stand there instead; null when it is better left out. */
export function insteadOf({ key, params }: Suggestion): string | null {
	switch (key) {
		case 'nothing':
			return null;
		case 'citizen':
			return m.anonymity_say_citizen();
		case 'relative':
			return m.anonymity_say_relative();
		case 'colleague':
			return m.anonymity_say_colleague();
		case 'inTheir':
			return m.anonymity_say_in_their({ decade: params.decade ?? '' });
		case 'young':
			return m.anonymity_say_young();
		case 'spring':
			return m.anonymity_say_spring();
		case 'summer':
			return m.anonymity_say_summer();
		case 'autumn':
			return m.anonymity_say_autumn();
		case 'winter':
			return m.anonymity_say_winter();
		case 'home':
			return m.anonymity_say_home();
		case 'place':
			return m.anonymity_say_place();
		case 'institution':
			return m.anonymity_say_institution();
		case 'housing':
			return m.anonymity_say_housing();
		case 'dropIn':
			return m.anonymity_say_drop_in();
		case 'treatment':
			return m.anonymity_say_treatment();
		case 'school':
			return m.anonymity_say_school();
		case 'hospital':
			return m.anonymity_say_hospital();
		case 'workplace':
			return m.anonymity_say_workplace();
		case 'condition':
			return m.anonymity_say_condition();
		case 'job':
			return m.anonymity_say_job();
		case 'origin':
			return m.anonymity_say_origin();
		case 'case':
			return m.anonymity_say_case();
		default:
			return unreachable(key);
	}
}

export interface Piece {
	text: string;
	hit: Hit | null;
}

/** The text cut where hits begin and end, for a layer that marks them. */
export function piecesOf(text: string, hits: readonly Hit[]): Piece[] {
	const pieces: Piece[] = [];
	let at = 0;
	for (const hit of hits) {
		if (hit.start < at || hit.end > text.length) continue;
		if (hit.start > at) pieces.push({ text: text.slice(at, hit.start), hit: null });
		pieces.push({ text: text.slice(hit.start, hit.end), hit });
		at = hit.end;
	}
	if (at < text.length) pieces.push({ text: text.slice(at), hit: null });
	return pieces;
}

/** The text with other words where a hit was; a capital where a sentence begins. */
export function replaced(
	text: string,
	{ start, end }: Hit,
	words: string
): { text: string; at: number } {
	const before = text.slice(0, start);
	const opens = /(?:^|[.!?]\s+|\n\s*)$/.test(before);
	const put = opens ? words.slice(0, 1).toUpperCase() + words.slice(1) : words;
	// What is left out takes one of the spaces around it along.
	const gap = put === '' && /(?:^|\s)$/.test(before) ? /^\s?/.exec(text.slice(end))?.[0].length : 0;
	return { text: before + put + text.slice(end + (gap ?? 0)), at: start + put.length };
}
