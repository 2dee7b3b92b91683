import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { readCards } from '#lib/board/read.ts';
import { auditTable } from '#server/audit/tables.ts';
import { documentTable } from '#server/documents/tables.ts';
import { openCase } from '#tests/meeting.ts';
import { giveBasis } from '#tests/signed-in.ts';

/** A session with the function card in it, and what stands on the board of it. */
async function withCard({ basis }: { basis: boolean }) {
	const house = await openCase();
	const { running, lone, signe, caseId, db } = house;
	const { sessions, meetings } = running.app;
	if (basis) {
		await giveBasis(running, caseId, 'substances', { kind: 'person', grantee: signe.actor.id });
	}
	const made = await sessions.plan(lone.actor, caseId, {
		template: 'planning45',
		tools: ['functionCard'],
		startsAt: null,
		place: '',
		invited: [signe.member]
	});
	if (!made.ok) throw new Error(made.why);
	const id = made.meeting;
	await meetings.command(lone.actor, id, { do: 'begin' });
	const citizen = await house.seat(id);
	const documents = await db.select().from(documentTable).where(eq(documentTable.caseId, caseId));
	const board = documents.find(({ kind }) => kind === 'substances')?.id ?? '';
	return {
		...house,
		id,
		citizen,
		sessions,
		answer: (onBoard: boolean, gave = 'Ro i hovedet') =>
			sessions.command(citizen, id, {
				do: 'answer',
				step: 'functionCard',
				content: { answers: { situation: 'Alene hjemme', gave }, onBoard }
			}),
		onBoard: async () =>
			readCards(await running.rooms.read(board), 'functionCards').map(({ situation, gave }) => [
				situation,
				gave
			]),
		events: async () => {
			const rows = await db.select().from(auditTable).where(eq(auditTable.meetingId, id));
			return rows.map(({ event }) => event).filter((event) => event.startsWith('function-card'));
		}
	};
}

test('the citizen lets the function card stand on the board: one card, and what they say now', async () => {
	const { answer, onBoard, events, sessions, citizen, id } = await withCard({ basis: true });
	expect((await sessions.open(citizen, id, 'da')).mayStandOnBoard).toBe(true);
	await answer(false);
	expect(await onBoard()).toEqual([]);
	await answer(true);
	await answer(true, 'Ro, og jeg kunne sove');
	expect(await onBoard()).toEqual([['Alene hjemme', 'Ro, og jeg kunne sove']]);

	// Not any more: it is gone, and not in the bin.
	await answer(false);
	expect(await onBoard()).toEqual([]);
	await answer(true);
	await sessions.command(citizen, id, { do: 'clear', step: 'functionCard' });
	expect(await onBoard()).toEqual([]);
	expect((await events()).filter((event) => event.endsWith('taken-back'))).toHaveLength(2);
});

test('without a basis nobody is asked, and nothing is written whatever is sent', async () => {
	const { answer, onBoard, events, sessions, citizen, id } = await withCard({ basis: false });
	expect((await sessions.open(citizen, id, 'da')).mayStandOnBoard).toBe(false);
	expect(await answer(true)).toEqual({ ok: true });
	expect([await onBoard(), await events()]).toEqual([[], []]);
});

test('after a stop, what the citizen lets go is gone from the board as well', async () => {
	const { answer, onBoard, sessions, citizen, id } = await withCard({ basis: true });
	await answer(true);
	expect(await onBoard()).toHaveLength(1);
	await sessions.command(citizen, id, { do: 'stop' });
	await sessions.command(citizen, id, { do: 'end', keep: false });
	expect(await onBoard()).toEqual([]);
});
