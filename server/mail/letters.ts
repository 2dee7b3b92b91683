import * as v from 'valibot';
import { calendarText } from '#lib/model/calendar.ts';
import { dateOf, longDate, timeOf } from '#lib/model/dates.ts';
import { MeetingId, SparringId } from '#lib/model/ids.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { m } from '#lib/paraglide/messages.js';

/**
 * A letter says that something is to be read in Samtavle, never what: no name, no case, no topic,
 * no place. Whoever sees the mailbox or the calendar learns a time and nothing else.
 */
export const LetterKind = v.picklist([
	'meetingInvited',
	'meetingMoved',
	'meetingCancelled',
	'meetingTomorrow',
	'minutesReady'
]);
export type LetterKind = v.InferOutput<typeof LetterKind>;

const locales = ['da', 'en', 'da-simple'] as const;
export type LetterLocale = (typeof locales)[number];

/** What a letter is made from, as the outbox keeps it: ids, instants and numbers only. */
export const LetterFacts = v.object({
	/** A letter is about a meeting or a sparring. */
	meeting: v.optional(MeetingId),
	sparring: v.optional(SparringId),
	startsAt: v.pipe(v.string(), v.isoTimestamp()),
	minutes: v.pipe(v.string(), v.regex(/^\d{1,3}$/)),
	/** The meeting's version: a calendar takes the higher number for the newer. */
	version: v.pipe(v.string(), v.regex(/^\d+$/)),
	locale: v.picklist(locales)
});
export type LetterFacts = v.InferOutput<typeof LetterFacts>;

export interface Letter {
	subject: string;
	text: string;
	/** An entry for the calendar, where the letter is about a time. */
	calendar: { method: 'REQUEST' | 'CANCEL'; text: string } | null;
}

export interface LetterFrame {
	origin: string;
	from: string;
	to: string;
	now: Date;
}

export function writeLetter(kind: LetterKind, facts: LetterFacts, frame: LetterFrame): Letter {
	const { locale } = facts;
	const startsAt = new Date(facts.startsAt);
	const when = { day: longDate(dateOf(startsAt), locale), time: timeOf(startsAt, locale) };
	const address = `${frame.origin}${pathOf(facts)}`;
	const body = (what: string, link = address) =>
		[what, m.mail_read_more({}, { locale }), link, '', m.mail_neutral({}, { locale }), ''].join(
			'\n'
		);

	switch (kind) {
		case 'meetingInvited': {
			const subject = m.mail_invited(when, { locale });
			return { subject, text: body(`${subject}.`), calendar: entry(facts, frame, 'REQUEST') };
		}
		case 'meetingMoved': {
			const subject = m.mail_moved(when, { locale });
			return { subject, text: body(`${subject}.`), calendar: entry(facts, frame, 'REQUEST') };
		}
		case 'meetingCancelled': {
			const subject = m.mail_cancelled(when, { locale });
			return { subject, text: body(`${subject}.`), calendar: entry(facts, frame, 'CANCEL') };
		}
		case 'meetingTomorrow': {
			const subject = m.mail_tomorrow(when, { locale });
			return { subject, text: body(`${subject}.`), calendar: null };
		}
		case 'minutesReady': {
			const subject = m.mail_minutes_ready(when, { locale });
			return { subject, text: body(`${subject}.`, `${address}/minutes`), calendar: null };
		}
		default:
			return unreachable(kind);
	}
}

function entry(
	facts: LetterFacts,
	frame: LetterFrame,
	method: 'REQUEST' | 'CANCEL'
): NonNullable<Letter['calendar']> {
	const text = calendarText(
		[entryOf(facts, { origin: frame.origin, stamp: frame.now, locale: facts.locale })],
		{ method, organizer: frame.from, attendee: frame.to }
	);
	return { method, text };
}

/** Where what a letter tells of is to be read. */
function pathOf({ meeting, sparring }: Pick<LetterFacts, 'meeting' | 'sparring'>): string {
	return sparring ? `/sparring/${sparring}` : `/meetings/${meeting}`;
}

interface EntryFrame {
	origin: string;
	stamp: Date;
	locale: LetterLocale;
}

/** A meeting as a calendar shows it, wherever the calendar gets it from. */
export function meetingEntry(
	meeting: Pick<LetterFacts, 'startsAt' | 'minutes' | 'version'> & { meeting: MeetingId },
	frame: EntryFrame
) {
	return entryOf(meeting, frame);
}

export function sparringEntry(
	sparring: Pick<LetterFacts, 'startsAt' | 'minutes' | 'version'> & { sparring: SparringId },
	frame: EntryFrame
) {
	return entryOf(sparring, frame);
}

function entryOf(
	facts: Pick<LetterFacts, 'meeting' | 'sparring' | 'startsAt' | 'minutes' | 'version'>,
	{ origin, stamp, locale }: EntryFrame
) {
	const name = facts.sparring ? `sparring-${facts.sparring}` : `meeting-${facts.meeting}`;
	return {
		uid: `${name}@${new URL(origin).hostname}`,
		when: { start: new Date(facts.startsAt), minutes: Number(facts.minutes) },
		summary: m.mail_calendar_summary({}, { locale }),
		description: m.mail_calendar_description({}, { locale }),
		url: `${origin}${pathOf(facts)}`,
		sequence: Number(facts.version),
		stamp,
		remindMinutes: 30
	};
}
