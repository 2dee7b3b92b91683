import { and, asc, count, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Dictionary } from '#lib/model/anonymise/dictionary.ts';
import { checkForSharing } from '#lib/model/anonymise/guard.ts';
import type { Hit } from '#lib/model/anonymise/hit.ts';
import { LearningNoteId, newId, type PersonId } from '#lib/model/ids.ts';
import { enoughReaders, mayVouch, type PracticeExample } from '#lib/model/learning.ts';
import type { Actor, PersonActor } from '#lib/model/person.ts';
import { maySpar } from '#lib/model/policy.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import type { Throttle } from '#server/sign-in/throttle.ts';
import { speaksOf, type Examples } from './examples.ts';
import { learningNoteTable, learningVouchTable } from './tables.ts';

export interface LearningParts {
	db: Database;
	now: Now;
	examples: Examples;
	/** On what ground somebody may come to sparring, and so to what was learned there. */
	groundsOf: (
		tx: Database | Transaction,
		person: PersonId
	) => Promise<{ coordinates: boolean; named: boolean }>;
	/** Whom a note must not name; never part of an answer. */
	dictionaryFor: (people: readonly PersonId[], tx: Transaction) => Promise<Dictionary>;
	/** Somebody who tries names to see which are refused is stopped. */
	throttle: Throttle;
}

export interface NoteLine {
	id: LearningNoteId;
	title: string;
	words: string;
	enteredAt: Date | null;
}

export interface Waiting extends NoteLine {
	mine: boolean;
	mayVouch: boolean;
	/** How many have found it anonymous, of those it takes. */
	vouched: number;
}

export type Proposed =
	| { ok: true; id: LearningNoteId }
	| { ok: false; why: 'names'; hits: { title: Hit[]; words: Hit[] } }
	| { ok: false; why: 'too-many' };

export type Vouched =
	{ ok: true; entered: boolean } | { ok: false; why: 'not-yours' | 'names' | 'too-many' };

/** What was learned, for those who spar: in general words, found anonymous by two others, of no case. */
export function createLearning(parts: LearningParts) {
	const { db, now, examples, groundsOf, dictionaryFor, throttle } = parts;

	async function reader(actor: Actor, tx: Database | Transaction = db): Promise<PersonActor> {
		if (actor.kind === 'nobody') throw new Refusal('not-signed-in');
		if (actor.kind !== 'person' || !maySpar(await groundsOf(tx, actor.id))) {
			throw new Refusal('not-found');
		}
		return actor;
	}

	/** Only refusals count: the guard must not be asked about names one by one. */
	const key = (me: PersonActor) => `learning:${me.id}`;
	const mayTry = (me: PersonActor) => throttle.mayTry(key(me), key(me));
	const refused = (me: PersonActor) => throttle.tried(key(me), key(me), false);

	async function waiting(me: PersonActor): Promise<Waiting[]> {
		const all = await db
			.select()
			.from(learningNoteTable)
			.where(eq(learningNoteTable.state, 'proposed'))
			.orderBy(asc(learningNoteTable.createdAt));
		const notes = all.filter((note) => maySee(note, me.id));
		if (notes.length === 0) return [];
		const vouches = await db
			.select()
			.from(learningVouchTable)
			.where(
				inArray(
					learningVouchTable.noteId,
					notes.map(({ id }) => id)
				)
			);
		return notes.map(({ id, title, words, enteredAt, state, by, readers }) => {
			const vouchers = vouches.filter(({ noteId }) => noteId === id).map((one) => one.personId);
			return {
				id,
				title,
				words,
				enteredAt,
				mine: by === me.id,
				mayVouch: mayVouch({ state, by, vouchers, readers }, me.id),
				vouched: vouchers.length
			};
		});
	}

	return {
		/** Whether somebody has a place here, for the menu. */
		async mayRead(actor: Actor): Promise<boolean> {
			return actor.kind === 'person' && maySpar(await groundsOf(db, actor.id));
		},

		/** How many notes wait for this reader's word; null for whoever has no place here. */
		async toRead(actor: Actor): Promise<number | null> {
			if (actor.kind !== 'person' || !maySpar(await groundsOf(db, actor.id))) return null;
			return (await waiting(actor)).filter((note) => note.mayVouch).length;
		},

		async library(
			actor: Actor,
			search: string
		): Promise<{ notes: NoteLine[]; examples: PracticeExample[]; waiting: Waiting[] }> {
			const me = await reader(actor);
			const wanted = search.trim();
			const found = sql`to_tsvector('danish', ${learningNoteTable.title} || ' ' || ${learningNoteTable.words}) @@ websearch_to_tsquery('danish', ${wanted})`;
			const notes = await db
				.select({
					id: learningNoteTable.id,
					title: learningNoteTable.title,
					words: learningNoteTable.words,
					enteredAt: learningNoteTable.enteredAt
				})
				.from(learningNoteTable)
				.where(and(eq(learningNoteTable.state, 'entered'), wanted === '' ? undefined : found))
				.orderBy(desc(learningNoteTable.enteredAt))
				.limit(100);
			return {
				notes,
				examples: (await examples.all()).filter((example) => speaksOf(example, wanted)),
				waiting: await waiting(me)
			};
		},

		async example(actor: Actor, key: string): Promise<PracticeExample> {
			await reader(actor);
			const example = (await examples.all()).find((one) => one.key === key);
			if (!example) throw new Refusal('not-found');
			return example;
		},

		/** Refused words are stored nowhere; that somebody tried is. */
		async propose(
			actor: Actor,
			note: { title: string; words: string; dismissed?: readonly string[] },
			/**
			 * Those who were at the sparring too: it must not name their cases either, and two of them
			 * are to find it anonymous. None: any two who come to sparring.
			 */
			together: readonly PersonId[] = []
		): Promise<Proposed> {
			const me = await reader(actor);
			if (!(await mayTry(me))) return { ok: false, why: 'too-many' };
			const answer = await db.transaction(async (tx): Promise<Proposed> => {
				const dictionary = await dictionaryFor([me.id, ...together], tx);
				const hitsOf = (text: string) => {
					const checked = checkForSharing(text, dictionary, note.dismissed);
					return checked.ok ? [] : checked.hits;
				};
				const hits = { title: hitsOf(note.title), words: hitsOf(note.words) };
				const found = hits.title.length + hits.words.length;
				if (found > 0) {
					await record(tx, me, { event: 'learning:refused', details: { hits: found } });
					return { ok: false, why: 'names', hits };
				}
				const id = newId(LearningNoteId);
				const others = together.filter((one) => one !== me.id);
				await tx.insert(learningNoteTable).values({
					id,
					title: note.title,
					words: note.words,
					state: 'proposed',
					by: me.id,
					readers: others.length >= enoughReaders ? others : null,
					createdAt: now()
				});
				await record(tx, me, { event: 'learning:proposed', details: { note: id } });
				return { ok: true, id };
			});
			if (!answer.ok) await refused(me);
			return answer;
		},

		/** Another reader finds it anonymous; with the second it enters. Their cases are checked as well. */
		async vouch(actor: Actor, id: LearningNoteId): Promise<Vouched> {
			const me = await reader(actor);
			if (!(await mayTry(me))) return { ok: false, why: 'too-many' };
			const answer = await db.transaction(async (tx): Promise<Vouched> => {
				const [note] = await tx
					.select()
					.from(learningNoteTable)
					.where(eq(learningNoteTable.id, id))
					.for('update');
				if (!note || !maySee(note, me.id)) throw new Refusal('not-found');
				const before = await tx
					.select({ person: learningVouchTable.personId })
					.from(learningVouchTable)
					.where(eq(learningVouchTable.noteId, id));
				const vouchers = before.map(({ person }) => person);
				if (!mayVouch({ ...note, vouchers }, me.id)) return { ok: false, why: 'not-yours' };

				const dictionary = await dictionaryFor([me.id], tx);
				if (namesSomebody(`${note.title}\n${note.words}`, dictionary)) {
					await record(tx, me, { event: 'learning:refused', details: { note: id } });
					return { ok: false, why: 'names' };
				}
				await tx.insert(learningVouchTable).values({ noteId: id, personId: me.id, at: now() });
				await record(tx, me, { event: 'learning:vouched', details: { note: id } });
				const [all] = await tx
					.select({ readers: count() })
					.from(learningVouchTable)
					.where(eq(learningVouchTable.noteId, id));
				const entered = (all?.readers ?? 0) >= enoughReaders;
				if (entered) {
					await tx
						.update(learningNoteTable)
						.set({ state: 'entered', enteredAt: now(), readers: null })
						.where(eq(learningNoteTable.id, id));
					await record(tx, me, { event: 'learning:entered', details: { note: id } });
				}
				return { ok: true, entered };
			});
			if (!answer.ok && answer.why === 'names') await refused(me);
			return answer;
		},

		/** Taken out, and its words with it: by the writer, or by a reader who could guess who it is about. */
		async withdraw(actor: Actor, id: LearningNoteId): Promise<void> {
			const me = await reader(actor);
			await db.transaction(async (tx) => {
				const [note] = await tx
					.select()
					.from(learningNoteTable)
					.where(
						and(
							eq(learningNoteTable.id, id),
							inArray(learningNoteTable.state, ['proposed', 'entered'])
						)
					)
					.for('update');
				if (!note || !maySee(note, me.id)) throw new Refusal('not-found');
				await tx
					.update(learningNoteTable)
					.set({ state: 'withdrawn', title: '', words: '', readers: null })
					.where(eq(learningNoteTable.id, id));
				await record(tx, me, { event: 'learning:withdrawn', details: { note: id } });
			});
		}
	};
}

export type Learning = ReturnType<typeof createLearning>;

/** While it waits after a sparring, a note is for those who were there: nobody else has seen that it is anonymous. */
function maySee(
	{ by, readers }: { by: PersonId; readers: readonly PersonId[] | null },
	reader: PersonId
): boolean {
	return readers === null || by === reader || readers.includes(reader);
}

/** What the writer was asked about is for the writer to say; names and numbers are for nobody. */
function namesSomebody(text: string, dictionary: Dictionary): boolean {
	const checked = checkForSharing(text, dictionary);
	return !checked.ok && checked.hits.some(({ verdict }) => verdict !== 'ask');
}
