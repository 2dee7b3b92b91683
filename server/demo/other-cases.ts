import {
	addNextStep,
	addSubgoal,
	setStepStatus,
	type NewStep
} from '#lib/board/edit-agreements.ts';
import { addProtectiveFactor, addStatement, setCoverage } from '#lib/board/edit-assessment.ts';
import { setFields } from '#lib/board/edit.ts';
import type { Days } from './days.ts';
import { planSession } from './planning.ts';
import {
	placeBasis,
	placeCase,
	placeMeeting,
	type Accounts,
	type DemoCase,
	type Seeded
} from './place.ts';

/** Three more cases, in other states: new with its clock running, long under way, and closed. */
export async function placeOtherCases(
	house: Seeded,
	accounts: Accounts,
	days: Days
): Promise<void> {
	await newCase(house, accounts, days);
	await longUnderWay(house, accounts, days);
	await closedCase(house, accounts, days);
}

/** Two days are left, and no first talk is booked. */
async function newCase(house: Seeded, accounts: Accounts, days: Days): Promise<void> {
	const on = await placeCase(
		house,
		accounts,
		{
			number: '26-0131',
			displayName: null,
			inquiryOn: days.day(-12),
			createdAt: days.at(-12, '10:20')
		},
		[
			{ who: '26-0131', role: 'citizen' },
			{ who: 'rusmiddel', role: 'coordinator' },
			{ who: 'social2', role: 'coordinator' },
			{ who: 'rusmiddel2', role: 'coordinator', substitute: true }
		]
	);
	await step(on, accounts, days, {
		what: 'Book første samtale i borgerens eget miljø',
		owner: on.member('rusmiddel'),
		due: days.day(1),
		agreedOn: days.day(-5)
	});
}

async function longUnderWay(house: Seeded, accounts: Accounts, days: Days): Promise<void> {
	const on = await placeCase(
		house,
		accounts,
		{
			number: '26-0098',
			displayName: null,
			inquiryOn: days.day(-212),
			firstTalkAt: days.at(-205, '10:00'),
			treatmentBeganOn: days.day(-203),
			createdAt: days.at(-212, '11:00')
		},
		[
			{ who: '26-0098', role: 'citizen' },
			{ who: 'rusmiddel2', role: 'coordinator' },
			{ who: 'social2', role: 'coordinator' },
			{ who: 'rusmiddel', role: 'coordinator', substitute: true },
			{ who: 'stoette', role: 'supportWorker' },
			{ who: 'Bent', role: 'relative', relation: 'Ven' }
		]
	);
	const hanne = accounts('social2');
	for (const area of ['substanceTreatment', 'socialSupport'] as const) {
		await placeBasis(house, on, area, ['everyday', 'substances'], {
			ground: 'Skriftligt, underskrevet på Rusmiddelcentret.',
			at: days.at(-200, '13:00'),
			from: days.day(-200),
			until: days.day(165),
			by: hanne
		});
	}
	await on.write('everyday', hanne, days.at(-8, '12:30'), (doc) => {
		addStatement(doc, {
			area: 'activities',
			text: 'Kommer på værkstedet hver dag og møder til tiden.',
			source: 'provider',
			aspect: 'resource',
			statedOn: days.day(-30)
		});
		setCoverage(doc, 'activities', 'known');
		setCoverage(doc, 'housing', 'partly');
		addProtectiveFactor(doc, { text: 'Spiller kort med Bent om fredagen', abc: ['together'] });
	});
	await on.write('agreements', hanne, days.at(-8, '12:45'), (doc) => {
		setFields(doc, 'goal', 'wellbeing', {
			text: 'Hverdagen holder, også når der er uro på bostedet.',
			citizenSays: 'Jeg vil have ro i mit eget hjem.'
		});
		addSubgoal(doc, 'En fast plan for weekenden', 'practising');
	});
	await step(
		on,
		accounts,
		days,
		{
			what: 'Del afdækning med Solbakken',
			owner: on.member('rusmiddel'),
			due: days.day(-1),
			agreedOn: days.day(-14)
		},
		'done'
	);
	await placeMeeting(house, on, days, {
		title: 'Plan sammen med borgeren',
		place: 'Rusmiddelcentret, mødelokale 2',
		startsAt: days.at(4, '09:30'),
		template: 'network45',
		phase: 'invited',
		facilitator: hanne,
		backup: accounts('rusmiddel2'),
		invited: ['26-0098', 'rusmiddel2', 'social2', 'rusmiddel', 'stoette']
	});
	await step(on, accounts, days, {
		what: 'Sig til Bent, at vi spiller kort på fredag',
		owner: on.member('26-0098'),
		helper: on.member('stoette'),
		helpLevel: 'reminded',
		pictogram: 'sammen-to',
		due: days.day(-2),
		agreedOn: days.day(-9)
	});
	await planSession(house, on, accounts, days);
}

async function closedCase(house: Seeded, accounts: Accounts, days: Days): Promise<void> {
	const on = await placeCase(
		house,
		accounts,
		{
			number: '25-0317',
			displayName: 'Birthe',
			inquiryOn: days.day(-420),
			firstTalkAt: days.at(-414, '09:00'),
			treatmentBeganOn: days.day(-410),
			closedAt: days.at(-41, '15:00'),
			closingReason: 'Målene er nået. Støtten i hverdagen fortsætter hos hjemmevejlederen.',
			createdAt: days.at(-420, '08:50')
		},
		[
			{ who: 'Birthe', role: 'citizen' },
			{ who: 'rusmiddel2', role: 'coordinator' },
			{ who: 'social2', role: 'coordinator' }
		]
	);
	await on.write('agreements', accounts('social2'), days.at(-42, '10:00'), (doc) => {
		setFields(doc, 'goal', 'wellbeing', {
			text: 'Birthe har to faste aftaler om ugen med andre mennesker.',
			citizenSays: 'Jeg vil have nogen at drikke kaffe med.'
		});
		addSubgoal(doc, 'Kaffe i varmestuen onsdag', 'reached');
	});
}

async function step(
	on: DemoCase,
	accounts: Accounts,
	days: Days,
	wanted: NewStep,
	status: 'agreed' | 'done' = 'agreed'
): Promise<void> {
	await on.write('agreements', accounts('rusmiddel'), days.at(-1, '13:15'), (doc) => {
		setStepStatus(doc, addNextStep(doc, wanted), status);
	});
}
