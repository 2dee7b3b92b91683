import { expect, test } from 'vitest';
import { mayIn, type MeetingPlace } from './meeting-policy.ts';
import type { Standing } from './policy.ts';
import { mayAnswer, maySeeTrend } from './session-policy.ts';

const professional: Extract<Standing, { is: 'professional' }> = {
	is: 'professional',
	role: 'supportWorker',
	bases: [],
	withCitizen: false,
	scribe: false,
	invited: true,
	meeting: 'inProgress',
	caseClosed: false
};
const citizen: Extract<Standing, { is: 'seat' }> = {
	is: 'seat',
	as: 'citizen',
	meeting: 'inProgress',
	networkMayAgree: false,
	networkMaySeePlan: false,
	own: true,
	caseClosed: false
};
const relative = { ...citizen, as: 'relative' as const };
const screen: Standing = { is: 'screen', meeting: 'inProgress', own: true };

test('the citizen answers, and the scribe with the citizen there; nobody else does', () => {
	expect(mayAnswer('answer', citizen)).toBe(true);
	expect(mayAnswer('answer', { ...professional, withCitizen: true, scribe: true })).toBe(true);
	for (const other of [professional, { ...professional, withCitizen: true }, relative, screen]) {
		expect(mayAnswer('answer', other)).toBe(false);
	}
});

test('answers are seen in the room by those who sit with the citizen, never by a screen', () => {
	expect(mayAnswer('see', { ...professional, withCitizen: true })).toBe(true);
	for (const other of [professional, relative, screen]) expect(mayAnswer('see', other)).toBe(false);
	expect(mayAnswer('see', { ...citizen, meeting: 'closed' })).toBe(false);
});

test('afterwards they are seen by those the citizen chose', () => {
	const coordinator = { ...professional, role: 'coordinator' as const };
	expect(maySeeTrend('here', coordinator)).toBe(false);
	expect(maySeeTrend('coordinators', coordinator)).toBe(true);
	expect(maySeeTrend('coordinators', professional)).toBe(false);
	expect(maySeeTrend('network', professional)).toBe(true);
	expect(maySeeTrend('network', relative)).toBe(false);
	expect(maySeeTrend('network', { ...relative, networkMaySeePlan: true })).toBe(true);
	expect(maySeeTrend('network', { is: 'stranger' })).toBe(false);
});

test('the citizen’s finger moves a planning session, and no other kind of meeting', () => {
	const place = (over: Partial<MeetingPlace>): MeetingPlace => ({
		kind: 'planning',
		standing: citizen,
		leads: false,
		reserve: false,
		...over
	});
	expect(mayIn('move', place({}))).toBe(true);
	expect(mayIn('steer', place({}))).toBe(false);
	expect(mayIn('move', place({ kind: 'network' }))).toBe(false);
	expect(mayIn('move', place({ standing: relative }))).toBe(false);
	expect(mayIn('move', place({ standing: { ...citizen, own: false } }))).toBe(false);
	expect(mayIn('move', place({ standing: professional }))).toBe(false);
	expect(mayIn('move', place({ standing: professional, leads: true }))).toBe(true);
});
