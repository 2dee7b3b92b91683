import { asc, eq } from 'drizzle-orm';
import { newId, PictureId } from '#lib/model/ids.ts';
import type { MunicipalPictures, ReplaceAnswer } from '#lib/model/municipal-picture.ts';
import { mostPictureBytes } from '#lib/model/own-picture.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import type { PictogramKey } from '#lib/model/pictograms.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { Documents } from '#server/documents/documents.ts';
import { administrator } from '#server/people/administrator.ts';
import type { Rooms } from '#server/sync/rooms.ts';
import { drawAgain } from './draw-again.ts';
import { municipalPictureTable } from './tables.ts';

/**
 * The municipality's own pictures in place of built-in ones. They say nothing about anybody's case: like
 * the built-in ones, whoever opens a page sees them.
 */
export function createMunicipalPictures({
	db,
	now,
	documents,
	rooms
}: {
	db: Database;
	now: Now;
	documents: Pick<Documents, 'withPictures'>;
	rooms: Pick<Rooms, 'news'>;
}) {
	/** Screens that show pictures look again. */
	async function changed(): Promise<void> {
		for (const id of await documents.withPictures()) rooms.news(id, { pictures: true });
	}

	return {
		/** Which stand in place of which, for every page that has pictures. */
		async shown(): Promise<MunicipalPictures> {
			const { pictogram, id } = municipalPictureTable;
			const rows = await db.select({ pictogram, id }).from(municipalPictureTable);
			return Object.fromEntries(rows.map((row) => [row.pictogram, row.id]));
		},

		/** One of them as WebP. */
		async see(id: PictureId): Promise<Uint8Array> {
			const [found] = await db
				.select({ bytes: municipalPictureTable.bytes })
				.from(municipalPictureTable)
				.where(eq(municipalPictureTable.id, id));
			if (!found) throw new Refusal('not-found');
			return found.bytes;
		},

		/** Asked before a body is read. */
		mayReplace: (actor: Actor): void => void administrator(actor),

		/** For the administrator: what was put in place, and when. */
		async list(actor: Actor): Promise<{ pictogram: PictogramKey; at: Date }[]> {
			administrator(actor);
			const { pictogram, at } = municipalPictureTable;
			return db
				.select({ pictogram, at })
				.from(municipalPictureTable)
				.orderBy(asc(municipalPictureTable.pictogram));
		},

		/** What is stored was drawn anew; what cannot be is refused, and what was there stays. */
		async replace(
			actor: Actor,
			pictogram: PictogramKey,
			upload: Uint8Array
		): Promise<ReplaceAnswer> {
			const by = actorKey(administrator(actor));
			if (upload.byteLength > mostPictureBytes) return { ok: false, why: 'too-big' };
			const bytes = await drawAgain(upload);
			if (bytes === null) return { ok: false, why: 'no-picture' };
			const picture = { id: newId(PictureId), bytes, by, at: now() };
			await db.transaction(async (tx) => {
				await tx
					.insert(municipalPictureTable)
					.values({ pictogram, ...picture })
					.onConflictDoUpdate({ target: municipalPictureTable.pictogram, set: picture });
				await record(tx, actor, {
					event: 'pictogram:replaced',
					details: { pictogram, picture: picture.id, bytes: bytes.byteLength }
				});
			});
			await changed();
			return { ok: true };
		},

		/** The built-in one is shown again, and the municipality's own is deleted. */
		async restore(actor: Actor, pictogram: PictogramKey): Promise<void> {
			administrator(actor);
			const restored = await db.transaction(async (tx) => {
				const gone = await tx
					.delete(municipalPictureTable)
					.where(eq(municipalPictureTable.pictogram, pictogram))
					.returning({ id: municipalPictureTable.id });
				if (gone.length === 0) return false;
				await record(tx, actor, { event: 'pictogram:restored', details: { pictogram } });
				return true;
			});
			if (restored) await changed();
		}
	};
}
