import { eq } from 'drizzle-orm';
import { expect, test, vi } from 'vitest';
import { addCard } from '#lib/board/edit.ts';
import { addWords } from '#lib/board/edit-plan.ts';
import { readCards } from '#lib/board/read.ts';
import type { MeetingId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { firstProfile } from '#lib/model/profile.ts';
import type { SessionCommand } from '#lib/model/session-commands.ts';
import { auditTable } from '#server/audit/tables.ts';
import { documentTable } from '#server/documents/tables.ts';
import { meetingTable } from '#server/meetings/tables.ts';
import { openCase } from '#tests/meeting.ts';

/** A standard session that runs: the supporter leads it, the citizen sits there with a tablet. */
async function session(template = 'planning45', tools: string[] = []) {
	const house = await openCase();
	const { sessions, meetings } = house.running.app;
	const made = await sessions.plan(house.lone.actor, house.caseId, {
		template,
		tools,
		startsAt: null,
		place: '',
		invited: [house.signe.member]
	});
	if (!made.ok) throw new Error(made.why);
	await meetings.command(house.lone.actor, made.meeting, { do: 'begin' });
	const mikkel = await house.seat(made.meeting);
	const id: MeetingId = made.meeting;
	const does = (actor: Actor, command: SessionCommand) => sessions.command(actor, id, command);
	const state = () => meetings.state(house.lone.actor, id);
	/** To the step with this key. */
	async function at(step: string) {
		const { clock } = await state();
		const page = await meetings.look(house.lone.actor, id);
		const index = page.steps.findIndex(({ key }) => key === step);
		if (clock?.step !== index)
			await does(mikkel, { do: 'goTo', at: clock?.step ?? 0, step: index });
	}
	return { ...house, sessions, id, seatOf: mikkel, does, state, at };
}

test('the citizen moves the session on, back and to a pause; nobody who only sits in does', async () => {
	const { seatOf, does, state, signe } = await session();
	expect(await does(seatOf, { do: 'next', at: 0 })).toEqual({ ok: true });
	expect(await does(seatOf, { do: 'next', at: 0 })).toEqual({ ok: false, why: 'changed' });
	expect(await does(seatOf, { do: 'pause' })).toEqual({ ok: true });
	expect((await state()).clock).toMatchObject({ step: 1 });
	expect((await state()).clock?.pausedAt).not.toBeNull();
	await expect(does(signe.actor, { do: 'next', at: 1 })).rejects.toThrow('not-allowed');
	expect(await does(seatOf, { do: 'previous', at: 1 })).toEqual({ ok: true });
});

test('what the citizen asked for since it was planned shapes the session when it is opened', async () => {
	const { running, caseId, signe, lone } = await openCase();
	const { meetings, profiles, sessions } = running.app;
	const made = await sessions.plan(lone.actor, caseId, {
		template: 'planning45',
		tools: ['practise'],
		startsAt: new Date(Date.now() + 86_400_000),
		place: '',
		invited: [signe.member]
	});
	if (!made.ok) throw new Error(made.why);
	await profiles.change(signe.actor, caseId, {
		...firstProfile,
		minutes: 20,
		breakEvery: 10,
		leaveOutTopics: ['use']
	});
	// What is printed before it is opened says the same.
	const ahead = await meetings.stepsAhead(lone.actor, made.meeting);
	await meetings.open(lone.actor, made.meeting);
	const { steps, minutes } = await meetings.look(lone.actor, made.meeting);
	const rests = steps.filter(({ view }) => view === 'rest');
	expect(minutes - rests.reduce((sum, rest) => sum + rest.minutes, 0)).toBeLessThanOrEqual(20);
	expect(rests.length).toBeGreaterThan(0);
	expect(JSON.stringify(steps)).not.toContain('"about":"use"');
	expect(ahead).toEqual(steps);
	expect(await meetings.stepsAhead(lone.actor, made.meeting)).toEqual(steps);
});

test('a seat moves no network meeting', async () => {
	const house = await openCase();
	const id = await house.begun();
	const seat = await house.seat(id);
	await expect(house.does(seat, id, { do: 'next', at: 0 })).rejects.toThrow('not-allowed');
	const { sessions } = house.running.app;
	await expect(sessions.command(seat, id, { do: 'next', at: 0 })).rejects.toThrow('not-found');
});

test('what is answered is seen by those in the session, and by nobody on the case beside it', async () => {
	const { seatOf, does, sessions, id, lone, karim, stranger } = await session();
	const content = { face: 4, feelings: ['proud'], because: 'Jeg var i madklub.' };
	expect(await does(seatOf, { do: 'answer', step: 'in', content })).toEqual({ ok: true });
	const seen = await sessions.answers(lone.actor, id);
	expect(seen.answers.in).toEqual({ content, own: true, confirmed: false });
	// Karim is coordinator on the case and was not asked to come.
	await expect(sessions.answers(karim.actor, id)).rejects.toThrow('not-allowed');
	await expect(sessions.answers(stranger, id)).rejects.toThrow('not-found');
});

test('an answer that is none of the step is not kept, and foreign fields are dropped', async () => {
	const { seatOf, does, sessions, id } = await session();
	const wrong = { do: 'answer', step: 'in', content: { face: 7 } } as const;
	expect(await does(seatOf, wrong)).toEqual({ ok: false, why: 'unreadable' });
	const nowhere = { do: 'answer', step: 'elsewhere', content: {} } as const;
	expect(await does(seatOf, nowhere)).toEqual({ ok: false, why: 'unreadable' });
	await does(seatOf, { do: 'answer', step: 'in', content: { face: 1, score: 99 } });
	const { answers } = await sessions.answers(seatOf, id);
	expect(answers.in?.content).toEqual({ face: 1, feelings: [], because: '' });
});

test('a professional answers only as scribe, with the citizen there', async () => {
	const { does, lone, id, meetings } = await session();
	const answer = { do: 'answer', step: 'in', content: { face: 3 } } as const;
	await expect(does(lone.actor, answer)).rejects.toThrow('not-allowed');
	await meetings.command(lone.actor, id, { do: 'setScribe', who: lone.actor.id });
	expect(await does(lone.actor, answer)).toEqual({ ok: true });
});

test('what was said is read back before the step is left, unless it is skipped', async () => {
	const { seatOf, does, at, state } = await session();
	await at('place');
	const placed = [{ key: 'walk', text: '', where: 'helps', abc: ['active'] }];
	await does(seatOf, { do: 'answer', step: 'place', content: { placed } });
	const { clock } = await state();
	const here = clock?.step ?? 0;
	expect(await does(seatOf, { do: 'next', at: here })).toEqual({ ok: false, why: 'sumUp' });
	expect(await does(seatOf, { do: 'confirm', step: 'place' })).toEqual({ ok: true });
	expect(await does(seatOf, { do: 'next', at: here })).toEqual({ ok: true });
	// Said anew, it is read back anew; "Spring over" is always there.
	await does(seatOf, { do: 'previous', at: here + 1 });
	await does(seatOf, { do: 'answer', step: 'place', content: { placed: [] } });
	await does(seatOf, { do: 'answer', step: 'place', content: { placed } });
	expect(await does(seatOf, { do: 'next', at: here, skip: true })).toEqual({ ok: true });
});

test('after a stop everything stands still; the citizen goes on, or ends it and deletes the answers', async () => {
	const { seatOf, does, state, sessions, id, running, caseId, at, db } = await session();
	const [plan] = await db.select().from(documentTable).where(eq(documentTable.audience, 'here'));
	let key = '';
	await running.rooms.edit(plan?.id ?? '', 'seat:x', (doc) => {
		const words = { topic: 'wish', text: 'Jeg vil fiske.', source: 'citizen' } as const;
		key = addWords(doc, { ...words, writtenBy: null });
	});
	await at('wishes');
	await does(seatOf, {
		do: 'answer',
		step: 'wishes',
		content: { written: [{ root: 'words', key }] }
	});
	await does(seatOf, { do: 'answer', step: 'in', content: { face: 1 } });

	expect(await does(seatOf, { do: 'stop' })).toEqual({ ok: true });
	expect(await state()).toMatchObject({ stopped: true, phase: 'inProgress' });
	expect((await state()).clock?.pausedAt).not.toBeNull();
	await does(seatOf, { do: 'goOn' });
	expect((await state()).stopped).toBeUndefined();
	expect((await state()).clock?.pausedAt).toBeNull();
	await expect(does(seatOf, { do: 'end', keep: false })).rejects.toThrow('not-allowed');

	await does(seatOf, { do: 'stop' });
	expect(await does(seatOf, { do: 'end', keep: false })).toEqual({ ok: true });
	const [meeting] = await db.select().from(meetingTable).where(eq(meetingTable.id, id));
	expect(meeting?.phase).toBe('closed');
	expect(meeting?.stoppedAt).not.toBeNull();
	expect(await sessions.trend(seatOf, caseId).catch((fault: Error) => fault.message)).toBe(
		'not-found'
	);
	expect(readCards(await running.rooms.read(plan?.id ?? ''), 'words')).toEqual([]);
	const events = await db.select().from(auditTable).where(eq(auditTable.meetingId, id));
	expect(events.map(({ event }) => event)).toContain('answers:deleted');
	expect(JSON.stringify(events)).not.toContain('fiske');
});

test('how the citizen was is seen by those the citizen chose, and by nobody before that', async () => {
	const { seatOf, does, sessions, caseId, lone, karim, stranger, running } = await session();
	await does(seatOf, { do: 'answer', step: 'in', content: { face: 2 } });
	// In the session those who are in it see it; outside nobody does.
	expect((await sessions.trend(lone.actor, caseId)).trend?.sessions).toHaveLength(1);
	expect((await sessions.trend(karim.actor, caseId)).trend).toBeNull();
	const news = vi.spyOn(running.rooms, 'news');
	await does(seatOf, { do: 'share', audience: 'coordinators' });
	// Who has the trend open hears of it, and looks again.
	const { line } = await sessions.trend(karim.actor, caseId);
	expect(news).toHaveBeenCalledWith(line, { trend: true });
	await does(lone.actor, { do: 'end', keep: true });
	expect((await sessions.trend(karim.actor, caseId)).trend?.sessions).toHaveLength(1);
	expect((await sessions.trend(lone.actor, caseId)).trend).toBeNull();
	await expect(sessions.trend(stranger, caseId)).rejects.toThrow('not-found');
	const events = await running.db.select().from(auditTable).where(eq(auditTable.caseId, caseId));
	expect(events.map(({ event }) => event)).toContain('trend:opened');
});

test('a citizen who stops using Samtavle shows nobody any more how they were', async () => {
	const { seatOf, does, sessions, caseId, lone, karim } = await session();
	await does(seatOf, { do: 'answer', step: 'in', content: { face: 2 } });
	await does(seatOf, { do: 'share', audience: 'coordinators' });
	const seenBy = async () => (await sessions.trend(karim.actor, caseId)).trend?.sessions.length;
	for (const other of [karim.actor, lone.actor]) {
		await expect(sessions.keepAll(other)).rejects.toThrow('not-found');
	}
	expect(await seenBy()).toBe(1);
	await sessions.keepAll(seatOf);
	expect(await seenBy()).toBeUndefined();
	// When the seat is over it says nothing for the citizen any more.
	await does(lone.actor, { do: 'end', keep: true });
	await expect(sessions.keepAll(seatOf)).rejects.toThrow('not-found');
});

test('in its session the citizen decides who sees the plan for hard moments, all of it, or the scribe with them', async () => {
	const { seatOf, does, lone, signe, id, meetings, running, caseId, db } =
		await session('planningRelapse');
	const plans = (await db.select().from(documentTable).where(eq(documentTable.caseId, caseId)))
		.filter(({ kind }) => kind === 'plan')
		.map(({ id: plan, audience }) => ({ plan, audience }));
	const lines = async () => {
		const found: Record<string, string[]> = {};
		for (const { plan, audience } of plans) {
			const cards = readCards(await running.rooms.read(plan), 'relapse');
			if (cards.length > 0) found[String(audience)] = cards.map(({ text }) => text);
		}
		return found;
	};
	const own = { line: 'notice', source: 'citizen', writtenBy: null } as const;
	const write = (at: string, level: 'green' | 'red', text: string) =>
		running.rooms.edit(
			plans.find(({ audience }) => audience === at)?.plan ?? '',
			'server',
			(doc) => void addCard(doc, 'relapse', { ...own, level, text })
		);
	const share = { do: 'sharePlan', audience: 'coordinators' } as const;
	expect(await does(seatOf, share)).toEqual({ ok: false, why: 'gone' });
	await write('here', 'green', 'Jeg sover godt.');
	await write('network', 'red', 'Jeg sover ikke.');

	await expect(does(lone.actor, share)).rejects.toThrow('not-allowed');
	await expect(does(signe.actor, share)).rejects.toThrow('not-allowed');
	expect(Object.keys(await lines())).toEqual(['here', 'network']);
	expect(await does(seatOf, share)).toEqual({ ok: true });
	const moved = (await lines()).coordinators?.toSorted();
	expect(moved).toEqual(['Jeg sover godt.', 'Jeg sover ikke.']);
	expect(await does(seatOf, share)).toEqual({ ok: true });
	await meetings.command(lone.actor, id, { do: 'setScribe', who: lone.actor.id });
	expect(await does(lone.actor, { do: 'sharePlan', audience: 'here' })).toEqual({ ok: true });
	expect(Object.keys(await lines())).toEqual(['here']);

	const events = await db.select().from(auditTable).where(eq(auditTable.meetingId, id));
	const said = events.filter(({ event }) => event === 'words:shared');
	expect(said.map(({ details }) => (details as { audience: string }).audience)).toEqual([
		'coordinators',
		'coordinators',
		'here'
	]);
	expect(JSON.stringify(events)).not.toContain('sover');
});

test('what was shared in a session that is stopped and deleted goes as well', async () => {
	const { seatOf, does, at, running, caseId, db } = await session('planningRelapse');
	const [here] = (
		await db.select().from(documentTable).where(eq(documentTable.caseId, caseId))
	).filter(({ kind, audience }) => kind === 'plan' && audience === 'here');
	let key = '';
	await running.rooms.edit(here?.id ?? '', 'server', (doc) => {
		const text = 'Jeg sover ikke.';
		const red = { level: 'red', line: 'notice', source: 'citizen', writtenBy: null } as const;
		key = addCard(doc, 'relapse', { ...red, text });
	});
	await at('signals');
	const content = { written: [{ root: 'relapse', key }] };
	await does(seatOf, { do: 'answer', step: 'signals', content });
	expect(await does(seatOf, { do: 'sharePlan', audience: 'network' })).toEqual({ ok: true });
	await does(seatOf, { do: 'stop' });
	expect(await does(seatOf, { do: 'end', keep: false })).toEqual({ ok: true });
	const all = await db.select().from(documentTable).where(eq(documentTable.caseId, caseId));
	for (const { id } of all.filter(({ kind }) => kind === 'plan')) {
		expect(readCards(await running.rooms.read(id), 'relapse')).toEqual([]);
	}
});

test('the big screen gets what the citizen shows on it, until the session moves on', async () => {
	const { seatOf, does, id, running, lone, db } = await session();
	const [document] = await db.select().from(documentTable).where(eq(documentTable.meetingId, id));
	const shown = async () =>
		readCards(await running.rooms.read(document?.id ?? ''), 'table').map(({ text }) => text);
	await does(seatOf, { do: 'show', lines: [{ text: 'Gå en tur' }] });
	expect(await shown()).toEqual(['Gå en tur']);
	await expect(does(lone.actor, { do: 'show', lines: [{ text: 'x' }] })).rejects.toThrow(
		'not-allowed'
	);
	await does(seatOf, { do: 'next', at: 0 });
	expect(await shown()).toEqual([]);
});

test('a citizen without a screen of their own has the chair at the table, once', async () => {
	const house = await openCase();
	const { sessions, meetings } = house.running.app;
	const wanted = { template: 'planningFirst', tools: [], startsAt: null, place: '', invited: [] };
	const made = await sessions.plan(house.lone.actor, house.caseId, wanted);
	if (!made.ok) throw new Error(made.why);
	await meetings.command(house.lone.actor, made.meeting, { do: 'begin' });
	const sit = () => sessions.command(house.lone.actor, made.meeting, { do: 'sitDown' });
	expect(await sit()).toEqual({ ok: true });
	expect(await sit()).toEqual({ ok: false, why: 'changed' });
	const scribe = { do: 'setScribe', who: house.lone.actor.id } as const;
	expect(await meetings.command(house.lone.actor, made.meeting, scribe)).toEqual({ ok: true });
});

test('everybody on the case may plan a session; the tools that were chosen stand on its agenda', async () => {
	const { id, meetings, lone } = await session('planning45', ['pulse', 'practise']);
	const page = await meetings.look(lone.actor, id);
	const keys = page.steps.map(({ key }) => key);
	expect(keys.indexOf('pulse')).toBe(keys.indexOf('lastTime') - 1);
	expect(keys).toContain('practise');
	expect(page.minutes).toBe(45 + 3 + 8);
});

test('the next session opens with how clear it was when the citizen last told it back', async () => {
	const { seatOf, does, at, lone, karim, caseId, running, sessions } = await session();
	await at('tellBack');
	await does(seatOf, { do: 'answer', step: 'tellBack', content: { result: 'partly' } });
	await does(lone.actor, { do: 'end', keep: true });
	const wanted = { template: 'planning45', tools: [], startsAt: null, place: '', invited: [] };
	const next = await sessions.plan(lone.actor, caseId, wanted);
	if (!next.ok) throw new Error(next.why);
	await running.app.meetings.command(lone.actor, next.meeting, { do: 'begin' });
	await sessions.command(lone.actor, next.meeting, { do: 'sitDown' });
	expect((await sessions.open(lone.actor, next.meeting, 'da')).toldBack).toMatchObject({
		result: 'partly'
	});
	// Who is not in the session does not hear of it.
	const open = sessions.open(karim.actor, next.meeting, 'da').then(({ toldBack }) => toldBack);
	expect(await open.catch(() => null)).toBeNull();
});
