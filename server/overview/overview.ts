import { and, desc, eq, isNull } from 'drizzle-orm';
import { dateOf } from '#lib/model/dates.ts';
import type { NamedCase } from '#lib/model/overview.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { personTable } from '#server/people/tables.ts';
import { clocksOf } from './clocks.ts';
import { newsFor } from './news.ts';
import { upcomingMeetings } from './upcoming.ts';
import { upcomingSparrings } from './upcoming-sparrings.ts';

/** Who has not been here for longer sees the last two weeks, not everything that ever happened. */
const lookBackMs = 14 * 86_400_000;

export type Overview = ReturnType<typeof createOverview>;

/**
 * What one person needs to see across all nouns. It reads their tables and writes in none of them
 * (but for the time of the last visit), and every row is found through a membership of the person.
 */
export function createOverview({ db, now }: { db: Database; now: Now }) {
	async function myCases(actor: PersonActor): Promise<NamedCase[]> {
		return db
			.selectDistinctOn([caseTable.number], {
				id: caseTable.id,
				number: caseTable.number,
				displayName: caseTable.displayName
			})
			.from(memberTable)
			.innerJoin(caseTable, eq(caseTable.id, memberTable.caseId))
			.where(
				and(
					eq(memberTable.personId, actor.id),
					isNull(memberTable.removedAt),
					isNull(caseTable.closedAt)
				)
			)
			.orderBy(desc(caseTable.number));
	}

	return {
		/** The page that a working day begins with. `since`: what counts as new, when that is known. */
		async of(actor: Actor, since: Date | null) {
			const me = person(actor);
			const [row] = await db
				.select({ seenAt: personTable.overviewSeenAt })
				.from(personTable)
				.where(eq(personTable.id, me.id));
			const earliest = new Date(now().getTime() - lookBackMs);
			const seenAt = since ?? row?.seenAt ?? earliest;
			const from = seenAt < earliest ? earliest : seenAt;
			const [meetings, sparrings, clocks, happened] = await Promise.all([
				upcomingMeetings(db, me, now()),
				upcomingSparrings(db, me, now()),
				clocksOf(db, me, dateOf(now())),
				newsFor(db, me, earliest)
			]);
			const news = happened.filter((one) => one.at > from);
			const earlier = news.length > 0 ? [] : happened.slice(0, 3);
			await db.update(personTable).set({ overviewSeenAt: now() }).where(eq(personTable.id, me.id));
			return { now: now(), since: from, meetings, sparrings, clocks, news, earlier };
		},

		/** What "Find eller gør" can find: the person's own cases, meetings and sparrings. */
		async findable(actor: Actor) {
			const me = person(actor);
			const [cases, meetings, sparrings] = await Promise.all([
				myCases(me),
				upcomingMeetings(db, me, now()),
				upcomingSparrings(db, me, now())
			]);
			return {
				cases,
				meetings: meetings.map(({ id, title, startsAt, case: of }) => ({
					id,
					title,
					startsAt,
					case: of
				})),
				sparrings: sparrings.map(({ id, title, startsAt }) => ({ id, title, startsAt }))
			};
		}
	};
}

function person(actor: Actor): PersonActor {
	if (actor.kind !== 'person') throw new Refusal('not-signed-in');
	return actor;
}
