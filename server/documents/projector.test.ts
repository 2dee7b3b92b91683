import { eq } from 'drizzle-orm';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import { createDocument } from '#lib/board/create.ts';
import { addNextStep, setStepStatus } from '#lib/board/edit-agreements.ts';
import { setField } from '#lib/board/edit.ts';
import { CaseId, DocumentId, newId } from '#lib/model/ids.ts';
import { caseTable } from '#server/cases/tables.ts';
import { createNextSteps } from '#server/next-steps/next-steps.ts';
import { nextStepTable } from '#server/next-steps/tables.ts';
import { newDatabase } from '#tests/database.ts';
import { until } from '#tests/until.ts';
import { createPostgresLog } from './postgres-log.ts';
import { createProjector } from './projector.ts';
import { documentTable, projectionTable } from './tables.ts';

/** A case with its agreements, and a pen that writes straight into the log. */
async function house({ quietMs = 1 } = {}) {
	const { db, sql } = await newDatabase();
	let time = new Date('2026-11-24T09:00:00Z');
	const updates = createPostgresLog(sql);
	const caseId = newId(CaseId);
	const documentId = newId(DocumentId);
	await db.insert(caseTable).values({ id: caseId, number: '26-0001', areas: ['socialSupport'] });
	await db.insert(documentTable).values({ id: documentId, kind: 'agreements', caseId });

	const nextSteps = createNextSteps({
		db,
		now: () => time,
		rooms: { edit: async () => undefined },
		access: { accessFor: async () => ({ access: 'none' }) },
		draw: async () => undefined
	});
	const start = () => {
		const projector = createProjector({ db, updates, replace: nextSteps.replace, quietMs });
		onTestFinished(() => projector.close());
		return projector;
	};

	const doc = new Y.Doc();
	const writes = async (change: (doc: Y.Doc) => void) => {
		const before = Y.encodeStateVector(doc);
		change(doc);
		const update = Y.encodeStateAsUpdate(doc, before);
		await updates.append([{ documentId, update, by: 'person:x' }]);
	};
	await writes((into) => Y.applyUpdate(into, createDocument('agreements')));

	const rows = () => db.select().from(nextStepTable).orderBy(nextStepTable.order);
	const whats = async () => (await rows()).map((row) => row.what);
	return {
		db,
		documentId,
		start,
		writes,
		rows,
		whats,
		at: (iso: string) => (time = new Date(iso))
	};
}

const step = (what: string) => (doc: Y.Doc) =>
	void addNextStep(doc, { what, due: '2026-12-02', agreedOn: '2026-11-24' });

test('what is written is in the table once it has been quiet', async () => {
	const { documentId, start, writes, whats } = await house();
	const projector = start();
	await writes(step('Ring til Pia'));
	projector.written(documentId);
	await until(async () => (await whats()).length === 1);

	await writes(step('Afklar ledsagertimer'));
	projector.written(documentId);
	await until(async () => (await whats()).length === 2);
	expect(await whats()).toEqual(['Ring til Pia', 'Afklar ledsagertimer']);
});

test('a step that is changed, binned or back is drawn as the document says', async () => {
	const { documentId, start, writes, rows, whats } = await house();
	const projector = start();
	let key = '';
	await writes((doc) => {
		key = addNextStep(doc, { what: 'Ring', agreedOn: '2026-11-24' });
	});
	await projector.draw(documentId);
	await writes((doc) => void setField(doc, 'nextSteps', key, 'what', 'Ring til Pia'));
	await projector.draw(documentId);
	expect(await rows()).toMatchObject([{ key, what: 'Ring til Pia', status: 'agreed' }]);

	await writes((doc) => {
		const card = doc.getMap<Y.Map<unknown>>('nextSteps').get(key);
		card?.set('binnedAt', '2026-11-24T10:00:00.000Z');
	});
	await projector.draw(documentId);
	expect(await whats()).toEqual([]);
});

test('the day of a status is the day it changed, however often the document is drawn', async () => {
	const { documentId, start, writes, rows, at } = await house();
	const projector = start();
	let key = '';
	await writes((doc) => {
		key = addNextStep(doc, { what: 'Ring', agreedOn: '2026-11-24' });
	});
	await projector.draw(documentId);
	at('2026-11-25T09:00:00Z');
	await writes((doc) => void setStepStatus(doc, key, 'done'));
	await projector.draw(documentId);
	at('2026-11-26T09:00:00Z');
	await projector.rebuild();
	expect(await rows()).toMatchObject([
		{ status: 'done', statusAt: new Date('2026-11-25T09:00:00Z') }
	]);
});

test('what a crash left behind is drawn at the next start, and nothing else', async () => {
	const { start, writes, whats } = await house();
	await writes(step('Ring til Pia'));
	expect(await start().catchUp()).toBe(1);
	expect(await whats()).toEqual(['Ring til Pia']);
	expect(await start().catchUp()).toBe(0);
});

test('the table can be thrown away and drawn again', async () => {
	const { db, start, writes, whats } = await house();
	await writes(step('Ring til Pia'));
	await db.delete(nextStepTable);
	await start().rebuild();
	expect(await whats()).toEqual(['Ring til Pia']);
});

test('an older reading never takes the place of a newer one', async () => {
	const { db, documentId, start, writes, whats } = await house();
	const projector = start();
	await writes(step('Ring til Pia'));
	await projector.draw(documentId);
	// Another node has drawn further than this one's log reaches.
	await db
		.update(projectionTable)
		.set({ upto: Number.MAX_SAFE_INTEGER })
		.where(eq(projectionTable.documentId, documentId));
	await writes(step('Afklar timer'));
	await projector.draw(documentId);
	expect(await whats()).toEqual(['Ring til Pia']);
});

test('closing draws what still waits', async () => {
	const { documentId, start, writes, whats } = await house({ quietMs: 60_000 });
	const projector = start();
	await writes(step('Ring til Pia'));
	projector.written(documentId);
	await projector.close();
	expect(await whats()).toEqual(['Ring til Pia']);
});
