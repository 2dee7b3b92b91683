import * as v from 'valibot';
import { MemberId } from './ids.ts';

const key = v.pipe(v.string(), v.nonEmpty(), v.maxLength(120));

/** What a seat or a phone in the room can ask for. Sent as JSON by the companion. */
export const RoomCommand = v.variant('do', [
	v.object({ do: v.literal('raiseHand') }),
	v.object({ do: v.literal('lowerHand') }),
	/**
	 * "Ja, det gør jeg" or "Tal om det", with the very words that were seen. The words and not their
	 * hash: browsers hash only on https, and a phone in the room may have come by plain http.
	 */
	v.object({
		do: v.literal('answer'),
		step: key,
		seen: v.pipe(v.string(), v.maxLength(60_000)),
		answer: v.picklist(['accepted', 'talk'])
	}),
	/**
	 * A face at check-in or check-out; null takes it back. `for`: of the citizen or a relative who sits
	 * beside a professional's screen.
	 */
	v.object({
		do: v.literal('mood'),
		moment: v.picklist(['in', 'out']),
		face: v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(5))),
		for: v.optional(MemberId)
	}),
	v.object({ do: v.literal('leave') })
]);
export type RoomCommand = v.InferOutput<typeof RoomCommand>;

/** `changed`: the text says something else by now, and nothing was recorded. */
export type RoomAnswer = { ok: true } | { ok: false; why: 'changed' | 'notNow' };
