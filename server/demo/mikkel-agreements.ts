import type * as Y from 'yjs';
import {
	addDecision,
	addFocusPoint,
	addNextStep,
	addSubgoal,
	chooseFocus,
	setStepStatus
} from '#lib/board/edit-agreements.ts';
import { assignCell, type Part } from '#lib/board/edit-labour.ts';
import { binCard, setField, setFields } from '#lib/board/edit.ts';
import { cellKey } from '#lib/board/layout.ts';
import { readCards } from '#lib/board/read.ts';
import type { MeetingId, MemberId } from '#lib/model/ids.ts';
import type { Side } from '#lib/model/person.ts';
import type { Days } from './days.ts';
import type { Accounts, DemoCase } from './place.ts';

/** What the team and Mikkel have agreed so far. */
export async function mikkelsAgreements(
	on: DemoCase,
	accounts: Accounts,
	days: Days,
	held: MeetingId
): Promise<void> {
	const karim = accounts('social');
	const at = days.at(-1, '11:05');
	await on.write('agreements', karim, at, (doc) => {
		goals(doc);
		const evenings = addFocusPoint(doc, {
			text: 'Tre gode aftener om ugen',
			citizenWords: 'Jeg vil have noget at lave om aftenen. Og jeg vil vide, hvem der kommer.',
			meeting: held
		});
		chooseFocus(doc, evenings, true, held);
		addFocusPoint(doc, { text: 'Søvn og formiddage', meeting: held });
		labour(doc, on, { by: `person:${karim.id}`, at });
		addDecision(doc, {
			text: 'Vi følger forbruget uden krav om at stoppe. Anders og Mikkel ser på det sammen hver anden uge.',
			agreed: 'all',
			meeting: held
		});
		addDecision(doc, {
			text: 'Vi taler om søvn og hash igen, når lægen har set på medicinen.',
			agreed: 'all',
			meeting: held
		});
		steps(doc, on, days, held, evenings);
	});
}

function goals(doc: Y.Doc): void {
	setFields(doc, 'goal', 'wellbeing', {
		text: 'Mikkel har tre gode aftener om ugen, hvor han ikke er alene.',
		citizenSays: 'Jeg vil have noget at lave om aftenen.'
	});
	addSubgoal(doc, 'Fast aftale tirsdag, torsdag og søndag', 'some');
	addSubgoal(doc, 'Mikkel kan vise sit røde kort til en voksen', 'practising');
	addSubgoal(doc, 'Forbruget følges uden krav om at stoppe', 'agreed');
}

function labour(doc: Y.Doc, on: DemoCase, binning: { by: string; at: Date }): void {
	const [hard, good, plan, health] = readCards(doc, 'labour').map(({ key }) => key);
	if (!hard || !good || !plan || !health) throw new Error('the labour rows of a new case changed');
	const cell = (row: string, side: Side, text: string, ...who: [Part, MemberId][]) => {
		setField(doc, 'cells', cellKey(row, side), 'text', text);
		for (const [part, member] of who) assignCell(doc, row, side, member, part);
	};
	const [signe, karim] = [on.member('rusmiddel'), on.member('social')];
	const [anders, lone, pia] = [
		on.member('behandler'),
		on.member('stoette'),
		on.member('myndighed')
	];
	const [mikkel, sister] = [on.member('Mikkel H.'), on.member('Else')];

	cell(
		hard,
		'substanceTreatment',
		'Øver ”nej tak” i små rollespil. Laver plan med grønt, gult og rødt kort.',
		['responsible', anders]
	);
	cell(hard, 'socialSupport', 'Kender kortene. Minder om planen, når aftenen bliver svær.', [
		'supporter',
		lone
	]);
	cell(hard, 'citizen', 'Viser kortet, når det er svært.', ['supporter', mikkel]);

	setFields(doc, 'labour', good, { title: 'Gode aftener sammen' });
	cell(
		good,
		'substanceTreatment',
		'Taler om, hvad øllet hjælper med – og hvad der kan træde i stedet.',
		['supporter', signe]
	);
	cell(
		good,
		'socialSupport',
		'Planlægger tre aftener om ugen med Mikkel. Tirsdag madklub, torsdag svømning.',
		['responsible', karim]
	);
	cell(good, 'citizen', 'Søndagsfisketur, når vejret er til det.', ['supporter', sister]);
	cell(good, 'authority', 'Afklarer ledsagertimer til torsdag.', ['responsible', pia]);

	binCard(doc, 'labour', plan, binning);

	setFields(doc, 'labour', health, { title: 'Søvn og helbred' });
	cell(health, 'substanceTreatment', 'Vurderer hashens betydning for søvnen.', [
		'supporter',
		anders
	]);
	cell(health, 'socialSupport', 'Går med til lægen.', ['responsible', lone]);
	cell(health, 'authority', 'Egen læge gennemgår medicin.');
}

function steps(doc: Y.Doc, on: DemoCase, days: Days, held: MeetingId, focusPoint: string): void {
	const agreedOn = days.day(-7);
	const agreed = { agreedOn, meeting: held, focusPoint };
	const plan = addNextStep(doc, {
		...agreed,
		what: 'Tilbagefaldsplan med billeder er klar',
		owner: on.member('behandler'),
		helper: on.member('rusmiddel'),
		helpLevel: 'together',
		due: days.day(8),
		abc: ['meaningful'],
		notice: 'Mikkel kan vise planen frem.'
	});
	setStepStatus(doc, plan, 'underway');
	const cooking = addNextStep(doc, {
		...agreed,
		what: 'Madklub tirsdag: Mikkel vælger retten',
		owner: on.member('stoette'),
		due: days.day(5),
		abc: ['active', 'together'],
		notice: 'Der er mad, som Mikkel har valgt.'
	});
	setStepStatus(doc, cooking, 'underway');
	addNextStep(doc, {
		...agreed,
		what: 'Ledsagertimer er afklaret',
		owner: on.member('myndighed'),
		due: days.day(6)
	});
	addNextStep(doc, {
		...agreed,
		what: 'Mikkel og Else finder fiskestængerne frem',
		owner: on.member('Mikkel H.'),
		helper: on.member('Else'),
		helpLevel: 'together',
		due: days.day(3),
		abc: ['active', 'together', 'meaningful'],
		notice: 'Stængerne står klar i gangen.',
		pictogram: 'fiske'
	});
	addNextStep(doc, {
		...agreed,
		what: 'Send visuel dagsorden til Mikkel og Lone',
		owner: on.member('rusmiddel'),
		due: days.today
	});
	addNextStep(doc, {
		...agreed,
		what: 'Ring til Pia om ledsagertimer',
		owner: on.member('rusmiddel'),
		due: days.day(-1)
	});
	const cards = addNextStep(doc, {
		...agreed,
		what: 'Billeder til de tre kort er taget',
		owner: on.member('stoette'),
		helper: on.member('Mikkel H.'),
		helpLevel: 'together',
		due: days.day(-2)
	});
	setStepStatus(doc, cards, 'done');
}
