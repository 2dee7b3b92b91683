import { eq } from 'drizzle-orm';
import * as v from 'valibot';
import { expect, test } from 'vitest';
import type * as Y from 'yjs';
import { addTopic } from '#lib/board/edit-meeting.ts';
import { readBoard } from '#lib/board/read.ts';
import { MeetingId } from '#lib/model/ids.ts';
import { auditTable } from '#server/audit/tables.ts';
import { outboxTable } from '#server/mail/tables.ts';
import { documentTable } from '#server/documents/tables.ts';
import { openCase } from '#tests/meeting.ts';
import { meetingTable } from './tables.ts';

test('a draft has its steps from the template, with the citizen called by name', async () => {
	const { meetings, signe, drafted } = await openCase();
	const page = await meetings.look(signe.actor, await drafted());
	expect(page.phase).toBe('draft');
	expect(page.steps).toHaveLength(10);
	expect(page.steps.find((step) => step.view === 'topics')?.question.da).toBe(
		'Hvad vil Mikkel tale om?'
	);
	expect(page.members.filter((one) => one.invited).map((one) => one.name)).toContain('Mikkel H.');
	expect(page.may).toMatchObject({ plan: true, takePart: true, steer: true });
});

test('only a coordinator makes a meeting; to somebody who is not on the case there is no case', async () => {
	const { meetings, lone, stranger, caseId, plan } = await openCase();
	await expect(
		meetings.draft(lone.actor, caseId, 'network75', { ...plan, facilitator: lone.actor.id })
	).rejects.toMatchObject({ refusal: 'not-allowed' });
	await expect(meetings.draft(stranger, caseId, 'network75', plan)).rejects.toMatchObject({
		refusal: 'not-found'
	});
});

test('a meeting is led by somebody who comes, has two different leaders, and lies ahead', async () => {
	const { meetings, signe, karim, caseId, plan } = await openCase();
	const draft = (over: Partial<typeof plan>) =>
		meetings.draft(signe.actor, caseId, 'network75', { ...plan, ...over });
	expect(await draft({ invited: [karim.member] })).toEqual({
		ok: false,
		why: 'facilitatorNotInvited'
	});
	expect(await draft({ invited: [signe.member] })).toEqual({ ok: false, why: 'backupNotInvited' });
	expect(await draft({ backupFacilitator: signe.actor.id })).toEqual({
		ok: false,
		why: 'sameLeader'
	});
	expect(await draft({ startsAt: new Date('2020-01-01') })).toEqual({ ok: false, why: 'past' });
});

test('a meeting that began earlier today is planned and moved like one ahead; yesterday is over', async () => {
	const { meetings, signe, drafted, plan, passes } = await openCase();
	const id = await drafted();
	const change = (startsAt: Date) => meetings.change(signe.actor, id, { ...plan, startsAt });
	passes(Date.parse('2099-11-30T22:30:00Z') - Date.now());
	expect(await change(new Date('2099-11-29T23:00:00Z'))).toEqual({ ok: true, meeting: id });
	expect(await change(new Date('2099-11-29T22:59:00Z'))).toEqual({ ok: false, why: 'past' });
	expect(await drafted({ startsAt: new Date('2099-11-30T08:00:00Z') })).not.toBe(id);
});

test('those invited get one letter each; a move is told to them, and cancelling too', async () => {
	const { meetings, db, signe, drafted, plan } = await openCase();
	const id = await drafted();
	const letters = async () => {
		const rows = await db.select().from(outboxTable);
		return rows.map((row) => row.letter);
	};
	expect(await letters()).toEqual([]);
	await meetings.invite(signe.actor, id);
	expect(await letters()).toEqual(['meetingInvited', 'meetingInvited', 'meetingInvited']);

	await meetings.change(signe.actor, id, { ...plan, startsAt: new Date('2099-12-02T09:00:00Z') });
	expect((await letters()).filter((one) => one === 'meetingMoved')).toHaveLength(3);

	await meetings.change(signe.actor, id, {
		...plan,
		startsAt: new Date('2099-12-02T09:00:00Z'),
		invited: plan.invited.slice(0, 3)
	});
	expect((await letters()).filter((one) => one === 'meetingCancelled')).toHaveLength(1);

	await meetings.cancel(signe.actor, id);
	expect((await letters()).filter((one) => one === 'meetingCancelled')).toHaveLength(3);
	expect(await meetings.open(signe.actor, id)).toEqual({ ok: false, why: 'notNow' });
});

test('a draft is known to those who prepare it, an invitation to the team', async () => {
	const { meetings, signe, karim, lone, stranger, drafted } = await openCase();
	const id = await drafted();
	expect(await meetings.mine(karim.actor)).toHaveLength(1);
	expect(await meetings.mine(lone.actor)).toHaveLength(0);
	await expect(meetings.look(lone.actor, id)).rejects.toMatchObject({ refusal: 'not-found' });

	await meetings.invite(signe.actor, id);
	expect(await meetings.mine(lone.actor)).toMatchObject([{ id, mine: true, phase: 'invited' }]);
	await expect(meetings.look(stranger, id)).rejects.toMatchObject({ refusal: 'not-found' });
	expect(await meetings.mine(stranger)).toEqual([]);
});

test('an open room has a code, and only those who take part learn it', async () => {
	const { meetings, signe, karim, lone, opened } = await openCase();
	const id = await opened();
	expect((await meetings.look(karim.actor, id)).joinCode).toMatch(/^\d{6}$/);
	await meetings.cancel(signe.actor, id);
	expect((await meetings.look(signe.actor, id)).joinCode).toBeNull();
	await expect(meetings.open(lone.actor, id)).rejects.toMatchObject({ refusal: 'not-allowed' });
});

test('minutes can be adapted before the start, never below a step’s floor', async () => {
	const { meetings, signe, drafted } = await openCase();
	const id = await drafted();
	await meetings.adapt(signe.actor, id, { welcome: 1, round: 20 });
	const page = await meetings.look(signe.actor, id);
	expect(page.steps.map((step) => step.minutes)).toEqual([3, 7, 6, 20, 12, 6, 10, 9, 3, 5]);
	expect(page.minutes).toBe(81);
});

test('every act of a meeting’s life leaves its line in the audit trail', async () => {
	const { meetings, db, signe, drafted } = await openCase();
	const id = await drafted();
	await meetings.invite(signe.actor, id);
	await meetings.open(signe.actor, id);
	const rows = await db.select().from(auditTable).where(eq(auditTable.meetingId, id));
	expect(rows.map((row) => row.event)).toEqual([
		'meeting:drafted',
		'meeting:invited',
		'meeting:open'
	]);
	const [row] = await db.select().from(meetingTable).where(eq(meetingTable.id, id));
	expect(row?.version).toBe(3);
});

test('what was put off stands on the agenda of a meeting that is planned only afterwards', async () => {
	const { meetings, running, signe, karim, begun, drafted, plan, does } = await openCase();
	const held = await begun();
	const { put, topicsOf } = agendas(running);
	const fates: Record<string, 'done' | 'next' | 'parked'> = {};
	await put(held, (doc) => {
		for (const [text, fate] of [
			['Torsdage', 'next'],
			['Boligen', 'parked'],
			['Søvn', 'done']
		] as const) {
			fates[addTopic(doc, { text, by: signe.member, fromCitizen: false })] = fate;
		}
	});
	const closed = await running.app.closings.close(karim.actor, held, {
		topics: fates,
		attended: null
	});
	expect(closed).toEqual({ ok: true });

	const first = await drafted();
	expect(await topicsOf(first)).toEqual(['Torsdage']);
	const page = await meetings.look(signe.actor, held);
	expect(page.next?.id).toBe(first);

	// A second plan does not get them as well; one that takes the place of a cancelled one does.
	expect(await topicsOf(await drafted({ startsAt: plan.startsAt }))).toEqual([]);
	await meetings.cancel(signe.actor, first);
	const second = await drafted();
	expect(await topicsOf(second)).toEqual(['Torsdage']);

	// Opening the room carries again, and finds them there.
	await meetings.open(signe.actor, second);
	expect(await topicsOf(second)).toEqual(['Torsdage']);
	expect((await does(signe.actor, second, { do: 'begin' })).ok).toBe(true);
});

test('what the citizen put off stands before all others, in the order it was said', async () => {
	const { running, db, signe, karim, mikkel, begun, does } = await openCase();
	const held = await begun();
	const { put, topicsOf } = agendas(running);
	const said = { do: 'agreeNext', date: '2099-12-20', time: '10:15', place: '' } as const;
	await does(signe.actor, held, said);
	const [row] = await db.select().from(meetingTable).where(eq(meetingTable.id, held));
	const next = v.parse(MeetingId, row?.nextMeetingId);
	await put(next, (doc) => {
		addTopic(doc, { text: 'Ledsagertimer', by: karim.member, fromCitizen: false });
	});
	const topics: Record<string, 'next'> = {};
	await put(held, (doc) => {
		for (const text of ['Søvn', 'Torsdage']) {
			topics[addTopic(doc, { text, by: mikkel, fromCitizen: true })] = 'next';
		}
	});
	await running.app.closings.close(karim.actor, held, { topics, attended: null });
	expect(await topicsOf(next)).toEqual(['Torsdage', 'Søvn', 'Ledsagertimer']);
});

test('the day before, each of those invited has one letter, in their own language', async () => {
	const { meetings, running, db, signe, karim, drafted, plan, passes } = await openCase();
	const { people } = running.app;
	let clock = Date.now();
	const comes = (moment: string) => {
		passes(Date.parse(moment) - clock);
		clock = Date.parse(moment);
	};
	await people.speaks(karim.actor, 'en');
	const id = await drafted({ startsAt: new Date(plan.startsAt) });
	await meetings.invite(signe.actor, id);
	const letters = async () => {
		const rows = await db.select().from(outboxTable).orderBy(outboxTable.id);
		return rows
			.filter((row) => row.letter === 'meetingTomorrow')
			.map((row) => [row.to === karim.actor.id ? 'Karim' : 'another', row.facts.locale]);
	};
	await running.remind();
	expect(await letters()).toEqual([]);

	comes('2099-11-30T05:00:00Z');
	await running.remind();
	expect(await letters()).toEqual([]);
	comes('2099-11-30T09:00:00Z');
	await running.remind();
	await running.remind();
	expect((await letters()).toSorted()).toEqual([
		['Karim', 'en'],
		['another', 'da'],
		['another', 'da']
	]);
	const moved = new Date(+plan.startsAt + 86_400_000);
	await meetings.change(signe.actor, id, { ...plan, startsAt: moved });
	await running.remind();
	expect(await letters()).toHaveLength(3);
	comes('2099-12-01T09:00:00Z');
	await running.remind();
	expect(await letters()).toHaveLength(6);
});

/** Topics of meetings, written and read as people in them do. */
function agendas({ rooms, db }: Awaited<ReturnType<typeof openCase>>['running']) {
	const documentOf = async (meeting: MeetingId) => {
		const [row] = await db.select().from(documentTable).where(eq(documentTable.meetingId, meeting));
		return row?.id ?? '';
	};
	return {
		put: async (meeting: MeetingId, change: (doc: Y.Doc) => void) =>
			rooms.edit(await documentOf(meeting), 'person:somebody', change),
		topicsOf: async (meeting: MeetingId) => {
			const board = readBoard('meeting', await rooms.read(await documentOf(meeting)));
			return board.cards.topics.map((one) => one.text);
		}
	};
}
