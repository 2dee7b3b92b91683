import { and, eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { showAccount } from '#lib/board/edit-sparring.ts';
import { startClock, stopClock } from '#lib/model/clock.ts';
import type { PersonId, SparringId } from '#lib/model/ids.ts';
import { askToLead, keepLead, leadBy, takeLead } from '#lib/model/lead.ts';
import { move } from '#lib/model/pace.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { startRound } from '#lib/model/round.ts';
import type {
	SparringAnswer,
	SparringCommand,
	SparringNotDone
} from '#lib/model/sparring-commands.ts';
import { mayInSparring } from '#lib/model/sparring-policy.ts';
import { isHidden, mayRaiseHand, roleOf, type SparringState } from '#lib/model/sparring.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { Cards } from './cards.ts';
import type { Piles } from './piles.ts';
import {
	inOrder,
	participantsOf,
	stepOf,
	type Found,
	type SparringPlaces,
	type SparringRow
} from './place.ts';
import type { SparringStates } from './state.ts';
import { sparringAccountTable, sparringParticipantTable, sparringTable } from './tables.ts';
import { createUnsigned, isUnsigned } from './unsigned.ts';

type Change = Partial<SparringRow>;

export interface RunParts {
	db: Database;
	now: Now;
	places: SparringPlaces;
	states: SparringStates;
	piles: Piles;
	cards: Cards;
	rooms: {
		edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	};
}

/** A sparring while people are in it. Each command: policy, act, audit and version in one transaction. */
export function createSparringRun(parts: RunParts) {
	const { db, now, places, states, piles, cards, rooms } = parts;
	const unsigned = createUnsigned({ piles, cards });

	async function act(
		tx: Transaction,
		{ actor, session, place }: Found,
		command: Exclude<SparringCommand, { do: 'strike' | 'sort' }>
	): Promise<Change | SparringNotDone> {
		const need = (wanted: boolean) => {
			if (!wanted) throw new Refusal('not-allowed');
		};
		const steers = () => need(mayInSparring('steer', place));
		const me = actor.id;
		const at = now().getTime();
		const step = stepOf(session);
		switch (command.do) {
			case 'begin':
				need(mayInSparring('steer', place) || mayInSparring('takeLead', place));
				if (session.phase !== 'planned') return 'notNow';
				return {
					phase: 'inProgress',
					startedAt: now(),
					clock: startClock(session.steps, at),
					...leadBy(session, me)
				};

			case 'come': {
				if (session.phase !== 'inProgress' && session.phase !== 'planned') return 'notNow';
				const come = await tx
					.update(sparringParticipantTable)
					.set({ attended: true })
					.where(and(isParticipant(session.id, me), eq(sparringParticipantTable.attended, false)))
					.returning();
				if (come.length === 0) return 'changed';
				// Who comes late takes the last place in a round that is under way.
				const joins = session.round && step?.speaks.includes(roleOf(session, me));
				return joins && session.round && !session.round.order.includes(me)
					? { round: { ...session.round, order: [...session.round.order, me] } }
					: {};
			}

			case 'finish':
			case 'vote':
			case 'rate':
				return unsigned.take(tx, session, me, command);

			case 'raiseHand': {
				if (!step || session.clock?.step !== command.at) return 'changed';
				const { round } = session;
				const revealed = session.revealed.includes(step.key);
				if (!mayRaiseHand({ step, role: roleOf(session, me), round, revealed })) return 'noHands';
				return session.hands.includes(me) ? 'changed' : { hands: [...session.hands, me] };
			}

			case 'lowerHand':
				need(command.who === me || mayInSparring('steer', place));
				return session.hands.includes(command.who)
					? { hands: session.hands.filter((one) => one !== command.who) }
					: 'changed';

			case 'reveal':
				steers();
				if (!step || session.clock?.step !== command.at || !isHidden(step)) return 'changed';
				return { revealed: [...new Set([...session.revealed, step.key])] };

			case 'askToLead':
				need(mayInSparring('takeLead', place));
				if (session.phase !== 'inProgress') return 'notNow';
				return askToLead(session, { person: me, name: actor.name }, at);

			case 'takeLead':
				need(mayInSparring('takeLead', place));
				return takeLead(session, me, at);

			case 'keepLead':
				steers();
				return keepLead(session);

			case 'handOver':
				steers();
				if (command.to === session.focus) return 'sameLeader';
				return (await participates(tx, session.id, command.to))
					? leadBy(session, command.to)
					: 'gone';

			case 'focus':
				steers();
				if (!(await participates(tx, session.id, command.person))) return 'gone';
				if (command.person === session.facilitator) return 'sameLeader';
				if (session.focus === command.person) return 'changed';
				// Another matter: the account that was prepared is not this one's.
				await tx
					.delete(sparringAccountTable)
					.where(eq(sparringAccountTable.sparringId, session.id));
				return {
					focus: command.person,
					interviewer: session.interviewer === command.person ? session.focus : session.interviewer
				};

			case 'interviewer':
				steers();
				if (!(await participates(tx, session.id, command.person))) return 'gone';
				return session.focus === command.person ? 'changed' : { interviewer: command.person };

			case 'position':
				need(mayInSparring('steer', place) || session.interviewer === me);
				if (command.key && !session.positions.some(({ key }) => key === command.key)) return 'gone';
				await tx
					.update(sparringParticipantTable)
					.set({ position: command.key })
					.where(isParticipant(session.id, command.person));
				return {};

			case 'close':
				need(mayInSparring('end', place));
				if (session.phase !== 'inProgress' || !session.clock) return 'notNow';
				return {
					phase: 'closed',
					closedAt: now(),
					clock: stopClock(session.clock, session.steps, at),
					round: null,
					asking: null,
					finished: [],
					hands: []
				};

			case 'pass':
				need(mayInSparring('steer', place) || command.member === me);
				return move(session, command, at);

			default:
				steers();
				return move(session, command, at);
		}
	}

	/** What comes with a step: its own round, and nobody has finished yet. */
	async function entered(tx: Transaction, before: SparringRow, change: Change): Promise<Change> {
		const after = { ...before, ...change };
		const step = stepOf(after);
		if (!step || step.key === stepOf(before)?.key || after.phase !== 'inProgress') return change;
		const order = inOrder(await participantsOf(tx, before.id)).filter((person) =>
			step.speaks.includes(roleOf(after, person))
		);
		return {
			...change,
			finished: [],
			hands: [],
			round: step.round && order.length > 0 ? startRound(order, now().getTime()) : null
		};
	}

	/** What follows on the screens from rows that changed: notes that are shown, the account. */
	async function show(before: SparringRow, after: SparringRow): Promise<void> {
		const left = stepOf(before);
		const revealedNow = left && after.revealed.includes(left.key);
		if (left && isHidden(left) && left.act !== 'process' && revealedNow) {
			await piles.show(after, left);
		}
		const step = stepOf(after);
		const isNew = step?.key !== left?.key || before.focus !== after.focus;
		if (step?.shows.includes('account') && isNew) await putAccount(after);
	}

	async function putAccount(session: SparringRow): Promise<void> {
		const [account] = await db
			.select()
			.from(sparringAccountTable)
			.where(eq(sparringAccountTable.sparringId, session.id));
		if (!account) return;
		await rooms.edit(session.documentId, 'server', (doc) => showAccount(doc, account.fields));
	}

	return {
		/** One wish of one person. Two who wish the same at once move the session once. */
		async command(actor: Actor, id: SparringId, command: SparringCommand): Promise<SparringAnswer> {
			if (command.do === 'strike') return cards.strike(actor, id, command.key);
			if (command.do === 'sort') return cards.sort(actor, id, command);
			const done = await db.transaction(async (tx) => {
				const found = await places.lock(tx, actor, 'takePart', id);
				const { session } = found;
				if (session.phase === 'closed') throw new Refusal('closed');
				const wanted = await act(tx, found, command);
				if (typeof wanted === 'string') return wanted;
				const left = stepOf(session);
				const change = await entered(tx, session, wanted);
				const after = { ...session, ...change };
				// Nobody's notes are lost because a step was left, or the session ended, before they were shown.
				const leaves =
					left && isHidden(left) && (stepOf(after)?.key !== left.key || after.phase === 'closed');
				if (leaves) after.revealed = [...new Set([...session.revealed, left.key])];
				after.version = session.version + 1;
				await tx
					.update(sparringTable)
					.set({ ...change, revealed: after.revealed, version: after.version })
					.where(eq(sparringTable.id, id));
				if (!isUnsigned(command)) {
					await record(tx, actor, {
						event: `sparring:${command.do}`,
						details: { sparring: id, ...detailsOf(command) }
					});
				}
				return { before: session, after };
			});
			if (typeof done === 'string') return { ok: false, why: done };
			await show(done.before, done.after);
			await states.tell(id);
			return { ok: true };
		},

		/** The state now, for a screen that was away. */
		async state(actor: Actor, id: SparringId): Promise<SparringState> {
			await places.find(db, actor, 'takePart', id);
			const state = await states.read(id);
			if (!state) throw new Refusal('not-found');
			return state;
		},

		putAccount
	};
}

function isParticipant(id: SparringId, person: PersonId) {
	return and(
		eq(sparringParticipantTable.sparringId, id),
		eq(sparringParticipantTable.personId, person)
	);
}

async function participates(tx: Transaction, id: SparringId, person: PersonId): Promise<boolean> {
	const found = await tx.select().from(sparringParticipantTable).where(isParticipant(id, person));
	return found.length > 0;
}

/** Ids and numbers of a command; never words. */
function detailsOf(command: SparringCommand): Record<string, string | number> {
	const told = ['at', 'step', 'member', 'person', 'to', 'who'];
	return Object.fromEntries(
		Object.entries(command).filter(
			(entry): entry is [string, string | number] =>
				told.includes(entry[0]) && (typeof entry[1] === 'string' || typeof entry[1] === 'number')
		)
	);
}
