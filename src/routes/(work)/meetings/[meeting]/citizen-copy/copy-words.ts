import { dateOf, longDate, timeOf } from '#lib/model/dates.ts';
import type { Minutes } from '#lib/model/meeting.ts';
import { givenName } from '#lib/model/person.ts';
import { m } from '#lib/paraglide/messages.js';
import type { paperLocale } from '#lib/parts/easy-locale.ts';

type Step = Minutes['nextSteps'][number];
export type CopyLocale = ReturnType<typeof paperLocale>;

/** The help, said in the citizen's own voice. Null: somebody else does it. */
export function helpLine(step: Step, language: CopyLocale): string | null {
	const locale = { locale: language };
	const helper = step.helper ? givenName(step.helper) : m.citizen_copy_somebody({}, locale);
	switch (step.helpLevel) {
		case 'self':
			return m.citizen_copy_self({}, locale);
		case 'reminded':
			return m.citizen_copy_reminded({ helper }, locale);
		case 'shown':
			return m.citizen_copy_shown({ helper }, locale);
		case 'together':
			return m.citizen_copy_together({ helper }, locale);
		case 'forMe':
			return m.citizen_copy_for_me({ helper }, locale);
		default:
			return step.helper ? m.citizen_copy_together({ helper }, locale) : null;
	}
}

/** "Senest tirsdag 1. december". */
export function whenLine(due: string | null, locale: CopyLocale): string {
	return due
		? m.citizen_copy_when({ date: longDate(due, locale) }, { locale })
		: m.citizen_copy_when_open({}, { locale });
}

export function nextLine(next: NonNullable<Minutes['nextMeeting']>, locale: CopyLocale): string {
	const at = new Date(next.startsAt);
	const day = longDate(dateOf(at), locale);
	const line = m.citizen_copy_next_at({ day, time: timeOf(at, locale) }, { locale });
	return line.charAt(0).toUpperCase() + line.slice(1);
}

/** Own steps are those the citizen does; relatives' and professionals' are the others'. */
export function byOwner(minutes: Minutes): { mine: Step[]; others: Step[] } {
	const citizen = minutes.displayName;
	const isMine = (step: Step) =>
		step.ownerSide === 'citizen' &&
		(citizen === null || step.owner === citizen || givenName(step.owner) === givenName(citizen));
	return {
		mine: minutes.nextSteps.filter(isMine),
		others: minutes.nextSteps.filter((step) => !isMine(step))
	};
}

const pictograms: Record<string, string> = {
	substanceTreatment: 'behandler',
	socialSupport: 'stoette',
	authority: 'sagsbehandler',
	citizen: 'familie'
};

/** Who does it, as a picture, where the step has none of its own. */
export function ownerPictogram(step: Step): string {
	return pictograms[step.ownerSide] ?? 'aftaler';
}
