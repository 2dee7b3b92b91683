import { dateOf } from './dates.ts';
import type { Minutes } from './meeting.ts';
import type { MinutesFacts, MinutesMember } from './minutes-facts.ts';
import type { Side } from './person.ts';

/** The columns of the division of labour, in the order of every screen and print. */
const sides: readonly Side[] = ['substanceTreatment', 'socialSupport', 'citizen', 'authority'];

/**
 * The referat, from what was captured, in its fixed order. Nobody writes it by hand, and how
 * people felt is not among the facts: mood is never printed.
 */
export function drawMinutes(facts: MinutesFacts): Minutes {
	const { meeting } = facts;
	return {
		title: meeting.title,
		caseNumber: facts.case.number,
		displayName: facts.case.displayName,
		place: meeting.place,
		startedAt: meeting.startedAt.toISOString(),
		endedAt: meeting.endedAt.toISOString(),
		citizenWords: facts.citizenWords,
		...drawAttendance(facts),
		sinceLast: drawSinceLast(facts),
		topics: facts.captured.topics.filter(hasWords).map((topic) => ({
			text: topic.text.trim(),
			by: nameOf(facts, topic.by) ?? '',
			outcome: topic.outcome ?? 'parked'
		})),
		notes: drawNotes(facts),
		...drawAgreements(facts),
		disagreement: drawDisagreement(facts),
		nextMeeting: facts.nextMeeting && {
			startsAt: facts.nextMeeting.startsAt.toISOString(),
			place: facts.nextMeeting.place
		}
	};
}

/** What lies in the agreements: drawn again when they were put right on the board. */
export function drawAgreements(
	facts: Pick<MinutesFacts, 'meeting' | 'members' | 'agreements'>
): Pick<Minutes, 'decisions' | 'labour' | 'nextSteps'> {
	return {
		decisions: decisionsOf(facts).map((decision) => ({
			text: decision.text.trim(),
			agreed: decision.agreed === 'some' ? 'some' : 'all',
			disagree: decision.agreed === 'some' ? [...decision.disagree] : []
		})),
		labour: drawLabour(facts),
		nextSteps: stepsOf(facts).map((step) => ({
			key: step.key,
			what: step.what.trim(),
			owner: nameOf(facts, step.owner) ?? '',
			ownerSide: sideOfMember(facts, step.owner),
			helper: nameOf(facts, step.helper),
			helpLevel: step.helpLevel,
			due: step.due,
			pictogram: step.pictogram
		}))
	};
}

/** The decisions of this meeting. */
export function decisionsOf({ meeting, agreements }: Pick<MinutesFacts, 'meeting' | 'agreements'>) {
	return agreements.decisions.filter((one) => one.meeting === meeting.id && hasWords(one));
}

/** The steps agreed in this meeting: those that name it, and those of its day that name none. */
export function stepsOf({ meeting, agreements }: Pick<MinutesFacts, 'meeting' | 'agreements'>) {
	const day = dateOf(meeting.startedAt);
	return agreements.nextSteps.filter(
		(step) =>
			step.what.trim() !== '' &&
			(step.meeting === meeting.id || (step.meeting === null && step.agreedOn === day))
	);
}

function drawAttendance(facts: MinutesFacts): Pick<Minutes, 'present' | 'absent'> {
	const person = (member: MinutesMember) => ({
		name: member.name,
		role: member.relation || member.role,
		side: member.side
	});
	const inOrder = [...facts.members].sort((a, b) => placeOf(a) - placeOf(b));
	return {
		present: [
			...inOrder.filter((member) => facts.attended.includes(member.id)).map(person),
			...facts.guests.map((guest) => ({ name: guest.name, role: guest.as, side: 'citizen' }))
		],
		absent: inOrder
			.filter((member) => facts.invited.includes(member.id) && !facts.attended.includes(member.id))
			.map(person)
	};
}

/** The citizen first, then those closest to them, then the areas side by side. */
function placeOf(member: MinutesMember): number {
	if (member.role === 'citizen') return 0;
	if (member.role === 'relative') return 1;
	return 2 + sides.indexOf(member.side);
}

/** The steps from before this meeting that were open, or were settled since the meeting before. */
function drawSinceLast(facts: MinutesFacts): Minutes['sinceLast'] {
	const ofThisMeeting = new Set(stepsOf(facts).map((step) => step.key));
	const since = facts.previousEndedAt;
	return facts.agreements.nextSteps
		.filter((step) => {
			if (step.what.trim() === '' || ofThisMeeting.has(step.key)) return false;
			if (step.status !== 'done' && step.status !== 'notDone') return true;
			const settled = facts.settledAt[step.key];
			return settled === undefined || since === null || settled >= since;
		})
		.map((step) => ({
			what: step.what.trim(),
			owner: nameOf(facts, step.owner) ?? '',
			status: step.status,
			obstacle: step.obstacle.trim() === '' ? null : step.obstacle.trim()
		}));
}

function drawNotes(facts: MinutesFacts): Minutes['notes'] {
	const { steps } = facts.meeting;
	const order = (step: string | null) => {
		const found = steps.indexOf(step ?? '');
		return found < 0 ? steps.length : found;
	};
	return facts.captured.notes
		.filter(hasWords)
		.map((note) => ({
			step: note.step ?? '',
			text: note.text.trim(),
			// In a round the words belong to whose turn it was, not to whoever wrote them down.
			by: nameOf(facts, note.member) ?? nameOf(facts, note.by) ?? ''
		}))
		.sort((a, b) => order(a.step) - order(b.step));
}

function drawLabour(facts: Pick<MinutesFacts, 'members' | 'agreements'>): Minutes['labour'] {
	return facts.agreements.labour
		.map((row) => ({ row: row.title.trim(), cells: sides.flatMap((side) => cell(row.key, side)) }))
		.filter((row) => row.cells.length > 0);

	function cell(row: string, side: Side): Minutes['labour'][number]['cells'] {
		const found = facts.agreements.cells.find((one) => one.key === `${row}.${side}`);
		if (!found) return [];
		const text = found.text.trim();
		const responsible = nameOf(facts, found.responsible);
		const supporters = found.supporters.flatMap((member) => nameOf(facts, member) ?? []);
		if (text === '' && responsible === null && supporters.length === 0) return [];
		return [{ side, text, responsible, supporters }];
	}
}

function drawDisagreement(facts: MinutesFacts): string[] {
	const some = decisionsOf(facts)
		.filter((decision) => decision.agreed === 'some' && decision.disagree.length > 0)
		.map((decision) => `${decision.disagree.join(', ')}: ${decision.text.trim()}`);
	const said = facts.objections.map(({ by, about, reason }) =>
		reason ? `${by}: ${about} – ${reason}` : `${by}: ${about}`
	);
	return [...some, ...said];
}

/** Members by their name; whatever else stands there is a name already. */
function nameOf(facts: Pick<MinutesFacts, 'members'>, id: string | null): string | null {
	if (id === null || id === '') return null;
	return facts.members.find((member) => member.id === id)?.name ?? id;
}

function sideOfMember(facts: Pick<MinutesFacts, 'members'>, id: string | null): string {
	const member = facts.members.find((one) => one.id === id);
	return member?.side ?? '';
}

export function hasWords(card: { text: string }): boolean {
	return card.text.trim() !== '';
}

/** The same content gives the same text, whatever order its keys were made in. */
export function canonical(value: unknown): string {
	if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
	const entries = Object.entries(value)
		.filter(([, held]) => held !== undefined)
		.sort(([a], [b]) => (a < b ? -1 : 1));
	return `{${entries.map(([key, held]) => `${JSON.stringify(key)}:${canonical(held)}`).join(',')}}`;
}

/** SHA-256 of the content, in hex: what an approval says it is about. */
export async function hashMinutes(content: Minutes): Promise<string> {
	const bytes = new TextEncoder().encode(canonical(content));
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
