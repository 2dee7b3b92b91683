import * as v from 'valibot';

export const mostTitle = 120;
export const mostNote = 4_000;

const Text = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(2_000));

/** A practice example: wholly invented, with questions to think about together. */
export const PracticeExample = v.strictObject({
	key: v.pipe(v.string(), v.regex(/^[a-z0-9-]{2,60}$/)),
	title: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(mostTitle)),
	situation: Text,
	turningPoint: Text,
	practice: Text,
	questions: v.pipe(v.array(Text), v.minLength(1), v.maxLength(8)),
	topics: v.pipe(v.array(v.pipe(Text, v.maxLength(60))), v.maxLength(8))
});
export type PracticeExample = v.InferOutput<typeof PracticeExample>;

export const LearningPack = v.strictObject({
	version: v.pipe(v.string(), v.regex(/^\d+\.\d+$/)),
	examples: v.pipe(v.array(PracticeExample), v.minLength(1))
});

/** How many others must have found a note anonymous before anybody can find it. */
export const enoughReaders = 2;

export type LearningState = 'proposed' | 'entered' | 'withdrawn';

/**
 * [L1] Who may say that a note is anonymous: somebody else than the writer, once, while it waits.
 * It is not the writer who can see whether others would guess. After a sparring it is those who were
 * there too: they know whom it could point at.
 */
export function mayVouch(
	note: {
		state: LearningState;
		by: string;
		vouchers: readonly string[];
		/** Who alone is asked; null: anybody who may read here. */
		readers: readonly string[] | null;
	},
	reader: string
): boolean {
	return (
		note.state === 'proposed' &&
		note.by !== reader &&
		!note.vouchers.includes(reader) &&
		(note.readers?.includes(reader) ?? true)
	);
}
