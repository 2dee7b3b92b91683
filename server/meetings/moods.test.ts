import { expect, test } from 'vitest';
import { auditTable } from '#server/audit/tables.ts';
import { openCase } from '#tests/meeting.ts';
import { moodTable } from './tables.ts';

test('the citizen beside a laptop answers there, for themselves and not for its owner', async () => {
	const { running, db, begun, signe, mikkel } = await openCase();
	const { room } = running.app;
	const id = await begun();
	const face = { do: 'mood' as const, moment: 'in' as const, face: 4, for: mikkel };
	expect(await room.command(signe.actor, id, face)).toEqual({ ok: true });

	expect(await db.select().from(moodTable)).toMatchObject([{ who: `member:${mikkel}`, face: 4 }]);
	expect((await room.holder(signe.actor, id)).mood).toEqual({ in: null, out: null });
	const trail = await db.select().from(auditTable);
	const chosen = trail.find((row) => row.event === 'mood:chosen');
	expect(chosen?.details).toEqual({ moment: 'in', member: mikkel });

	await room.command(signe.actor, id, { ...face, face: null });
	expect(await db.select().from(moodTable)).toEqual([]);
});

test('nobody answers for a colleague, and a seat for nobody but itself', async () => {
	const { running, db, begun, signe, karim, mikkel, seat } = await openCase();
	const { room } = running.app;
	const id = await begun();
	const face = { do: 'mood' as const, moment: 'out' as const, face: 2 };
	const refused = { refusal: 'not-allowed' };
	await expect(room.command(signe.actor, id, { ...face, for: karim.member })).rejects.toMatchObject(
		refused
	);
	const phone = await seat(id);
	await expect(room.command(phone, id, { ...face, for: mikkel })).rejects.toMatchObject(refused);
	expect(await db.select().from(moodTable)).toEqual([]);
	await room.command(phone, id, face);
	expect(await db.select().from(moodTable)).toMatchObject([{ who: `seat:${phone.id}`, face: 2 }]);
});
