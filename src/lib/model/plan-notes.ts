import * as v from 'valibot';
import type { BesidePlan } from '#lib/board/plan-page.ts';
import { RecordId } from './ids.ts';

/** The longest sentence beside a card, in signs. */
export const longestNote = 400;

/** What a coordinator does beside the citizen's words. Sent as JSON by the board. */
export const PlanNoteCommand = v.variant('do', [
	v.object({
		do: v.literal('write'),
		card: v.pipe(v.string(), v.nonEmpty(), v.maxLength(120)),
		text: v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(longestNote))
	}),
	v.object({ do: v.literal('withdraw'), note: RecordId })
]);
export type PlanNoteCommand = v.InferOutput<typeof PlanNoteCommand>;

export type PlanNoteAnswer = ({ ok: true } & BesidePlan) | { ok: false; why: 'gone' | 'cpr' };
