import { addDays, dateOf, instantAt, type DateString } from '#lib/model/dates.ts';

/** Everything in the demo is dated from the day of its first start, so that it is always today. */
export interface Days {
	today: DateString;
	/** `day(3)`: in three days; `day(-7)`: a week ago. */
	day(away: number): DateString;
	/** A Danish wall clock on a day: `at(-7, '10:15')`. */
	at(away: number, time: string): Date;
	/** When today's meeting begins: a little ahead, in working hours if the day still has some. */
	meetingToday: Date;
	/** The next first of March that is more than a month away. */
	firstOfMarch: DateString;
}

const quarter = 15 * 60_000;

export function daysFrom(now: Date): Days {
	const today = dateOf(now);
	const day = (away: number) => addDays(today, away);
	const at = (away: number, time: string) => instantAt(day(away), time);
	const soon = new Date(Math.ceil((now.getTime() + 2 * quarter) / quarter) * quarter);
	const [earliest, latest] = [at(0, '10:15'), at(0, '20:00')];
	const year = Number(day(31).slice(0, 4));
	const march = [year, year + 1].map((one) => `${one}-03-01`).find((one) => one > day(31));
	return {
		today,
		day,
		at,
		meetingToday: soon < earliest ? earliest : soon > latest ? latest : soon,
		firstOfMarch: march ?? day(90)
	};
}
