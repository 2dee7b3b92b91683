import type { IncomingMessage } from 'node:http';
import * as v from 'valibot';
import { DocumentId } from '#lib/model/ids.ts';
import { actorKey, initials, type Actor } from '#lib/model/person.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { closeCodes } from '#lib/wire/close-codes.ts';
import type { Who } from '#lib/wire/presence.ts';
import type { Admission, Admitted } from '#server/sync/admission.ts';
import type { Holder } from '#server/sign-in/cookies.ts';
import { readsLikeSecret } from '#server/sign-in/secrets.ts';
import type { AccessQuestions } from './access.ts';
import type { Openings } from './openings.ts';

type Somebody = Exclude<Actor, { kind: 'nobody' }>;
type Cookie = (name: string) => string | undefined;

/**
 * The door of every live document: the cookie says who, the rows say what they may, and the opening
 * is written down before the first byte. The room's pages ask with `?as=seat` or `?as=screen`, the citizen's own with `?as=citizen`,
 * because the same browser may also hold a professional's session. A page that was made for somebody says for whom: the cookie
 * may be another's by now, and what the first one typed must not be saved as the other's.
 */
export function createCaseAdmission({
	whoIs,
	access,
	openings
}: {
	whoIs: (cookie: Cookie, as: Holder) => Promise<Actor>;
	access: AccessQuestions;
	openings: Openings;
}): Admission {
	return {
		showsSignIn: (request) => showsSignIn(cookiesOf(request)),

		async admit(request, documentId): Promise<Admitted> {
			const { as, person } = askedBy(request);
			const cookies = cookiesOf(request);
			const cookie = (name: string) => cookies.get(name);
			const shows = showsSignIn(cookies);

			async function ask(): Promise<Admitted> {
				const id = v.safeParse(DocumentId, documentId);
				// Side by side; but who shows nothing is turned away without a look at anything.
				const looked = id.success && shows ? access.document(id.output) : null;
				const [actor, document] = await Promise.all([whoIs(cookie, as), looked]);
				if (actor.kind === 'nobody' || (person !== null && person !== actorKey(actor))) {
					return { ok: false, code: closeCodes.signedOut };
				}
				const answer = await access.answerFor(actor, document);
				if (answer.access === 'none') return { ok: false, code: closeCodes.notFound };
				await openings.opened(actor, [answer.document]);
				return {
					ok: true,
					access: answer.access,
					who: whoOf(actor),
					session: sessionOf(actor),
					readmit: ask
				};
			}
			return ask();
		}
	};
}

/** What others see of somebody: stamped here, never taken from a client. [I6] */
export function whoOf(actor: Somebody): Who {
	const key = actorKey(actor);
	switch (actor.kind) {
		case 'person': {
			const { name, duties } = actor;
			const side = duties.area ?? 'authority';
			return { key, name, initials: initials(name), side, kind: 'professional' };
		}
		case 'seat':
			return {
				key,
				name: actor.name,
				initials: initials(actor.name),
				side: 'citizen',
				kind: actor.as
			};
		case 'citizen':
			return {
				key,
				name: actor.name,
				initials: initials(actor.name),
				side: 'citizen',
				kind: 'citizen'
			};
		case 'screen':
			return { key, name: '', initials: '', side: 'authority', kind: 'screen' };
		default:
			return unreachable(actor);
	}
}

function showsSignIn(cookies: Map<string, string>): boolean {
	return [...cookies.values()].some(readsLikeSecret);
}

function sessionOf(actor: Somebody): string {
	if (actor.kind === 'citizen') return `device:${actor.device}`;
	return actor.kind === 'person' ? actor.session : actorKey(actor);
}

function askedBy(request: IncomingMessage): { as: Holder; person: string | null } {
	const query = new URLSearchParams((request.url ?? '').split('?')[1] ?? '');
	const as = query.get('as');
	return {
		as: as === 'seat' || as === 'screen' || as === 'citizen' ? as : 'person',
		person: query.get('person')
	};
}

/** The cookies of an upgrade, which never passes through Kit. */
function cookiesOf(request: IncomingMessage): Map<string, string> {
	const sent = new Map<string, string>();
	for (const pair of (request.headers.cookie ?? '').split(';')) {
		const equals = pair.indexOf('=');
		const name = pair.slice(0, equals).trim();
		// The first one wins, as in Kit, so that both doors see the same person.
		if (equals > 0 && !sent.has(name)) sent.set(name, decoded(pair.slice(equals + 1).trim()));
	}
	return sent;
}

function decoded(value: string): string {
	try {
		return decodeURIComponent(value);
	} catch {
		return value;
	}
}
