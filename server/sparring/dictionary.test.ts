import { expect, test } from 'vitest';
import { checkForSharing } from '#lib/model/anonymise/guard.ts';
import { CaseId, MemberId, newId } from '#lib/model/ids.ts';
import { createTestApp, hire } from '#tests/app.ts';
import { putOnCase } from '#tests/signed-in.ts';
import { auditTable } from '#server/audit/tables.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import type { Running } from '#server/app.ts';
import { createDictionaries } from './dictionary.ts';
import { createLocalList } from './local-list.ts';

async function openCase({ db }: Running, number: string, citizen: string, closed = false) {
	const id = newId(CaseId);
	await db.insert(caseTable).values({
		id,
		number,
		displayName: citizen.split(' ')[0] ?? citizen,
		areas: ['substanceTreatment', 'socialSupport'],
		closedAt: closed ? new Date() : null
	});
	await db
		.insert(memberTable)
		.values({ id: newId(MemberId), caseId: id, role: 'citizen', name: citizen });
	return id;
}

async function twoCoordinators() {
	const { running } = await createTestApp();
	const signe = await hire(running, 'Signe Aarup', { area: 'substanceTreatment' });
	const jonas = await hire(running, 'Jonas Friis', { area: 'socialSupport' });
	const karim = await hire(running, 'Karim Bakr', { area: 'socialSupport' });
	const hers = await openCase(running, '26-0143', 'Mikkel Overby');
	const his = await openCase(running, '26-0150', 'Torkild Ravnsborg');
	await putOnCase(running, hers, signe, 'coordinator');
	await putOnCase(running, hers, karim, 'supportWorker');
	await putOnCase(running, his, jonas, 'coordinator');
	const local = createLocalList({ dataDir: '/nowhere' });
	const dictionaries = createDictionaries({ db: running.db, now: () => new Date(), local });
	return { running, signe, jonas, dictionaries };
}

test('the check knows the people of every case that anybody there is on', async () => {
	const { signe, jonas, dictionaries } = await twoCoordinators();
	const dictionary = await dictionaries.forParticipants([signe.id, jonas.id]);

	for (const text of ['Mikkel', 'OVERBYS', 'torkild ravnsborg', '26-0150', 'Karim ringede']) {
		expect(checkForSharing(text, dictionary).ok, text).toBe(false);
	}
	// Those in the room are no secret to each other.
	expect(checkForSharing('Signe spørger, og Jonas lytter', dictionary)).toEqual({ ok: true });
});

test('a closed case and a case one has left are nobody’s words any more', async () => {
	const { running, signe, dictionaries } = await twoCoordinators();
	const closed = await openCase(running, '25-0001', 'Valdemar Krogsbo', true);
	await putOnCase(running, closed, signe, 'coordinator');
	const dictionary = await dictionaries.forParticipants([signe.id]);

	expect(checkForSharing('Valdemar', dictionary)).toEqual({ ok: true });
	expect(checkForSharing('Mikkel', dictionary).ok).toBe(false);
});

test('a browser is given the names of its own cases and of no others', async () => {
	const { running, signe } = await twoCoordinators();
	const own = await running.app.dictionaries.own(signe);

	expect(own.caseNumbers).toEqual(['26-0143']);
	expect(own.people.map(({ given }) => given)).toContain('Mikkel');
	expect(JSON.stringify(own)).not.toContain('Torkild');
	const given = (await running.db.select().from(auditTable)).filter(
		({ event }) => event === 'dictionary:given'
	);
	expect(given.map(({ details }) => details)).toEqual([{ cases: 1 }]);
	await expect(running.app.dictionaries.own({ kind: 'nobody' })).rejects.toThrow('not-signed-in');
});

test('the invented municipality’s places are asked about until there is a list of one’s own', async () => {
	const { signe, dictionaries } = await twoCoordinators();
	const dictionary = await dictionaries.forParticipants([signe.id]);
	const told = checkForSharing('Hun flyttede til Solsikken i Havrevig', dictionary);

	expect(told).toMatchObject({
		ok: false,
		hits: [
			{ kind: 'institution', verdict: 'ask', suggestion: { key: 'housing' } },
			{ kind: 'place', verdict: 'ask', suggestion: { key: 'place' } }
		]
	});
});
