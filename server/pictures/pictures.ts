import { and, count, eq, inArray, lt } from 'drizzle-orm';
import type * as Y from 'yjs';
import { readAll, readCards } from '#lib/board/read.ts';
import { newId, PictureId, type CaseId, type DocumentId } from '#lib/model/ids.ts';
import {
	mostPictureBytes,
	mostPictures,
	ownPicture,
	ownPictureId,
	type PictureAnswer
} from '#lib/model/own-picture.ts';
import { actorKey, isCitizen, type Actor } from '#lib/model/person.ts';
import { PlanRoot } from '#lib/model/plan-commands.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { Documents } from '#server/documents/documents.ts';
import { drawAgain } from './draw-again.ts';
import { pictureTable } from './tables.ts';

export interface PictureParts {
	db: Database;
	now: Now;
	access: Pick<AccessQuestions, 'caseDocuments'>;
	documents: Pick<Documents, 'ofKind'>;
	rooms: { read(documentId: string): Promise<Y.Doc> };
	/** Whether it lies on the table of a meeting that this actor may read. */
	onTable: (actor: Actor, picture: PictureId) => Promise<boolean>;
}

export type Pictures = ReturnType<typeof createPictures>;

/** A picture stands on no card for as long before it goes: a card may still be on its way here. */
const unusedForMs = 3_600_000;

/** The citizen's own pictures. A card names its picture; whoever may read the card may see it. */
export function createPictures({ db, now, access, documents, rooms, onTable }: PictureParts) {
	/** The plans that somebody may read; none for strangers. */
	async function plansFor(actor: Actor, caseId: CaseId): Promise<DocumentId[]> {
		const all = await access.caseDocuments(actor, caseId);
		const open = all.filter((one) => one.document.kind === 'plan' && one.access !== 'none');
		return open.map(({ document }) => document.id);
	}

	/** What the cards of some plans name, with the paper bin or without. */
	async function picturesOn(
		plans: readonly DocumentId[],
		read: typeof readCards
	): Promise<Set<PictureId>> {
		const named = new Set<PictureId>();
		for (const id of plans) {
			const doc = await rooms.read(id);
			for (const root of PlanRoot.options) {
				for (const { pictogram } of read(doc, root)) {
					const own = ownPictureId(pictogram);
					if (own) named.add(own);
				}
			}
			doc.destroy();
		}
		return named;
	}

	/** Pictures that are old enough to be on a card by now. */
	const waitedLongEnough = () => lt(pictureTable.at, new Date(now().getTime() - unusedForMs));

	/** What no card names any more, in the paper bin or out of it, is deleted. */
	async function tidy(caseId: CaseId): Promise<void> {
		const old = await db
			.select({ id: pictureTable.id })
			.from(pictureTable)
			.where(and(eq(pictureTable.caseId, caseId), waitedLongEnough()));
		if (old.length === 0) return;
		const used = await picturesOn(await documents.ofKind(caseId, 'plan'), readAll);
		const unused = old.map(({ id }) => id).filter((id) => !used.has(id));
		if (unused.length === 0) return;
		await db.transaction(async (tx) => {
			await tx.delete(pictureTable).where(inArray(pictureTable.id, unused));
			await record(tx, 'server', {
				event: 'picture:deleted',
				caseId,
				details: { pictures: unused.length }
			});
		});
	}

	return {
		/**
		 * The citizen brings a photo. What is stored was drawn anew; what cannot be is refused, and nothing
		 * is stored. The answer names it as a card does.
		 */
		async add(actor: Actor, upload: Uint8Array): Promise<PictureAnswer> {
			if (!isCitizen(actor))
				throw new Refusal(actor.kind === 'nobody' ? 'not-signed-in' : 'not-found');
			const { caseId } = actor;
			const all = await access.caseDocuments(actor, caseId);
			const writes = all.some((one) => one.document.kind === 'plan' && one.access === 'write');
			if (!writes) throw new Refusal('not-found');
			if (upload.byteLength > mostPictureBytes) return { ok: false, why: 'too-big' };
			const bytes = await drawAgain(upload);
			if (bytes === null) return { ok: false, why: 'no-picture' };
			await tidy(caseId);
			const [held] = await db
				.select({ pictures: count() })
				.from(pictureTable)
				.where(eq(pictureTable.caseId, caseId));
			if ((held?.pictures ?? 0) >= mostPictures) return { ok: false, why: 'too-many' };
			const id = newId(PictureId);
			await db.transaction(async (tx) => {
				await tx.insert(pictureTable).values({ id, caseId, bytes, by: actorKey(actor), at: now() });
				await record(tx, actor, {
					event: 'picture:added',
					caseId,
					details: { picture: id, bytes: bytes.byteLength }
				});
			});
			return { ok: true, picture: ownPicture(id) };
		},

		/**
		 * One picture as WebP, for who may read a card that names it, or the meeting on whose table such a
		 * card was laid. To everybody else there is none.
		 */
		async see(actor: Actor, id: PictureId): Promise<Uint8Array> {
			const [found] = await db.select().from(pictureTable).where(eq(pictureTable.id, id));
			if (!found) throw new Refusal('not-found');
			const plans = await plansFor(actor, found.caseId);
			// Just chosen, a picture is asked for before the card that names it is here; it is theirs anyway.
			const isTheirs = isCitizen(actor) && plans.length > 0;
			const may =
				isTheirs || (await picturesOn(plans, readCards)).has(id) || (await onTable(actor, id));
			if (!may) throw new Refusal('not-found');
			return found.bytes;
		},

		/** Deletes what no card names any more, on every case; comes round by itself. */
		async tidyAll(): Promise<void> {
			const cases = await db
				.selectDistinct({ caseId: pictureTable.caseId })
				.from(pictureTable)
				.where(waitedLongEnough());
			for (const { caseId } of cases) await tidy(caseId);
		},

		/** All of the citizen's own, for the file that they take along. */
		async all(actor: Actor): Promise<{ picture: string; bytes: Uint8Array }[]> {
			if (!isCitizen(actor)) throw new Refusal('not-found');
			const plans = await plansFor(actor, actor.caseId);
			if (plans.length === 0) throw new Refusal('not-found');
			const rows = await db
				.select({ id: pictureTable.id, bytes: pictureTable.bytes })
				.from(pictureTable)
				.where(eq(pictureTable.caseId, actor.caseId));
			return rows.map(({ id, bytes }) => ({ picture: ownPicture(id), bytes }));
		}
	};
}
