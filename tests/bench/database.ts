import { execFile } from 'node:child_process';
import { readFile, rm, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { startCluster } from '../../server/db/embedded.ts';
import { root, serve } from './processes.ts';

const run = promisify(execFile);
export const origin = 'https://bench.example';
const password = 'samtavle-demo';

/** A live document that two people may write, and their open sign-ins. */
export interface LiveDocument {
	id: string;
	caseId: string;
	cookies: string[];
}

/** One Postgres for a whole run, fsync and all as it comes; and Samtavle's town in it, to be cloned. */
export interface Database {
	/** The process whose children do the work; null when it is not on this machine. */
	pid: number | null;
	/** An empty database. */
	create(): Promise<string>;
	/** A database with the town in it. */
	clone(): Promise<string>;
	drop(url: string): Promise<void>;
	documents: LiveDocument[];
	/** What one commit costs when nothing else happens, in the middle of many. */
	commitMs(): Promise<number>;
	close(): Promise<void>;
}

interface Size {
	cases: number;
	/** How often each of the people is signed in. */
	signIns: number;
}

/** On the cluster at this address (`postgres://…/`, without a name), or on one of its own. */
export async function openDatabase(
	given: string | null,
	{ cases, signIns }: Size
): Promise<Database> {
	const dir = given === null ? await mkdtemp(join(tmpdir(), 'samtavle-bench-')) : null;
	const cluster =
		dir === null ? null : await startCluster({ dir, settings: ['max_connections=200'] });
	const base = given ?? cluster?.url('') ?? '';
	const admin = postgres(`${base}postgres`, { max: 1, onnotice: () => undefined });
	const made: string[] = [];
	const make = async (template: string): Promise<string> => {
		const name = `bench_${process.pid}_${made.length}`;
		await admin.unsafe(`create database ${name} template ${template}`);
		made.push(name);
		return base + name;
	};
	const drop = async (url: string): Promise<void> => {
		await admin.unsafe(`drop database if exists ${url.slice(base.length)} with (force)`);
	};

	const town = await make('template1');
	const people = 2 * Math.min(20, cases);
	const operate = join(root, 'build', 'operate.js');
	await run(process.execPath, [operate, 'seed', '--cases', `${cases}`, '--people', `${people}`], {
		cwd: root,
		env: { ...process.env, DATABASE_URL: town }
	});
	const documents = await signIn(town, signIns);
	const pid = cluster
		? Number(
				(await readFile(join(cluster.place, 'postgres', 'postmaster.pid'), 'utf8')).split('\n')[0]
			)
		: null;

	return {
		pid,
		documents,
		create: () => make('template1'),
		clone: () => make(town.slice(base.length)),
		drop,
		async commitMs() {
			const url = await make('template1');
			const sql = postgres(url, { max: 1, onnotice: () => undefined });
			await sql`create table line (seq bigserial primary key, words text)`;
			const took: number[] = [];
			for (let time = 0; time < 200; time++) {
				const began = performance.now();
				await sql`insert into line (words) values ('a letter')`;
				took.push(performance.now() - began);
			}
			await sql.end();
			await drop(url);
			return took.sort((a, b) => a - b)[100] ?? 0;
		},
		async close() {
			for (const name of made) await drop(base + name);
			await admin.end();
			await cluster?.stop();
			if (cluster) await rm(cluster.place, { recursive: true, force: true });
			if (dir) await rm(dir, { recursive: true, force: true });
		}
	};
}

/** Signs everybody in at the door that browsers use, and finds what each may write. */
async function signIn(url: string, times: number): Promise<LiveDocument[]> {
	const sql = postgres(url, { max: 1, onnotice: () => undefined });
	const rows = await sql<{ id: string; caseId: string; email: string }[]>`
		select document.id, document.case_id as "caseId", person.email
		from document
		join case_member on case_member.case_id = document.case_id
		join person on person.id = case_member.person_id
		where document.kind in ('everyday', 'health', 'substances')
		order by document.kind, document.id, person.email`;
	await sql.end();
	const server = await serve(join(root, 'build', 'main.js'), {
		env: { DATABASE_URL: url, ORIGIN: origin }
	});
	const cookies = new Map<string, string[]>();
	for (const email of new Set(rows.map((row) => row.email))) {
		const own: string[] = [];
		for (let time = 0; time < times; time++) own.push(await cookieOf(server.port, email));
		cookies.set(email, own);
	}
	await server.stop();
	const documents = new Map<string, LiveDocument>();
	for (const { id, caseId, email } of rows) {
		const document = documents.get(id) ?? { id, caseId, cookies: [] };
		document.cookies.push(...(cookies.get(email) ?? []));
		documents.set(id, document);
	}
	return [...documents.values()];
}

async function cookieOf(port: number, email: string): Promise<string> {
	const answer = await fetch(`http://127.0.0.1:${port}/sign-in`, {
		method: 'POST',
		redirect: 'manual',
		headers: { origin, accept: 'text/html' },
		body: new URLSearchParams({ email, password })
	});
	const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
	if (answer.status !== 303 || !cookie) throw new Error(`signing in was answered ${answer.status}`);
	return cookie;
}
