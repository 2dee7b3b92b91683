import * as v from 'valibot';
import type { Minutes } from './meeting.ts';
import { unreachable } from './unreachable.ts';

const text = v.pipe(v.string(), v.trim(), v.maxLength(5000));
const words = v.pipe(text, v.nonEmpty());
const index = v.pipe(v.number(), v.integer(), v.minValue(0));

/**
 * What can be put right in the minutes themselves: what was said and who was there. What was agreed
 * is put right on the board and drawn again, so that the two can never say different things; the
 * citizen's own words are nobody's to correct.
 */
export const MinutesChange = v.variant('part', [
	v.object({ part: v.literal('place'), text }),
	v.object({ part: v.literal('obstacle'), index, text }),
	v.object({ part: v.literal('topic'), index, text: words }),
	v.object({ part: v.literal('note'), index, text: words }),
	/** Without an index: one more. Without words: taken out. */
	v.object({ part: v.literal('disagreement'), index: v.nullable(index), text }),
	v.object({ part: v.literal('attendance'), name: words, present: v.boolean() })
]);
export type MinutesChange = v.InferOutput<typeof MinutesChange>;

/** The minutes after the change, with what stood there before; null when there is nothing to change. */
export function applyChange(
	minutes: Minutes,
	change: MinutesChange
): { minutes: Minutes; before: string; after: string } | null {
	switch (change.part) {
		case 'place':
			return changed(minutes.place, change.text, () => ({ ...minutes, place: change.text }));
		case 'obstacle': {
			const step = minutes.sinceLast[change.index];
			if (!step) return null;
			return changed(step.obstacle ?? '', change.text, () => ({
				...minutes,
				sinceLast: minutes.sinceLast.with(change.index, { ...step, obstacle: change.text || null })
			}));
		}
		case 'topic': {
			const topic = minutes.topics[change.index];
			if (!topic) return null;
			return changed(topic.text, change.text, () => ({
				...minutes,
				topics: minutes.topics.with(change.index, { ...topic, text: change.text })
			}));
		}
		case 'note': {
			const note = minutes.notes[change.index];
			if (!note) return null;
			return changed(note.text, change.text, () => ({
				...minutes,
				notes: minutes.notes.with(change.index, { ...note, text: change.text })
			}));
		}
		case 'disagreement':
			return changeDisagreement(minutes, change.index, change.text);
		case 'attendance':
			return changeAttendance(minutes, change.name, change.present);
		default:
			return unreachable(change);
	}
}

function changed(before: string, after: string, make: () => Minutes) {
	return before === after ? null : { minutes: make(), before, after };
}

function changeDisagreement(minutes: Minutes, index: number | null, after: string) {
	const { disagreement } = minutes;
	if (index === null) {
		return changed('', after, () => ({ ...minutes, disagreement: [...disagreement, after] }));
	}
	const before = disagreement[index];
	if (before === undefined) return null;
	return changed(before, after, () => ({
		...minutes,
		disagreement: disagreement.flatMap((said, at) => (at !== index ? said : after || []))
	}));
}

function changeAttendance(minutes: Minutes, name: string, present: boolean) {
	const [from, to] = present ? (['absent', 'present'] as const) : (['present', 'absent'] as const);
	const person = minutes[from].find((one) => one.name === name);
	if (!person) return null;
	return {
		minutes: {
			...minutes,
			[from]: minutes[from].filter((one) => one !== person),
			[to]: [...minutes[to], person]
		},
		before: from === 'absent' ? '' : name,
		after: to === 'present' ? name : ''
	};
}
