import { expect, test } from 'vitest';
import { newDatabaseUrl } from '../support/database.ts';
import { isLong, length, report } from '../support/long.ts';
import { until } from '../support/until.ts';
import { bundleServer, Child } from './child.ts';
import { Chance, seedOf } from './updates.ts';
import { Witness } from './witness.ts';

test('[R3] [R8] killed under hundreds of clients of one address, the server has all of them back soon', async () => {
	const seed = seedOf(29);
	const chance = new Chance(seed);
	const clients = length({ short: 60, long: 500 });
	const server = new Child(await bundleServer(), { databaseUrl: await newDatabaseUrl() });
	await server.start();
	const witnesses: Witness[] = [];
	for (let at = 0; at < clients; at++) {
		witnesses.push(new Witness(server.url, `w${at}`, `d${at % Math.ceil(clients / 10)}`));
	}
	const allSaved = () =>
		until(() => witnesses.every(({ isSaved }) => isSaved), 'all are saved', 60_000);
	await allSaved();
	const documents = witnesses.map(({ connection }) => connection.doc);
	for (let i = 0; i < clients; i++) chance.one(witnesses).changesSomething(chance);
	await server.kill();
	for (let i = 0; i < clients; i++) chance.one(witnesses).changesSomething(chance);
	await server.start();
	const since = performance.now();
	await allSaved();
	const backMs = performance.now() - since;
	const { cpuMs, stats } = await server.state();
	expect(stats.sockets).toBe(clients);
	for (const [at, { connection }] of witnesses.entries())
		expect(connection.doc).toBe(documents[at]);
	if (isLong) {
		expect(backMs).toBeLessThan(20_000);
		expect(cpuMs).toBeLessThan(10_000);
	}
	report(
		'restart under many clients',
		seed,
		`${clients} clients`,
		`all back and saved in ${Math.round(backMs)} ms, ${Math.round(cpuMs)} ms of CPU, no reload`
	);
}, 600_000);
