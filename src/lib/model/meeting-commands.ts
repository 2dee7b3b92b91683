import * as v from 'valibot';
import { DocumentId, MemberId, PersonId } from './ids.ts';
import { leadCommands } from './lead.ts';
import { moves } from './pace.ts';

const word = v.pipe(v.string(), v.nonEmpty(), v.maxLength(120));

/** What can be asked of a meeting while people are in it. Sent as JSON by live pages. */
export const MeetingCommand = v.variant('do', [
	v.object({ do: v.literal('begin') }),
	...moves(MemberId),
	v.object({ do: v.literal('raiseHand') }),
	/** One's own; the facilitator also lowers that of the one who gets the word. */
	v.object({ do: v.literal('lowerHand'), who: v.optional(word) }),
	...leadCommands,
	v.object({ do: v.literal('setScribe'), who: v.nullable(PersonId) }),
	v.object({ do: v.literal('attend'), member: MemberId, here: v.boolean() }),
	v.object({
		do: v.literal('agreeNext'),
		date: v.pipe(v.string(), v.isoDate()),
		time: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
		place: v.pipe(v.string(), v.trim(), v.maxLength(200))
	}),
	v.object({ do: v.literal('show'), document: DocumentId, root: word, key: word }),
	v.object({ do: v.literal('hide'), key: word })
]);
export type MeetingCommand = v.InferOutput<typeof MeetingCommand>;

/** Why a command did nothing. Expected among people who press at the same time. */
export type NotDone =
	/** Somebody else was first. */
	| 'changed'
	/** Not in this phase of the meeting's life. */
	| 'notNow'
	/** The one who leads has two minutes to answer. */
	| 'wait'
	/** The citizen has no seat in the room. */
	| 'citizenNotHere'
	/** What was to be shown is no longer there. */
	| 'gone';

export type CommandAnswer = { ok: true } | { ok: false; why: NotDone };
