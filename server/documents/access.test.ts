import { expect, test } from 'vitest';
import type { DocumentKind } from '#lib/model/document.ts';
import {
	BasisId,
	CaseId,
	MeetingId,
	MemberId,
	newId,
	PersonId,
	ScreenId,
	SeatId
} from '#lib/model/ids.ts';
import type { Actor, Area, CaseRole } from '#lib/model/person.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { basisTable } from '#server/consent/tables.ts';
import { invitationTable, meetingTable, screenTable, seatTable } from '#server/meetings/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { newDatabase } from '#tests/database.ts';
import { eq } from 'drizzle-orm';
import { createAccess } from './access.ts';
import { createDocuments } from './documents.ts';
import { documentTable } from './tables.ts';

/** A case with its documents, and words to put people on it. */
async function house(at = '2026-11-24T09:00:00Z') {
	const { db } = await newDatabase();
	const now = () => new Date(at);
	const documents = createDocuments({ db });
	const access = createAccess({ db, now });
	const caseId = newId(CaseId);
	await db.insert(caseTable).values({ id: caseId, number: '26-0001', areas: ['socialSupport'] });
	await db.transaction((tx) => documents.createForCase(tx, caseId, now()));

	return {
		db,
		access,
		caseId,
		async member(role: CaseRole, area: Area) {
			const id = newId(PersonId);
			const member = newId(MemberId);
			await db.insert(personTable).values({ id, email: `${id}@samtavle.example`, name: 'Lone' });
			await db
				.insert(memberTable)
				.values({ id: member, caseId, role, personId: id, name: 'Lone', area });
			const actor: Actor = {
				kind: 'person',
				id,
				name: 'Lone',
				session: '',
				duties: { area, coordinationLead: false, manager: false, administrator: false }
			};
			return { actor, member };
		},
		async basis(values: Partial<typeof basisTable.$inferInsert>) {
			const id = newId(BasisId);
			await db.insert(basisTable).values({
				id,
				caseId,
				theme: 'everyday',
				granteeKind: 'organisation',
				grantee: 'socialSupport',
				kind: 'consent',
				ground: 'Mundtligt',
				from: '2026-11-01',
				recordedBy: newId(PersonId),
				recordedAt: now(),
				...values
			});
			return id;
		},
		async meeting(phase: MeetingPhase, facilitator: PersonId) {
			const id = newId(MeetingId);
			await db.insert(meetingTable).values({
				id,
				caseId,
				kind: 'network',
				templateKey: 'network75',
				templateVersion: '1.0',
				steps: [],
				title: 'Netværksmøde',
				startsAt: now(),
				minutes: 75,
				phase,
				facilitator,
				createdBy: facilitator
			});
			const document = await db.transaction((tx) =>
				documents.create(tx, { kind: 'meeting', caseId, meetingId: id, now: now() })
			);
			return { id, document };
		},
		async seat(meetingId: MeetingId, as: 'citizen' | 'relative', state: 'in' | 'waiting' = 'in') {
			const id = newId(SeatId);
			await db.insert(seatTable).values({ id, meetingId, as, name: 'Else', state, tokenHash: id });
			const actor: Actor = { kind: 'seat', id, name: 'Else', as, member: null, caseId, meetingId };
			return actor;
		},
		async may(actor: Actor): Promise<Record<string, string>> {
			const rows = await access.caseDocuments(actor, caseId);
			return Object.fromEntries(
				rows.map(({ document, access: one }) => [
					document.audience ? `plan:${document.audience}` : document.kind,
					one
				])
			);
		},
		async documentOf(kind: DocumentKind) {
			const [row] = await db.select().from(documentTable).where(eq(documentTable.kind, kind));
			if (!row) throw new Error(`no ${kind}`);
			return row.id;
		}
	};
}

test('[P1] somebody who is not on the case is a stranger, whatever duty the account has', async () => {
	const { may, access, documentOf } = await house();
	const outsider: Actor = {
		kind: 'person',
		id: newId(PersonId),
		name: 'Aisha',
		session: '',
		duties: { area: null, coordinationLead: true, manager: true, administrator: true }
	};
	expect(new Set(Object.values(await may(outsider)))).toEqual(new Set(['none']));
	const answer = await access.accessFor(outsider, await documentOf('agreements'));
	expect(answer.access).toBe('none');
});

test('[P2] a basis for the organisation opens its own theme for those of that area only', async () => {
	const { may, member, basis } = await house();
	const lone = await member('supportWorker', 'socialSupport');
	const anders = await member('treatmentCounsellor', 'substanceTreatment');
	expect(await may(lone.actor)).toMatchObject({ everyday: 'none', agreements: 'write' });

	await basis({ theme: 'everyday' });
	expect(await may(lone.actor)).toMatchObject({ everyday: 'write', health: 'none' });
	expect(await may(anders.actor)).toMatchObject({ everyday: 'none' });
});

test('[P2] a basis holds through its last day, not before its first, and not once withdrawn', async () => {
	const { may, member, basis } = await house();
	const lone = await member('supportWorker', 'socialSupport');
	await basis({ theme: 'everyday', until: '2026-11-24' });
	await basis({ theme: 'health', until: '2026-11-23' });
	await basis({ theme: 'substances', from: '2026-11-25' });
	expect(await may(lone.actor)).toMatchObject({
		everyday: 'write',
		health: 'none',
		substances: 'none'
	});
	await basis({ theme: 'health', withdrawnAt: new Date() });
	expect(await may(lone.actor)).toMatchObject({ health: 'none' });
	await basis({
		theme: 'health',
		granteeKind: 'person',
		grantee: lone.actor.kind === 'person' ? lone.actor.id : ''
	});
	expect(await may(lone.actor)).toMatchObject({ health: 'write' });
});

test('[P1] whoever is taken off the case is a stranger from then on', async () => {
	const { db, may, member } = await house();
	const lone = await member('supportWorker', 'socialSupport');
	await db
		.update(memberTable)
		.set({ removedAt: new Date() })
		.where(eq(memberTable.id, lone.member));
	expect(await may(lone.actor)).toMatchObject({ agreements: 'none', 'plan:network': 'none' });
});

test('[P4] the scribe writes the plan only while the citizen sits in the running meeting', async () => {
	const { db, may, member, meeting, seat } = await house();
	const signe = await member('coordinator', 'substanceTreatment');
	const id = signe.actor.kind === 'person' ? signe.actor.id : newId(PersonId);
	const running = await meeting('inProgress', id);
	await db.update(meetingTable).set({ scribe: id }).where(eq(meetingTable.id, running.id));
	expect(await may(signe.actor)).toMatchObject({
		'plan:here': 'none',
		'plan:coordinators': 'read'
	});

	await seat(running.id, 'citizen');
	expect(await may(signe.actor)).toMatchObject({ 'plan:here': 'write' });

	await db.update(meetingTable).set({ phase: 'closed' }).where(eq(meetingTable.id, running.id));
	expect(await may(signe.actor)).toMatchObject({ 'plan:here': 'none' });
});

test('[P5] a meeting opens for those invited, and closes for everybody', async () => {
	const { db, access, member, meeting } = await house();
	const signe = await member('coordinator', 'substanceTreatment');
	const lone = await member('supportWorker', 'socialSupport');
	const id = signe.actor.kind === 'person' ? signe.actor.id : newId(PersonId);
	const planned = await meeting('draft', id);
	const ask = async (actor: Actor) => (await access.accessFor(actor, planned.document)).access;
	expect([await ask(signe.actor), await ask(lone.actor)]).toEqual(['write', 'none']);

	await db.insert(invitationTable).values({ meetingId: planned.id, memberId: lone.member });
	expect(await ask(lone.actor)).toBe('none');
	await db.update(meetingTable).set({ phase: 'invited' }).where(eq(meetingTable.id, planned.id));
	expect(await ask(lone.actor)).toBe('write');
	await db.update(meetingTable).set({ phase: 'closed' }).where(eq(meetingTable.id, planned.id));
	expect([await ask(signe.actor), await ask(lone.actor)]).toEqual(['none', 'none']);
});

test('[P6] a seat counts once it is let in, and the network waits for the citizen’s yes', async () => {
	const { may, member, meeting, seat, basis, access } = await house();
	const signe = await member('coordinator', 'substanceTreatment');
	const id = signe.actor.kind === 'person' ? signe.actor.id : newId(PersonId);
	const running = await meeting('open', id);
	const waiting = await seat(running.id, 'citizen', 'waiting');
	const mikkel = await seat(running.id, 'citizen');
	const sister = await seat(running.id, 'relative');
	expect(await may(waiting)).toMatchObject({ agreements: 'none', 'plan:here': 'none' });
	expect(await may(mikkel)).toMatchObject({ agreements: 'write', 'plan:here': 'write' });
	expect(await may(sister)).toMatchObject({ agreements: 'none', 'plan:network': 'none' });

	await basis({ theme: 'agreements', granteeKind: 'network', grantee: 'network' });
	expect(await may(sister)).toMatchObject({ agreements: 'write', 'plan:network': 'none' });

	const other = await meeting('open', id);
	expect((await access.accessFor(mikkel, other.document)).access).toBe('none');
	expect((await access.accessFor(mikkel, running.document)).access).toBe('write');
});

test('[P7] a screen reads two documents while its meeting runs and it is not ended', async () => {
	const { db, may, member, meeting } = await house();
	const signe = await member('coordinator', 'substanceTreatment');
	const id = signe.actor.kind === 'person' ? signe.actor.id : newId(PersonId);
	const running = await meeting('open', id);
	const screenId = newId(ScreenId);
	await db
		.insert(screenTable)
		.values({ id: screenId, meetingId: running.id, tokenHash: screenId, pin: null });
	const screen: Actor = { kind: 'screen', id: screenId, meetingId: running.id };
	expect(await may(screen)).toMatchObject({
		agreements: 'read',
		everyday: 'none',
		'plan:here': 'none'
	});
	await db.update(screenTable).set({ endedAt: new Date() });
	expect(await may(screen)).toMatchObject({ agreements: 'none' });
});

test('[P8] a closed case can still be read, and nobody writes in it', async () => {
	const { db, may, member, basis } = await house();
	const lone = await member('supportWorker', 'socialSupport');
	await basis({ theme: 'everyday' });
	await db.update(caseTable).set({ closedAt: new Date() });
	expect(await may(lone.actor)).toMatchObject({ everyday: 'read', agreements: 'read' });
});

test('the documents of a case begin with what must exist once', async () => {
	const { db, caseId } = await house();
	const rows = await db.select().from(documentTable).where(eq(documentTable.caseId, caseId));
	expect(rows.map((row) => row.kind)).toEqual([
		'everyday',
		'health',
		'substances',
		'agreements',
		'plan',
		'plan',
		'plan'
	]);
});
