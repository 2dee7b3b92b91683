import * as v from 'valibot';
import { PersonId } from './ids.ts';
import { leadCommands } from './lead.ts';
import { moves, seen } from './pace.ts';
import { marks } from './post.ts';
import { accountFields, faces, type FloorNo } from './sparring.ts';

const word = v.pipe(v.string(), v.nonEmpty(), v.maxLength(40));

/** What can be asked of a sparring while people are in it. No words are sent this way. */
export const SparringCommand = v.variant('do', [
	v.object({ do: v.literal('begin') }),
	...moves(PersonId),
	...leadCommands,
	/** I have come. */
	v.object({ do: v.literal('come') }),
	/** I have finished writing; or not yet, after all. */
	v.object({ do: v.literal('finish'), at: seen, finished: v.boolean() }),
	v.object({ do: v.literal('reveal'), at: seen }),
	v.object({ do: v.literal('vote'), at: seen, for: word }),
	/** How the sparring went, in one of four faces. */
	v.object({ do: v.literal('rate'), at: seen, face: v.picklist(faces) }),
	v.object({ do: v.literal('raiseHand'), at: seen }),
	/** My own; or another's, by the one who leads, who gives them the word. */
	v.object({ do: v.literal('lowerHand'), who: PersonId }),
	v.object({ do: v.literal('sort'), at: seen, key: word, as: v.nullable(v.picklist(marks)) }),
	v.object({ do: v.literal('focus'), person: PersonId }),
	v.object({ do: v.literal('interviewer'), person: PersonId }),
	v.object({ do: v.literal('position'), person: PersonId, key: v.nullable(word) }),
	/** A name was said or written after all. */
	v.object({ do: v.literal('strike'), key: word }),
	v.object({ do: v.literal('close') })
]);
export type SparringCommand = v.InferOutput<typeof SparringCommand>;

export type SparringNotDone =
	/** Somebody else was first. */
	| 'changed'
	| 'notNow'
	| 'wait'
	/** Not somebody or something that is here. */
	| 'gone'
	/** Nobody leads their own matter. */
	| 'sameLeader'
	/** The step gives the word in a way of its own, or not to this one. */
	| 'noHands';

export type SparringAnswer = { ok: true } | { ok: false; why: SparringNotDone };

/** The longest note. It is a card, not a page. */
export const longestPost = 600;
export const longestAccount = 2_000;

const text = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(longestPost));
/** Words that the writer has said are no name: "Vest", the compass direction. */
export const Dismissed = v.pipe(
	v.array(v.pipe(v.string(), v.nonEmpty(), v.maxLength(200))),
	v.maxLength(40)
);

/** What is not a thing in a sparring, and where it belongs. Refused by what it is, at every door. */
export const elsewhere = [
	'decision',
	'nextStep',
	'responsibility',
	'attachment',
	'caseLink'
] as const;
export type Elsewhere = (typeof elsewhere)[number];

/** Something one wants the others to read. */
export const Contribution = v.variant('kind', [
	v.strictObject({
		kind: v.literal('post'),
		at: seen,
		text,
		dismissed: v.optional(Dismissed, [])
	}),
	...elsewhere.map((kind) => v.object({ kind: v.literal(kind) }))
]);
export type Contribution = v.InferOutput<typeof Contribution>;

/** The focus person's account, as it is checked and kept until the session shows it. */
export const Account = v.strictObject(
	v.entriesFromList(accountFields, v.pipe(v.string(), v.trim(), v.maxLength(longestAccount)))
);
export type Account = v.InferOutput<typeof Account>;

/** Why words were not taken in. They are nowhere but in the writer's own field. */
export type NotTaken<Hit> =
	| { ok: false; why: 'elsewhere'; what: Elsewhere }
	| { ok: false; why: 'floor'; no: FloorNo }
	| { ok: false; why: 'names'; hits: Hit[] }
	| { ok: false; why: 'changed' | 'notNow' };
