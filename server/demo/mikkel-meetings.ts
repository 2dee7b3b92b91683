import { addTopic, setOutcome } from '#lib/board/edit-meeting.ts';
import { newId, RecordId, type MeetingId } from '#lib/model/ids.ts';
import type { Minutes } from '#lib/model/meeting.ts';
import { hashMinutes } from '#lib/model/minutes.ts';
import { minutesTable } from '#server/meetings/tables.ts';
import { recordTable } from '#server/records/tables.ts';
import type { Days } from './days.ts';
import { placeMeeting, type Accounts, type DemoCase, type Seeded } from './place.ts';

const everybody = ['Mikkel H.', 'rusmiddel', 'social', 'behandler', 'stoette', 'myndighed', 'Else'];

/** One meeting held a week ago, with its referat approved, and the one of today. Answers the first. */
export async function mikkelsMeetings(
	house: Seeded,
	on: DemoCase,
	accounts: Accounts,
	days: Days
): Promise<MeetingId> {
	const [signe, karim] = [accounts('rusmiddel'), accounts('social')];
	const common = {
		place: 'Bofællesskabet Solbakken, det store rum',
		template: 'network75' as const,
		facilitator: signe,
		backup: karim,
		invited: everybody
	};
	const held = await placeMeeting(house, on, days, {
		...common,
		title: 'Hvad er vigtigt for Mikkel?',
		startsAt: days.at(-7, '10:15'),
		phase: 'closed'
	});
	await house.rooms.edit(held.documentId, `person:${signe.id}`, (doc) => {
		const evening = addTopic(doc, {
			text: 'Hvad skal jeg lave om aftenen?',
			by: on.member('Mikkel H.'),
			fromCitizen: true
		});
		setOutcome(doc, evening, 'next');
	});
	await approvedMinutes(house, on, accounts, days, held.id);

	const today = await placeMeeting(house, on, days, {
		...common,
		title: 'Aftener og fællesskab',
		startsAt: days.meetingToday,
		phase: 'invited',
		previous: held.id
	});
	await house.rooms.edit(today.documentId, `person:${signe.id}`, (doc) => {
		addTopic(doc, {
			text: 'Hvem kommer, når det er aften?',
			by: on.member('Mikkel H.'),
			fromCitizen: true
		});
		addTopic(doc, {
			text: 'Ledsagertimer om torsdagen',
			by: on.member('social'),
			fromCitizen: false
		});
	});
	return held.id;
}

async function approvedMinutes(
	{ db }: Seeded,
	on: DemoCase,
	accounts: Accounts,
	days: Days,
	meetingId: MeetingId
): Promise<void> {
	const content = minutesOf(days);
	const contentHash = await hashMinutes(content);
	const approvedAt = days.at(-6, '14:30');
	await db.insert(minutesTable).values({
		meetingId,
		state: 'approved',
		content,
		contentHash,
		createdAt: days.at(-7, '11:27'),
		lockedAt: approvedAt
	});
	for (const account of ['rusmiddel', 'social']) {
		const { id, name } = accounts(account);
		await db.insert(recordTable).values({
			id: newId(RecordId),
			kind: 'minutes',
			subject: meetingId,
			answer: 'approved',
			text: JSON.stringify(content),
			textHash: contentHash,
			caseId: on.id,
			meetingId,
			by: `person:${id}`,
			byName: name,
			at: approvedAt
		});
	}
}

function minutesOf(days: Days): Minutes {
	return {
		title: 'Hvad er vigtigt for Mikkel?',
		caseNumber: '26-0143',
		displayName: 'Mikkel H.',
		place: 'Bofællesskabet Solbakken, det store rum',
		startedAt: days.at(-7, '10:15').toISOString(),
		endedAt: days.at(-7, '11:27').toISOString(),
		citizenWords: 'Jeg vil have noget at lave om aftenen. Og jeg vil vide, hvem der kommer.',
		present: [
			{ name: 'Mikkel H.', role: 'citizen', side: 'citizen' },
			{ name: 'Signe Aarup', role: 'coordinator', side: 'substanceTreatment' },
			{ name: 'Karim Bendtsen', role: 'coordinator', side: 'socialSupport' },
			{ name: 'Anders Møllegaard', role: 'treatmentCounsellor', side: 'substanceTreatment' },
			{ name: 'Lone Fisker', role: 'supportWorker', side: 'socialSupport' },
			{ name: 'Pia Thorsen', role: 'authorityOfficer', side: 'authority' },
			{ name: 'Else', role: 'Søster', side: 'citizen' }
		],
		absent: [],
		sinceLast: [],
		topics: [{ text: 'Hvad skal jeg lave om aftenen?', by: 'Mikkel H.', outcome: 'next' }],
		notes: [],
		decisions: [
			{
				text: 'Vi følger forbruget uden krav om at stoppe. Anders og Mikkel ser på det sammen hver anden uge.',
				agreed: 'all',
				disagree: []
			},
			{
				text: 'Vi taler om søvn og hash igen, når lægen har set på medicinen.',
				agreed: 'all',
				disagree: []
			}
		],
		labour: [
			{
				row: 'Svære situationer og trang',
				cells: [
					{
						side: 'substanceTreatment',
						text: 'Øver ”nej tak” i små rollespil. Laver plan med grønt, gult og rødt kort.',
						responsible: 'Anders Møllegaard',
						supporters: []
					},
					{
						side: 'socialSupport',
						text: 'Kender kortene. Minder om planen, når aftenen bliver svær.',
						responsible: null,
						supporters: ['Lone Fisker']
					}
				]
			}
		],
		nextSteps: [
			nextStep('plan', 'Tilbagefaldsplan med billeder er klar', 'Anders Møllegaard', days.day(8), {
				ownerSide: 'substanceTreatment',
				helper: 'Signe Aarup',
				helpLevel: 'together'
			}),
			nextStep('food', 'Madklub tirsdag: Mikkel vælger retten', 'Lone Fisker', days.day(5), {
				ownerSide: 'socialSupport'
			}),
			nextStep('hours', 'Ledsagertimer er afklaret', 'Pia Thorsen', days.day(6), {
				ownerSide: 'authority'
			}),
			nextStep('rods', 'Mikkel og Else finder fiskestængerne frem', 'Mikkel H.', days.day(3), {
				ownerSide: 'citizen',
				helper: 'Else',
				helpLevel: 'together'
			})
		],
		disagreement: [],
		nextMeeting: {
			startsAt: days.meetingToday.toISOString(),
			place: 'Bofællesskabet Solbakken, det store rum'
		}
	};
}

type Step = Minutes['nextSteps'][number];

function nextStep(
	key: string,
	what: string,
	owner: string,
	due: string,
	rest: Pick<Step, 'ownerSide'> & Partial<Pick<Step, 'helper' | 'helpLevel'>>
): Step {
	return { key, what, owner, due, helper: null, helpLevel: null, ...rest };
}
