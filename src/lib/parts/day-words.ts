import { addDays, dateOf, dayAndMonth, daysBetween, shortDate, timeOf } from '#lib/model/dates.ts';
import type { DateString } from '#lib/model/dates.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

/** "I dag", "I morgen", "Fre. 27. nov.": as near as people say it. */
export function dayWord(date: DateString, today: DateString): string {
	if (date === today) return m.common_today();
	if (date === addDays(today, 1)) return m.common_tomorrow();
	if (date === addDays(today, -1)) return m.common_yesterday();
	return capital(shortDate(date, getLocale()));
}

/** "08.12" today, "i går", then the date: when something happened. */
export function momentWord(instant: Date, today: DateString): string {
	const date = dateOf(instant);
	const ago = daysBetween(date, today);
	if (ago === 0) return timeOf(instant, getLocale());
	if (ago === 1) return m.common_yesterday().toLowerCase();
	return dayAndMonth(date, getLocale());
}

export function capital(text: string): string {
	return text.charAt(0).toUpperCase() + text.slice(1);
}
