import { and, eq } from 'drizzle-orm';
import type { MeetingId, MemberId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { moodTable } from './tables.ts';

export interface OwnMood {
	in: number | null;
	out: number | null;
}

export type Moods = ReturnType<typeof createMoods>;

/**
 * How somebody feels at check-in and check-out. For the talk in the room, not for measuring: it can be
 * read by nobody but the one who chose it, and the audit trail says that one was chosen, not which.
 */
export function createMoods({ db, now }: { db: Database; now: Now }) {
	return {
		async mine(actor: Actor, meetingId: MeetingId): Promise<OwnMood> {
			if (actor.kind === 'nobody') return { in: null, out: null };
			const rows = await db
				.select()
				.from(moodTable)
				.where(and(eq(moodTable.meetingId, meetingId), eq(moodTable.who, actorKey(actor))));
			const at = (moment: 'in' | 'out') => rows.find((row) => row.moment === moment)?.face ?? null;
			return { in: at('in'), out: at('out') };
		},

		/** The caller has asked whether this actor takes part in the meeting. */
		async choose(
			actor: Exclude<Actor, { kind: 'nobody' }>,
			meetingId: MeetingId,
			moment: 'in' | 'out',
			face: number | null,
			/** Whose face it is, when it is chosen on somebody else's screen. */
			beside: MemberId | null = null
		): Promise<void> {
			const who = beside === null ? actorKey(actor) : `member:${beside}`;
			await db.transaction(async (tx) => {
				await tx
					.delete(moodTable)
					.where(
						and(
							eq(moodTable.meetingId, meetingId),
							eq(moodTable.who, who),
							eq(moodTable.moment, moment)
						)
					);
				if (face !== null) {
					await tx.insert(moodTable).values({ meetingId, who, moment, face, at: now() });
				}
				await record(tx, actor, {
					event: face === null ? 'mood:taken-back' : 'mood:chosen',
					meetingId,
					details: { moment, ...(beside !== null && { member: beside }) }
				});
			});
		}
	};
}
