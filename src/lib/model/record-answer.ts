import * as v from 'valibot';
import { DocumentId } from './ids.ts';

/** A command as it comes from a page: what somebody says to the words they saw. */
export const RecordAnswer = v.pipe(
	v.object({
		documentId: DocumentId,
		kind: v.picklist(['responsibility', 'nextStep', 'decision']),
		subject: v.pipe(v.string(), v.maxLength(80)),
		answer: v.picklist(['accepted', 'declined', 'talk']),
		reason: v.optional(v.nullable(v.pipe(v.string(), v.trim(), v.maxLength(1000))), null),
		/** Of the words on the screen: `recordHash` of `board/hash-text.ts`. */
		textHash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/))
	}),
	v.check(({ answer, reason }) => answer !== 'declined' || Boolean(reason), 'reason: say why not')
);
export type RecordAnswer = v.InferOutput<typeof RecordAnswer>;
