import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { inject, onTestFinished } from 'vitest';
import { openDatabase, type OpenDatabase } from '#server/db/open.ts';

/** The address of a fresh, migrated, empty database. */
export async function newDatabaseUrl(): Promise<string> {
	const cluster = inject('clusterUrl');
	const name = `t_${randomBytes(6).toString('hex')}`;
	const sql = postgres(`${cluster}postgres`, { max: 1, onnotice: () => undefined });
	// Cloning needs the template to itself; files that clone at the same moment take turns.
	await sql`select pg_advisory_lock(1)`;
	await sql.unsafe(`create database ${name} template template`);
	await sql.end();
	return `${cluster}${name}`;
}

/** A fresh database that closes with the test. */
export async function newDatabase(): Promise<OpenDatabase> {
	const opened = openDatabase(await newDatabaseUrl());
	onTestFinished(() => opened.close());
	return opened;
}
