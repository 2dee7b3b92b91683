import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, type Account, type House } from './house.ts';
import { table, team, type Facts, type Row } from './permission-table.ts';

const routes = join(import.meta.dirname, '..', '..', 'src', 'routes');

/** Every door there is: `GET /cases/[case]`, `POST /cases/[case]?/close`, `POST /api/…`. */
function doors(dir = routes, parts: readonly string[] = []): string[] {
	const entries = readdirSync(dir, { withFileTypes: true });
	const address = `/${parts.filter((part) => !/^\(.*\)$/.test(part)).join('/')}`;
	const found: string[] = [];
	for (const entry of entries) {
		const path = join(dir, entry.name);
		if (entry.isDirectory()) found.push(...doors(path, [...parts, entry.name]));
		else if (/^\+page(@.*)?\.svelte$/.test(entry.name)) found.push(`GET ${address}`);
		else if (entry.name === '+page.server.ts') {
			found.push(`GET ${address}`, ...actionsOf(path).map((name) => `POST ${address}${name}`));
		} else if (entry.name === '+server.ts') {
			const methods = readFileSync(path, 'utf8').matchAll(
				/export const (GET|POST|PUT|PATCH|DELETE)\b/g
			);
			found.push(...[...methods].map(([, method]) => `${method} ${address}`));
		}
	}
	return [...new Set(found)].sort();
}

function actionsOf(path: string): string[] {
	const text = readFileSync(path, 'utf8');
	const begins = text.search(/export const actions\b/);
	if (begins < 0) return [];
	const names = text.slice(begins).matchAll(/^\t(\w+)(?:: async|: \(|: [a-z]|\()/gm);
	return [...names].map(([, name]) => (name === 'default' ? '' : `?/${name}`));
}

async function factsOf({ sql }: House): Promise<Facts> {
	const [care] = await sql`select id from care_case where number = '26-0143'`;
	const [planned] = await sql`
		select id from meeting where case_id = ${care?.id} and phase = 'invited'`;
	const [held] = await sql`
		select id from meeting where case_id = ${care?.id} and phase = 'closed' and kind = 'network'`;
	const [sparring] = await sql`select id from sparring where phase = 'planned'`;
	return {
		case: String(care?.id),
		sparring: String(sparring?.id),
		meeting: String(planned?.id),
		held: String(held?.id),
		none: 'AAAAAAAAAAAAAAAAAAAAAA'
	};
}

const accounts: Account[] = [
	'rusmiddel',
	'social',
	'behandler',
	'stoette',
	'myndighed',
	'rusmiddel2',
	'social2',
	'koordinator',
	'leder',
	'admin'
];

/** A cookie, as a browser without JavaScript would get it. */
async function cookieOf(house: House, account: Account): Promise<string> {
	const answer = await fetch(`${house.url}/sign-in`, {
		method: 'POST',
		redirect: 'manual',
		headers: {
			origin: house.url,
			accept: 'text/html',
			'content-type': 'application/x-www-form-urlencoded'
		},
		body: new URLSearchParams({
			email: `${account}@samtavle.example`,
			password: 'samtavle-demo'
		})
	});
	expect(answer.status).toBe(303);
	return answer.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}

async function ask(
	house: House,
	door: string,
	row: Row,
	facts: Facts,
	cookie: string
): Promise<{ status: number; to: string | null; body: string }> {
	const method = door.split(' ')[0] ?? 'GET';
	const isJson = row.json !== undefined;
	const answer = await fetch(house.url + row.at(facts), {
		method,
		redirect: 'manual',
		headers: {
			cookie,
			origin: house.url,
			accept: row.at(facts).startsWith('/api/') ? 'application/json' : 'text/html',
			...(method !== 'GET' && {
				'content-type': isJson ? 'application/json' : 'application/x-www-form-urlencoded'
			})
		},
		...(method !== 'GET' && {
			body: isJson ? JSON.stringify(row.json) : new URLSearchParams(row.form ?? {})
		})
	});
	return {
		status: answer.status,
		to: answer.headers.get('location'),
		body: await answer.text()
	};
}

test('every door has an answer in the table, and the table has no door that is gone', () => {
	expect(Object.keys(table).sort()).toEqual(doors());
});

test('whoever may not come in is answered as the table says, whatever they ask for', async ({
	house
}) => {
	test.setTimeout(240_000);
	const facts = await factsOf(house);
	const cookies = new Map<string, string>([['nobody', '']]);
	for (const account of accounts) cookies.set(account, await cookieOf(house, account));

	const faults: string[] = [];
	for (const [door, row] of Object.entries(table)) {
		if (row.skip) continue;
		for (const [who, cookie] of cookies) {
			const may = row.may === 'everybody' || row.may.includes(who);
			// Doors that change something are tried by those who may not; the others have tests of their own.
			if (may && !door.startsWith('GET ')) continue;
			const { status, to } = await ask(house, door, row, facts, cookie);
			const isIn = status < 300 || (status < 400 && !(to ?? '').startsWith('/sign-in'));
			const isTurnedAway = status >= 400 || (to ?? '').startsWith('/sign-in');
			// Of the team somebody may know of a thing and still not be allowed to do it.
			const wanted = who === 'nobody' ? row.nobody : team.includes(who) ? null : row.others;
			if (may && !isIn) faults.push(`${door}: ${who} may, but got ${status}`);
			if (!may && !isTurnedAway) faults.push(`${door}: ${who} may not, but got ${status} ${to}`);
			if (!may && wanted != null && status !== wanted) {
				faults.push(`${door}: ${who} got ${status} instead of ${wanted}`);
			}
		}
	}
	expect(faults).toEqual([]);
});

test('[I10] what one may not see and what is not there are the same, byte for byte', async ({
	house
}) => {
	const facts = await factsOf(house);
	const cookie = await cookieOf(house, 'rusmiddel2');
	const elsewhere: Facts = { ...facts, case: facts.none, meeting: facts.none, held: facts.none };
	const malformed: Facts = { ...facts, case: 'x', meeting: 'x', held: 'x' };

	for (const [door, row] of Object.entries(table)) {
		if (row.skip || !door.startsWith('GET ') || row.at(facts) === row.at(elsewhere)) continue;
		if (row.may === 'everybody' || row.may.includes('rusmiddel2')) continue;
		const there = await ask(house, door, row, facts, cookie);
		for (const other of [elsewhere, malformed]) {
			const notThere = await ask(house, door, row, other, cookie);
			expect({ door, ...plain(notThere, other) }).toEqual({ door, ...plain(there, facts) });
		}
	}
});

/** Without what differs between any two answers: the address that was asked, and the page's nonce. */
function plain({ status, body }: { status: number; body: string }, facts: Facts) {
	const asked = [facts.case, facts.meeting, facts.held];
	const page = body.startsWith('{')
		? body
		: asked
				.reduce((text, id) => text.replaceAll(`/${id}/`, '/…/').replaceAll(`/${id}"`, '/…"'), body)
				.replace(/nonce="[^"]*"/g, '')
				.replace(/params: ?\{[^}]*\}/g, '')
				.replace(/__sveltekit_\w+/g, '');
	return { status, page };
}

test('a body of more than 512 KiB is not taken, and changes nothing', async ({ house }) => {
	const { case: care } = await factsOf(house);
	const cookie = await cookieOf(house, 'rusmiddel');
	const notes = async () =>
		(await house.sql`select count(*)::int as rows from audit_event where case_id = ${care}`)[0]
			?.rows;
	const before = await notes();
	const answer = await fetch(`${house.url}/api/cases/${care}/records`, {
		method: 'POST',
		headers: { cookie, origin: house.url, 'content-type': 'application/json' },
		body: JSON.stringify({ do: 'note', text: 'a'.repeat(512 * 1024) })
	});
	expect(answer.status).toBe(413);
	expect(await notes()).toBe(before);
});
