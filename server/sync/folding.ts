import { folderHere, type Folder } from './folder.ts';
import type { Limits } from './limits.ts';
import type { Room } from './room.ts';
import type { UpdateLog } from './update-log.ts';

type Foldable = Pick<Room, 'documentId' | 'unfolded' | 'isSaved'>;
type Condensable = Pick<Room, 'held'>;

interface Parts {
	log: UpdateLog;
	folder?: Folder;
	limits: Limits;
	note: (event: string, error: unknown, fields: Record<string, string | number>) => void;
}

/** Keeps logs and rooms short, one document at a time. A fold that fails is tried again. [R61] */
export class Folding {
	readonly #parts: Parts;
	readonly #folder: Folder;
	#underWay = false;
	#condensing = false;

	constructor(parts: Parts) {
		this.#parts = parts;
		this.#folder = parts.folder ?? folderHere;
	}

	/** Whether it began to fold this room's document. Only what is saved is folded. */
	begins(room: Foldable): boolean {
		const { foldUpdates, foldBytes } = this.#parts.limits;
		const isLong = room.unfolded.updates >= foldUpdates || room.unfolded.bytes >= foldBytes;
		if (!isLong || this.#underWay || !room.isSaved) return false;
		void this.#fold(room);
		return true;
	}

	/** What rooms hold in memory is folded as often as the log, one room at a time. [R61] */
	async condense(rooms: Iterable<Condensable>): Promise<void> {
		if (this.#condensing) return;
		this.#condensing = true;
		try {
			for (const { held } of rooms) if (held.isLong) await held.condenseWith(this.#folder);
		} catch (error) {
			this.#parts.note('condense-failed', error, {});
		} finally {
			this.#condensing = false;
		}
	}

	async close(): Promise<void> {
		await this.#folder.close();
	}

	async #fold(room: Foldable): Promise<void> {
		const { log, note } = this.#parts;
		this.#underWay = true;
		room.unfolded = { updates: 0, bytes: 0 };
		try {
			const { damaged } = await log.fold(room.documentId);
			if (damaged.length > 0) note('rows-damaged', null, { document: room.documentId });
		} catch (error) {
			note('fold-failed', error, { document: room.documentId });
		} finally {
			this.#underWay = false;
		}
	}
}
