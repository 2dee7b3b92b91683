import { addDays, type DateString } from './dates.ts';

/**
 * Calendar entries as text (RFC 5545). They lie in calendars that others may see: the words they
 * are given must hold no name, case or topic.
 */
export interface CalendarEntry {
	/** Stays the same as long as the thing is the same, however often it moves. */
	uid: string;
	/** An instant with a length, or a whole day. */
	when: { start: Date; minutes: number } | { on: DateString };
	summary: string;
	description?: string;
	url?: string;
	/** Rises with every change, so that a calendar knows the newer from the older. */
	sequence: number;
	/** When this text was made. */
	stamp: Date;
	cancelled?: boolean;
	/** How long before the start the calendar reminds. */
	remindMinutes?: number;
}

export interface CalendarFrame {
	/** `REQUEST` and `CANCEL` are letters to one person, `PUBLISH` is a file or a feed. */
	method: 'PUBLISH' | 'REQUEST' | 'CANCEL';
	/** The name of a feed in the calendar. */
	name?: string;
	/** Addresses of a letter: from whom, to whom. */
	organizer?: string;
	attendee?: string;
}

export function calendarText(entries: readonly CalendarEntry[], frame: CalendarFrame): string {
	const lines = [
		'BEGIN:VCALENDAR',
		'VERSION:2.0',
		'PRODID:-//Samtavle//Samtavle//DA',
		'CALSCALE:GREGORIAN',
		`METHOD:${frame.method}`,
		...(frame.name === undefined ? [] : [`X-WR-CALNAME:${escaped(frame.name)}`]),
		...entries.flatMap((entry) => eventLines(entry, frame)),
		'END:VCALENDAR'
	];
	return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventLines(entry: CalendarEntry, frame: CalendarFrame): string[] {
	const cancelled = entry.cancelled === true || frame.method === 'CANCEL';
	const lines = [
		'BEGIN:VEVENT',
		`UID:${entry.uid}`,
		`DTSTAMP:${utc(entry.stamp)}`,
		...whenLines(entry.when),
		`SUMMARY:${escaped(entry.summary)}`,
		`SEQUENCE:${entry.sequence}`,
		`STATUS:${cancelled ? 'CANCELLED' : 'CONFIRMED'}`,
		'CLASS:PRIVATE'
	];
	if (entry.description !== undefined) lines.push(`DESCRIPTION:${escaped(entry.description)}`);
	if (entry.url !== undefined) lines.push(`URL:${entry.url}`);
	if (frame.organizer !== undefined) lines.push(`ORGANIZER:mailto:${frame.organizer}`);
	if (frame.attendee !== undefined) {
		lines.push(
			`ATTENDEE;ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:${frame.attendee}`
		);
	}
	if (entry.remindMinutes !== undefined && !cancelled) {
		lines.push(
			'BEGIN:VALARM',
			'ACTION:DISPLAY',
			`DESCRIPTION:${escaped(entry.summary)}`,
			`TRIGGER:-PT${entry.remindMinutes}M`,
			'END:VALARM'
		);
	}
	return [...lines, 'END:VEVENT'];
}

function whenLines(when: CalendarEntry['when']): string[] {
	if ('on' in when) {
		return [
			`DTSTART;VALUE=DATE:${when.on.replaceAll('-', '')}`,
			`DTEND;VALUE=DATE:${addDays(when.on, 1).replaceAll('-', '')}`,
			'TRANSP:TRANSPARENT'
		];
	}
	const end = new Date(when.start.getTime() + when.minutes * 60_000);
	return [`DTSTART:${utc(when.start)}`, `DTEND:${utc(end)}`];
}

/** `20261126T091500Z`. Instants are written in UTC: every calendar shows them in its own time. */
function utc(instant: Date): string {
	return `${instant.toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`;
}

function escaped(text: string): string {
	return text.replace(/[\\;,]/g, (sign) => `\\${sign}`).replace(/\r?\n/g, '\\n');
}

/** At most 75 bytes a line; a sign of several bytes is never cut in two. */
function folded(line: string): string {
	const bytes = new TextEncoder();
	const lines: string[] = [];
	let current = '';
	let length = 0;
	for (const sign of line) {
		const size = bytes.encode(sign).length;
		if (length + size > 75) {
			lines.push(current);
			current = ' ';
			length = 1;
		}
		current += sign;
		length += size;
	}
	return [...lines, current].join('\r\n');
}
