import type { Audience } from './document.ts';
import { accessTo, type Standing } from './policy.ts';

/**
 * Who may do what with a citizen's answers in planning sessions. They are rows, and are seen and
 * written as a card of the citizen's plan with the same audience would be: one rule, asked once.
 */
export type AnswerAct =
	/** Answer, take back, say who may see it: the citizen, or the scribe with the citizen there. */
	| 'answer'
	/** While the session runs: everybody who is in it. */
	| 'see'
	/** Say stop, and go on again. */
	| 'stop';

export function mayAnswer(act: AnswerAct, standing: Standing): boolean {
	const here = accessTo({ kind: 'plan', audience: 'here' }, standing);
	switch (act) {
		case 'answer':
			return here === 'write';
		case 'see':
			return here !== 'none';
		case 'stop':
			return here !== 'none';
	}
}

/** Afterwards: how the citizen was, seen by those the citizen chose. */
export function maySeeTrend(audience: Audience, standing: Standing): boolean {
	return accessTo({ kind: 'plan', audience }, standing) !== 'none';
}
