import { eq } from 'drizzle-orm';
import type * as Y from 'yjs';
import { sortPost, strike } from '#lib/board/edit-sparring.ts';
import { readCards } from '#lib/board/read.ts';
import type { SparringId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { SparringAnswer, SparringCommand } from '#lib/model/sparring-commands.ts';
import type { SparringStep } from '#lib/model/sparring-model.ts';
import { accountFields } from '#lib/model/sparring.ts';
import { record } from '#server/audit/audit.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { Strike } from '#server/documents/strike.ts';
import { stepOf, type SparringPlaces, type SparringRow } from './place.ts';
import { sparringAccountTable } from './tables.ts';

export type Cards = ReturnType<typeof createSparringCards>;

export interface CardParts {
	db: Database;
	places: SparringPlaces;
	rooms: {
		read(documentId: string): Promise<Y.Doc>;
		edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
	};
	strikeOut: Strike;
}

/** What is done to a card that is on the screens already: it is struck, or put in a heap. */
export function createSparringCards({ db, places, rooms, strikeOut }: CardParts) {
	/** Whether a step shows the card of this key to choose or to sort. */
	async function isShown(session: SparringRow, step: SparringStep, key: string): Promise<boolean> {
		const posts = readCards(await rooms.read(session.documentId), 'posts');
		return posts.some((post) => post.key === key && post.kind && step.shows.includes(post.kind));
	}

	/** The prepared words go as well, or they would come back with the next step that shows them. */
	async function blankAccount(tx: Transaction, id: SparringId, field: string): Promise<void> {
		const mine = eq(sparringAccountTable.sparringId, id);
		const [account] = await tx.select().from(sparringAccountTable).where(mine).for('update');
		if (!account) return;
		await tx
			.update(sparringAccountTable)
			.set({ fields: { ...account.fields, [field]: '' } })
			.where(mine);
	}

	return {
		isShown,

		/** A name was in it: out of the document, its history and every screen, by whoever sees it first. */
		async strike(actor: Actor, id: SparringId, key: string): Promise<SparringAnswer> {
			const { session } = await places.find(db, actor, 'takePart', id);
			if (session.erasedAt !== null) throw new Refusal('closed');
			await db.transaction(async (tx) => {
				if (accountFields.some((field) => field === key)) await blankAccount(tx, id, key);
				await record(tx, actor, { event: 'sparring:struck', details: { sparring: id } });
			});
			await strikeOut(session.documentId, (doc) => void strike(doc, key));
			return { ok: true };
		},

		/** The focus person puts what was advised in heaps. */
		async sort(
			actor: Actor,
			id: SparringId,
			command: Extract<SparringCommand, { do: 'sort' }>
		): Promise<SparringAnswer> {
			const { session } = await places.find(db, actor, 'own', id);
			const step = stepOf(session);
			if (session.phase !== 'inProgress' || step?.act !== 'sort')
				return { ok: false, why: 'notNow' };
			if (session.clock?.step !== command.at) return { ok: false, why: 'changed' };
			if (!(await isShown(session, step, command.key))) return { ok: false, why: 'gone' };
			await record(db, actor, { event: 'sparring:sorted', details: { sparring: id } });
			await rooms.edit(
				session.documentId,
				'server',
				(doc) => void sortPost(doc, command.key, command.as)
			);
			return { ok: true };
		}
	};
}
