import * as v from 'valibot';
import { MemberId, SeatId } from './ids.ts';

const name = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(40));

/** What the facilitator does about the room: its screen and its door. Sent as JSON by live pages. */
export const HostCommand = v.variant('do', [
	v.object({ do: v.literal('pair'), pin: v.pipe(v.string(), v.maxLength(20)) }),
	v.object({ do: v.literal('unpair') }),
	v.object({ do: v.literal('blank'), blank: v.boolean() }),
	v.object({
		do: v.literal('dress'),
		theme: v.optional(v.picklist(['light', 'dark'])),
		textSize: v.optional(v.picklist(['normal', 'large']))
	}),
	v.object({ do: v.literal('letIn'), seat: SeatId, member: MemberId }),
	v.object({
		do: v.literal('letInRelative'),
		seat: SeatId,
		name,
		relation: v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(60)))
	}),
	v.object({ do: v.literal('refuse'), seat: SeatId }),
	v.object({ do: v.literal('sendAway'), seat: SeatId })
]);
export type HostCommand = v.InferOutput<typeof HostCommand>;

export type HostAnswer = { ok: true } | { ok: false; why: 'unknown' | 'too-many' };

/** Somebody at the door, or in the room, as the facilitator's page gets them. */
export interface AtDoor {
	id: string;
	name: string;
	state: 'waiting' | 'in';
	as: 'citizen' | 'relative';
	member: string | null;
}
