import { and, eq } from 'drizzle-orm';
import { startClock } from '#lib/model/clock.ts';
import type { MeetingId, MemberId, PersonId } from '#lib/model/ids.ts';
import { askToLead, keepLead, leadBy, takeLead } from '#lib/model/lead.ts';
import type { CommandAnswer, MeetingCommand, NotDone } from '#lib/model/meeting-commands.ts';
import { mayIn } from '#lib/model/meeting-policy.ts';
import { move } from '#lib/model/pace.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { NextMeetings } from './next-meeting.ts';
import type { Placed, Places } from './place.ts';
import type { MeetingRow } from './room-host.ts';
import type { States } from './state.ts';
import type { Table } from './table.ts';
import { handTable, invitationTable, meetingTable, seatTable } from './tables.ts';

/** The columns that a command changes; nothing of the row when it only touches what is beside it. */
type Change = Partial<MeetingRow>;

export type RunningMeetings = ReturnType<typeof createRun>;

/** A meeting while people are in it. Each command: policy, act, audit and version in one transaction. */
export function createRun({
	db,
	now,
	places,
	states,
	roster,
	next,
	table,
	reconsider
}: {
	db: Database;
	now: Now;
	places: Places;
	states: States;
	roster: Roster;
	next: NextMeetings;
	table: Table;
	reconsider: (match: { person?: string; documentId?: string }) => Promise<void>;
}) {
	async function act(
		tx: Transaction,
		actor: Actor,
		{ meeting, place }: Placed,
		command: Exclude<MeetingCommand, { do: 'show' | 'hide' }>
	): Promise<Change | NotDone> {
		const need = (wanted: boolean) => {
			if (!wanted) throw new Refusal('not-allowed');
		};
		const me = actor.kind === 'person' ? actor.id : null;
		const at = now().getTime();
		switch (command.do) {
			case 'begin':
				need(mayIn('steer', place) || mayIn('takeLead', place));
				if (meeting.phase !== 'open' || me === null) return 'notNow';
				await arrives(tx, meeting, me);
				return {
					phase: 'inProgress',
					startedAt: now(),
					clock: startClock(meeting.steps, at),
					...leadBy(meeting, me)
				};

			case 'raiseHand': {
				if (!isRunning(meeting) || actor.kind === 'nobody') return 'notNow';
				const hand = { meetingId: meeting.id, who: actorKey(actor), name: nameOf(actor) };
				const raised = await tx
					.insert(handTable)
					.values({ ...hand, raisedAt: now() })
					.onConflictDoNothing()
					.returning();
				return raised.length > 0 ? {} : 'changed';
			}

			case 'lowerHand': {
				const own = actor.kind === 'nobody' ? '' : actorKey(actor);
				const who = command.who ?? own;
				need(who === own || mayIn('steer', place));
				const lowered = await tx
					.delete(handTable)
					.where(and(eq(handTable.meetingId, meeting.id), eq(handTable.who, who)))
					.returning();
				return lowered.length > 0 ? {} : 'changed';
			}

			case 'askToLead':
				need(mayIn('takeLead', place));
				if (!isRunning(meeting) || me === null) return 'notNow';
				return askToLead(meeting, { person: me, name: nameOf(actor) }, at);

			case 'takeLead':
				need(mayIn('takeLead', place));
				return me === null ? 'changed' : takeLead(meeting, me, at);

			case 'keepLead':
				need(mayIn('steer', place));
				return keepLead(meeting);

			case 'handOver': {
				need(mayIn('steer', place));
				const to = await memberOf(tx, meeting, command.to);
				return to === null ? 'gone' : leadBy(meeting, command.to);
			}

			case 'setScribe':
				return setScribe(tx, meeting, command.who, () =>
					need(
						mayIn('steer', place) || (place.standing.is === 'professional' && command.who === me)
					)
				);

			case 'attend': {
				need(mayIn('steer', place));
				const people = await roster.of(tx, meeting.caseId);
				if (!people.some((one) => one.member === command.member)) return 'gone';
				await attend(tx, meeting, command.member, command.here);
				return {};
			}

			case 'agreeNext':
				need(mayIn('steer', place));
				if (meeting.phase !== 'inProgress') return 'notNow';
				return next.agree(tx, actor, meeting, command);

			case 'pass':
				need(mayIn('steer', place) || (await isMember(tx, actor, meeting, command.member)));
				return move(meeting, command, at);

			default:
				need(mayIn(isOfClock(command) ? 'move' : 'steer', place));
				return move(meeting, command, at);
		}
	}

	/** The scribe writes the citizen's words, so the citizen must be there: on a seat of their own. */
	async function setScribe(
		tx: Transaction,
		meeting: MeetingRow,
		who: PersonId | null,
		allowed: () => void
	): Promise<Change | NotDone> {
		allowed();
		if (who === meeting.scribe) return 'changed';
		if (who === null) return { scribe: null };
		if (!isRunning(meeting)) return 'notNow';
		if ((await memberOf(tx, meeting, who)) === null) return 'gone';
		const [citizen] = await tx
			.select({ id: seatTable.id })
			.from(seatTable)
			.where(
				and(
					eq(seatTable.meetingId, meeting.id),
					eq(seatTable.as, 'citizen'),
					eq(seatTable.state, 'in')
				)
			);
		return citizen ? { scribe: who } : 'citizenNotHere';
	}

	async function attend(tx: Transaction, meeting: MeetingRow, memberId: MemberId, here: boolean) {
		await tx
			.insert(invitationTable)
			.values({ meetingId: meeting.id, memberId, attended: here })
			.onConflictDoUpdate({
				target: [invitationTable.meetingId, invitationTable.memberId],
				set: { attended: here }
			});
	}

	/** Whoever begins a meeting is there, and need not call their own name. */
	async function arrives(tx: Transaction, meeting: MeetingRow, person: PersonId) {
		const member = await memberOf(tx, meeting, person);
		if (member !== null) await attend(tx, meeting, member, true);
	}

	/** A professional's place among those invited. */
	async function memberOf(
		tx: Transaction,
		meeting: MeetingRow,
		person: PersonId
	): Promise<MemberId | null> {
		const people = await roster.of(tx, meeting.caseId);
		const invited = await tx
			.select({ member: invitationTable.memberId })
			.from(invitationTable)
			.where(eq(invitationTable.meetingId, meeting.id));
		const found = people.find(
			(one) => one.person === person && invited.some(({ member }) => member === one.member)
		);
		return found?.member ?? null;
	}

	async function isMember(tx: Transaction, actor: Actor, meeting: MeetingRow, member: MemberId) {
		if (actor.kind === 'seat') return actor.member === member;
		return actor.kind === 'person' && (await memberOf(tx, meeting, actor.id)) === member;
	}

	return {
		/** One wish of one person. Two who wish the same at once move the meeting once. */
		async command(actor: Actor, id: MeetingId, command: MeetingCommand): Promise<CommandAnswer> {
			if (command.do === 'show' || command.do === 'hide') return table.command(actor, id, command);
			const done = await db.transaction(async (tx) => {
				const placed = await places.lock(tx, actor, 'takePart', id);
				const { meeting } = placed;
				const change = await act(tx, actor, placed, command);
				if (typeof change === 'string') return change;
				await tx
					.update(meetingTable)
					.set({ ...change, version: meeting.version + 1 })
					.where(eq(meetingTable.id, id));
				await record(tx, actor, {
					event: `meeting:${command.do}`,
					caseId: meeting.caseId,
					meetingId: id,
					details: detailsOf(command)
				});
				return { before: meeting, change };
			});
			if (typeof done === 'string') return { ok: false, why: done };

			const { before, change } = done;
			if (change.scribe !== undefined) {
				for (const person of [before.scribe, change.scribe]) {
					if (person) await reconsider({ person: `person:${person}` });
				}
			}
			await states.tell(id);
			return { ok: true };
		},

		/** The state now, for a screen that was away. */
		async state(actor: Actor, id: MeetingId) {
			await places.find(db, actor, 'takePart', id);
			const state = await states.read(db, id);
			if (!state) throw new Refusal('not-found');
			return state;
		}
	};
}

/** What the citizen's finger does in a planning session. */
function isOfClock(command: { do: string }): boolean {
	return ['next', 'previous', 'goTo', 'pause', 'resume'].includes(command.do);
}

function isRunning(meeting: MeetingRow): boolean {
	return meeting.phase === 'open' || meeting.phase === 'inProgress';
}

function nameOf(actor: Actor): string {
	return actor.kind === 'person' || actor.kind === 'seat' ? actor.name : '';
}

/** Ids and numbers of a command; never words. */
function detailsOf(command: MeetingCommand): Record<string, string | number | boolean | null> {
	const told = ['at', 'step', 'member', 'here', 'who', 'to'];
	return Object.fromEntries(
		Object.entries(command).filter(
			(entry): entry is [string, string | number | boolean | null] =>
				told.includes(entry[0]) && !Array.isArray(entry[1])
		)
	);
}
