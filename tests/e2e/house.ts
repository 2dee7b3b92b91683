import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { randomBytes } from 'node:crypto';
import postgres from 'postgres';
import { startServer, type Server } from './server.ts';

export { settled, violations } from './axe.ts';
export { expect };

export type Account =
	| 'rusmiddel'
	| 'social'
	| 'behandler'
	| 'stoette'
	| 'myndighed'
	| 'rusmiddel2'
	| 'social2'
	| 'koordinator'
	| 'leder'
	| 'admin';

export interface House {
	readonly url: string;
	/** For looking at rows; never for changing what a person should change. */
	readonly sql: postgres.Sql;
	/** A browser of their own, signed in, on an empty page. How it is to sign in is `sign-in.e2e.ts`' to show. */
	signIn(account: Account, options?: BrowserContextOptions): Promise<Page>;
	/** A browser that nobody is signed in on: a phone, a screen. */
	stranger(options?: BrowserContextOptions): Promise<Page>;
	/** kill -9. The address stays; `restart` serves it again. */
	kill(): Promise<void>;
	stop(): Promise<void>;
	restart(): Promise<void>;
}

/** Every test gets the demo municipality on a database and a server process of its own. */
export const test = base.extend<{ house: House }>({
	house: async ({ browser }, use) => {
		const cluster = process.env.E2E_CLUSTER ?? '';
		const name = `e2e_${randomBytes(6).toString('hex')}`;
		const admin = postgres(`${cluster}postgres`, { max: 1, onnotice: () => undefined });
		await admin`select pg_advisory_lock(1)`;
		await admin.unsafe(`create database ${name} template demo`);
		await admin.end();

		const databaseUrl = `${cluster}${name}`;
		const sql = postgres(databaseUrl, { max: 2, onnotice: () => undefined });
		let server: Server = await startServer(databaseUrl);
		const url = server.url;
		const port = Number(new URL(url).port);
		const contexts: { close(): Promise<void> }[] = [];
		const thrown: string[] = [];

		const stranger = async (options: BrowserContextOptions = {}) => {
			const context = await browser.newContext({ baseURL: url, ...options });
			contexts.push(context);
			context.on('weberror', (fault) => {
				thrown.push(`${new URL(fault.page()?.url() ?? url).pathname}: ${fault.error().message}`);
			});
			return context.newPage();
		};

		await use({
			url,
			sql,
			stranger,
			async signIn(account, options) {
				const page = await stranger(options);
				const answer = await page.request.post('/sign-in', {
					form: { email: `${account}@samtavle.example`, password: 'samtavle-demo' },
					headers: { origin: url, accept: 'text/html' },
					maxRedirects: 0
				});
				expect(answer.status()).toBe(303);
				return page;
			},
			kill: () => server.kill(),
			stop: () => server.stop(),
			async restart() {
				await server.stop();
				server = await startServer(databaseUrl, port);
			}
		});

		for (const context of contexts) await context.close();
		await server.stop();
		await sql.end({ timeout: 1 });
		expect(thrown, 'no script of ours throws on any page').toEqual([]);
	}
});

/** The database takes no new words until the answer is called: nobody gets a receipt. */
export async function holdReceipts(house: House): Promise<() => Promise<void>> {
	const line = await house.sql.reserve();
	await line`begin`;
	await line`lock table document_update in share mode`;
	return async () => {
		await line`commit`;
		line.release();
	};
}
