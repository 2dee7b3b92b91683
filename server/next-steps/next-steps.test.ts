import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import { addNextStep, type NewStep } from '#lib/board/edit-agreements.ts';
import { rootsOf } from '#lib/board/layout.ts';
import { readNextSteps } from '#lib/board/next-steps.ts';
import { CaseId, MemberId, newId, PersonId } from '#lib/model/ids.ts';
import type { CaseRole, PersonActor } from '#lib/model/person.ts';
import { auditTable } from '#server/audit/tables.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { createAccess } from '#server/documents/access.ts';
import { createDocuments } from '#server/documents/documents.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { createProjector } from '#server/documents/projector.ts';
import { documentTable } from '#server/documents/tables.ts';
import { personTable } from '#server/people/tables.ts';
import { createLocalBus } from '#server/sync/bus.ts';
import { createRooms } from '#server/sync/rooms.ts';
import { newDatabase } from '#tests/database.ts';
import { createNextSteps } from './next-steps.ts';

const today = new Date('2026-11-26T08:00:00Z');

/** Two cases with real rooms, a real log and a real projector. */
async function house() {
	const { db, sql } = await newDatabase();
	const now = () => today;
	const updates = createPostgresLog(sql);
	const rooms = createRooms({
		log: updates,
		bus: createLocalBus(),
		now,
		rules: async () => ({ roots: rootsOf('agreements') }),
		layout: 1
	});
	const access = createAccess({ db, now });
	const nextSteps = createNextSteps({ db, now, rooms, access, draw: (id) => projector.draw(id) });
	const projector = createProjector({ db, updates, replace: nextSteps.replace });
	onTestFinished(async () => {
		await rooms.close();
		await projector.close();
	});

	async function opened(number: string) {
		const caseId = newId(CaseId);
		await db.insert(caseTable).values({ id: caseId, number, areas: ['substanceTreatment'] });
		await db.transaction((tx) => createDocuments({ db }).createForCase(tx, caseId, today));
		const documents = await db.select().from(documentTable).where(eq(documentTable.caseId, caseId));
		const agreements = documents.find((document) => document.kind === 'agreements');
		if (!agreements) throw new Error('a case has agreements');
		return { caseId, documentId: agreements.id };
	}

	return {
		db,
		nextSteps,
		opened,
		document: (id: string) => rooms.read(id),
		async person(name: string): Promise<PersonActor> {
			const id = newId(PersonId);
			await db.insert(personTable).values({ id, email: `${id}@samtavle.example`, name });
			const duties = {
				area: 'substanceTreatment' as const,
				coordinationLead: false,
				manager: false,
				administrator: false
			};
			return { kind: 'person', id, name, duties, session: '' };
		},
		async joins(person: PersonActor, caseId: CaseId, role: CaseRole = 'coordinator') {
			const id = newId(MemberId);
			await db.insert(memberTable).values({
				id,
				caseId,
				role,
				personId: person.id,
				name: person.name,
				area: 'substanceTreatment'
			});
			return id;
		},
		async agrees(documentId: string, step: Omit<NewStep, 'agreedOn'>): Promise<string> {
			let key = '';
			await rooms.edit(documentId, 'server', (doc) => {
				key = addNextStep(doc, { agreedOn: '2026-11-19', ...step });
			});
			await projector.catchUp();
			return key;
		}
	};
}

test('my steps come from all my cases, those I own and those I help with', async () => {
	const { nextSteps, opened, person, joins, agrees } = await house();
	const [mikkels, another] = [await opened('26-0143'), await opened('26-0131')];
	const signe = await person('Signe Aarup');
	const anders = await person('Anders Møllegaard');
	const signeThere = await joins(signe, mikkels.caseId);
	const andersThere = await joins(anders, mikkels.caseId, 'treatmentCounsellor');
	const signeElsewhere = await joins(signe, another.caseId);

	await agrees(mikkels.documentId, { what: 'Ring til Pia', owner: signeThere, due: '2026-11-25' });
	await agrees(mikkels.documentId, {
		what: 'Plan med billeder',
		owner: andersThere,
		helper: signeThere,
		due: '2026-11-27'
	});
	await agrees(mikkels.documentId, { what: 'Læge', owner: andersThere });
	await agrees(another.documentId, { what: 'Første samtale', owner: signeElsewhere });

	const mine = await nextSteps.mine(signe);
	expect(mine.map((step) => [step.what, step.case.number, step.mine])).toEqual([
		['Ring til Pia', '26-0143', 'owner'],
		['Plan med billeder', '26-0143', 'helper'],
		['Første samtale', '26-0131', 'owner']
	]);
	expect(mine[1]).toMatchObject({ owner: { name: 'Anders Møllegaard' } });
});

test('a step that is ticked changes in the document, in the table and in the audit', async () => {
	const { db, nextSteps, opened, person, joins, agrees, document } = await house();
	const { caseId, documentId } = await opened('26-0143');
	const signe = await person('Signe Aarup');
	const owner = await joins(signe, caseId);
	const key = await agrees(documentId, { what: 'Ring til Pia', owner });

	const ref = { documentId, key };
	expect(await nextSteps.setStatus(signe, ref, 'notDone', 'Hun var syg')).toEqual({ ok: true });
	expect(readNextSteps(await document(documentId))).toMatchObject([
		{ status: 'notDone', obstacle: 'Hun var syg' }
	]);
	expect(await nextSteps.mine(signe)).toMatchObject([
		{ status: 'notDone', obstacle: 'Hun var syg', settledOn: '2026-11-26' }
	]);
	const events = await db.select().from(auditTable);
	expect(events).toMatchObject([
		{ actor: `person:${signe.id}`, event: 'next-step:status-set', caseId }
	]);
	expect(JSON.stringify(events)).not.toContain('syg');
});

test('a step that is postponed gets a new date and nothing else', async () => {
	const { nextSteps, opened, person, joins, agrees } = await house();
	const { caseId, documentId } = await opened('26-0143');
	const signe = await person('Signe Aarup');
	const owner = await joins(signe, caseId);
	const key = await agrees(documentId, { what: 'Ring til Pia', owner, due: '2026-11-25' });
	await nextSteps.postpone(signe, { documentId, key }, '2026-12-03');
	expect(await nextSteps.mine(signe)).toMatchObject([
		{ what: 'Ring til Pia', due: '2026-12-03', status: 'agreed' }
	]);
});

test('whoever is not on the case finds no step there, and changes none', async () => {
	const { nextSteps, opened, person, joins, agrees } = await house();
	const { caseId, documentId } = await opened('26-0143');
	const owner = await joins(await person('Signe Aarup'), caseId);
	const key = await agrees(documentId, { what: 'Ring til Pia', owner });
	const jonas = await person('Jonas Vinther');
	expect(await nextSteps.mine(jonas)).toEqual([]);
	await expect(nextSteps.setStatus(jonas, { documentId, key }, 'done')).rejects.toMatchObject({
		refusal: 'not-found'
	});
});

test('whoever is taken off a case, or whose case closed, has no steps there any more', async () => {
	const { db, nextSteps, opened, person, joins, agrees } = await house();
	const { caseId, documentId } = await opened('26-0143');
	const signe = await person('Signe Aarup');
	const owner = await joins(signe, caseId);
	await agrees(documentId, { what: 'Ring til Pia', owner });
	await db.update(caseTable).set({ closedAt: today }).where(eq(caseTable.id, caseId));
	expect(await nextSteps.mine(signe)).toEqual([]);
	await db.update(caseTable).set({ closedAt: null }).where(eq(caseTable.id, caseId));
	expect(await nextSteps.mine(signe)).toHaveLength(1);
	await db.update(memberTable).set({ removedAt: today }).where(eq(memberTable.id, owner));
	expect(await nextSteps.mine(signe)).toEqual([]);
});
