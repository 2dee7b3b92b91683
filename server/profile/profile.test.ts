import { expect, test } from 'vitest';
import { SeatId, newId, MemberId } from '#lib/model/ids.ts';
import type { SeatActor } from '#lib/model/person.ts';
import { firstProfile } from '#lib/model/profile.ts';
import { noNeeds } from '#lib/model/session-shape.ts';
import { auditTable } from '#server/audit/tables.ts';
import { openCase } from '#tests/meeting.ts';

const wanted = {
	...firstProfile,
	minutes: 20,
	choices: 2 as const,
	textSize: 'large' as const,
	pictures: false,
	leaveOut: 'Hans far'
};

test('a coordinator writes down how one talks with the citizen; the team reads it', async () => {
	const { running, caseId, signe, lone } = await openCase();
	const { profiles } = running.app;
	expect(await profiles.of(lone.actor, caseId)).toEqual(firstProfile);
	await profiles.change(signe.actor, caseId, { ...wanted, helper: lone.member });
	expect(await profiles.of(lone.actor, caseId)).toEqual({ ...wanted, helper: lone.member });
	const audit = await running.db.select().from(auditTable);
	expect(audit.map(({ event }) => event)).toContain('profile:changed');
	expect(JSON.stringify(audit)).not.toContain('far');
});

test('whoever is not a coordinator of the case changes nothing, and a stranger finds nothing', async () => {
	const { running, caseId, lone, stranger } = await openCase();
	const { profiles } = running.app;
	await expect(profiles.change(lone.actor, caseId, wanted)).rejects.toThrow('not-allowed');
	await expect(profiles.change(stranger, caseId, wanted)).rejects.toThrow('not-found');
	await expect(profiles.of(stranger, caseId)).rejects.toThrow('not-found');
	expect(await profiles.of(lone.actor, caseId)).toEqual(firstProfile);
});

test('a helper is somebody on the case', async () => {
	const { running, caseId, signe } = await openCase();
	const elsewhere = { ...wanted, helper: newId(MemberId) };
	await expect(running.app.profiles.change(signe.actor, caseId, elsewhere)).rejects.toThrow(
		'not-found'
	);
});

test('a session is shaped by what was agreed, and by nothing before anybody has asked', async () => {
	const { running, caseId, signe } = await openCase();
	const { profiles } = running.app;
	expect(await profiles.needsOf(caseId)).toEqual(noNeeds);
	await profiles.change(signe.actor, caseId, { ...wanted, leaveOutTopics: ['use'] });
	expect(await profiles.needsOf(caseId)).toMatchObject({ maxMinutes: 20, leaveOut: ['use'] });
});

test('a screen gets what it obeys, and never what is left out', async () => {
	const { running, caseId, mikkel, signe, lone, drafted } = await openCase();
	const { profiles } = running.app;
	await profiles.change(signe.actor, caseId, { ...wanted, helper: lone.member });
	const seat = {
		kind: 'seat',
		id: newId(SeatId),
		name: 'Mikkel',
		member: mikkel,
		caseId,
		meetingId: await drafted()
	} as const;
	const own: SeatActor = { ...seat, as: 'citizen' };
	const screen = await profiles.ofScreen(own);
	expect(screen).toMatchObject({ choices: 2, textSize: 'large', pictures: false, helper: 'Lone' });
	expect(JSON.stringify(screen)).not.toContain('far');
	expect((await profiles.ofScreen({ ...seat, as: 'relative' })).choices).toBe(3);
});

test('the big screen and the device at the table obey it as well, each with no more than it shows', async () => {
	const { running, caseId, signe, lone, stranger } = await openCase();
	const { profiles } = running.app;
	await profiles.change(signe.actor, caseId, { ...wanted, helper: lone.member });
	expect(await profiles.ofWall(caseId)).toEqual({ choices: 2, pictures: false, calm: false });
	expect(await profiles.ofTable(signe.actor, caseId)).toMatchObject({ choices: 2, helper: 'Lone' });
	await expect(profiles.ofTable(stranger, caseId)).rejects.toThrow('not-found');
});
