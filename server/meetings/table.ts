import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { putOnTable, takeOffTable, type Copy } from '#lib/board/edit-meeting.ts';
import { roots, rootsOf, type RootLayout } from '#lib/board/layout.ts';
import { readCards } from '#lib/board/read.ts';
import { DocumentId, randomKey, type MeetingId } from '#lib/model/ids.ts';
import type { CommandAnswer, MeetingCommand } from '#lib/model/meeting-commands.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import { PlanRoot } from '#lib/model/plan-commands.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type * as Y from 'yjs';
import type { Places } from './place.ts';
import type { ShownCard, ShownCards } from './shown-cards.ts';
import type { States } from './state.ts';
import { meetingTable } from './tables.ts';

const isRunning = (phase: MeetingPhase): boolean => phase === 'open' || phase === 'inProgress';

export type Table = ReturnType<typeof createTable>;

/**
 * What somebody with a basis for it wants the room to see is put on the table: a copy in the
 * meeting's own document, made by the server. The screen and the seats read that copy and never
 * the document it came from. It is gone when it is taken off, at the latest when the meeting closes.
 */
export function createTable({
	db,
	places,
	states,
	access,
	rooms,
	shown
}: {
	db: Database;
	places: Places;
	states: States;
	access: Pick<AccessQuestions, 'accessFor'>;
	rooms: {
		read(documentId: string): Promise<Y.Doc>;
		edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	};
	shown: ShownCards;
}) {
	/** The words of a card, the kind of document it lies in, and which card of the citizen's plan it is. */
	async function wordsOf(
		actor: Actor,
		meetingCase: string,
		{ document, root, key }: Extract<MeetingCommand, { do: 'show' }>
	): Promise<{ copy: Copy; card: ShownCard | null } | null> {
		const asked = await access.accessFor(actor, document);
		if (!asked.document || asked.access === 'none' || asked.document.caseId !== meetingCase) {
			throw new Refusal('not-found');
		}
		const { kind } = asked.document;
		const name = rootsOf(kind).find((one) => one === root);
		if (!name || kind === 'meeting') return null;
		const doc = await rooms.read(document);
		const card = readCards(doc, name).find((one) => one.key === key);
		if (!card) return null;
		const layout: RootLayout = roots[name];
		const values: [string, unknown][] = Object.entries(card);
		const text = values
			.filter(([field, value]) => layout[field] === 'text' && typeof value === 'string')
			.map(([, value]) => String(value).trim())
			.filter((words) => words !== '')
			.join(' · ');
		if (text === '') return null;
		const copy = { key: randomKey(), text, from: kind };
		const planRoot = PlanRoot.options.find((one) => one === name);
		if (kind !== 'plan' || !planRoot) return { copy, card: null };
		const [planned] = readCards(doc, planRoot).filter((one) => one.key === key);
		const pictogram = planned?.pictogram ?? null;
		return {
			copy: { ...copy, pictogram },
			card: { key: copy.key, documentId: asked.document.id, root: planRoot, card: key, pictogram }
		};
	}

	async function mayStillLie(
		actor: Actor,
		id: MeetingId,
		{ document }: Extract<MeetingCommand, { do: 'show' }>
	): Promise<boolean> {
		const [row] = await db
			.select({ phase: meetingTable.phase })
			.from(meetingTable)
			.where(eq(meetingTable.id, id));
		if (!row || !isRunning(row.phase)) return false;
		return (await access.accessFor(actor, document)).access !== 'none';
	}

	return {
		async command(
			actor: Actor,
			id: MeetingId,
			command: Extract<MeetingCommand, { do: 'show' | 'hide' }>
		): Promise<CommandAnswer> {
			if (actor.kind !== 'person') throw new Refusal('not-allowed');
			const by = actorKey(actor);
			/** In one transaction: that it may be shown, what it is, and that it is written down. */
			const allowed = await db.transaction(async (tx) => {
				const { meeting, place } = await places.lock(tx, actor, 'takePart', id);
				if (place.standing.is !== 'professional') throw new Refusal('not-allowed');
				if (!isRunning(meeting.phase)) return 'notNow';
				const shared = await states.documentOf(tx, id);
				if (!shared) return 'gone';
				const words = command.do === 'show' ? await wordsOf(actor, meeting.caseId, command) : null;
				if (command.do === 'show' && !words) return 'gone';
				if (words?.card) await shown.note(tx, id, [words.card]);
				if (!words) await shown.forget(tx, id, command.key);
				await record(tx, actor, {
					event: words ? 'table:shown' : 'table:cleared',
					caseId: meeting.caseId,
					meetingId: id,
					documentId: command.do === 'show' ? v.parse(DocumentId, command.document) : null,
					details: { key: command.key }
				});
				return { meeting, shared, words };
			});
			if (typeof allowed === 'string') return { ok: false, why: allowed };

			// A document cannot be written in that transaction. So the row comes first and the showing
			// after it: what cannot be accounted for does not happen, and a crash in between leaves a row
			// for something that nobody saw, never the other way round. [I11]
			const { meeting, shared, words } = allowed;
			const lying = words?.copy.key ?? command.key;
			await rooms.edit(shared, 'server', (doc) => {
				if (words) putOnTable(doc, { ...words.copy, shownBy: by });
				else takeOffTable(doc, command.key);
			});
			if (words?.card) await shown.check(words.card.documentId);
			if (command.do === 'hide' || (await mayStillLie(actor, id, command))) return { ok: true };

			// The meeting closed, or the right went, between the two: then it does not stay there.
			await rooms.edit(shared, 'server', (doc) => void takeOffTable(doc, lying));
			await shown.forget(db, id, lying);
			const { caseId } = meeting;
			const details = { key: lying };
			await record(db, 'server', { event: 'table:cleared', caseId, meetingId: id, details });
			return { ok: false, why: 'notNow' };
		}
	};
}
