import { error, type Handle, type HandleServerError, type RequestEvent } from '@sveltejs/kit';
import { sequence } from '@sveltejs/kit/hooks';
import { randomUUID } from 'node:crypto';
import { m } from '#lib/paraglide/messages.js';
import { cookieName as localeCookie } from '#lib/paraglide/runtime.js';
import { paraglideMiddleware } from '#lib/paraglide/server.js';
import { ownSessionPath } from '#lib/wire/own-session.ts';
import { isCitizen } from '#lib/model/person.ts';
import { isRefusal, refusalStatus } from '#lib/model/refusal.ts';
import { refusalText } from '#lib/parts/refusal-text.ts';
import type { App } from '#server/app.ts';
import { runningApp } from '#server/running.ts';

/** Only same-origin requests may change anything: forms, JSON and everything else alike. */
const sameOrigin: Handle = ({ event, resolve }) => {
	const { method, headers } = event.request;
	if (method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS') {
		const site = headers.get('sec-fetch-site');
		const origin = headers.get('origin');
		const fits = origin === null ? site === 'same-origin' : origin === event.url.origin;
		if (!fits || (site !== null && site !== 'same-origin')) {
			return new Response('cross-origin request refused\n', { status: 403 });
		}
	}
	return resolve(event);
};

const language: Handle = async ({ event, resolve }) =>
	paraglideMiddleware(await inRoomLanguage(event), ({ locale }) =>
		resolve(event, {
			// Easy Danish is a language of its own to us and Danish to the browser.
			transformPageChunk: ({ html }) => html.replace('%lang%', locale === 'en' ? 'en' : 'da')
		})
	);

/**
 * The room and the citizen's pages speak easy Danish, or Danish with more words where the citizen wants
 * it so, or English where English was chosen. Its cookie lies at the page's own path, so that a
 * facilitator's other pages stay as they are.
 */
async function inRoomLanguage(event: RequestEvent): Promise<Request> {
	const asked = event.cookies.get(localeCookie);
	const speaking = (language: string) =>
		new Request(event.url, { headers: { cookie: `${localeCookie}=${language}` } });
	// A frame in a page that somebody works in: it speaks as the screen does, and keeps no cookie.
	if (event.route.id?.endsWith('/screen-preview')) {
		return speaking(asked === 'en' ? 'en' : 'da-simple');
	}
	const path = citizensPath(event);
	if (path === null) return event.request;
	const language = asked === 'en' ? 'en' : await danishFor(event.locals);
	if (asked !== language) {
		event.cookies.set(localeCookie, language, {
			path,
			httpOnly: false,
			secure: event.url.protocol === 'https:',
			sameSite: 'lax',
			maxAge: 34_560_000
		});
	}
	return speaking(language);
}

/** Where the cookie lies of a page that the citizen looks at; null for other pages. */
function citizensPath({ route, url }: RequestEvent): string | null {
	// The citizen's screen on a professional's device, at the table.
	if (route.id?.endsWith('/session/table')) return url.pathname;
	const page = /^\/\((?:room|citizen)\)\/([\w-]+)/.exec(route.id ?? '')?.[1];
	return page === undefined ? null : `/${page}`;
}

async function danishFor({ actor, app }: App.Locals): Promise<'da' | 'da-simple'> {
	if (!isCitizen(actor)) return 'da-simple';
	const { textLevel } = await app.profiles.ofScreen(actor);
	return textLevel === 'everyday' ? 'da' : 'da-simple';
}

const whoIsAsking: Handle = async ({ event, resolve }) => {
	const running = runningApp();
	event.locals.app = handedOut(running.app);
	event.locals.actor = isQuiet(event)
		? { kind: 'nobody' }
		: await running.whoIs((name) => event.cookies.get(name), holderAt(event.route.id ?? ''));
	return resolve(event);
};

/** A page that asks how long it is signed in for is no sign of life. */
function isQuiet({ route, request }: RequestEvent): boolean {
	return route.id === ownSessionPath && request.method === 'GET';
}

/** The room's and the citizen's pages know devices only: the shared screen, and the seats. */
function holderAt(route: string): 'person' | 'seat' | 'screen' | 'citizen' {
	if (route.startsWith('/(room)/screen')) return 'screen';
	if (route.startsWith('/(citizen)')) return 'citizen';
	return route.startsWith('/(room)') ? 'seat' : 'person';
}

const headers: Handle = async ({ event, resolve }) => {
	const response = await resolve(event);
	const set = (name: string, value: string) => response.headers.set(name, value);
	set('x-content-type-options', 'nosniff');
	// `no-referrer` would make browsers send forms with `Origin: null`, which the origin check refuses.
	set('referrer-policy', 'same-origin');
	set('cross-origin-opener-policy', 'same-origin');
	set('cross-origin-resource-policy', 'same-origin');
	set('permissions-policy', 'camera=(), microphone=(), geolocation=()');
	if (event.url.protocol === 'https:') set('strict-transport-security', 'max-age=31536000');
	if (!response.headers.has('cache-control')) set('cache-control', 'no-store');
	return response;
};

export const handle = sequence(headers, sameOrigin, whoIsAsking, language);

/** A bug: an incident number on the page and in the log, and nothing else about it on the page. */
export const handleError: HandleServerError = ({ error: fault, status }) => {
	if (status === 404) return { message: m.error_not_found() };
	const incident = randomUUID().slice(0, 8);
	runningApp().reportFault(fault, incident);
	return { message: m.error_unexpected({ incident }), incident };
};

const handed = new WeakMap<App, App>();

/** The app with every `Refusal` turned into Kit's own error, so that no route needs a `try`. */
function handedOut(app: App): App {
	const known = handed.get(app);
	if (known) return known;
	const nouns = Object.entries(app).map(([noun, verbs]) => [noun, withRefusals(verbs)]);
	// reason: the same keys, and every function answers as before or throws
	const wrapped = Object.fromEntries(nouns) as App;
	handed.set(app, wrapped);
	return wrapped;
}

function withRefusals(verbs: object): object {
	return Object.fromEntries(
		Object.entries(verbs).map(([verb, act]: [string, unknown]) => {
			if (typeof act !== 'function') return [verb, act];
			const wrapped = (...given: unknown[]): unknown => {
				try {
					const answer: unknown = act(...given);
					return answer instanceof Promise ? answer.catch(asHttp) : answer;
				} catch (fault) {
					return asHttp(fault);
				}
			};
			return [verb, wrapped];
		})
	);
}

function asHttp(fault: unknown): never {
	if (!isRefusal(fault)) throw fault;
	error(refusalStatus[fault.refusal], {
		message: refusalText(fault.refusal),
		refusal: fault.refusal
	});
}
