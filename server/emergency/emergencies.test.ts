import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { addNextStep } from '#lib/board/edit-agreements.ts';
import { emergencyMinutes } from '#lib/model/emergency.ts';
import { auditTable } from '#server/audit/tables.ts';
import { createTestApp } from '#tests/app.ts';
import { password, signedIn } from '#tests/signed-in.ts';

const from = { ip: '192.0.2.7', userAgent: 'Firefox' };
const reason = 'Borgeren er fundet på gaden og kan ikke sige, hvem vi skal ringe til.';

/** Signe and Karim's case with one step, and Jonas, a professional who is not on it. */
async function house() {
	const { running, passes } = await createTestApp();
	const { app, db, rooms } = running;
	const signe = await signedIn(running, 'Signe Aarup', { area: 'substanceTreatment' });
	const karim = await signedIn(running, 'Karim Bendtsen', { area: 'socialSupport' });
	const jonas = await signedIn(running, 'Jonas Vinther', { area: 'substanceTreatment' });
	const made = await app.cases.create(signe.actor, {
		number: '26-0143',
		displayName: 'Mikkel H.',
		inquiryOn: null,
		coordinators: [
			{ area: 'substanceTreatment', person: signe.actor.id, substitute: null },
			{ area: 'socialSupport', person: karim.actor.id, substitute: null }
		]
	});
	if (!made.ok) throw new Error(made.why);
	const { documents } = await app.cases.open(signe.actor, made.id);
	const agreements = documents.find(({ kind }) => kind === 'agreements');
	if (!agreements) throw new Error('no agreements');
	await rooms.edit(agreements.id, 'server', (doc) => {
		addNextStep(doc, { what: 'Ring til Pia om ledsagertimer', agreedOn: '2026-11-21' });
	});
	const open = (actor = jonas.actor, given: object = {}) =>
		app.emergencies.open(actor, { number: '26-0143', reason, password, ...given }, from);
	const events = async () =>
		(await db.select().from(auditTable).where(eq(auditTable.caseId, made.id)))
			.map(({ event, actor }) => `${actor.startsWith('person:') ? actor.slice(7) : actor} ${event}`)
			.filter((line) => line.includes('emergency'));
	return { running, passes, app, signe, karim, jonas, caseId: made.id, open, events };
}

test('[P12] with a reason and the password a professional reads what is agreed, and both coordinators see it', async () => {
	const { app, signe, karim, jonas, caseId, open, events } = await house();
	expect(await open()).toEqual({ ok: true, case: caseId });
	const sheet = await app.emergencies.sheet(jonas.actor, caseId);
	expect(sheet.displayName).toBe('Mikkel H.');
	expect(sheet.team.map(({ name }) => name).sort()).toEqual(['Karim Bendtsen', 'Signe Aarup']);
	expect(sheet.steps.map(({ what }) => what)).toEqual(['Ring til Pia om ledsagertimer']);
	expect(await events()).toEqual([
		`${jonas.actor.id} emergency:opened`,
		`${jonas.actor.id} emergency:read`
	]);
	for (const { actor } of [signe, karim]) {
		const [opened] = await app.emergencies.ofCase(actor, caseId);
		expect(opened).toMatchObject({ who: 'Jonas Vinther', reason, isOpen: true });
		const { news } = await app.overview.of(actor, null);
		expect(news.map(({ kind }) => kind)).toContain('openedInEmergency');
	}
});

test('[P12] it opens no other door: no case page, no board, no live document', async () => {
	const { app, jonas, caseId, open } = await house();
	await open();
	await expect(app.cases.open(jonas.actor, caseId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await expect(app.cases.board(jonas.actor, caseId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await expect(app.emergencies.ofCase(jonas.actor, caseId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
});

test('[P12] it ends by itself, or before', async () => {
	const { app, jonas, signe, caseId, open, passes } = await house();
	await open();
	passes((emergencyMinutes + 1) * 60_000);
	await expect(app.emergencies.sheet(jonas.actor, caseId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	await open();
	await app.emergencies.end(jonas.actor, caseId);
	await expect(app.emergencies.sheet(jonas.actor, caseId)).rejects.toMatchObject({
		refusal: 'not-found'
	});
	const all = await app.emergencies.ofCase(signe.actor, caseId);
	expect(all.map(({ isOpen }) => isOpen)).toEqual([false, false]);
});

test('[P12] a wrong password or number opens nothing, and guessing comes to an end', async () => {
	const { open, events, signe, caseId } = await house();
	expect(await open(undefined, { password: 'forkert' })).toEqual({
		ok: false,
		why: 'wrong-password'
	});
	expect(await open(undefined, { number: '26-9999' })).toEqual({ ok: false, why: 'no-such-case' });
	expect(await open(signe.actor)).toEqual({ ok: false, why: 'own', case: caseId });
	expect(await events()).toEqual([]);
	let last = '';
	for (let tries = 0; tries < 20 && last !== 'too-many'; tries += 1) {
		const answer = await open(undefined, { password: 'forkert' });
		last = answer.ok ? 'open' : answer.why;
	}
	expect(last).toBe('too-many');
});

test('[P12] who leads, hands out coordinators or administers has no such door', async () => {
	const { running, app } = await house();
	for (const duties of [{ manager: true }, { administrator: true }, { coordinationLead: true }]) {
		const { actor } = await signedIn(running, 'Bente Holm', { area: null, ...duties });
		expect(() => app.emergencies.mayOpen(actor)).toThrow(
			expect.objectContaining({ refusal: 'not-found' })
		);
	}
});
