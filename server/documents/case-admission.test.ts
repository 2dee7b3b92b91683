import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { and, eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { addCard } from '#lib/board/edit.ts';
import { readCards } from '#lib/board/read.ts';
import { Connection } from '#lib/live/connection.svelte.ts';
import { CaseId, DocumentId, newId } from '#lib/model/ids.ts';
import { auditTable } from '#server/audit/tables.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { createTestApp, listen } from '#tests/app.ts';
import { giveBasis, liveClient, putOnCase, signedIn, socketWith } from '#tests/signed-in.ts';
import { until } from '#tests/until.ts';
import type { Database } from '#server/db/open.ts';
import { createAccess } from './access.ts';
import { createCaseAdmission } from './case-admission.ts';
import { createDocuments } from './documents.ts';
import { createOpenings } from './openings.ts';
import { documentTable, documentUpdateTable } from './tables.ts';

async function openHouse() {
	const { running } = await createTestApp();
	const live = { url: await listen(running), origin: running.config.origin };
	const { db, app } = running;
	return { running, db, app, live, ...(await caseWithDocuments(db)) };
}

async function caseWithDocuments(db: Database) {
	const caseId = newId(CaseId);
	await db.insert(caseTable).values({ id: caseId, number: '26-0001', areas: ['socialSupport'] });
	await db.transaction((tx) => createDocuments({ db }).createForCase(tx, caseId, new Date()));
	const rows = await db.select().from(documentTable).where(eq(documentTable.caseId, caseId));
	const document = (kind: string) => rows.find((row) => row.kind === kind)?.id ?? '';
	return { caseId, document };
}

test('two of the team write together, and the log says who wrote', async () => {
	const house = await openHouse();
	const { caseId, document } = house;
	const signe = await signedIn(house.running, 'Signe Aarup', { area: 'substanceTreatment' });
	const karim = await signedIn(house.running, 'Karim Bendtsen', { area: 'socialSupport' });
	await putOnCase(house, caseId, signe.actor, 'coordinator');
	await putOnCase(house, caseId, karim.actor, 'coordinator');

	const one = liveClient(house.live, document('agreements'), signe.cookie);
	const other = liveClient(house.live, document('agreements'), karim.cookie);
	await until(() => one.provider.synced && other.provider.synced);
	expect(readCards(other.doc, 'goal')).toHaveLength(1);

	addCard(one.doc, 'decisions', { text: 'Vi mødes hver torsdag.' });
	await until(() => readCards(other.doc, 'decisions')[0]?.text === 'Vi mødes hver torsdag.');
	await until(async () => {
		const rows = await house.db
			.select()
			.from(documentUpdateTable)
			.where(eq(documentUpdateTable.by, `person:${signe.actor.id}`));
		return rows.length > 0;
	});
});

test('[I10] a stranger is told the same of a document that is there and of one that is not', async () => {
	const house = await openHouse();
	const { document } = house;
	const stranger = await signedIn(house.running, 'Jonas Vinther', { area: 'substanceTreatment' });
	const there = liveClient(house.live, document('agreements'), stranger.cookie);
	const notThere = liveClient(house.live, newId(DocumentId), stranger.cookie);
	const malformed = liveClient(house.live, 'no-such-thing', stranger.cookie);
	const nobody = liveClient(house.live, document('agreements'), '');
	await until(() => [there, notThere, malformed, nobody].every((one) => one.closedWith !== null));
	expect([there.closedWith, notThere.closedWith, malformed.closedWith]).toEqual([4404, 4404, 4404]);
	expect(nobody.closedWith).toBe(4401);
	expect(readCards(there.doc, 'goal')).toEqual([]);
});

test('[I4] signing out closes what is open with 4401', async () => {
	const house = await openHouse();
	const { caseId, document } = house;
	const signe = await signedIn(house.running, 'Signe Aarup', { area: 'substanceTreatment' });
	await putOnCase(house, caseId, signe.actor, 'coordinator');
	const client = liveClient(house.live, document('agreements'), signe.cookie);
	await until(() => client.provider.synced);
	await house.app.signIn.signOut(signe.actor);
	await until(() => client.closedWith === 4401);
});

test('[I4] whoever is taken off the case is closed out of what they had open', async () => {
	const house = await openHouse();
	const { caseId, document } = house;
	const lone = await signedIn(house.running, 'Lone Fisker', { area: 'socialSupport' });
	const member = await putOnCase(house, caseId, lone.actor, 'supportWorker');
	await giveBasis(house, caseId, 'everyday', { kind: 'person', grantee: lone.actor.id });
	const client = liveClient(house.live, document('everyday'), lone.cookie);
	await until(() => client.provider.synced);
	await house.db
		.update(memberTable)
		.set({ removedAt: new Date() })
		.where(eq(memberTable.id, member));
	await house.running.rooms.reconsider({ person: `person:${lone.actor.id}` });
	await until(() => client.closedWith === 4403);
});

test('[I11] an opening is written down before anything is sent, once per opening', async () => {
	const house = await openHouse();
	const { caseId, document } = house;
	const signe = await signedIn(house.running, 'Signe Aarup', { area: 'substanceTreatment' });
	await putOnCase(house, caseId, signe.actor, 'coordinator');
	const one = liveClient(house.live, document('agreements'), signe.cookie);
	await until(() => one.provider.synced);
	const again = liveClient(house.live, document('agreements'), signe.cookie);
	await until(() => again.provider.synced);
	const rows = await house.db
		.select()
		.from(auditTable)
		.where(and(eq(auditTable.event, 'document:opened'), eq(auditTable.caseId, caseId)));
	expect(rows).toHaveLength(1);
	expect(rows[0]).toMatchObject({ actor: `person:${signe.actor.id}` });
});

test('[I4] a page made for one person does not come in with the cookie of another', async () => {
	const house = await openHouse();
	const { caseId, document } = house;
	const signe = await signedIn(house.running, 'Signe Aarup', { area: 'substanceTreatment' });
	const karim = await signedIn(house.running, 'Karim Bendtsen', { area: 'socialSupport' });
	await putOnCase(house, caseId, signe.actor, 'coordinator');
	await putOnCase(house, caseId, karim.actor, 'coordinator');
	const page = (cookie: string) => {
		const line = new Connection({
			documentId: document('agreements'),
			person: `person:${signe.actor.id}`,
			server: house.live.url,
			WebSocket: socketWith(cookie, house.live.origin)
		});
		onTestFinished(() => line.destroy());
		return line;
	};
	const own = page(signe.cookie);
	const anothers = page(karim.cookie);
	await until(() => own.status === 'live' && anothers.refusedWith !== null);
	expect(anothers.refusedWith).toBe(4401);
	expect(own.refusedWith).toBe(null);
});

test('[R8] the cookie of a sign-in reads like one, whatever else the browser sends; words and halves do not', async () => {
	const { running } = await createTestApp();
	const signe = await signedIn(running, 'Signe Aarup', { area: 'substanceTreatment' });
	const door = createCaseAdmission({
		whoIs: () => Promise.reject(new Error('nobody is asked')),
		access: createAccess({ db: running.db, now: () => new Date() }),
		openings: createOpenings({ db: running.db, now: () => new Date() })
	});
	const shows = (cookie: string | undefined) => {
		const request = new IncomingMessage(new Socket());
		if (cookie !== undefined) request.headers.cookie = cookie;
		return door.showsSignIn(request);
	};
	expect(shows(signe.cookie)).toBe(true);
	expect(shows(`language=da; ${signe.cookie}; theme=dark`)).toBe(true);
	expect(shows(undefined)).toBe(false);
	expect(shows('language=da')).toBe(false);
	expect(shows(signe.cookie.slice(0, -1))).toBe(false);
	expect(shows(`${signe.cookie}x`)).toBe(false);
});
