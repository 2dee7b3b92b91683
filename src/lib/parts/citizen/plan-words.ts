import {
	weekdays,
	type LearnedQuestion,
	type Promiser,
	type RelapseLevel,
	type RelapseLine,
	type Weekday,
	type WordTopic
} from '#lib/board/cards.ts';
import type { Source } from '#lib/board/layout.ts';
import { addDays, type DateString } from '#lib/model/dates.ts';
import { givenName } from '#lib/model/person.ts';
import { m } from '#lib/paraglide/messages.js';

export function dayName(day: Weekday): string {
	return {
		monday: m.citizen_day_monday,
		tuesday: m.citizen_day_tuesday,
		wednesday: m.citizen_day_wednesday,
		thursday: m.citizen_day_thursday,
		friday: m.citizen_day_friday,
		saturday: m.citizen_day_saturday,
		sunday: m.citizen_day_sunday
	}[day]();
}

/** The weekday of a date; weeks begin on Monday. */
export function weekdayOf(date: DateString): Weekday {
	const day = new Date(`${date}T12:00:00Z`).getUTCDay();
	return weekdays[(day + 6) % 7] ?? 'monday';
}

/** The date of a weekday in the week of `today`. */
export function dateInWeek(day: Weekday, today: DateString): DateString {
	return addDays(today, weekdays.indexOf(day) - weekdays.indexOf(weekdayOf(today)));
}

/** "18:00" is said "18", "18:30" is said "18.30". */
function hourOf(time: string): string {
	const [hour = '', minute = ''] = time.split(':');
	return minute === '00' ? String(Number(hour)) : `${Number(hour)}.${minute}`;
}

/** "Torsdag klokken 18"; without a time only the day. */
export function dayAndHour(day: Weekday, time: string | null): string {
	if (!time) return dayName(day);
	return m.citizen_plan_day_at({ day: dayName(day), time: hourOf(time) });
}

/** Whose words they are, and by whose hand they came here. */
export function sourceLine(source: Source, writtenBy: string | null): string {
	if (writtenBy) return m.citizen_source_with({ name: givenName(writtenBy) });
	return source === 'citizen' ? m.citizen_source_own() : m.citizen_source_helped();
}

export function topicName(topic: WordTopic): string {
	return {
		wish: m.citizen_topic_wish,
		hope: m.citizen_topic_hope,
		dream: m.citizen_topic_dream,
		how: m.citizen_topic_how,
		goal: m.citizen_topic_goal
	}[topic]();
}

export function whoName(who: Promiser): string {
	return { i: m.citizen_who_i, you: m.citizen_who_you, we: m.citizen_who_we }[who]();
}

export function levelName(level: RelapseLevel): string {
	return {
		green: m.citizen_hard_green,
		yellow: m.citizen_hard_yellow,
		red: m.citizen_hard_red
	}[level]();
}

export function lineName(line: RelapseLine): string {
	return {
		notice: m.citizen_hard_notice,
		do: m.citizen_hard_do,
		call: m.citizen_hard_call
	}[line]();
}

/** A question of "what did we learn?". */
export function learnedName(question: LearnedQuestion): string {
	return {
		happened: m.citizen_learned_happened,
		helped: m.citizen_learned_helped,
		next: m.citizen_learned_next
	}[question]();
}

/** The colour as a word, beside its shape. */
export function levelWord(level: RelapseLevel): string {
	return {
		green: m.citizen_paper_green,
		yellow: m.citizen_paper_yellow,
		red: m.citizen_paper_red
	}[level]();
}
