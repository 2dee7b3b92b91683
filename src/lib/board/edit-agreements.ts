import * as Y from 'yjs';
import type { DateString } from '#lib/model/dates.ts';
import type { AbcLetter, HelpLevel, Progress, StepStatus } from './cards.ts';
import { addCard, findCard, setField, setFields } from './edit.ts';
import type { At } from './placing.ts';

export function addSubgoal(doc: Y.Doc, text = '', progress: Progress = 'agreed'): string {
	return addCard(doc, 'subgoals', { text, progress });
}

export function setProgress(doc: Y.Doc, key: string, progress: Progress): boolean {
	return setField(doc, 'subgoals', key, 'progress', progress) !== null;
}

export function addFocusPoint(
	doc: Y.Doc,
	point: { text?: string; citizenWords?: string; meeting?: string } = {}
): string {
	return addCard(doc, 'focusPoints', { chosen: false, ...point });
}

/** The citizen chooses, or takes back, what a meeting is about. */
export function chooseFocus(
	doc: Y.Doc,
	key: string,
	chosen: boolean,
	meeting: string | null = null
): boolean {
	return setFields(doc, 'focusPoints', key, { chosen, meeting: chosen ? meeting : null });
}

export interface NewDecision {
	text: string;
	/** Null while nobody has said. */
	agreed: 'all' | 'some' | null;
	/** Names of those who do not agree. */
	disagree?: readonly string[];
	meeting?: string;
	step?: string;
}

export function addDecision(doc: Y.Doc, decision: NewDecision): string {
	return addCard(doc, 'decisions', { ...decision, disagree: decision.disagree ?? [] });
}

export function setAgreement(
	doc: Y.Doc,
	key: string,
	agreed: 'all' | 'some' | null,
	disagree: readonly string[]
): boolean {
	return setFields(doc, 'decisions', key, {
		agreed,
		disagree: agreed === 'some' ? disagree : []
	});
}

export interface NewStep {
	what?: string;
	/** A member of the case; may be the citizen. Null: nobody has said "I will". */
	owner?: string | null;
	helper?: string | null;
	helpLevel?: HelpLevel | null;
	due?: DateString | null;
	focusPoint?: string | null;
	abc?: readonly AbcLetter[];
	notice?: string;
	meeting?: string | null;
	pictogram?: string | null;
	/** A task between sessions: what the session was about. */
	theme?: string | null;
	agreedOn: DateString;
}

export function addNextStep(doc: Y.Doc, step: NewStep, at: At = 'end'): string {
	return addCard(doc, 'nextSteps', { abc: [], status: 'agreed', ...step }, at);
}

/** [B19] What stood in the way is asked when a step was not done; it is kept when that changes. */
export function setStepStatus(
	doc: Y.Doc,
	key: string,
	status: StepStatus,
	obstacle?: string
): boolean {
	return setFields(doc, 'nextSteps', key, {
		status,
		...(obstacle === undefined ? {} : { obstacle })
	});
}

/** The words of the shared goal. Its card is made with the document [B4]. */
export function goalText(doc: Y.Doc, field: 'text' | 'citizenSays'): Y.Text | null {
	const text = findCard(doc, 'goal', 'wellbeing')?.get(field);
	return text instanceof Y.Text ? text : null;
}
