import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import WebSocket from 'ws';
import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import { layoutVersion } from '#lib/board/layout.ts';
import type { SparringState } from '#lib/model/sparring.ts';
import { messageTypes } from '#lib/wire/message-types.ts';
import type { Running } from '#server/app.ts';
import { until } from './until.ts';

/** What somebody who looks for a writer has: every frame of the line, and every row of the database. */

/** One socket that keeps every frame as it came. */
export async function watch(address: string, documentId: string, cookie: string) {
	const frames: Uint8Array[] = [];
	const socket = new WebSocket(`${address}/live/${documentId}`, {
		headers: { cookie, origin: 'http://localhost' }
	});
	onTestFinished(() => socket.close());
	socket.on('message', (data: Buffer) => void frames.push(new Uint8Array(data)));
	await new Promise((resolve) => socket.once('open', resolve));
	const say = (type: number, number: number) =>
		socket.send(
			encoding.encode((encoder) => {
				encoding.writeVarUint(encoder, type);
				encoding.writeVarUint(encoder, number);
			})
		);
	say(messageTypes.hello, layoutVersion);
	let fence = 0;
	return {
		frames,
		/** Everything that was sent before this is here when it resolves. */
		async caughtUp() {
			const number = (fence += 1);
			say(messageTypes.fence, number);
			await until(() =>
				frames.some((frame) => frame[0] === messageTypes.fence && frame[1] === number)
			);
		},
		news(): SparringState[] {
			return frames.flatMap((frame) => {
				const decoder = decoding.createDecoder(frame);
				if (decoding.readVarUint(decoder) !== messageTypes.news) return [];
				return [
					(JSON.parse(decoding.readVarString(decoder)) as { sparring: SparringState }).sparring
				];
			});
		}
	};
}

export type Held = { table: string; xmin: string; text: string };

/** Every row of every table, as text, with the transaction that wrote it. */
export async function everything({ sql }: Running): Promise<Held[]> {
	const tables = await sql<{ name: string }[]>`
		select table_name as name from information_schema.tables where table_schema = 'public'`;
	const rows: Held[] = [];
	for (const { name } of tables) {
		const found = await sql`select xmin::text as xmin, t.* from ${sql(name)} t`;
		for (const { xmin, ...row } of found) {
			const values = Object.values(row).map((value: unknown) =>
				value instanceof Uint8Array ? Buffer.from(value).toString('utf8') : JSON.stringify(value)
			);
			rows.push({ table: name, xmin: String(xmin), text: values.join(' ') });
		}
	}
	return rows;
}

/**
 * All by which a row could lead to somebody: what they are called in any table, and the fingerprints
 * of that, as they would be written by whoever thinks that a hash is nobody.
 */
export function tracesOf(words: readonly string[]): string[] {
	const hashes = ['md5', 'sha1', 'sha256'].flatMap((algorithm) =>
		words.flatMap((word) =>
			(['hex', 'base64', 'base64url'] as const).map((as) =>
				createHash(algorithm).update(word).digest(as).slice(0, 16)
			)
		)
	);
	return [...words, ...hashes];
}

/** A row, told from every other version of it. */
export const keyOf = ({ table, xmin, text }: Held) => `${table} ${xmin} ${text}`;
