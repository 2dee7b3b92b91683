import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { Guest, documentId, openMeeting, openServer, synced } from './meeting.ts';
import { Raw } from './raw-client.ts';

test('[R13] fifty rights withdrawn while people type: closed within a second, nothing let in after', async () => {
	const server = await openServer();
	server.rights.of.set('witness', 'write');
	const witness = new Guest(server, 'witness');
	await synced(witness);
	const took: number[] = [];
	for (let i = 0; i < 50; i++) {
		const key = `person${i}`;
		server.rights.of.set(key, 'write');
		const guest = new Guest(server, key);
		await synced(guest);
		guest.writes(`<${i}>`);
		await until(() => witness.text.includes(`<${i}>`));

		const typing = setInterval(() => guest.writes(`late${i}`), 1);
		server.rights.of.set(key, i % 2 ? 4401 : 4404);
		const since = performance.now();
		await server.rooms.reconsider(i % 3 ? { person: key } : { session: key });
		const textThen = (await server.rooms.read(documentId)).getText('text').toString();
		await until(() => guest.closedWith !== null);
		took.push(performance.now() - since);
		clearInterval(typing);
		expect(guest.closedWith).toBe(i % 2 ? 4401 : 4403);
		const textNow = (await server.rooms.read(documentId)).getText('text').toString();
		expect(textNow).toBe(textThen);
		guest.leaves();
	}
	expect(Math.max(...took)).toBeLessThan(1_000);
}, 60_000);

test('[R13] a right that goes between the question at the door and the entry is noticed', async () => {
	const server = await openServer();
	server.rights.of.set('karin', 'write');
	let answer = (): void => {};
	const admit = server.rights.admit.bind(server.rights);
	let first = true;
	server.rights.admit = async (request) => {
		const admitted = await admit(request);
		if (first) {
			first = false;
			await new Promise<void>((resolve) => (answer = resolve));
		}
		return admitted;
	};
	const karin = new Raw(server, 'karin');
	await until(() => !first);
	server.rights.of.set('karin', 4404);
	await server.rooms.reconsider({ person: 'karin' });
	answer();
	expect((await karin.closed).code).toBe(4403);
});

test('[R13] no answer is not a yes', async () => {
	const { server, karin } = await openMeeting({ karin: 'write' }, { limits: { reconsiderMs: 50 } });
	server.rights.before = () => new Promise(() => {});
	await server.rooms.reconsider({ documentId });
	await until(() => karin.endings.includes(1011));
});

test('[R13] a writer who may only read from now on is a reader, without losing the line', async () => {
	const { server, karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	server.rights.of.set('karin', 'read');
	await server.rooms.reconsider({ person: 'karin' });
	mette.writes('read this');
	await until(() => karin.text === 'read this');
	expect(karin.endings).toEqual([]);
	karin.writes('not any more ');
	await until(() => karin.closedWith === 4403);
	expect(mette.everSaw('not any more')).toBe(false);
});

test('[R46] whoever writes is awake, whoever only looks is so where looking counts', async () => {
	const { server, karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	const nowhere = () => false;
	expect(server.rooms.awake(60_000, nowhere)).toEqual(new Set());
	karin.writes('a word');
	await until(() => mette.text === 'a word');
	expect(server.rooms.awake(60_000, nowhere)).toEqual(new Set(['karin']));
	expect(server.rooms.awake(0, (id) => id === documentId)).toEqual(new Set(['karin', 'mette']));
});
