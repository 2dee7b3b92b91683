import type * as Y from 'yjs';
import type { CloseCode } from '#lib/wire/close-codes.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { Documents } from '#server/documents/documents.ts';
import type { Openings } from '#server/documents/openings.ts';
import type { Strike } from '#server/documents/strike.ts';
import type { Templates } from '#server/templates/templates.ts';
import { createAccounts } from './account.ts';
import { createSparringCards } from './cards.ts';
import { createErasure } from './erase.ts';
import { createGuard, type CheckWords } from './guard.ts';
import { createNotebook } from './notebook.ts';
import { createSparringNumbers } from './numbers.ts';
import { createPiles } from './piles.ts';
import { createSparringPlaces } from './place.ts';
import { createPublish } from './publish.ts';
import { createSparringRun } from './run.ts';
import { createSchedule, type PostSparringLetters } from './schedule.ts';
import { createSparringStates } from './state.ts';
import { createSparringViews } from './views.ts';

export interface SparringParts {
	db: Database;
	now: Now;
	origin: string;
	rooms: {
		read(documentId: string): Promise<Y.Doc>;
		edit(documentId: string, by: string, change: (doc: Y.Doc) => void): Promise<void>;
		news(documentId: string, payload: object): void;
		reconsider(match: { person?: string; documentId?: string }): Promise<void>;
		closeDocument(documentId: string, code: CloseCode): Promise<void>;
	};
	strikeOut: Strike;
	documents: Pick<Documents, 'create'>;
	openings: Openings;
	templates: Pick<Templates, 'models'>;
	post: PostSparringLetters;
	check: CheckWords;
}

/** Structured sparring: another kind of room, in which decisions and names are impossible. */
export function createSparring(given: SparringParts) {
	const { rooms } = given;
	const reconsider = (match: { person?: string; documentId?: string }) => rooms.reconsider(match);
	const places = createSparringPlaces(given);
	const piles = createPiles(given);
	const states = createSparringStates({ ...given, piles });
	const guard = createGuard(given);
	const cards = createSparringCards({ ...given, places });
	const parts = { ...given, reconsider, places, states, piles, cards, guard };
	const { putAccount, ...run } = createSparringRun(parts);
	const { eraseDue } = createErasure(parts);
	return {
		eraseDue,
		/** What the pages use, as `locals.app.sparring`. */
		verbs: {
			...createSchedule(parts),
			...createSparringViews(parts),
			...run,
			...createPublish(parts),
			...createAccounts({ ...parts, shown: putAccount })
		},
		notebook: createNotebook(parts),
		numbers: createSparringNumbers(parts)
	};
}
