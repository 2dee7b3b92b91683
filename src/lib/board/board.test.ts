import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createDocument } from './create.ts';
import {
	addDecision,
	addNextStep,
	chooseFocus,
	addFocusPoint,
	setAgreement,
	setStepStatus
} from './edit-agreements.ts';
import { addProtectiveFactor, addStatement, setCoverage, toggleAbc } from './edit-assessment.ts';
import { addRow, assignCell, shareOnPurpose } from './edit-labour.ts';
import { addTopic } from './edit-meeting.ts';
import { addCard, binCard, emptyBin, findCard, restoreCard, setField } from './edit.ts';
import { checkRow, gapsAndOverlaps, responsibleOf } from './labour.ts';
import { assessmentAreas, cellKey, sides } from './layout.ts';
import { readNextSteps } from './next-steps.ts';
import { readAll, readBoard, readCards } from './read.ts';

function created(...made: Parameters<typeof createDocument>): Y.Doc {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, createDocument(...made));
	return doc;
}

const row = { title: 'Søvn og helbred', lead: 'socialSupport' } as const;
const today = '2026-11-24';

test('[B4] [B5] a new document holds what exists once', () => {
	expect(readBoard('everyday', created('everyday')).cards.coverage.map((card) => card.key)).toEqual(
		assessmentAreas.filter((area) => area.kind === 'everyday').map((area) => area.key)
	);
	expect(readBoard('plan', created('plan')).cards.quote).toHaveLength(1);
	const agreements = readBoard('agreements', created('agreements', { labour: [row] }));
	expect(agreements.cards.goal.map((goal) => goal.key)).toEqual(['wellbeing']);
	expect(agreements.cards.labour[0]?.suggestion).toBe('socialSupport');
	expect(agreements.cards.cells).toHaveLength(sides.length);
});

test('[B4] two who write in the same empty cell write in the same text', () => {
	const signe = created('agreements', { labour: [row] });
	const karim = new Y.Doc();
	Y.applyUpdate(karim, Y.encodeStateAsUpdate(signe));
	const key = cellKey(readCards(signe, 'labour')[0]?.key ?? '', 'citizen');
	setField(signe, 'cells', key, 'text', 'Viser kortet.');
	setField(karim, 'cells', key, 'text', 'Ringer til Else.');
	Y.applyUpdate(karim, Y.encodeStateAsUpdate(signe));
	Y.applyUpdate(signe, Y.encodeStateAsUpdate(karim));
	const text = readCards(signe, 'cells').find((cell) => cell.key === key)?.text;
	expect(text).toContain('Viser kortet.');
	expect(text).toContain('Ringer til Else.');
	expect(readCards(karim, 'cells').find((cell) => cell.key === key)?.text).toBe(text);
});

test('[B2] a card is made with its texts, and a text is never replaced', () => {
	const doc = new Y.Doc();
	const key = addCard(doc, 'riskSituations', { text: 'Stille aftener' });
	const text = findCard(doc, 'riskSituations', key)?.get('text');
	expect(findCard(doc, 'riskSituations', key)?.get('helpsWith')).toBeInstanceOf(Y.Text);
	setField(doc, 'riskSituations', key, 'text', 'Stille aftener kl. 19–22');
	expect(findCard(doc, 'riskSituations', key)?.get('text')).toBe(text);
});

test('[B6] what is no card, or belongs nowhere, is left out', () => {
	const doc = created('everyday');
	doc.getMap('statements').set('a', 'not a card');
	doc.getMap('statements').set('b', new Y.Map([['area', 'nowhere']]));
	addStatement(doc, { area: 'use', text: 'in another theme', source: 'staff', statedOn: today });
	addStatement(doc, { area: 'network', text: 'Søster Else', source: 'relative', statedOn: today });
	expect(readBoard('everyday', doc).cards.statements.map((card) => card.text)).toEqual([
		'Søster Else'
	]);
	addCard(doc, 'cells', { text: 'no row' }, 'end', 'nowhere');
	expect(readAll(doc, 'cells')).toEqual([]);
});

test('[B7] a foreign value does not hide the words beside it', () => {
	const doc = new Y.Doc();
	const key = addNextStep(doc, { what: 'Ledsagertimer', agreedOn: today });
	const card = findCard(doc, 'nextSteps', key);
	card?.set('due', 'snart');
	card?.set('owner', 17);
	card?.set('status', 'eaten');
	card?.set('notice', 'a plain string');
	card?.set('abc', ['active', 'loud']);
	expect(readNextSteps(doc)).toMatchObject([
		{
			what: 'Ledsagertimer',
			due: null,
			owner: null,
			status: 'agreed',
			notice: null,
			abc: ['active']
		}
	]);
});

test('[B8] a key from outside reaches no prototype', () => {
	const doc = new Y.Doc();
	const key = addTopic(doc, { text: 'Fisketur', by: null, fromCitizen: true });
	findCard(doc, 'topics', key)?.set('__proto__', { isAdmin: true });
	const [topic] = readCards(doc, 'topics');
	expect(topic && 'isAdmin' in topic).toBe(false);
});

test('[B10] [B15] what is binned is read apart and comes back where it was', () => {
	const doc = created('everyday');
	const [first, second] = ['Fisker', 'Går tur'].map((text) => addProtectiveFactor(doc, { text }));
	addProtectiveFactor(doc, { text: 'Hjælper' });
	binCard(doc, 'protectiveFactors', second ?? '', { by: 'person:x', at: new Date(1000) });
	const board = readBoard('everyday', doc);
	expect(board.cards.protectiveFactors.map((card) => card.text)).toEqual(['Fisker', 'Hjælper']);
	expect(board.binned.protectiveFactors).toMatchObject([
		{ text: 'Går tur', binnedBy: 'person:x', binnedAt: '1970-01-01T00:00:01.000Z' }
	]);
	restoreCard(doc, 'protectiveFactors', second ?? '');
	expect(readCards(doc, 'protectiveFactors').map((card) => card.text)).toEqual([
		'Fisker',
		'Går tur',
		'Hjælper'
	]);
	binCard(doc, 'protectiveFactors', first ?? '', { by: 'person:x', at: new Date(1000) });
	expect(emptyBin(doc, 'protectiveFactors', new Date(1000))).toBe(0);
	expect(emptyBin(doc, 'protectiveFactors', new Date(1001))).toBe(1);
	expect(readAll(doc, 'protectiveFactors')).toHaveLength(2);
});

test('[B10] the cells of a binned row go with it', () => {
	const doc = created('agreements', { labour: [row, { title: 'Aftener' }] });
	const [first] = readCards(doc, 'labour');
	binCard(doc, 'labour', first?.key ?? '', { by: 'person:x', at: new Date(0) });
	expect(readBoard('agreements', doc).cards.cells).toHaveLength(sides.length);
	restoreCard(doc, 'labour', first?.key ?? '');
	expect(readBoard('agreements', doc).cards.cells).toHaveLength(2 * sides.length);
});

test('[B11] each verb is one update', () => {
	const doc = created('agreements');
	let updates = 0;
	doc.on('update', () => (updates += 1));
	const key = addRow(doc, { ...row, suggested: { citizen: 'Siger til' } });
	expect(updates).toBe(1);
	assignCell(doc, key, 'citizen', 'mikkel', 'responsible');
	expect(updates).toBe(2);
	addDecision(doc, { text: 'Vi mødes tirsdag', agreed: 'all' });
	expect(updates).toBe(3);
	setField(doc, 'labour', key, 'suggestion', 'socialSupport');
	expect(updates).toBe(3); // it said so already
});

test('[B16] a verb on a card that is not there says so', () => {
	const doc = created('health');
	expect(setCoverage(doc, 'health', 'known')).toBe(true);
	expect(setCoverage(doc, 'network', 'known')).toBe(false);
	expect(assignCell(doc, 'gone', 'citizen', 'x', 'responsible')).toBe(false);
	expect(setStepStatus(doc, 'gone', 'done')).toBe(false);
	expect(shareOnPurpose(doc, 'gone', 'citizen', true)).toBe(false);
});

test('[B17] a row without a responsible is a gap; two sides overlap until both say it is on purpose', () => {
	const doc = created('agreements', { labour: [row] });
	const key = readCards(doc, 'labour')[0]?.key ?? '';
	const check = () => {
		const { labour, cells } = readBoard('agreements', doc).cards;
		return labour[0] && checkRow(labour[0], responsibleOf(key, cells));
	};
	expect(check()).toEqual({ is: 'gap' });
	assignCell(doc, key, 'substanceTreatment', 'anders', 'responsible');
	expect(check()).toEqual({ is: 'clear' });
	assignCell(doc, key, 'socialSupport', 'karim', 'responsible');
	const between = ['substanceTreatment', 'socialSupport'];
	expect(check()).toEqual({ is: 'overlap', between, waitingFor: between });
	shareOnPurpose(doc, key, 'socialSupport', true);
	expect(check()).toMatchObject({ is: 'overlap', waitingFor: ['substanceTreatment'] });
	const board = readBoard('agreements', doc).cards;
	expect(gapsAndOverlaps(board.labour, board.cells)).toEqual({ gaps: [], overlaps: [key] });
	shareOnPurpose(doc, key, 'substanceTreatment', true);
	expect(check()).toEqual({ is: 'shared', between });
	shareOnPurpose(doc, key, 'socialSupport', false);
	expect(check()).toMatchObject({ is: 'overlap', waitingFor: ['socialSupport'] });
});

test('[B18] one responsible per cell, who is not a supporter as well', () => {
	const doc = created('agreements', { labour: [row] });
	const key = readCards(doc, 'labour')[0]?.key ?? '';
	const cell = () => readCards(doc, 'cells').find((one) => one.key === cellKey(key, 'citizen'));
	assignCell(doc, key, 'citizen', 'else', 'supporter');
	assignCell(doc, key, 'citizen', 'mikkel', 'responsible');
	expect(cell()).toMatchObject({ responsible: 'mikkel', supporters: ['else'] });
	assignCell(doc, key, 'citizen', 'else', 'responsible');
	expect(cell()).toMatchObject({ responsible: 'else', supporters: [] });
	assignCell(doc, key, 'citizen', 'else', 'supporter');
	expect(cell()).toMatchObject({ responsible: null, supporters: ['else'] });
	assignCell(doc, key, 'citizen', 'else', 'none');
	expect(cell()).toMatchObject({ responsible: null, supporters: [] });
});

test('[B19] what stood in the way is kept when the status changes', () => {
	const doc = new Y.Doc();
	const key = addNextStep(doc, { what: 'Madklub', owner: 'mikkel', due: today, agreedOn: today });
	setStepStatus(doc, key, 'notDone', 'Bussen kørte ikke');
	setStepStatus(doc, key, 'agreed');
	expect(readNextSteps(doc)).toMatchObject([
		{ status: 'agreed', obstacle: 'Bussen kørte ikke', owner: 'mikkel', due: today }
	]);
});

test('a next step without words is not one yet', () => {
	const doc = new Y.Doc();
	const key = addNextStep(doc, { agreedOn: today });
	expect(readNextSteps(doc)).toEqual([]);
	setField(doc, 'nextSteps', key, 'what', 'Ringe til Pia');
	expect(readNextSteps(doc)).toHaveLength(1);
});

test('the citizen’s topics come before the others', () => {
	const doc = new Y.Doc();
	addTopic(doc, { text: 'Timer', by: 'Pia', fromCitizen: false });
	addTopic(doc, { text: 'Fisketur', by: 'Mikkel', fromCitizen: true });
	expect(readCards(doc, 'topics').map((topic) => topic.text)).toEqual(['Fisketur', 'Timer']);
});

test('letters, focus and agreement are set and taken back', () => {
	const doc = new Y.Doc();
	const factor = addProtectiveFactor(doc, { text: 'Hund', abc: ['active'] });
	toggleAbc(doc, 'protectiveFactors', factor, 'meaningful', ['active']);
	expect(readCards(doc, 'protectiveFactors')[0]?.abc).toEqual(['active', 'meaningful']);
	toggleAbc(doc, 'protectiveFactors', factor, 'active', ['active', 'meaningful']);
	expect(readCards(doc, 'protectiveFactors')[0]?.abc).toEqual(['meaningful']);

	const point = addFocusPoint(doc, { text: 'Aftener' });
	chooseFocus(doc, point, true, 'meeting');
	expect(readCards(doc, 'focusPoints')[0]).toMatchObject({ chosen: true, meeting: 'meeting' });
	chooseFocus(doc, point, false);
	expect(readCards(doc, 'focusPoints')[0]).toMatchObject({ chosen: false, meeting: null });

	const decision = addDecision(doc, { text: 'Tirsdag', agreed: null });
	setAgreement(doc, decision, 'some', ['Pia']);
	expect(readCards(doc, 'decisions')[0]).toMatchObject({ agreed: 'some', disagree: ['Pia'] });
	setAgreement(doc, decision, 'all', ['Pia']);
	expect(readCards(doc, 'decisions')[0]).toMatchObject({ agreed: 'all', disagree: [] });
});
