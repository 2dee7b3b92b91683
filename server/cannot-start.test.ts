import { createServer, type AddressInfo } from 'node:net';
import { expect, inject, onTestFinished, test } from 'vitest';
import { listenFault } from './cannot-start.ts';
import { readConfig } from './config.ts';
import { migrate } from './db/migrate.ts';

async function taken(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	return (server.address() as AddressInfo).port; // reason: it listens on TCP
}

const faultOf = (port: number, host: string) =>
	new Promise<unknown>((resolve) => {
		const server = createServer().once('error', resolve);
		server.listen(port, host, () => server.close());
	});

test('every fault in the configuration is named at once, and no address of a wrong shape passes', () => {
	const read = readConfig(
		{
			PORT: 'many',
			ORIGIN: 'http://samtavle.example.dk',
			DATABASE_URL: 'postgres://sam:p/w@db/samtavle',
			REDIS_URL: 'redis://',
			SMTP_URL: 'mail.example.dk',
			TRUSTED_PROXIES: 'one'
		},
		'/'
	);
	const names = read.ok ? [] : read.faults.map((fault) => fault.split(' ')[0]);
	expect(names).toEqual([
		'PORT',
		'ORIGIN',
		'DATABASE_URL',
		'REDIS_URL',
		'SMTP_URL',
		'TRUSTED_PROXIES'
	]);
	const several = { ORIGIN: 'https://a.dk', DATABASE_URL: 'postgres://sam:p,w@db1:5432,db2/sam' };
	expect(readConfig(several, '/').ok).toBe(true);
});

test('a database that cannot be used is named with the reason, and never with its password', async () => {
	const cluster = new URL(inject('clusterUrl'));
	const wrong = new URL(cluster);
	wrong.password = 'guessed';
	const nobody = new URL(cluster);
	nobody.port = '1';
	const missing = new URL('/not_there', cluster);

	await expect(migrate(wrong.href, process.cwd())).rejects.toThrow('name and password. See');
	await expect(migrate(wrong.href, process.cwd())).rejects.not.toThrow('guessed');
	await expect(migrate(nobody.href, process.cwd())).rejects.toThrow('nothing answers there');
	await expect(migrate(missing.href, process.cwd())).rejects.toThrow(
		'/not_there cannot be used: it has no database of that name'
	);
});

test('a port that is taken and an address that is not ours are named', async () => {
	const port = await taken();
	const inUse = listenFault(await faultOf(port, '127.0.0.1'), '127.0.0.1', port);
	expect(inUse?.message).toContain(`Port ${port} is taken by another program.`);
	const elsewhere = listenFault(await faultOf(0, '198.51.100.7'), '198.51.100.7', 0);
	expect(elsewhere?.message).toContain('HOST is 198.51.100.7');
});
