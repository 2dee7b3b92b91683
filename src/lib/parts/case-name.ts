import { m } from '#lib/paraglide/messages.js';

/** What a case is called: by the name the citizen chose, or by its number. */
export function caseName(of: { number: string; displayName: string | null }): string {
	return of.displayName ?? m.cases_label({ number: of.number });
}
