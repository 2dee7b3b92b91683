import type { StepStatus } from '#lib/board/cards.ts';
import { dateOf, longDate, timeOf } from '#lib/model/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

function language(): 'da' | 'en' {
	return getLocale() === 'en' ? 'en' : 'da';
}

/** "tirsdag 1. december", or nothing. */
export function whenDue(due: string | null): string | undefined {
	return due ? m.citizen_task_due({ date: longDate(due, language()) }) : undefined;
}

/** "tirsdag 1. december, 10.00" */
export function whenInstant(at: number): string {
	const instant = new Date(at);
	return `${longDate(dateOf(instant), language())}, ${timeOf(instant, language())}`;
}

/** How a step went, without blame: a word and a picture. */
export function stepStatus(status: StepStatus): { word: string; pictogram: string } {
	return {
		agreed: { word: m.citizen_status_agreed(), pictogram: 'aftaler' },
		underway: { word: m.citizen_status_underway(), pictogram: 'cykle' },
		done: { word: m.citizen_status_done(), pictogram: 'klaret' },
		notDone: { word: m.citizen_status_not_done(), pictogram: 'klokken' }
	}[status];
}
