import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { Theme } from '#lib/model/document.ts';
import { BasisId, MemberId, newId, PersonId, type CaseId } from '#lib/model/ids.ts';
import type { Area, CaseRole, PersonActor } from '#lib/model/person.ts';
import type { Running } from '#server/app.ts';
import { memberTable } from '#server/cases/tables.ts';
import { basisTable } from '#server/consent/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { hashPassword } from '#server/sign-in/passwords.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import { sessionTable } from '#server/sign-in/tables.ts';

/** Everybody's in a test. */
export const password = 'samtavle-test';
let passwordHash: Promise<string> | undefined;

/** Somebody with an account, signed in. */
export async function signedIn(
	running: Running,
	name: string,
	given: Partial<typeof personTable.$inferInsert> = {}
): Promise<{ actor: PersonActor; cookie: string }> {
	passwordHash ??= hashPassword(password);
	const id = newId(PersonId);
	const email = `${id.toLowerCase()}@samtavle.example`;
	await running.db
		.insert(personTable)
		.values({ id, email, name, passwordHash: await passwordHash, ...given });
	const entered = await running.app.signIn.signIn(email, password, {
		ip: '127.0.0.1',
		userAgent: ''
	});
	if (!entered.ok) throw new Error('expected to get in');
	const actor = await running.app.signIn.actorFor(entered.secret);
	if (actor.kind !== 'person') throw new Error('expected a person');
	return { actor, cookie: `${running.app.signIn.cookie().name}=${entered.secret}` };
}

/** Puts somebody on a case without asking anybody. */
export async function putOnCase(
	{ db }: Pick<Running, 'db'>,
	caseId: CaseId,
	actor: PersonActor,
	role: CaseRole,
	area: Area | null = actor.duties.area
): Promise<MemberId> {
	const id = newId(MemberId);
	await db
		.insert(memberTable)
		.values({ id, caseId, role, personId: actor.id, name: actor.name, area });
	return id;
}

/** A basis from the first of January 2026 on, without asking anybody. */
export async function giveBasis(
	{ db }: Pick<Running, 'db'>,
	caseId: CaseId,
	theme: Theme,
	to: { kind: 'person' | 'organisation' | 'network'; grantee: string }
): Promise<BasisId> {
	const id = newId(BasisId);
	await db.insert(basisTable).values({
		id,
		caseId,
		theme,
		granteeKind: to.kind,
		grantee: to.grantee,
		kind: 'consent',
		ground: 'Mundtligt',
		from: '2026-01-01',
		recordedBy: newId(PersonId),
		recordedAt: new Date('2026-01-01T09:00:00Z')
	});
	return id;
}

/** An unmodified y-websocket client with somebody's cookie. */
export function liveClient(
	{ url, origin }: { url: string; origin: string },
	documentId: string,
	cookie: string,
	as: 'person' | 'seat' | 'screen' | 'citizen' = 'person'
) {
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(`${url}/live`, documentId, doc, {
		WebSocketPolyfill: socketWith(cookie, origin),
		disableBc: true,
		...(as !== 'person' && { params: { as } })
	});
	const client = { doc, provider, closedWith: null as number | null };
	provider.on('closed', ({ code }) => (client.closedWith = code));
	onTestFinished(() => {
		provider.destroy();
		doc.destroy();
	});
	return client;
}

/** A WebSocket as the browser that holds this cookie opens it. */
export function socketWith(cookie: string, origin: string): typeof globalThis.WebSocket {
	class HoldersSocket extends WebSocket {
		constructor(url: string, protocols?: string | string[]) {
			super(url, protocols, { headers: { cookie, origin } });
		}
	}
	// reason: ws has all that y-websocket uses of the browser's class
	return HoldersSocket as unknown as typeof globalThis.WebSocket;
}

/** Somebody's sign-in without a password: a session row, and the cookie that opens it. */
export async function openSession(
	{ db, app }: Pick<Running, 'db' | 'app'>,
	person: PersonId,
	endsAt = new Date(Date.now() + 12 * 3_600_000)
): Promise<{ cookie: string; session: string }> {
	const secret = newSecret();
	const session = hashSecret(secret);
	await db.insert(sessionTable).values({
		id: session,
		personId: person,
		expiresAt: new Date(Math.min(Date.now() + 30 * 60_000, endsAt.getTime())),
		endsAt
	});
	return { cookie: `${app.signIn.cookie().name}=${secret}`, session };
}
