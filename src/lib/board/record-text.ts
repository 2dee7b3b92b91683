import type { Card } from './cards.ts';
import { cellPlace } from './read.ts';

/** What a record can be about, and where its words lie in the agreements. */
export type RecordKind = 'responsibility' | 'nextStep' | 'decision';

export interface Agreements {
	labour: readonly Pick<Card<'labour'>, 'key' | 'title'>[];
	cells: readonly Pick<Card<'cells'>, 'key' | 'text' | 'responsible' | 'supporters'>[];
	nextSteps: readonly Pick<Card<'nextSteps'>, 'key' | 'what' | 'owner' | 'due'>[];
	decisions: readonly Pick<Card<'decisions'>, 'key' | 'text'>[];
}

/**
 * The exact words somebody says yes or no to; null when the card is gone. Whoever is responsible,
 * and by when, is part of what is agreed, so a change of it asks for a new answer. The page that
 * hashes and the server that compares call this same function.
 */
export function recordText(
	kind: RecordKind,
	subject: string,
	{ labour, cells, nextSteps, decisions }: Agreements
): string | null {
	switch (kind) {
		case 'responsibility': {
			const cell = cells.find((one) => one.key === subject);
			const row = labour.find((one) => one.key === cellPlace(subject)?.row);
			if (!cell || !row) return null;
			const supporters = cell.supporters.toSorted().join(',');
			return `${row.title}\n${cell.text}\n${cell.responsible ?? ''}\n${supporters}`;
		}
		case 'nextStep': {
			const step = nextSteps.find((one) => one.key === subject);
			return step ? `${step.what}\n${step.due ?? ''}\n${step.owner ?? ''}` : null;
		}
		case 'decision':
			return decisions.find((one) => one.key === subject)?.text ?? null;
	}
}
