import * as v from 'valibot';
import { Audience } from './document.ts';
import type { NotDone } from './meeting-commands.ts';
import { PlanRoot } from './plan-commands.ts';

const seen = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));
const step = v.pipe(v.string(), v.regex(/^[A-Za-z0-9]{1,40}$/));

/** A line for the big screen. Of a card of the plan, the picture comes along, and the line goes with the card. */
export const ShownLine = v.object({
	text: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200)),
	card: v.optional(
		v.object({ root: PlanRoot, key: v.pipe(v.string(), v.nonEmpty(), v.maxLength(120)) })
	)
});
export type ShownLine = v.InferOutput<typeof ShownLine>;

/** What can be asked of a planning session, by the citizen's screen and by the laptop beside it. */
export const SessionCommand = v.variant('do', [
	/** `skip`: "Spring over". It is always there, and needs no summary. */
	v.object({ do: v.literal('next'), at: seen, skip: v.optional(v.boolean()) }),
	v.object({ do: v.literal('previous'), at: seen }),
	v.object({ do: v.literal('goTo'), at: seen, step: seen }),
	v.object({ do: v.literal('pause') }),
	v.object({ do: v.literal('resume') }),
	/** Read by the step's own view; what is foreign to it is dropped. */
	v.object({ do: v.literal('answer'), step, content: v.unknown() }),
	/** "Ja, det er rigtigt": the summary was read back, and is right. */
	v.object({ do: v.literal('confirm'), step }),
	/** Taken back, as if it had never been said. */
	v.object({ do: v.literal('clear'), step }),
	/** Who may see how the citizen is, in the session and in those before. */
	v.object({ do: v.literal('share'), audience: Audience }),
	/** Who may see the plan for hard moments, all its lines. */
	v.object({ do: v.literal('sharePlan'), audience: Audience }),
	/** Some of it on the big screen, until the session moves on. */
	v.object({
		do: v.literal('show'),
		lines: v.pipe(v.array(ShownLine), v.maxLength(8))
	}),
	v.object({ do: v.literal('hide') }),
	v.object({ do: v.literal('stop') }),
	v.object({ do: v.literal('goOn') }),
	/** After a stop, `keep` says what becomes of what was answered. */
	v.object({ do: v.literal('end'), keep: v.boolean() }),
	/** The citizen is here and has no screen of their own. */
	v.object({ do: v.literal('sitDown') })
]);
export type SessionCommand = v.InferOutput<typeof SessionCommand>;

/** `sumUp`: read it back first. `unreadable`: that is no answer to this step. */
export type SessionAnswer = { ok: true } | { ok: false; why: NotDone | 'sumUp' | 'unreadable' };

/** One answer as those in the session see it. */
export interface Answered {
	content: unknown;
	/** The summary of it was read back and was right. */
	confirmed: boolean;
	/** The citizen's own finger; else somebody answered for them, with them there. */
	own: boolean;
}

/** What was answered, by the key of its step. */
export type Answers = Record<string, Answered>;
