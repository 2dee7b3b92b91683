/** A date without a clock, `YYYY-MM-DD`, in Danish local time. */
export type DateString = string;

const zone = 'Europe/Copenhagen';

const partsIn = new Intl.DateTimeFormat('en-CA', {
	timeZone: zone,
	year: 'numeric',
	month: '2-digit',
	day: '2-digit'
});

/** The Danish calendar date at an instant. */
export function dateOf(instant: Date): DateString {
	return partsIn.format(instant);
}

function utcDay(date: DateString): number {
	return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}

/** Whole days from `from` to `to`; negative when `to` lies before. */
export function daysBetween(from: DateString, to: DateString): number {
	return utcDay(to) - utcDay(from);
}

export function addDays(date: DateString, days: number): DateString {
	return new Date((utcDay(date) + days) * 86_400_000).toISOString().slice(0, 10);
}

/** ISO week number: the week of the date's Thursday. */
export function weekNumber(date: DateString): number {
	const day = utcDay(date);
	const thursday = day - ((day + 3) % 7) + 3;
	const year = new Date(thursday * 86_400_000).getUTCFullYear();
	const firstThursday = utcDay(`${year}-01-04`);
	const start = firstThursday - ((firstThursday + 3) % 7) + 3;
	return Math.round((thursday - start) / 7) + 1;
}

/**
 * The instant at which a Danish wall clock shows this date and time. A time that the spring change
 * skips becomes the one an hour later; one that autumn repeats is the first of the two.
 */
export function instantAt(date: DateString, time: string): Date {
	const wall = Date.parse(`${date}T${time.padStart(5, '0')}:00Z`);
	const offsets = [...new Set([wall - 86_400_000, wall + 86_400_000].map(offsetAt))];
	const fits = offsets
		.map((offset) => wall - offset)
		.filter((instant) => instant + offsetAt(instant) === wall);
	return new Date(fits.length > 0 ? Math.min(...fits) : wall - Math.min(...offsets));
}

const clockIn = new Intl.DateTimeFormat('en-GB', {
	timeZone: zone,
	hourCycle: 'h23',
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit'
});

/** How far Danish clocks are ahead of UTC at an instant, in milliseconds. */
function offsetAt(instant: number): number {
	const at: Record<string, string> = {};
	for (const part of clockIn.formatToParts(new Date(instant))) at[part.type] = part.value;
	const shown = Date.parse(
		`${at.year}-${at.month}-${at.day}T${at.hour}:${at.minute}:${at.second}Z`
	);
	return shown - (instant - (instant % 1000));
}

export type Language = 'da' | 'en' | 'da-simple';

function tag(language: Language): string {
	return language === 'en' ? 'en-GB' : 'da-DK';
}

function format(date: DateString, language: Language, options: Intl.DateTimeFormatOptions): string {
	const formatted = new Intl.DateTimeFormat(tag(language), { timeZone: 'UTC', ...options });
	return formatted.format(new Date(`${date}T12:00:00Z`));
}

/** "torsdag 26. november". */
export function longDate(date: DateString, language: Language): string {
	return format(date, language, { weekday: 'long', day: 'numeric', month: 'long' }).replace(
		/ den /,
		' '
	);
}

/** "26. november 2026". */
export function fullDate(date: DateString, language: Language): string {
	return format(date, language, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** "tor. 26. nov." */
export function shortDate(date: DateString, language: Language): string {
	return format(date, language, { weekday: 'short', day: 'numeric', month: 'short' }).replace(
		/ den /,
		' '
	);
}

/** "26. nov." */
export function dayAndMonth(date: DateString, language: Language): string {
	return format(date, language, { day: 'numeric', month: 'short' });
}

/** "26. november". */
export function dayAndLongMonth(date: DateString, language: Language): string {
	return format(date, language, { day: 'numeric', month: 'long' });
}

// Made once: every receipt on a board tells its time, one with each burst of letters.
const hourIn = new Intl.DateTimeFormat('en-GB', {
	timeZone: zone,
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23'
});

/** "10.15": Danish clocks are written with a full stop. */
export function timeOf(instant: Date, language: Language): string {
	const shown = hourIn.format(instant);
	return language === 'en' ? shown : shown.replace(':', '.');
}

/** The 14-day treatment guarantee: the day of inquiry is day 0, the deadline is day 14. */
export function guaranteeDeadline(inquiryOn: DateString): DateString {
	return addDays(inquiryOn, 14);
}

/** The first calendar date with that weekday (0 = Sunday) on or after `from`. */
export function nextWeekday(from: DateString, weekday: number): DateString {
	const ahead = (weekday - new Date(`${from}T12:00:00Z`).getUTCDay() + 7) % 7;
	return addDays(from, ahead);
}
