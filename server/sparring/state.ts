import { eq } from 'drizzle-orm';
import type { SparringId } from '#lib/model/ids.ts';
import { isCounted, isHidden, roleOf, type SparringState } from '#lib/model/sparring.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { Piles } from './piles.ts';
import { participantsOf, stepOf, type ParticipantRow, type SparringRow } from './place.ts';
import { sparringTable } from './tables.ts';

export type SparringStates = ReturnType<typeof createSparringStates>;

/** What every screen of a session shows: read from rows, told to all of them when a row has changed. */
export function createSparringStates({
	db,
	now,
	rooms,
	piles
}: {
	db: Database;
	now: Now;
	piles: Pick<Piles, 'faces'>;
	rooms: { news(documentId: string, payload: object): void };
}) {
	async function read(id: SparringId): Promise<{ state: SparringState; row: SparringRow } | null> {
		const [row] = await db.select().from(sparringTable).where(eq(sparringTable.id, id));
		if (!row) return null;
		const participants = await participantsOf(db, id);
		return {
			row,
			state: { ...stateOf(row, participants, now()), process: await piles.faces(row) }
		};
	}

	return {
		async read(id: SparringId): Promise<SparringState | null> {
			return (await read(id))?.state ?? null;
		},

		/** After the transaction: nobody hears of what did not happen. */
		async tell(id: SparringId): Promise<void> {
			const found = await read(id);
			if (found) rooms.news(found.row.documentId, { sparring: found.state });
		}
	};
}

/** Only a number of those who have finished leaves the server. */
function stateOf(
	row: SparringRow,
	participants: readonly ParticipantRow[],
	now: Date
): Omit<SparringState, 'process'> {
	const step = stepOf(row);
	const present = participants.filter(({ attended }) => attended).map(({ personId }) => personId);
	const writers =
		step && isHidden(step)
			? present.filter((person) => isCounted(step) || step.writes.includes(roleOf(row, person)))
			: [];
	return {
		id: row.id,
		version: row.version,
		phase: row.phase,
		facilitator: row.facilitator,
		backupFacilitator: row.backupFacilitator,
		focus: row.focus,
		interviewer: row.interviewer,
		clock: row.clock,
		round: row.round,
		asking: row.asking,
		hands: row.hands,
		present,
		finished: row.finished.filter((person) => writers.includes(person)).length,
		of: writers.length,
		revealed: step !== undefined && row.revealed.includes(step.key),
		positions: Object.fromEntries(
			participants.flatMap(({ personId, position }) => (position ? [[personId, position]] : []))
		),
		now: now.getTime()
	};
}
