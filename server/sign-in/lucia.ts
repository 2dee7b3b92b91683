import { eq, lt, sql } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter } from 'lucia';
import type { PersonId } from '#lib/model/ids.ts';
import type { Duties } from '#lib/model/person.ts';
import { gathered } from '#server/db/gather.ts';
import type { Database } from '#server/db/open.ts';
import { personTable } from '#server/people/tables.ts';
import { sessionTable } from './tables.ts';

/** The one file that knows the session library, so that it can be replaced in a day. */

interface PersonFacts {
	name: string;
	duties: Duties;
	disabled: boolean;
}

interface SessionFacts {
	endsAt: Date;
	createdAt: Date;
	device: string;
}

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		UserId: PersonId;
		DatabaseUserAttributes: PersonFacts;
		DatabaseSessionAttributes: SessionFacts;
	}
}

/** Minutes without activity after which a session is over. Open live documents count as activity. */
export const idleMinutes = 30;

export function createLucia(db: Database) {
	return new Lucia(createAdapter(db), {
		sessionExpiresIn: new TimeSpan(idleMinutes, 'm'),
		getUserAttributes: (person: PersonFacts) => person,
		getSessionAttributes: (session: SessionFacts) => session
	});
}

function createAdapter(db: Database): Adapter {
	const sessionRow = (row: typeof sessionTable.$inferSelect) => ({
		id: row.id,
		userId: row.personId,
		expiresAt: row.expiresAt,
		attributes: { endsAt: row.endsAt, createdAt: row.createdAt, device: row.device }
	});

	const alive = db
		.select({ session: sessionTable, person: personTable })
		.from(sessionTable)
		.innerJoin(personTable, eq(personTable.id, sessionTable.personId))
		.where(sql`${sessionTable.id} = any(${sql.placeholder('ids')})`)
		.prepare('session_and_person');
	/** Asked for every page and every socket. */
	const sessionAndPerson = gathered(async (ids: readonly string[]) => {
		const found = await alive.execute({ ids: [...new Set(ids)] });
		return ids.map((id) => found.find(({ session }) => session.id === id) ?? null);
	});

	return {
		async getSessionAndUser(sessionId) {
			const row = await sessionAndPerson(sessionId);
			if (!row) return [null, null];
			const { person } = row;
			const duties: Duties = {
				area: person.area,
				coordinationLead: person.coordinationLead,
				manager: person.manager,
				administrator: person.administrator
			};
			return [
				sessionRow(row.session),
				{
					id: person.id,
					attributes: { name: person.name, duties, disabled: person.disabledAt !== null }
				}
			];
		},
		async getUserSessions(personId) {
			const rows = await db.select().from(sessionTable).where(eq(sessionTable.personId, personId));
			return rows.map(sessionRow);
		},
		async setSession({ id, userId, expiresAt, attributes }) {
			await db.insert(sessionTable).values({
				id,
				personId: userId,
				expiresAt,
				endsAt: attributes.endsAt,
				createdAt: attributes.createdAt,
				device: attributes.device
			});
		},
		async updateSessionExpiration(sessionId, expiresAt) {
			await db.update(sessionTable).set({ expiresAt }).where(eq(sessionTable.id, sessionId));
		},
		async deleteSession(sessionId) {
			await db.delete(sessionTable).where(eq(sessionTable.id, sessionId));
		},
		async deleteUserSessions(personId) {
			await db.delete(sessionTable).where(eq(sessionTable.personId, personId));
		},
		async deleteExpiredSessions() {
			await db.delete(sessionTable).where(lt(sessionTable.expiresAt, new Date()));
		}
	};
}
