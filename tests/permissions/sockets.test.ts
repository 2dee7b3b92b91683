import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { addCard } from '#lib/board/edit.ts';
import { newId, ScreenId, SeatId, type MeetingId } from '#lib/model/ids.ts';
import { personTable } from '#server/people/tables.ts';
import { caseTable } from '#server/cases/tables.ts';
import { seedDemo } from '#server/demo/seed.ts';
import { documentTable } from '#server/documents/tables.ts';
import { meetingTable, screenTable, seatTable } from '#server/meetings/tables.ts';
import { sessionCookie } from '#server/sign-in/cookies.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import { createTestApp, listen } from '#tests/app.ts';
import { liveClient } from '#tests/signed-in.ts';
import { until } from '#tests/until.ts';

/**
 * Every kind of document for every role, over a real socket with an unmodified client, in the demo
 * municipality while today's meeting is open. `w` writes, `r` reads, `-` is told 4404.
 * Read by people: a change here is a change of rights.
 */
const kinds = [
	'everyday',
	'health',
	'substances',
	'agreements',
	'plan:here',
	'plan:coordinators',
	'plan:network',
	'meeting'
] as const;
type Kind = (typeof kinds)[number];

const table = {
	//                             ev   he   su   ag   pH   pC   pN   me
	'coordinator, treatment': 'w    w    w    w    r    r    r    w',
	'coordinator, support': 'w    w    w    w    r    r    r    w',
	'treatment counsellor': 'w    w    w    w    r    r    r    w',
	'support worker': 'w    w    w    w    r    r    r    w',
	'authority officer': 'w    -    -    w    r    r    r    w',
	'pair with other cases': '-    -    -    -    -    -    -    -',
	'coordination lead': '-    -    -    -    -    -    -    -',
	manager: '-    -    -    -    -    -    -    -',
	administrator: '-    -    -    -    -    -    -    -',
	'citizen in a seat': '-    -    -    w    w    w    w    w',
	'citizen on a phone': '-    -    -    r    w    w    w    -',
	'relative in a seat': '-    -    -    w    -    -    -    w',
	'seat that waits': '-    -    -    -    -    -    -    -',
	'shared screen': '-    -    -    r    -    -    -    r'
} as const;
type Role = keyof typeof table;

const accounts: Partial<Record<Role, string>> = {
	'coordinator, treatment': 'rusmiddel',
	'coordinator, support': 'social',
	'treatment counsellor': 'behandler',
	'support worker': 'stoette',
	'authority officer': 'myndighed',
	'pair with other cases': 'rusmiddel2',
	'coordination lead': 'koordinator',
	manager: 'leder',
	administrator: 'admin'
};

async function openHouse() {
	const { running } = await createTestApp();
	const { db, app } = running;
	await seedDemo(running, () => undefined);
	const [mikkel] = await db.select().from(caseTable).where(eq(caseTable.number, '26-0143'));
	const meetings = await db.select().from(meetingTable).where(eq(meetingTable.phase, 'invited'));
	const meetingId = meetings.find(({ caseId }) => caseId === mikkel?.id)?.id;
	if (!mikkel || !meetingId) throw new Error('the demo has changed');
	const today = { id: meetingId };
	await db.update(meetingTable).set({ phase: 'open' }).where(eq(meetingTable.id, today.id));

	const rows = await db.select().from(documentTable).where(eq(documentTable.caseId, mikkel.id));
	const documentOf = (kind: Kind): string => {
		const [name, audience = null] = kind.split(':');
		const found = rows.find(
			(row) =>
				row.kind === name &&
				row.audience === audience &&
				(row.kind !== 'meeting' || row.meetingId === today.id)
		);
		if (!found) throw new Error(`no ${kind}`);
		return found.id;
	};

	async function seat(as: 'citizen' | 'relative', state: 'in' | 'waiting', meetingId: MeetingId) {
		const secret = newSecret();
		await db.insert(seatTable).values({
			id: newId(SeatId),
			meetingId,
			as,
			name: as,
			state,
			tokenHash: hashSecret(secret)
		});
		return `${sessionCookie('seat', false).name}=${secret}`;
	}

	async function cookieOf(
		role: Role
	): Promise<{ cookie: string; as: 'person' | 'seat' | 'screen' | 'citizen' }> {
		const account = accounts[role];
		if (account) {
			const email = `${account}@samtavle.example`;
			const from = { ip: '127.0.0.1', userAgent: '' };
			const entered = await app.signIn.signIn(email, 'samtavle-demo', from);
			if (!entered.ok) throw new Error('expected to get in');
			return { cookie: `${app.signIn.cookie().name}=${entered.secret}`, as: 'person' };
		}
		switch (role) {
			case 'citizen in a seat':
				return { cookie: await seat('citizen', 'in', today.id), as: 'seat' };
			case 'citizen on a phone': {
				const [account] = await db
					.select()
					.from(personTable)
					.where(eq(personTable.email, 'rusmiddel@samtavle.example'));
				const actor = account && {
					kind: 'person' as const,
					id: account.id,
					name: account.name,
					duties: {
						area: account.area,
						coordinationLead: false,
						manager: false,
						administrator: false
					},
					session: 'a session'
				};
				if (!actor || !mikkel) throw new Error('the demo has changed');
				const address = await app.waysIn.make(actor, mikkel.id);
				const entered = await app.citizenDoor.enter(
					{ secret: address, pictures: ['hund', 'bus', 'mad', 'hjem'] },
					undefined,
					{ ip: '127.0.0.1', userAgent: '' }
				);
				if (!entered.ok) throw new Error('expected to get in');
				return { cookie: `${app.citizenDoor.cookie().name}=${entered.secret}`, as: 'citizen' };
			}
			case 'relative in a seat':
				return { cookie: await seat('relative', 'in', today.id), as: 'seat' };
			case 'seat that waits':
				return { cookie: await seat('citizen', 'waiting', today.id), as: 'seat' };
			default: {
				const secret = newSecret();
				await db.insert(screenTable).values({
					id: newId(ScreenId),
					meetingId: today.id,
					tokenHash: hashSecret(secret),
					pairedAt: new Date()
				});
				return { cookie: `${sessionCookie('screen', false).name}=${secret}`, as: 'screen' };
			}
		}
	}

	const live = { url: await listen(running), origin: running.config.origin };
	return { running, live, documentOf, cookieOf };
}

const rootOf: Record<Kind, Parameters<typeof addCard>[1]> = {
	everyday: 'statements',
	health: 'statements',
	substances: 'statements',
	agreements: 'decisions',
	'plan:here': 'words',
	'plan:coordinators': 'words',
	'plan:network': 'words',
	meeting: 'notes'
};

const roles = Object.keys(table) as Role[];

// In two houses: whoever is turned away fifty times in ten seconds from one address is not asked on.
test.each([
	['everybody with an account', roles.filter((role) => accounts[role] !== undefined)],
	['everybody in the room, and the citizen at home', roles.filter((role) => !accounts[role])]
])(
	'%s may do with every kind of document what the table says, over the socket',
	async (_, half) => {
		const { live, documentOf, cookieOf, running } = await openHouse();
		// The citizen's place is taken before anybody looks: it changes what the team may read.
		const citizen = await cookieOf('citizen in a seat');

		const found: Record<string, string> = {};
		for (const role of half) {
			const { cookie, as } = role === 'citizen in a seat' ? citizen : await cookieOf(role);
			const clients = kinds.map((kind) => ({
				kind,
				client: liveClient(live, documentOf(kind), cookie, as)
			}));
			const answers: Record<string, string> = {};
			await until(() =>
				clients.every(({ client }) => client.provider.synced || client.closedWith !== null)
			);
			for (const { kind, client } of clients) {
				if (client.closedWith !== null) {
					answers[kind] = client.closedWith === 4404 || client.closedWith === 4401 ? '-' : '?';
					expect(Y.encodeStateAsUpdate(client.doc).byteLength, 'no byte of content').toBe(2);
					continue;
				}
				const before = (await running.rooms.read(documentOf(kind))).getMap(rootOf[kind]).size;
				addCard(client.doc, rootOf[kind], {});
				await until(
					async () =>
						client.closedWith !== null ||
						(await running.rooms.read(documentOf(kind))).getMap(rootOf[kind]).size > before
				);
				answers[kind] = client.closedWith === null ? 'w' : client.closedWith === 4403 ? 'r' : '?';
			}
			for (const { client } of clients) client.provider.destroy();
			found[role] = kinds.map((kind) => answers[kind]).join('    ');
		}
		expect(found).toEqual(Object.fromEntries(half.map((role) => [role, table[role]])));
	},
	120_000
);

test('the people of the table are the accounts of the demo', async () => {
	const { running } = await openHouse();
	const rows = await running.db.select({ email: personTable.email }).from(personTable);
	const known = rows.map(({ email }) => email.replace('@samtavle.example', ''));
	const missing = Object.values(accounts).filter((account) => !known.includes(account));
	expect(missing).toEqual([]);
});
