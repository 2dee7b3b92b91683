import type * as Y from 'yjs';
import {
	addProtectiveFactor,
	addRiskSituation,
	addStatement,
	setCoverage
} from '#lib/board/edit-assessment.ts';
import type { Source } from '#lib/board/layout.ts';
import type { Days } from './days.ts';
import { mikkelsAgreements } from './mikkel-agreements.ts';
import { mikkelsMeetings } from './mikkel-meetings.ts';
import { mikkelsPlan } from './mikkel-plan.ts';
import { mikkelsSessions } from './planning.ts';
import { placeBasis, placeCase, type Accounts, type DemoCase, type Seeded } from './place.ts';

/** Case 26-0143, the one in the pictures: Mikkel H., who wants to go fishing with his sister again. */
export async function placeMikkel(house: Seeded, accounts: Accounts, days: Days): Promise<void> {
	const on = await placeCase(
		house,
		accounts,
		{
			number: '26-0143',
			displayName: 'Mikkel H.',
			inquiryOn: days.day(-40),
			firstTalkAt: days.at(-33, '13:00'),
			treatmentBeganOn: days.day(-31),
			createdAt: days.at(-40, '09:30')
		},
		[
			{ who: 'Mikkel H.', role: 'citizen' },
			{ who: 'rusmiddel', role: 'coordinator' },
			{ who: 'social', role: 'coordinator' },
			{ who: 'behandler', role: 'treatmentCounsellor' },
			{ who: 'stoette', role: 'supportWorker' },
			{ who: 'myndighed', role: 'authorityOfficer' },
			{ who: 'Else', role: 'relative', relation: 'Søster' }
		]
	);
	await consents(house, on, accounts, days);
	await assessment(on, accounts, days);
	await mikkelsPlan(on, accounts, days);
	const meeting = await mikkelsMeetings(house, on, accounts, days);
	await mikkelsAgreements(on, accounts, days, meeting);
	await mikkelsSessions(house, on, accounts, days);
}

async function consents(house: Seeded, on: DemoCase, accounts: Accounts, days: Days) {
	const said = {
		ground: 'Mundtligt på Solbakken, med billeder. Lone var med.',
		at: days.at(-33, '14:10'),
		from: days.day(-33),
		until: days.firstOfMarch,
		by: accounts('social')
	};
	await placeBasis(house, on, 'substanceTreatment', ['everyday', 'health', 'substances'], said);
	await placeBasis(house, on, 'socialSupport', ['everyday', 'health', 'substances'], said);
	await placeBasis(house, on, 'authority', ['everyday'], said);
	await placeBasis(house, on, 'network', ['agreements'], {
		...said,
		ground: 'Mikkel vil gerne have, at Else kan se mål og aftaler.'
	});
}

async function assessment(on: DemoCase, accounts: Accounts, days: Days) {
	const statedOn = days.day(-14);
	const say = (doc: Y.Doc, area: Parameters<typeof addStatement>[1]['area']) => {
		return (source: Source, text: string, aspect?: 'resource' | 'need') =>
			addStatement(doc, { area, text, source, statedOn, ...(aspect && { aspect }) });
	};

	await on.write('everyday', accounts('stoette'), days.at(-2, '09:40'), (doc) => {
		const functioning = say(doc, 'functioning');
		functioning('staff', 'Husker bedst med billeder. Læser korte sætninger.', 'resource');
		functioning('citizenSupportedByStaff', 'Glad for faste rytmer.', 'resource');
		const network = say(doc, 'network');
		network('citizen', 'Søster Else hver søndag.', 'resource');
		network('staff', 'To bekendte ved kiosken, som også drikker.', 'need');
		const activities = say(doc, 'activities');
		activities('citizen', 'Genbrugsværksted tirsdag og torsdag.', 'resource');
		activities('relative', 'Fiskede før hver uge.', 'resource');
		const income = say(doc, 'income');
		income('caseOfficer', 'Førtidspension.');
		income('citizenSupportedByStaff', 'Pengene er ofte brugt den 20.', 'need');
		const dailyRhythm = say(doc, 'dailyRhythm');
		dailyRhythm('citizenSupportedByStaff', 'Sover kl. 03–11. Formiddage går tit tabt.', 'need');
		const housing = say(doc, 'housing');
		housing('staff', 'Lejlighed i bofællesskab.', 'resource');
		housing('citizen', 'Stille fællesrum efter kl. 19.', 'need');
		for (const area of ['functioning', 'network', 'activities', 'income', 'housing'] as const) {
			setCoverage(doc, area, 'known');
		}
		setCoverage(doc, 'dailyRhythm', 'partly');
		const [active, together, meaningful] = ['active', 'together', 'meaningful'] as const;
		addProtectiveFactor(doc, {
			text: 'Fisker ved søen med Else om søndagen',
			abc: [active, together]
		});
		addProtectiveFactor(doc, {
			text: 'Hjælper på genbrugsværkstedet. Bliver spurgt til råds.',
			abc: [meaningful, together]
		});
		addProtectiveFactor(doc, {
			text: 'Går tur med naboens hund, når Lone minder ham om det',
			abc: [active, meaningful]
		});
	});

	await on.write('health', accounts('stoette'), days.at(-9, '10:15'), (doc) => {
		const health = say(doc, 'health');
		health('citizenSupportedByStaff', 'Medicin mod uro.');
		health('staff', 'Lægen bør se på den igen.', 'need');
		setCoverage(doc, 'health', 'partly');
	});

	await on.write('substances', accounts('behandler'), days.at(-2, '10:02'), (doc) => {
		const use = say(doc, 'use');
		use('citizen', '4–6 øl de fleste aftener.', 'need');
		use('citizen', 'Mest alene, lørdag med andre.', 'need');
		const which = say(doc, 'substances');
		which('citizen', 'Øl.');
		which('citizen', 'Hash et par gange om ugen for at sove.', 'need');
		setCoverage(doc, 'use', 'known');
		setCoverage(doc, 'substances', 'known');
		addRiskSituation(doc, {
			text: 'Stille aftener kl. 19–22, når der ikke er planlagt noget',
			helpsWith: 'øl mod kedsomhed og uro'
		});
		addRiskSituation(doc, {
			text: 'Den 1. i måneden, når pensionen kommer',
			helpsWith: 'øl giver adgang til fællesskab'
		});
		addRiskSituation(doc, {
			text: 'Møder med mange ord og mange krav',
			helpsWith: 'hash til at falde til ro'
		});
	});
}
