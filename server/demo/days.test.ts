import { expect, test } from 'vitest';
import { dateOf } from '#lib/model/dates.ts';
import { daysFrom } from './days.ts';

test.each([
	['in the night', '2026-11-26T01:10:00Z', '2026-11-26T09:15:00.000Z'],
	['in the morning', '2026-11-26T08:35:00Z', '2026-11-26T09:15:00.000Z'],
	['in the afternoon', '2026-11-26T13:02:00Z', '2026-11-26T13:45:00.000Z'],
	['late in the evening', '2026-11-26T22:30:00Z', '2026-11-26T19:00:00.000Z'],
	['in summer', '2026-07-01T08:00:00Z', '2026-07-01T08:30:00.000Z']
])('a demo that starts %s has its meeting on the same day', (_when, now, begins) => {
	const { meetingToday, today } = daysFrom(new Date(now));
	expect(meetingToday.toISOString()).toBe(begins);
	expect(dateOf(meetingToday)).toBe(today);
});

test('consent lasts to a first of March that is more than a month away', () => {
	expect(daysFrom(new Date('2026-11-26T09:00:00Z')).firstOfMarch).toBe('2027-03-01');
	expect(daysFrom(new Date('2027-02-10T09:00:00Z')).firstOfMarch).toBe('2028-03-01');
	expect(daysFrom(new Date('2026-01-10T09:00:00Z')).firstOfMarch).toBe('2026-03-01');
});
