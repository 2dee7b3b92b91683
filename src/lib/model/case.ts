import { dateOf, daysBetween, guaranteeDeadline, type DateString } from './dates.ts';

/** What the clock of the 14-day treatment guarantee is drawn from. */
export interface GuaranteeFacts {
	inquiryOn: DateString | null;
	firstTalkAt: Date | null;
	treatmentBeganOn: DateString | null;
	closedAt: Date | null;
}

/**
 * `running`: the deadline lies ahead. `over`: it passed without treatment. `met`: treatment began
 * in time. `late`: it began after the deadline.
 */
export interface Guarantee {
	is: 'running' | 'over' | 'met' | 'late';
	inquiryOn: DateString;
	deadline: DateString;
	/** Whole days to the deadline; negative when it is over. */
	daysLeft: number;
	/** The day of inquiry is day 0; the day treatment began, else today. */
	day: number;
	firstTalkAt: Date | null;
	/** Three days or fewer are left and no first talk is booked before the deadline. */
	needsTalk: boolean;
}

/** Null when no treatment was asked for, or the case closed before it began. */
export function guaranteeOf(facts: GuaranteeFacts, today: DateString): Guarantee | null {
	const { inquiryOn, firstTalkAt, treatmentBeganOn } = facts;
	if (inquiryOn === null || (facts.closedAt !== null && treatmentBeganOn === null)) return null;
	const deadline = guaranteeDeadline(inquiryOn);
	const daysLeft = daysBetween(today, deadline);
	const day = daysBetween(inquiryOn, treatmentBeganOn ?? today);
	const is =
		treatmentBeganOn !== null
			? treatmentBeganOn <= deadline
				? 'met'
				: 'late'
			: daysLeft < 0
				? 'over'
				: 'running';
	const isTalkBooked = firstTalkAt !== null && dateOf(firstTalkAt) <= deadline;
	const needsTalk = treatmentBeganOn === null && daysLeft <= 3 && !isTalkBooked;
	return { is, inquiryOn, deadline, daysLeft, day, firstTalkAt, needsTalk };
}

export type CaseState = 'new' | 'underway' | 'closed';

/** A case is new until treatment began, when treatment was asked for. */
export function caseState(facts: GuaranteeFacts): CaseState {
	if (facts.closedAt !== null) return 'closed';
	return facts.inquiryOn !== null && facts.treatmentBeganOn === null ? 'new' : 'underway';
}

/** Ten digits that look like a CPR number, in anything people write as a name or a number. */
export function looksLikeCpr(text: string): boolean {
	return /(?<!\d)(0[1-9]|[12]\d|3[01])(0[1-9]|1[0-2])\d{2}[\s-]?\d{4}(?!\d)/.test(text);
}
