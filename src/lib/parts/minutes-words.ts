import { dateOf, fullDate, longDate, timeOf } from '#lib/model/dates.ts';
import type { Source } from '#lib/board/layout.ts';
import type { Minutes } from '#lib/model/meeting.ts';
import { givenName, type Area, type CaseRole, type Side } from '#lib/model/person.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';
import { sideName } from './side-icon.ts';
import { whose } from './whose.ts';

/** The words around what the minutes hold: the same on the screen, on paper and in a file. */

const roles: Record<CaseRole, () => string> = {
	coordinator: m.minutes_role_coordinator,
	treatmentCounsellor: m.minutes_role_counsellor,
	supportWorker: m.minutes_role_support,
	authorityOfficer: m.minutes_role_authority,
	citizen: m.minutes_role_citizen,
	relative: m.minutes_role_relative
};

function isRole(role: string): role is CaseRole {
	return Object.hasOwn(roles, role);
}

/** "Søster" and other words of people's own stay as they are. */
function roleName(role: string): string {
	return isRole(role) ? roles[role]() : role;
}

/** "Lone Fisker (støtteperson)"; the citizen is named alone. */
export function personLine({ name, role }: Minutes['present'][number]): string {
	return role === 'citizen' ? name : `${name} (${roleName(role).toLowerCase()})`;
}

export function isSide(side: string): side is Side {
	return ['substanceTreatment', 'socialSupport', 'citizen', 'authority'].includes(side);
}

/** "Mikkel og netværk": the citizen's column is called by the citizen's name. */
export function sideTitle(side: Side, minutes: Minutes): string {
	if (side !== 'citizen' || minutes.displayName === null) return sideName(side);
	return m.minutes_side_citizen({ name: givenName(minutes.displayName) });
}

const outcomes = {
	done: m.minutes_topic_done,
	next: m.minutes_topic_next,
	parked: m.minutes_topic_parked
} as const;

export function outcomeName(outcome: Minutes['topics'][number]['outcome']): string {
	return outcomes[outcome]();
}

export function statusName(status: string): string {
	switch (status) {
		case 'underway':
			return m.minutes_status_underway();
		case 'done':
			return m.minutes_status_done();
		case 'notDone':
			return m.minutes_status_not_done();
		default:
			return m.minutes_status_agreed();
	}
}

export function leadLine(minutes: Minutes): string {
	const about =
		minutes.displayName === null
			? m.minutes_lead_case({ number: minutes.caseNumber })
			: m.minutes_lead({ name: minutes.displayName });
	return [about, whenLine(minutes), minutes.place].filter((part) => part !== '').join(' · ');
}

/** "torsdag 26. november 2026 kl. 10.15–11.22". */
export function whenLine(minutes: Minutes): string {
	const [start, end] = [new Date(minutes.startedAt), new Date(minutes.endedAt)];
	const locale = getLocale();
	const day = dateOf(start);
	const weekday = longDate(day, locale).split(' ')[0] ?? '';
	const clock = `${timeOf(start, locale)}–${timeOf(end, locale)}`;
	return `${weekday} ${fullDate(day, locale)} ${locale === 'en' ? '' : 'kl. '}${clock}`;
}

/** "torsdag 17. december kl. 10.15 · Solbakken". */
export function nextMeetingLine(next: NonNullable<Minutes['nextMeeting']>): string {
	const locale = getLocale();
	const at = new Date(next.startsAt);
	const when = `${longDate(dateOf(at), locale)} ${locale === 'en' ? '' : 'kl. '}${timeOf(at, locale)}`;
	return [when, next.place].filter((part) => part !== '').join(' · ');
}

export function ownWordsTitle(displayName: string | null): string {
	if (displayName === null) return m.minutes_own_words_unnamed();
	return m.minutes_own_words({ whose: whose(givenName(displayName)) });
}

export function ownerLine(step: Minutes['nextSteps'][number]): string {
	if (step.owner === '') return m.minutes_no_owner();
	if (step.helper === null) return step.owner;
	return m.minutes_with({ owner: step.owner, helper: step.helper });
}

/** One column of the division of labour, as lines: what it does, row by row. */
export function labourOf(
	minutes: Pick<Minutes, 'labour'>,
	side: Side
): { row: string; text: string }[] {
	return minutes.labour.flatMap(({ row, cells }) =>
		cells
			.filter((cell) => cell.side === side)
			.map((cell) => ({
				row,
				text: inSentences([
					cell.text,
					cell.responsible === null ? '' : m.minutes_responsible({ name: cell.responsible }),
					cell.supporters.length === 0
						? ''
						: m.minutes_supporters({ names: cell.supporters.join(', ') })
				])
			}))
	);
}

/** One after the other, each ended before the next begins; "Mikkel H." keeps the dot that is its own. */
function inSentences(parts: readonly string[]): string {
	const said = parts.map((part) => part.trim()).filter((part) => part !== '');
	return said
		.map((part, at) => (at < said.length - 1 && !/[.!?…]$/.test(part) ? `${part}.` : part))
		.join(' ');
}

/** "Signe Aarup og Karim Bendtsen". */
export function allOf(names: readonly string[]): string {
	const last = names.at(-1) ?? '';
	if (names.length < 2) return last;
	return m.minutes_and({ first: names.slice(0, -1).join(', '), last });
}

export function areaName(area: Area): string {
	return sideName(area);
}

const parts: Record<string, () => string> = {
	place: m.minutes_part_place,
	obstacle: m.minutes_part_obstacle,
	topic: m.minutes_part_topic,
	note: m.minutes_part_note,
	disagreement: m.minutes_part_disagreement,
	attendance: m.minutes_part_attendance,
	redrawn: m.minutes_part_redrawn
};

/** What a correction was about. */
export function partName(part: string): string {
	return parts[part]?.() ?? part;
}

/** At the foot of the sheet: who approved it, or that nobody has yet. */
export function approvalLine(approvedBy: readonly string[], lockedAt: Date | null): string {
	if (lockedAt === null) return m.minutes_footer_draft();
	const date = fullDate(dateOf(lockedAt), getLocale());
	return m.minutes_footer_approved({ names: allOf(approvedBy), date });
}

const themes = {
	everyday: m.minutes_theme_everyday,
	health: m.minutes_theme_health,
	substances: m.minutes_theme_substances
} as const;

export function themeName(theme: keyof typeof themes): string {
	return themes[theme]();
}

/** Who said it. */
export function sourceName(source: Source): string {
	return {
		citizen: m.minutes_source_citizen,
		citizenSupportedByStaff: m.minutes_source_citizen_with_staff,
		citizenSupportedByRelative: m.minutes_source_citizen_with_relative,
		staff: m.minutes_source_staff,
		relative: m.minutes_source_relative,
		caseOfficer: m.minutes_source_case_officer,
		provider: m.minutes_source_provider,
		other: m.minutes_source_other
	}[source]();
}
