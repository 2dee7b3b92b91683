import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { addCard } from '#lib/board/edit.ts';
import { readCards } from '#lib/board/read.ts';
import { auditTable } from '#server/audit/tables.ts';
import { basisTable } from '#server/consent/tables.ts';
import { createAccess } from '#server/documents/access.ts';
import { documentTable } from '#server/documents/tables.ts';
import { BasisId, newId, PersonId, type CaseId } from '#lib/model/ids.ts';
import { stepElapsedMs } from '#lib/model/clock.ts';
import { nextStepTable } from '#server/next-steps/tables.ts';
import { openCase } from '#tests/meeting.ts';
import { until } from '#tests/until.ts';

const minute = 60_000;

test('a meeting begins once the room is open, and its clock is the server’s', async () => {
	const { meetings, signe, drafted, does, passes } = await openCase();
	const id = await drafted();
	expect(await does(signe.actor, id, { do: 'begin' })).toEqual({ ok: false, why: 'notNow' });
	await meetings.open(signe.actor, id);
	expect(await does(signe.actor, id, { do: 'begin' })).toEqual({ ok: true });
	passes(4 * minute);
	const state = await meetings.state(signe.actor, id);
	expect(state.phase).toBe('inProgress');
	const elapsed = state.clock ? stepElapsedMs(state.clock, state.now) : 0;
	expect(Math.round(elapsed / minute)).toBe(4);
});

test('two who press "next" at once move the meeting one step', async () => {
	const { meetings, signe, begun, does } = await openCase();
	const id = await begun();
	const pressed = await Promise.all([
		does(signe.actor, id, { do: 'next', at: 0 }),
		does(signe.actor, id, { do: 'next', at: 0 })
	]);
	expect(pressed).toContainEqual({ ok: true });
	expect(pressed).toContainEqual({ ok: false, why: 'changed' });
	expect((await meetings.state(signe.actor, id)).clock?.step).toBe(1);
});

test('a hand raised meanwhile does not stand in the way of "next"', async () => {
	const { meetings, signe, lone, begun, does } = await openCase();
	const id = await begun();
	await does(lone.actor, id, { do: 'raiseHand' });
	expect(await does(signe.actor, id, { do: 'next', at: 0 })).toEqual({ ok: true });
	expect((await meetings.state(signe.actor, id)).clock?.step).toBe(1);
});

test('only the one who leads moves the meeting; to a stranger there is none', async () => {
	const { karim, lone, stranger, begun, does } = await openCase();
	const id = await begun();
	for (const actor of [karim.actor, lone.actor]) {
		await expect(does(actor, id, { do: 'next', at: 0 })).rejects.toMatchObject({
			refusal: 'not-allowed'
		});
	}
	await expect(does(stranger, id, { do: 'raiseHand' })).rejects.toMatchObject({
		refusal: 'not-found'
	});
});

test('hands stand in the order they were raised, people and seats alike', async () => {
	const { meetings, signe, karim, lone, begun, seat, does, passes } = await openCase();
	const id = await begun();
	const mikkel = await seat(id);
	for (const actor of [lone.actor, mikkel, karim.actor]) {
		await does(actor, id, { do: 'raiseHand' });
		passes(1_000);
	}
	expect(await does(lone.actor, id, { do: 'raiseHand' })).toEqual({ ok: false, why: 'changed' });
	const names = async () => (await meetings.state(signe.actor, id)).hands.map(({ name }) => name);
	expect(await names()).toEqual(['Lone Fisker', 'Mikkel', 'Karim Bendtsen']);

	await expect(
		does(karim.actor, id, { do: 'lowerHand', who: `seat:${mikkel.id}` })
	).rejects.toMatchObject({ refusal: 'not-allowed' });
	await does(signe.actor, id, { do: 'lowerHand', who: `person:${lone.actor.id}` });
	await does(mikkel, id, { do: 'lowerHand' });
	expect(await names()).toEqual(['Karim Bendtsen']);
});

test('a round has an order; one passes for oneself, and it ends with its step', async () => {
	const { meetings, signe, karim, lone, mikkel, begun, seat, does } = await openCase();
	const id = await begun();
	const citizen = await seat(id);
	const order = [mikkel, karim.member, lone.member];
	await does(signe.actor, id, { do: 'startRound', order });
	await expect(does(lone.actor, id, { do: 'pass', member: karim.member })).rejects.toMatchObject({
		refusal: 'not-allowed'
	});
	expect(await does(citizen, id, { do: 'pass', member: mikkel })).toEqual({ ok: true });
	await does(signe.actor, id, { do: 'nextSpeaker', at: 1 });
	expect(await does(signe.actor, id, { do: 'nextSpeaker', at: 1 })).toEqual({
		ok: false,
		why: 'changed'
	});
	expect((await meetings.state(signe.actor, id)).round).toMatchObject({ at: 2, passed: [mikkel] });
	await does(signe.actor, id, { do: 'next', at: 0 });
	expect((await meetings.state(signe.actor, id)).round).toBeNull();
});

test('a pause stops step and meeting, and "pause" twice is one pause', async () => {
	const { meetings, signe, begun, does, passes } = await openCase();
	const id = await begun();
	passes(minute);
	await does(signe.actor, id, { do: 'pause' });
	expect(await does(signe.actor, id, { do: 'pause' })).toEqual({ ok: false, why: 'changed' });
	passes(10 * minute);
	await does(signe.actor, id, { do: 'resume' });
	passes(minute);
	const { clock, now } = await meetings.state(signe.actor, id);
	expect(Math.round((clock ? stepElapsedMs(clock, now) : 0) / minute)).toBe(2);
});

test('whoever asks to lead waits two minutes for an answer, and then leads', async () => {
	const { meetings, signe, karim, lone, begun, does, passes } = await openCase();
	const id = await begun();
	await expect(does(lone.actor, id, { do: 'askToLead' })).rejects.toMatchObject({
		refusal: 'not-allowed'
	});
	await does(karim.actor, id, { do: 'askToLead' });
	expect((await meetings.state(signe.actor, id)).asking?.name).toBe('Karim Bendtsen');
	expect(await does(karim.actor, id, { do: 'takeLead' })).toEqual({ ok: false, why: 'wait' });
	await does(signe.actor, id, { do: 'keepLead' });
	passes(3 * minute);
	expect(await does(karim.actor, id, { do: 'takeLead' })).toEqual({ ok: false, why: 'changed' });

	await does(karim.actor, id, { do: 'askToLead' });
	passes(2 * minute);
	expect(await does(karim.actor, id, { do: 'takeLead' })).toEqual({ ok: true });
	expect(await meetings.state(signe.actor, id)).toMatchObject({
		facilitator: karim.actor.id,
		backupFacilitator: signe.actor.id,
		asking: null
	});
	expect(await does(karim.actor, id, { do: 'next', at: 0 })).toEqual({ ok: true });
});

test('the lead is handed to somebody who was invited', async () => {
	const { meetings, signe, lone, stranger, begun, does } = await openCase();
	const id = await begun();
	expect(await does(signe.actor, id, { do: 'handOver', to: stranger.id })).toEqual({
		ok: false,
		why: 'gone'
	});
	await does(signe.actor, id, { do: 'handOver', to: lone.actor.id });
	expect((await meetings.state(signe.actor, id)).facilitator).toBe(lone.actor.id);
	await expect(does(signe.actor, id, { do: 'next', at: 0 })).rejects.toMatchObject({
		refusal: 'not-allowed'
	});
});

test('a scribe writes the citizen’s words while the citizen is in the room, and no longer', async () => {
	const { running, signe, karim, begun, seat, does, caseId } = await openCase();
	const id = await begun();
	const here = async () => {
		const rows = await running.app.meetings.enter(karim.actor, id);
		return rows.documents.find((one) => one.audience === 'here')?.access;
	};
	expect(await does(signe.actor, id, { do: 'setScribe', who: karim.actor.id })).toEqual({
		ok: false,
		why: 'citizenNotHere'
	});
	await seat(id);
	expect(await does(signe.actor, id, { do: 'setScribe', who: karim.actor.id })).toEqual({
		ok: true
	});
	expect(await here()).toBe('write');
	await does(signe.actor, id, { do: 'setScribe', who: null });
	expect(await here()).toBe('read');
	const rows = await running.db.select().from(auditTable).where(eq(auditTable.caseId, caseId));
	expect(rows.filter((row) => row.event === 'meeting:setScribe')).toHaveLength(2);
});

test('the next meeting is agreed in this one, with the same people; agreed again, it is moved', async () => {
	const { meetings, signe, begun, does } = await openCase();
	const id = await begun();
	const agree = (date: string) =>
		does(signe.actor, id, { do: 'agreeNext', date, time: '10:00', place: 'Rådhuset' });
	expect(await agree('2020-01-01')).toEqual({ ok: false, why: 'notNow' });
	await agree('2099-12-15');
	await agree('2099-12-16');
	const page = await meetings.look(signe.actor, id);
	expect(page.next?.startsAt).toBe('2099-12-16T09:00:00.000Z');
	const lines = await meetings.mine(signe.actor);
	expect(lines.map((line) => line.phase).sort()).toEqual(['draft', 'inProgress']);
});

test('what is done while the meeting runs stays in sight; what was done before it does not', async () => {
	const { meetings, running, db, caseId, signe, begun, passes } = await openCase();
	const [{ id } = { id: '' }] = await db
		.select({ id: documentTable.id })
		.from(documentTable)
		.where(and(eq(documentTable.caseId, caseId), eq(documentTable.kind, 'agreements')));
	const isDone = async (what: string) => {
		let key = '';
		await running.rooms.edit(id, 'person:somebody', (doc) => {
			key = addCard(doc, 'nextSteps', { what, status: 'done' });
		});
		await until(async () => {
			const rows = await db.select().from(nextStepTable).where(eq(nextStepTable.key, key));
			return rows.length > 0;
		});
		return key;
	};
	const before = await isDone('Ringe til klubben');
	passes(minute);
	const meeting = await begun();
	passes(minute);
	await isDone('Finde ledsager');
	expect((await meetings.enter(signe.actor, meeting)).doneBefore).toEqual([before]);
	expect((await running.app.room.open(signe.actor, meeting, 'da')).view.doneBefore).toEqual([
		before
	]);
});

test('whatever is put on the table is a copy, shown by somebody with a basis for it', async () => {
	const { running, signe, lone, begun, does, caseId } = await openCase();
	const id = await begun();
	const documents = await running.db.select().from(documentTable);
	const substances = documents.find((one) => one.kind === 'substances');
	const meeting = documents.find((one) => one.kind === 'meeting');
	if (!substances || !meeting) throw new Error('documents are missing');
	const { rooms } = running;
	let card = '';
	await rooms.edit(substances.id, 'server', (doc) => {
		card = addCard(doc, 'riskSituations', { text: 'Fredag aften', helpsWith: 'Ro' });
	});
	const show = { do: 'show', document: substances.id, root: 'riskSituations', key: card } as const;
	await expect(does(lone.actor, id, show)).rejects.toMatchObject({ refusal: 'not-found' });

	await running.db.insert(basisTable).values(basis(caseId));
	expect(await does(signe.actor, id, show)).toEqual({ ok: true });
	const table = async () => readCards(await rooms.read(meeting.id), 'table');
	const [shown] = await table();
	expect(shown).toMatchObject({
		text: 'Fredag aften · Ro',
		from: 'substances',
		shownBy: `person:${signe.actor.id}`
	});
	await does(lone.actor, id, { do: 'hide', key: shown?.key ?? '' });
	expect(await table()).toEqual([]);
	const audited = await running.db.select().from(auditTable);
	expect(audited.map((row) => row.event)).toEqual(
		expect.arrayContaining(['table:shown', 'table:cleared'])
	);
});

test('writing together gives the right to the citizen’s words, and ending takes it back', async () => {
	const { running, lone, stranger, caseId } = await openCase();
	const { meetings } = running.app;
	const may = async () => {
		const asked = await createAccess({ db: running.db, now: () => new Date() }).caseDocuments(
			lone.actor,
			caseId
		);
		return asked.find((one) => one.document.audience === 'here')?.access;
	};
	await expect(meetings.writeTogether(stranger, caseId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	expect(await may()).toBe('none');
	const id = await meetings.writeTogether(lone.actor, caseId);
	expect(await meetings.writeTogether(lone.actor, caseId)).toBe(id);
	expect(await may()).toBe('write');
	expect(await meetings.endTogether(lone.actor, id)).toBe(caseId);
	expect(await may()).toBe('none');
	expect(await meetings.mine(lone.actor)).toEqual([]);
});

function basis(caseId: CaseId): typeof basisTable.$inferInsert {
	return {
		id: newId(BasisId),
		caseId,
		theme: 'substances',
		granteeKind: 'organisation',
		grantee: 'substanceTreatment',
		kind: 'consent',
		ground: 'Mundtligt',
		from: '2020-01-01',
		recordedBy: newId(PersonId),
		recordedAt: new Date()
	};
}
