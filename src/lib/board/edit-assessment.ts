import type * as Y from 'yjs';
import type { DateString } from '#lib/model/dates.ts';
import type { AbcLetter, Aspect, CoverageState } from './cards.ts';
import { addCard, setField, type Inputs } from './edit.ts';
import type { AssessmentArea, Source } from './layout.ts';

export interface NewStatement {
	area: AssessmentArea;
	text?: string;
	source: Source;
	aspect?: Aspect;
	statedOn: DateString;
}

export function addStatement(doc: Y.Doc, statement: NewStatement): string {
	return addCard(doc, 'statements', { ...statement });
}

/** [B4] The coverage cards are made with the document; an area of another document is not there. */
export function setCoverage(doc: Y.Doc, area: AssessmentArea, state: CoverageState): boolean {
	return setField(doc, 'coverage', area, 'state', state) !== null;
}

export function addProtectiveFactor(
	doc: Y.Doc,
	factor: { text?: string; abc?: readonly AbcLetter[] } = {}
): string {
	return addCard(doc, 'protectiveFactors', factor);
}

/** Takes a letter of ABC away when it is there, and adds it when it is not. */
export function toggleAbc(
	doc: Y.Doc,
	root: 'protectiveFactors' | 'nextSteps',
	key: string,
	letter: AbcLetter,
	letters: readonly AbcLetter[]
): boolean {
	const next = letters.includes(letter)
		? letters.filter((one) => one !== letter)
		: [...letters, letter];
	return setField(doc, root, key, 'abc', next) !== null;
}

export function addRiskSituation(
	doc: Y.Doc,
	situation: { text?: string; helpsWith?: string } = {}
): string {
	return addCard(doc, 'riskSituations', situation);
}

/** Situation → feeling → substance → what it gave → what it cost → what could be there instead. */
export function addFunctionCard(doc: Y.Doc, card: Inputs<'functionCards'> = {}): string {
	return addCard(doc, 'functionCards', card);
}
