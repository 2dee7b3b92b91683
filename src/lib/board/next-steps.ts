import type * as Y from 'yjs';
import type { Card } from './cards.ts';
import { readCards } from './read.ts';

/** A next step as the table holds it, without what the server knows itself. */
export interface NextStepRow {
	key: string;
	what: string;
	owner: string | null;
	helper: string | null;
	helpLevel: Card<'nextSteps'>['helpLevel'];
	due: string | null;
	status: Card<'nextSteps'>['status'];
	obstacle: string | null;
	focusPoint: string | null;
	abc: Card<'nextSteps'>['abc'];
	notice: string | null;
	agreedOn: string | null;
	meetingId: string | null;
	order: string;
}

/**
 * The next steps on a board, as plain rows. An entry that does not parse is left out, not trusted;
 * so is one without words, which nobody has agreed to yet.
 */
export function readNextSteps(doc: Y.Doc): NextStepRow[] {
	return readCards(doc, 'nextSteps')
		.filter((step) => step.what.trim() !== '')
		.map((step) => ({
			key: step.key,
			what: step.what,
			owner: step.owner,
			helper: step.helper,
			helpLevel: step.helpLevel,
			due: step.due,
			status: step.status,
			obstacle: orNull(step.obstacle),
			focusPoint: step.focusPoint,
			abc: step.abc,
			notice: orNull(step.notice),
			agreedOn: step.agreedOn,
			meetingId: step.meeting,
			order: step.order ?? ''
		}));
}

function orNull(text: string): string | null {
	return text.trim() === '' ? null : text;
}
