import { and, asc, desc, eq, inArray } from 'drizzle-orm';
import { readBoard, readCards } from '#lib/board/read.ts';
import type { SparringLine, SparringPage, SparringRoomPage } from '#lib/board/sparring-page.ts';
import { calendarText } from '#lib/model/calendar.ts';
import type { PersonId, SparringId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import { maySpar } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { mayInSparring, type SparringAct } from '#lib/model/sparring-policy.ts';
import { roleOf } from '#lib/model/sparring.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import { sparringEntry, type LetterLocale } from '#server/mail/letters.ts';
import { personTable } from '#server/people/tables.ts';
import type { Templates } from '#server/templates/templates.ts';
import type { Openings } from '#server/documents/openings.ts';
import type * as Y from 'yjs';
import { participantsOf, type Found, type SparringPlaces, type SparringRow } from './place.ts';
import { groundsOf, whoMayCome } from './standing.ts';
import type { SparringStates } from './state.ts';
import { sparringParticipantTable, sparringTable } from './tables.ts';

export interface ViewParts {
	db: Database;
	now: Now;
	origin: string;
	places: SparringPlaces;
	states: SparringStates;
	templates: Pick<Templates, 'models'>;
	openings: Openings;
	rooms: { read(documentId: string): Promise<Y.Doc> };
}

interface Named {
	id: PersonId;
	name: string;
}

/** What the pages show. */
export function createSparringViews(parts: ViewParts) {
	const { db, now, origin, places, states, templates, openings, rooms } = parts;

	async function pageOf({ actor, session, place }: Found): Promise<SparringPage> {
		const participants = await participantsOf(db, session.id);
		const names = await db
			.select({ id: personTable.id, name: personTable.name, area: personTable.area })
			.from(personTable)
			.where(
				inArray(
					personTable.id,
					participants.map(({ personId }) => personId)
				)
			);
		const state = await states.read(session.id);
		if (!state) throw new Refusal('not-found');
		const acts = ['see', 'plan', 'takePart', 'own', 'steer', 'takeLead', 'end'] as const;
		const may = Object.fromEntries(acts.map((act) => [act, mayInSparring(act, place)]));
		return {
			...lineOf(session, actor.id),
			callLink: session.callLink,
			eraseOn: session.eraseOn,
			erased: place.standing.is === 'sparring' && place.standing.erased,
			steps: session.steps,
			positions: session.positions,
			people: participants.flatMap(({ personId }) => {
				const known = names.find(({ id }) => id === personId);
				return known ? [{ ...known, side: known.area ?? 'authority' }] : [];
			}),
			me: { id: actor.id, key: actorKey(actor), name: actor.name },
			// reason: made of every act in the line above
			may: may as Record<SparringAct, boolean>,
			state,
			iHaveFinished: session.finished.includes(actor.id)
		};
	}

	return {
		/** Whether the menu has a place for it. */
		async mayCome(actor: Actor): Promise<boolean> {
			return actor.kind === 'person' && maySpar(await groundsOf(db, actor.id));
		},

		/** Mine: those to come, and those that were held. */
		async list(actor: Actor): Promise<{ ahead: SparringLine[]; held: SparringLine[] }> {
			const me = await places.demandSpar(db, actor);
			const rows = await db
				.select({ session: sparringTable })
				.from(sparringTable)
				.innerJoin(
					sparringParticipantTable,
					and(
						eq(sparringParticipantTable.sparringId, sparringTable.id),
						eq(sparringParticipantTable.personId, me.id)
					)
				)
				.orderBy(desc(sparringTable.startsAt))
				.limit(200);
			const lines = rows.map(({ session }) => lineOf(session, me.id));
			return {
				ahead: lines.filter(({ phase }) => phase === 'planned' || phase === 'inProgress').reverse(),
				held: lines.filter(({ phase }) => phase === 'closed')
			};
		},

		/** What a plan can be made of. */
		async choices(actor: Actor) {
			await places.demandSpar(db, actor);
			const [models, people] = await Promise.all([templates.models(), whoMayCome(db)]);
			return { models, people };
		},

		async page(actor: Actor, id: SparringId): Promise<SparringPage> {
			return pageOf(await places.find(db, actor, 'see', id));
		},

		/** The room: what has been shown so far comes along. Who comes late sees that, and no more. */
		async enter(actor: Actor, id: SparringId): Promise<SparringRoomPage> {
			const found = await places.find(db, actor, 'takePart', id);
			const { documentId, phase } = found.session;
			const page = await pageOf(found);
			if (page.erased || phase === 'cancelled') throw new Refusal('closed');
			await openings.opened(found.actor, [opening(found.session)]);
			const document = {
				id: documentId,
				kind: 'sparring' as const,
				audience: null,
				access: 'read' as const
			};
			const board = readBoard('sparring', await rooms.read(documentId));
			return { ...page, document: { ...document, board } };
		},

		/** What a learning note begins with: the others who came, who read it first, and what the last step said. */
		async learned(actor: Actor, id: SparringId): Promise<{ others: Named[]; words: string }> {
			const { actor: me, session, place } = await places.find(db, actor, 'takePart', id);
			if (session.phase !== 'closed') throw new Refusal('not-found');
			const came = (await participantsOf(db, id)).filter(
				({ personId, attended }) => attended && personId !== me.id
			);
			const others = await db
				.select({ id: personTable.id, name: personTable.name })
				.from(personTable)
				.where(
					inArray(
						personTable.id,
						came.map(({ personId }) => personId)
					)
				)
				.orderBy(asc(personTable.name));
			const erased = place.standing.is === 'sparring' && place.standing.erased;
			if (!erased) await openings.opened(me, [opening(session)]);
			const posts = erased ? [] : readCards(await rooms.read(session.documentId), 'posts');
			const words = posts.filter(({ kind }) => kind === 'learning').map(({ text }) => text);
			return { others, words: words.join('\n') };
		},

		/** For one's own calendar: a time, and nothing else. */
		async calendarFile(actor: Actor, id: SparringId, locale: LetterLocale): Promise<string> {
			const { session } = await places.find(db, actor, 'see', id);
			const entry = sparringEntry(
				{
					sparring: id,
					startsAt: session.startsAt.toISOString(),
					minutes: String(session.minutes),
					version: String(session.version)
				},
				{ origin, stamp: now(), locale }
			);
			return calendarText([{ ...entry, cancelled: session.phase === 'cancelled' }], {
				method: 'PUBLISH'
			});
		},

		/** The next of the series after this one. */
		async nextOf(actor: Actor, id: SparringId): Promise<SparringLine | null> {
			const { session, actor: me } = await places.find(db, actor, 'see', id);
			const rows = await db
				.select()
				.from(sparringTable)
				.where(and(eq(sparringTable.series, session.series), eq(sparringTable.phase, 'planned')))
				.orderBy(asc(sparringTable.startsAt));
			const next = rows.find(({ startsAt }) => startsAt > session.startsAt);
			return next ? lineOf(next, me.id) : null;
		}
	};
}

function opening({ documentId }: SparringRow) {
	return { id: documentId, caseId: null, meetingId: null, kind: 'sparring' as const };
}

function lineOf(session: SparringRow, me: string): SparringLine {
	return {
		id: session.id,
		title: session.title,
		modelKey: session.modelKey,
		startsAt: session.startsAt.toISOString(),
		minutes: session.minutes,
		phase: session.phase,
		role: roleOf(session, me),
		leads: session.facilitator === me
	};
}
