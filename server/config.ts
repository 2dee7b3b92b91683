import { resolve } from 'node:path';
import * as v from 'valibot';

export interface Config {
	/** `demo` and `development` run on plain http with invented data; `production` refuses both. */
	mode: 'production' | 'demo' | 'development' | 'test';
	host: string;
	port: number;
	/** What browsers call us, without a trailing slash. Requests from other origins are refused. */
	origin: string;
	/** Null: an embedded Postgres in `dataDir`. */
	databaseUrl: string | null;
	dataDir: string;
	redisUrl: string | null;
	/** Lets a scraper outside this machine read `/metrics`. */
	metricsToken: string | null;
	/** `smtp://…`; null: letters are only logged as sent, by id. */
	smtpUrl: string | null;
	mailFrom: string;
	/** Where `drizzle/` lies. */
	root: string;
	/** Proxies in front of us whose `X-Forwarded-For` is believed. */
	trustedProxies: number;
}

const Port = v.pipe(v.string(), v.regex(/^\d+$/), v.transform(Number), v.maxValue(65535));

/** Reads the environment once. Either a whole configuration or every fault in it, in plain words. */
export function readConfig(
	env: Record<string, string | undefined>,
	root: string
): { ok: true; config: Config } | { ok: false; faults: string[] } {
	const faults: string[] = [];
	const given = (name: string): string | null => env[name]?.trim() || null;

	const mode = readMode(env);
	const port = v.safeParse(Port, given('PORT') ?? '3000');
	if (!port.success) faults.push('PORT must be a whole number from 0 to 65535.');
	const host = given('HOST') ?? (mode === 'production' ? '0.0.0.0' : '127.0.0.1');
	const origin = readOrigin(given('ORIGIN'), mode, port.success ? port.output : 3000, faults);

	const databaseUrl = given('DATABASE_URL');
	if (databaseUrl !== null && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
		faults.push('DATABASE_URL must begin with postgres:// (leave it out for the embedded one).');
	} else if (databaseUrl !== null && !URL.canParse(firstHost(databaseUrl))) {
		faults.push(
			'DATABASE_URL must be postgres://name:password@host:port/database, with %xx for signs such as / # @ in the password.'
		);
	}
	const redisUrl = given('REDIS_URL');
	if (redisUrl !== null && !isAddress(redisUrl, /^rediss?:$/)) {
		faults.push('REDIS_URL must be redis://host:port (leave it out when there is one node).');
	}
	const smtpUrl = given('SMTP_URL');
	if (smtpUrl !== null && !isAddress(smtpUrl, /^smtps?:$/)) {
		faults.push('SMTP_URL must be smtp://host:port or smtps://host:port.');
	}
	const proxies = given('TRUSTED_PROXIES') ?? '0';
	if (!/^\d$/.test(proxies)) {
		faults.push('TRUSTED_PROXIES must be the number of reverse proxies in front (0 to 9).');
	}

	if (faults.length > 0) return { ok: false, faults };
	return {
		ok: true,
		config: {
			mode,
			host,
			port: port.success ? port.output : 0,
			origin,
			databaseUrl,
			dataDir: resolve(root, given('DATA_DIR') ?? 'data'),
			redisUrl,
			metricsToken: given('METRICS_TOKEN'),
			smtpUrl,
			mailFrom: given('MAIL_FROM') ?? 'samtavle@localhost',
			root,
			trustedProxies: Number(proxies)
		}
	};
}

function isAddress(given: string, protocol: RegExp): boolean {
	if (!URL.canParse(given)) return false;
	const url = new URL(given);
	return protocol.test(url.protocol) && url.hostname !== '';
}

/** Postgres' addresses may name several hosts, which no other kind of address may. */
export function firstHost(databaseUrl: string): string {
	return databaseUrl.replace(/,[^/@?]*(?=[/?]|$)/, '');
}

function readMode(env: Record<string, string | undefined>): Config['mode'] {
	if (env.SAMTAVLE_MODE === 'demo') return 'demo';
	if (env.SAMTAVLE_MODE === 'development') return 'development';
	return 'production';
}

function readOrigin(
	given: string | null,
	mode: Config['mode'],
	port: number,
	faults: string[]
): string {
	if (given === null) {
		if (mode !== 'production') return `http://localhost:${port}`;
		faults.push(
			'ORIGIN is missing: the address that browsers use, for example https://samtavle.example.dk.'
		);
		return '';
	}
	const url = URL.canParse(given) ? new URL(given) : null;
	if (url === null || !/^https?:$/.test(url.protocol)) {
		faults.push('ORIGIN must be a web address such as https://samtavle.example.dk.');
		return '';
	}
	if (mode === 'production' && url.protocol !== 'https:') {
		faults.push('ORIGIN must begin with https: people would sign in over an open line.');
	}
	return url.origin;
}
