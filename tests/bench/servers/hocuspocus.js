// eslint-disable-next-line @typescript-eslint/ban-ts-comment -- reason: its packages are installed by `npm run bench` only
// @ts-nocheck: its packages are installed with the benchmark only, not where types are checked
// Hocuspocus with its defaults; with DATABASE_URL it stores whole documents in Postgres through its
// own database extension.
import { Database } from '@hocuspocus/extension-database';
import { Server } from '@hocuspocus/server';
import postgres from 'postgres';

const url = process.env.DATABASE_URL;
const sql = url ? postgres(url, { max: 10, onnotice: () => undefined }) : null;
if (sql)
	await sql`create table if not exists documents (name text primary key, data bytea not null)`;

const server = new Server({
	port: Number(process.env.PORT ?? 0),
	address: '127.0.0.1',
	quiet: true,
	stopOnSignals: false,
	extensions: sql ? [storage(sql)] : []
});
await server.listen();
process.send?.({ listening: server.address.port });
process.on('SIGTERM', () => void server.destroy().then(() => process.exit(0)));

/** @param {import('postgres').Sql} sql */
function storage(sql) {
	return new Database({
		async fetch({ documentName }) {
			const [row] = await sql`select data from documents where name = ${documentName}`;
			return row ? row.data : null;
		},
		async store({ documentName, state }) {
			await sql`
				insert into documents (name, data) values (${documentName}, ${state})
				on conflict (name) do update set data = excluded.data`;
		}
	});
}
