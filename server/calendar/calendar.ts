import { and, asc, eq, exists, gte, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import { calendarText, type CalendarEntry } from '#lib/model/calendar.ts';
import type { MeetingId, PersonId, SparringId } from '#lib/model/ids.ts';
import { isSettled, type MyStep } from '#lib/model/next-step.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import { memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { invitationTable, meetingTable } from '#server/meetings/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import { sparringsOf } from '#server/sparring/mine.ts';
import { sparringTable } from '#server/sparring/tables.ts';
import { calendarFeedTable } from './tables.ts';

export interface CalendarParts {
	db: Database;
	now: Now;
	origin: string;
	/** A meeting as every calendar shows it: the same entry as in the letters, so that they are one. */
	meetingEntry: (
		meeting: { meeting: MeetingId; startsAt: string; minutes: string; version: string },
		frame: { origin: string; stamp: Date; locale: 'da' }
	) => CalendarEntry;
	/** A sparring looks like any meeting: that it is one is nobody's to read in a calendar. */
	sparringEntry: (
		sparring: { sparring: SparringId; startsAt: string; minutes: string; version: string },
		frame: { origin: string; stamp: Date; locale: 'da' }
	) => CalendarEntry;
	stepsOf: (person: PersonId) => Promise<MyStep[]>;
	/** Texts that say no name, case or topic: calendars are seen by others. */
	words: { name: () => string; step: () => string; stepHint: () => string };
}

/** How far back a calendar keeps showing what was. */
const pastMs = 60 * 86_400_000;
const mostEntries = 500;

export type Calendar = ReturnType<typeof createCalendar>;

/** A secret address per person with their meetings and dates. Renewing it makes the old one dead. */
export function createCalendar(parts: CalendarParts) {
	const { db, now, origin, words } = parts;

	/** What a calendar is told of a meeting or a sparring: a time, and nothing else. */
	const told = (row: { startsAt: Date; minutes: number; version: number }) => ({
		startsAt: row.startsAt.toISOString(),
		minutes: String(row.minutes),
		version: String(row.version)
	});
	const frame = () => ({ origin, stamp: now(), locale: 'da' as const });

	async function meetingsOf(person: PersonId): Promise<CalendarEntry[]> {
		const invited = exists(
			db
				.select({ one: sql`1` })
				.from(invitationTable)
				.innerJoin(memberTable, eq(memberTable.id, invitationTable.memberId))
				.where(
					and(
						eq(invitationTable.meetingId, meetingTable.id),
						eq(memberTable.personId, person),
						isNull(memberTable.removedAt)
					)
				)
		);
		const rows = await db
			.select()
			.from(meetingTable)
			.where(
				and(
					// A draft is in nobody's calendar; one that was called off stays, as cancelled.
					or(
						inArray(meetingTable.phase, ['invited', 'open', 'inProgress', 'closed']),
						and(eq(meetingTable.phase, 'cancelled'), isNotNull(meetingTable.invitedAt))
					),
					gte(meetingTable.startsAt, new Date(now().getTime() - pastMs)),
					or(
						eq(meetingTable.facilitator, person),
						eq(meetingTable.backupFacilitator, person),
						invited
					)
				)
			)
			.orderBy(asc(meetingTable.startsAt))
			.limit(mostEntries);
		return rows.map((meeting) => ({
			...parts.meetingEntry({ meeting: meeting.id, ...told(meeting) }, frame()),
			cancelled: meeting.phase === 'cancelled'
		}));
	}

	async function sparringsIn(person: PersonId): Promise<CalendarEntry[]> {
		const since = gte(sparringTable.startsAt, new Date(now().getTime() - pastMs));
		const rows = await sparringsOf(db, person, since, mostEntries);
		return rows.map((session) => ({
			...parts.sparringEntry({ sparring: session.id, ...told(session) }, frame()),
			cancelled: session.phase === 'cancelled'
		}));
	}

	async function stepsOf(person: PersonId): Promise<CalendarEntry[]> {
		const steps = await parts.stepsOf(person);
		return steps.flatMap((step) =>
			step.due === null || isSettled(step.status)
				? []
				: [
						{
							uid: `step-${step.documentId}-${step.key}@${new URL(origin).hostname}`,
							when: { on: step.due },
							summary: words.step(),
							description: words.stepHint(),
							url: `${origin}/my/next-steps`,
							sequence: 0,
							stamp: now()
						}
					]
		);
	}

	return {
		/** Since when there has been an address; the address itself is not known to us. */
		async since(actor: Actor): Promise<Date | null> {
			const me = person(actor);
			const [row] = await db
				.select({ createdAt: calendarFeedTable.createdAt })
				.from(calendarFeedTable)
				.where(eq(calendarFeedTable.personId, me.id));
			return row?.createdAt ?? null;
		},

		/** A new address. It is shown this once, since only its hash is kept. */
		async renew(actor: Actor): Promise<string> {
			const me = person(actor);
			const secret = newSecret();
			const feed = { tokenHash: hashSecret(secret), createdAt: now() };
			await db.transaction(async (tx) => {
				await tx
					.insert(calendarFeedTable)
					.values({ personId: me.id, ...feed })
					.onConflictDoUpdate({ target: calendarFeedTable.personId, set: feed });
				await record(tx, me, { event: 'calendar:renewed' });
			});
			return `${origin}/calendar/${secret}.ics`;
		},

		async stop(actor: Actor): Promise<void> {
			const me = person(actor);
			await db.transaction(async (tx) => {
				await tx.delete(calendarFeedTable).where(eq(calendarFeedTable.personId, me.id));
				await record(tx, me, { event: 'calendar:stopped' });
			});
		},

		/** What lies at an address; null when it is no address, or its person has left. */
		async feed(secret: string): Promise<string | null> {
			const [row] = await db
				.select({ personId: calendarFeedTable.personId })
				.from(calendarFeedTable)
				.innerJoin(personTable, eq(personTable.id, calendarFeedTable.personId))
				.where(
					and(eq(calendarFeedTable.tokenHash, hashSecret(secret)), isNull(personTable.disabledAt))
				);
			if (!row) return null;
			const entries = await Promise.all([
				meetingsOf(row.personId),
				sparringsIn(row.personId),
				stepsOf(row.personId)
			]);
			return calendarText(entries.flat(), { method: 'PUBLISH', name: words.name() });
		}
	};
}

function person(actor: Actor): PersonActor {
	if (actor.kind !== 'person') throw new Refusal('not-signed-in');
	return actor;
}
