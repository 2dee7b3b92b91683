import { expect, test } from 'vitest';
import { caseState, guaranteeOf, looksLikeCpr } from './case.ts';

const asked = {
	inquiryOn: '2026-11-14',
	firstTalkAt: null,
	treatmentBeganOn: null,
	closedAt: null
};

test('the day of inquiry is day 0 and the deadline day 14', () => {
	expect(guaranteeOf(asked, '2026-11-14')).toMatchObject({ day: 0, daysLeft: 14, is: 'running' });
	expect(guaranteeOf(asked, '2026-11-28')).toMatchObject({ day: 14, daysLeft: 0, is: 'running' });
	expect(guaranteeOf(asked, '2026-11-29')).toMatchObject({ daysLeft: -1, is: 'over' });
});

test('with three days left it asks for a first talk, unless one is booked in time', () => {
	expect(guaranteeOf(asked, '2026-11-24')?.needsTalk).toBe(false);
	expect(guaranteeOf(asked, '2026-11-25')?.needsTalk).toBe(true);
	const booked = { ...asked, firstTalkAt: new Date('2026-11-27T12:00:00Z') };
	expect(guaranteeOf(booked, '2026-11-25')?.needsTalk).toBe(false);
	const tooLate = { ...asked, firstTalkAt: new Date('2026-12-02T12:00:00Z') };
	expect(guaranteeOf(tooLate, '2026-11-25')?.needsTalk).toBe(true);
});

test('treatment that began stops the clock, in time or late', () => {
	const began = { ...asked, treatmentBeganOn: '2026-11-23' };
	expect(guaranteeOf(began, '2027-03-01')).toMatchObject({ is: 'met', day: 9, needsTalk: false });
	expect(guaranteeOf({ ...asked, treatmentBeganOn: '2026-11-29' }, '2026-12-24')).toMatchObject({
		is: 'late',
		day: 15
	});
});

test('a case that asked for no treatment has no clock', () => {
	expect(guaranteeOf({ ...asked, inquiryOn: null }, '2026-11-25')).toBeNull();
	expect(caseState({ ...asked, inquiryOn: null })).toBe('underway');
	expect(caseState(asked)).toBe('new');
	expect(caseState({ ...asked, closedAt: new Date() })).toBe('closed');
});

test('a CPR number is known with and without its dash, and is not seen in other numbers', () => {
	expect(looksLikeCpr('010190-1234')).toBe(true);
	expect(looksLikeCpr('Mikkel 3112991234')).toBe(true);
	expect(looksLikeCpr('26-0143')).toBe(false);
	expect(looksLikeCpr('tlf. 40 12 34 56 78')).toBe(false);
	expect(looksLikeCpr('991390-1234')).toBe(false);
});
