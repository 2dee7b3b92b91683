import { findContacts } from './contacts.ts';
import { findCpr } from './cpr.ts';
import { findDays } from './days.ts';
import type { Dictionary } from './dictionary.ts';
import { foldName } from './fold.ts';
import { say, settle, type Hit } from './hit.ts';
import { indexLocal } from './local.ts';
import { indexNames } from './name-index.ts';
import { findNames } from './names.ts';

export type Sharing = { ok: true } | { ok: false; hits: Hit[] };

export interface Guard {
	/** What somebody could be known by, in reading order; without what the writer said is nobody. */
	find(text: string, dismissed?: readonly string[]): Hit[];
}

/** A guard that knows one dictionary. Making it is dear and asking it is cheap: keep it while typing. */
export function createGuard(dictionary: Dictionary): Guard {
	const names = indexNames(dictionary);
	const local = indexLocal(dictionary);
	const known = new Set(dictionary.caseNumbers.map((number) => number.replace(/\D/g, '')));

	return {
		find(text, dismissed = []) {
			const numbers = findCpr(text, { known }).map(({ start, end, score }): Hit => {
				const verdict = score === 'high' ? 'stop' : 'ask';
				return { start, end, kind: 'cpr', verdict, suggestion: say('nothing') };
			});
			const hits = settle([
				...numbers,
				...findNames(text, names),
				...findContacts(text, dictionary),
				...findDays(text, dictionary.today),
				...local.find(text)
			]);
			const nobody = new Set(dismissed.map(asDismissed));
			return hits.filter(
				({ start, end, verdict }) =>
					verdict !== 'ask' || !nobody.has(asDismissed(text.slice(start, end)))
			);
		}
	};
}

/** A word that was said to be nobody is so in whatever case it is written. */
function asDismissed(word: string): string {
	return foldName(word).text.trim();
}

/**
 * Whether a text may be shared. Only what was merely asked about can be dismissed: a dismissed name
 * or number is refused all the same.
 */
export function checkForSharing(
	text: string,
	dictionary: Dictionary,
	dismissed: readonly string[] = []
): Sharing {
	const hits = createGuard(dictionary).find(text, dismissed);
	return hits.length === 0 ? { ok: true } : { ok: false, hits };
}
