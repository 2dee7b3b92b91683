import { expect, test } from 'vitest';
import { calendarText, type CalendarEntry } from './calendar.ts';

const meeting: CalendarEntry = {
	uid: 'meeting-abc@samtavle.example',
	when: { start: new Date('2026-11-26T09:15:00Z'), minutes: 75 },
	summary: 'Møde i Samtavle',
	sequence: 3,
	stamp: new Date('2026-11-20T08:00:00Z')
};

test('a meeting is an event with its length, its number and an end to every line', () => {
	const text = calendarText([meeting], {
		method: 'REQUEST',
		organizer: 'samtavle@kommune.example',
		attendee: 'signe@kommune.example'
	});
	expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
	expect(text.split('\r\n')).toEqual(
		expect.arrayContaining([
			'METHOD:REQUEST',
			'DTSTART:20261126T091500Z',
			'DTEND:20261126T103000Z',
			'SEQUENCE:3',
			'STATUS:CONFIRMED',
			'ORGANIZER:mailto:samtavle@kommune.example'
		])
	);
});

test('a cancelled meeting keeps its uid and says that it is cancelled', () => {
	const text = calendarText([{ ...meeting, sequence: 4 }], { method: 'CANCEL' });
	expect(text).toContain('UID:meeting-abc@samtavle.example\r\n');
	expect(text).toContain('STATUS:CANCELLED\r\n');
});

test('a day without a clock lasts until the next day and takes no time', () => {
	const text = calendarText([{ ...meeting, when: { on: '2026-12-31' } }], { method: 'PUBLISH' });
	expect(text).toContain('DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\n');
	expect(text).toContain('TRANSP:TRANSPARENT');
});

test('long lines are folded at 75 bytes without cutting a letter, and read back whole', () => {
	const summary = 'Æblegrød, ørred; ål \\ '.repeat(9);
	const text = calendarText([{ ...meeting, summary }], { method: 'PUBLISH' });
	for (const line of text.split('\r\n')) {
		expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
	}
	const unfolded = text.replaceAll('\r\n ', '');
	expect(unfolded).toContain(`SUMMARY:${summary.replace(/[\\;,]/g, '\\$&')}\r\n`);
});
