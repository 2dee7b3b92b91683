import { and, eq, gt, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import type { PersonId } from '#lib/model/ids.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import type { OwnSession } from '#lib/wire/own-session.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { personTable } from '#server/people/tables.ts';
import { createLucia, idleMinutes } from './lucia.ts';
import { hashPassword, passwordFits, shortestPassword } from './passwords.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { passwordLinkTable, sessionTable } from './tables.ts';
import { sessionCookie } from './cookies.ts';
import { createThrottle } from './throttle.ts';

const longestHours = 12;
const linkHours = 24;

export interface From {
	ip: string;
	/** The browser's own description of itself; only a short form is kept. */
	userAgent: string;
}

export type SignIn = ReturnType<typeof createSignIn>;

export function createSignIn({
	db,
	now,
	secure,
	sessionsEnded
}: {
	db: Database;
	now: Now;
	/** The site is on https. */
	secure: boolean;
	/** Called when sessions were ended by hand, so that live sockets close at once. */
	sessionsEnded: (person: PersonId) => void;
}) {
	const lucia = createLucia(db);
	const throttle = createThrottle({ db, now });

	async function begin(person: PersonId, from: From): Promise<string> {
		const secret = newSecret();
		await lucia.createSession(
			person,
			{
				endsAt: new Date(now().getTime() + longestHours * 3_600_000),
				createdAt: now(),
				device: shortDevice(from.userAgent)
			},
			{ sessionId: hashSecret(secret) }
		);
		return secret;
	}

	const inAWhile = (): Date => new Date(now().getTime() + idleMinutes * 60_000);

	/** Only those that are alive: what has ended stays ended. */
	async function prolong(
		sessions: readonly string[],
		to: { expiresAt: Date; endsAt?: SQL }
	): Promise<void> {
		if (sessions.length === 0) return;
		await db
			.update(sessionTable)
			.set(to)
			.where(
				and(
					inArray(sessionTable.id, [...sessions]),
					gt(sessionTable.expiresAt, now()),
					gt(sessionTable.endsAt, now())
				)
			);
	}

	async function endAll(person: PersonId): Promise<void> {
		await lucia.invalidateUserSessions(person);
		sessionsEnded(person);
	}

	/** The password once more, before something grave. Throttled like a sign-in, apart from it. */
	async function confirm(
		actor: PersonActor,
		password: string,
		from: From
	): Promise<{ ok: true } | { ok: false; why: 'wrong' | 'too-many' }> {
		const account = `change:${actor.id}`;
		if (!(await throttle.mayTry(account, from.ip))) return { ok: false, why: 'too-many' };
		const [person] = await db.select().from(personTable).where(eq(personTable.id, actor.id));
		const ok = await passwordFits(person?.passwordHash ?? null, password);
		await throttle.tried(account, from.ip, ok);
		return ok ? { ok } : { ok, why: 'wrong' };
	}

	return {
		confirm,

		/** Without `maxAge`: the cookie ends with the browser, the session earlier if idle. */
		cookie: () => sessionCookie('person', secure),

		/** The answer and its cost are the same for a wrong password and for an unknown account. */
		async signIn(
			email: string,
			password: string,
			from: From
		): Promise<{ ok: true; secret: string } | { ok: false; why: 'wrong' | 'too-many' }> {
			const account = email.trim().toLowerCase();
			if (!(await throttle.mayTry(account, from.ip))) return { ok: false, why: 'too-many' };

			const [person] = await db.select().from(personTable).where(eq(personTable.email, account));
			const known = person && person.disabledAt === null ? person : null;
			const ok = await passwordFits(known?.passwordHash ?? null, password);
			await throttle.tried(account, from.ip, ok);
			if (!ok || !known) {
				await record(db, 'server', { event: 'sign-in:failed' });
				return { ok: false, why: 'wrong' };
			}
			const secret = await begin(known.id, from);
			await record(db, 'server', { event: 'sign-in:done', details: { person: known.id } });
			return { ok: true, secret };
		},

		/** Who holds this session secret. Asking counts as activity. */
		async actorFor(secret: string | undefined): Promise<Actor> {
			if (!secret) return { kind: 'nobody' };
			const id = hashSecret(secret);
			const { session, user } = await lucia.validateSession(id);
			if (!session || user.disabled || session.endsAt <= now()) return { kind: 'nobody' };
			return { kind: 'person', id: user.id, name: user.name, duties: user.duties, session: id };
		},

		/** How long a sign-in lasts still. Asking does not count as activity, so a page may ask for ever. */
		async lasting(secret: string | undefined): Promise<OwnSession | null> {
			if (!secret) return null;
			const [row] = await db
				.select({
					person: personTable.id,
					expiresAt: sessionTable.expiresAt,
					endsAt: sessionTable.endsAt
				})
				.from(sessionTable)
				.innerJoin(personTable, eq(personTable.id, sessionTable.personId))
				.where(and(eq(sessionTable.id, hashSecret(secret)), isNull(personTable.disabledAt)));
			if (!row) return null;
			const idleInMs = row.expiresAt.getTime() - now().getTime();
			const endsInMs = row.endsAt.getTime() - now().getTime();
			if (idleInMs <= 0 || endsInMs <= 0) return null;
			return { person: `person:${row.person}`, idleInMs, endsInMs };
		},

		/** Somebody who says that they are still here. */
		async stay(actor: Actor): Promise<void> {
			if (actor.kind !== 'person') throw new Refusal('not-signed-in');
			await prolong([actor.session], { expiresAt: inAWhile() });
		},

		/** Somebody who writes on a board is not idle, though no page is fetched. */
		async keepAwake(sessions: readonly string[]): Promise<void> {
			await prolong(sessions, { expiresAt: inAWhile() });
		},

		/** Nobody is signed out in the middle of a meeting, however long ago the day began. */
		async keepInMeeting(sessions: readonly string[]): Promise<void> {
			const until = inAWhile();
			await prolong(sessions, {
				expiresAt: until,
				endsAt: sql`greatest(${sessionTable.endsAt}, ${until.toISOString()}::timestamptz)`
			});
		},

		async signOut(actor: Actor): Promise<void> {
			if (actor.kind !== 'person') return;
			await lucia.invalidateSession(actor.session);
			sessionsEnded(actor.id);
		},

		/** For those who take an account away. */
		endSessions: endAll,

		async signOutEverywhere(actor: PersonActor): Promise<void> {
			await endAll(actor.id);
			await record(db, actor, { event: 'sign-in:ended-everywhere' });
		},

		/** One's own sessions, newest first. */
		async sessions(
			actor: PersonActor
		): Promise<{ device: string; since: Date; current: boolean }[]> {
			const open = await lucia.getUserSessions(actor.id);
			return open
				.map(({ id, device, createdAt }) => ({
					device,
					since: createdAt,
					current: id === actor.session
				}))
				.sort((a, b) => b.since.getTime() - a.since.getTime());
		},

		/** All sessions end, and a new one begins here. */
		async changePassword(
			actor: PersonActor,
			current: string,
			wanted: string,
			from: From
		): Promise<{ ok: true; secret: string } | { ok: false; why: 'wrong' | 'short' | 'too-many' }> {
			if (wanted.length < shortestPassword) return { ok: false, why: 'short' };
			const sure = await confirm(actor, current, from);
			if (!sure.ok) return sure;

			const passwordHash = await hashPassword(wanted);
			await db.transaction(async (tx) => {
				await tx.update(personTable).set({ passwordHash }).where(eq(personTable.id, actor.id));
				await record(tx, actor, { event: 'password:changed' });
			});
			await endAll(actor.id);
			return { ok: true, secret: await begin(actor.id, from) };
		},

		/** An administrator's one-time link for somebody who has no password, or forgot it. */
		async makePasswordLink(actor: PersonActor | 'server', person: PersonId): Promise<string> {
			if (actor !== 'server' && !actor.duties.administrator) throw new Refusal('not-allowed');
			const secret = newSecret();
			await db.transaction(async (tx) => {
				const [found] = await tx.select().from(personTable).where(eq(personTable.id, person));
				if (!found) throw new Refusal('not-found');
				await tx.insert(passwordLinkTable).values({
					tokenHash: hashSecret(secret),
					personId: person,
					expiresAt: new Date(now().getTime() + linkHours * 3_600_000)
				});
				await record(tx, actor, { event: 'password:link-made', details: { person } });
			});
			return secret;
		},

		/** Works once. The answer does not tell an unknown link from an old one. */
		async usePasswordLink(
			secret: string,
			wanted: string,
			from: From
		): Promise<{ ok: true; secret: string } | { ok: false; why: 'short' | 'dead' | 'too-many' }> {
			if (wanted.length < shortestPassword) return { ok: false, why: 'short' };
			if (!(await throttle.mayTry(`link:${from.ip}`, from.ip)))
				return { ok: false, why: 'too-many' };
			const passwordHash = await hashPassword(wanted);
			const person = await db.transaction(async (tx) => {
				const [link] = await tx
					.update(passwordLinkTable)
					.set({ usedAt: now() })
					.where(
						and(
							eq(passwordLinkTable.tokenHash, hashSecret(secret)),
							isNull(passwordLinkTable.usedAt),
							gt(passwordLinkTable.expiresAt, now())
						)
					)
					.returning({ personId: passwordLinkTable.personId });
				if (!link) return null;
				await tx.update(personTable).set({ passwordHash }).where(eq(personTable.id, link.personId));
				await record(tx, 'server', {
					event: 'password:link-used',
					details: { person: link.personId }
				});
				return link.personId;
			});
			if (person === null) {
				await throttle.tried(`link:${from.ip}`, from.ip, false);
				return { ok: false, why: 'dead' };
			}
			await endAll(person);
			return { ok: true, secret: await begin(person, from) };
		},

		/** Housekeeping: old sessions and attempts. */
		async forget(): Promise<void> {
			await lucia.deleteExpiredSessions();
			await throttle.forget();
		}
	};
}

/** "Chrome, Windows": enough to know one's own devices again, too little to follow anybody. */
export function shortDevice(userAgent: string): string {
	const browser = /Edg\//.test(userAgent)
		? 'Edge'
		: /Firefox\//.test(userAgent)
			? 'Firefox'
			: /Chrome\//.test(userAgent)
				? 'Chrome'
				: /Safari\//.test(userAgent)
					? 'Safari'
					: '';
	const system = /(Windows|Android|iPhone|iPad|Mac OS X|Linux)/.exec(userAgent)?.[1] ?? '';
	return [browser, system.replace('Mac OS X', 'Mac')].filter(Boolean).join(', ');
}
