import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { addStatement } from '#lib/board/edit-assessment.ts';
import { putOnTable } from '#lib/board/edit-meeting.ts';
import { setField } from '#lib/board/edit.ts';
import { readCards } from '#lib/board/read.ts';
import { auditTable } from '#server/audit/tables.ts';
import { documentTable } from '#server/documents/tables.ts';
import { outboxTable } from '#server/mail/tables.ts';
import { recordTable } from '#server/records/tables.ts';
import { networkMeeting } from '#tests/network-meeting.ts';
import { giveBasis } from '#tests/signed-in.ts';
import { minutesTable } from './tables.ts';

type House = Awaited<ReturnType<typeof networkMeeting>>;

const asTheyWere = { topics: {}, attended: null };

async function closed(): Promise<House> {
	const house = await networkMeeting();
	await house.talks();
	await house.closings.close(house.signe.actor, house.meetingId, asTheyWere);
	return house;
}

async function hashOf(house: House): Promise<string> {
	const [row] = await house.db
		.select()
		.from(minutesTable)
		.where(eq(minutesTable.meetingId, house.meetingId));
	return row?.contentHash ?? '';
}

async function events(house: House): Promise<string[]> {
	const rows = await house.db.select().from(auditTable);
	return rows.map((row) => row.event);
}

test('before closing one sees what was captured and what is missing', async () => {
	const house = await networkMeeting();
	await house.talks();
	const look = await house.closings.look(house.signe.actor, house.meetingId);
	expect(await house.minutes.readIfAny(house.signe.actor, house.meetingId)).toBeNull();
	expect(look.captured.decisions.map((one) => one.text)).toEqual(['Tre faste aftener']);
	expect(look.topics).toMatchObject([{ text: 'Torsdage', fate: null }]);
	expect(look.missing.map((one) => one.is)).toContain('topicUnanswered');
	expect(look.invited.filter((one) => !one.attended).map((one) => one.name)).toEqual([
		'Lone Fisker'
	]);
});

test('closing makes draft minutes of what was captured, and clears the table', async () => {
	const house = await networkMeeting();
	await house.talks();
	await house.captures((doc) =>
		putOnTable(doc, { key: 'x', text: 'Fra helbred', from: 'x', shownBy: 'Signe' })
	);
	const { topics } = await house.closings.look(house.signe.actor, house.meetingId);
	const fates = Object.fromEntries(topics.map((topic) => [topic.key, 'next' as const]));
	expect(
		await house.closings.close(house.karim.actor, house.meetingId, {
			topics: fates,
			attended: [house.mikkel.member, house.lone.member]
		})
	).toEqual({ ok: true });

	const { content, state } = await house.minutes.read(house.lone.actor, house.meetingId);
	expect(state).toBe('draft');
	expect(content.topics).toEqual([{ text: 'Torsdage', by: 'Mikkel H.', outcome: 'next' }]);
	expect(content.present.map((one) => one.name)).toEqual(['Mikkel H.', 'Lone Fisker']);
	expect(content.nextSteps[0]).toMatchObject({ what: 'Finde ledsager', owner: 'Lone Fisker' });
	expect(await house.row()).toMatchObject({ phase: 'closed', joinCode: null });
	expect(readCards(await house.rooms.read(house.documents.meeting ?? ''), 'table')).toEqual([]);
	expect(house.told).toEqual([house.meetingId]);
	expect(JSON.stringify(await house.db.select().from(minutesTable))).not.toContain('Fra helbred');
});

test('when two press at once the meeting is closed once, and the second is told', async () => {
	const house = await networkMeeting();
	const answers = await Promise.all([
		house.closings.close(house.signe.actor, house.meetingId, asTheyWere),
		house.closings.close(house.karim.actor, house.meetingId, asTheyWere)
	]);
	expect(answers).toContainEqual({ ok: true });
	expect(answers).toContainEqual({ ok: false, why: 'already-closed' });
	expect(await house.db.select().from(minutesTable)).toHaveLength(1);
});

test('a support worker does not end a meeting', async () => {
	const house = await networkMeeting();
	await expect(
		house.closings.close(house.lone.actor, house.meetingId, asTheyWere)
	).rejects.toMatchObject({ refusal: 'not-allowed' });
});

test('somebody who was not asked to the meeting hears of no minutes', async () => {
	const house = await closed();
	const stranger = { ...house.lone.actor, id: house.mikkel.actor.id };
	await expect(house.minutes.read(stranger, house.meetingId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	expect((await house.minutes.read(house.lone.actor, house.meetingId)).may).toEqual({
		read: true,
		correct: true,
		approve: false
	});
});

test('a correction keeps who, when and what stood there before', async () => {
	const house = await closed();
	expect(
		await house.minutes.correct(house.lone.actor, house.meetingId, 1, {
			part: 'attendance',
			name: 'Lone Fisker',
			present: true
		})
	).toEqual({ ok: true });
	const view = await house.minutes.read(house.karim.actor, house.meetingId);
	expect(view.state).toBe('corrected');
	expect(view.corrections).toMatchObject([
		{ part: 'attendance', byName: 'Lone Fisker', version: 2, after: 'Lone Fisker' }
	]);
	expect(
		await house.minutes.correct(house.karim.actor, house.meetingId, 1, {
			part: 'place',
			text: 'Rådhuset'
		})
	).toEqual({ ok: false, why: 'changed' });
});

test('what was agreed is put right on the board and drawn again', async () => {
	const house = await closed();
	await house.agreements((doc) => {
		const [decision] = readCards(doc, 'decisions');
		setField(doc, 'decisions', decision?.key ?? '', 'text', 'Tre faste aftener om ugen');
	});
	const before = await house.minutes.read(house.signe.actor, house.meetingId);
	expect(before.boardDiffers).toBe(true);
	expect(before.content.decisions[0]?.text).toBe('Tre faste aftener');
	await house.minutes.redraw(house.signe.actor, house.meetingId, before.version);
	const after = await house.minutes.read(house.signe.actor, house.meetingId);
	expect(after.boardDiffers).toBe(false);
	expect(after.content.decisions[0]?.text).toBe('Tre faste aftener om ugen');
});

test('the word of both areas locks the minutes, and those invited get a letter', async () => {
	const house = await closed();
	const hash = await hashOf(house);
	expect(await house.minutes.approve(house.signe.actor, house.meetingId, hash)).toEqual({
		ok: true,
		locked: false
	});
	expect(await house.minutes.approve(house.karim.actor, house.meetingId, hash)).toEqual({
		ok: true,
		locked: true
	});
	expect(
		await house.minutes.correct(house.lone.actor, house.meetingId, 1, { part: 'place', text: 'x' })
	).toEqual({ ok: false, why: 'locked' });
	const view = await house.minutes.read(house.lone.actor, house.meetingId);
	expect(view).toMatchObject({ state: 'approved', may: { correct: false, approve: false } });
	const letters = await house.db.select().from(outboxTable);
	expect(letters.map((one) => one.letter)).toEqual(['minutesReady', 'minutesReady']);
	expect(await events(house)).toEqual(
		expect.arrayContaining(['meeting:closed', 'minutes:approved', 'minutes:locked'])
	);
	const [word] = await house.db.select().from(recordTable);
	expect(word).toMatchObject({ kind: 'minutes', textHash: hash });
	expect(word?.text).toContain('Tre faste aftener');
});

test('two coordinators of the same area are one word', async () => {
	const house = await closed();
	const hash = await hashOf(house);
	await house.minutes.approve(house.signe.actor, house.meetingId, hash);
	expect(await house.minutes.approve(house.jonas.actor, house.meetingId, hash)).toEqual({
		ok: true,
		locked: false
	});
});

test('a change between the two words takes the first back, and says so', async () => {
	const house = await closed();
	await house.minutes.approve(house.signe.actor, house.meetingId, await hashOf(house));
	await house.minutes.correct(house.karim.actor, house.meetingId, 1, {
		part: 'disagreement',
		index: null,
		text: 'Mikkel er ikke enig om torsdagen.'
	});
	const view = await house.minutes.read(house.signe.actor, house.meetingId);
	expect(view.approvals.map((one) => [one.area, one.given?.current ?? null])).toEqual([
		['substanceTreatment', false],
		['socialSupport', null]
	]);
	expect(
		await house.minutes.approve(house.karim.actor, house.meetingId, await hashOf(house))
	).toEqual({ ok: true, locked: false });
	expect(
		await house.minutes.approve(house.signe.actor, house.meetingId, await hashOf(house))
	).toEqual({ ok: true, locked: true });
});

test('nobody approves a text that they have not seen', async () => {
	const house = await closed();
	const seen = await hashOf(house);
	await house.minutes.correct(house.lone.actor, house.meetingId, 1, { part: 'place', text: 'x' });
	expect(await house.minutes.approve(house.signe.actor, house.meetingId, seen)).toEqual({
		ok: false,
		why: 'changed'
	});
	expect(await house.db.select().from(recordTable)).toEqual([]);
});

test('a hand-over holds only the themes that the area has a basis for', async () => {
	const house = await closed();
	const rows = await house.db
		.select()
		.from(documentTable)
		.where(eq(documentTable.caseId, house.caseId));
	for (const [kind, area] of [
		['everyday', 'activities'],
		['health', 'health']
	] as const) {
		const id = rows.find((row) => row.kind === kind)?.id ?? '';
		await house.rooms.edit(id, 'server', (doc) => {
			addStatement(doc, {
				area,
				text: `Sagt om ${area}`,
				source: 'citizen',
				statedOn: '2026-11-26'
			});
		});
	}
	await giveBasis(house, house.caseId, 'everyday', {
		kind: 'organisation',
		grantee: 'socialSupport'
	});
	const taken = await house.handovers.take(house.karim.actor, house.meetingId, 'socialSupport');
	expect(taken.themes.map((one) => one.theme)).toEqual(['everyday']);
	expect(taken.withoutBasis).toEqual(['health', 'substances']);
	expect(JSON.stringify(taken)).not.toContain('Sagt om health');
	await expect(
		house.handovers.take(house.karim.actor, house.meetingId, 'substanceTreatment')
	).rejects.toMatchObject({ refusal: 'not-allowed' });
});

test('an area says once that approved minutes stand in its journal', async () => {
	const house = await closed();
	const hash = await hashOf(house);
	await expect(
		house.handovers.file(house.karim.actor, house.meetingId, 'socialSupport')
	).rejects.toMatchObject({ refusal: 'not-allowed' });
	await house.minutes.approve(house.signe.actor, house.meetingId, hash);
	await house.minutes.approve(house.karim.actor, house.meetingId, hash);
	await house.handovers.file(house.karim.actor, house.meetingId, 'socialSupport');
	await house.handovers.file(house.lone.actor, house.meetingId, 'socialSupport');
	const { filed } = await house.handovers.take(house.lone.actor, house.meetingId, 'socialSupport');
	expect(filed?.by).toBe(`person:${house.karim.actor.id}`);
	expect((await events(house)).filter((one) => one === 'minutes:filed')).toHaveLength(1);
});
