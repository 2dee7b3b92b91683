import { expect, test } from 'vitest';
import { MeetingId, newId } from './ids.ts';
import { canonical, drawMinutes, hashMinutes } from './minutes.ts';
import { applyChange } from './minutes-change.ts';
import type { MinutesFacts } from './minutes-facts.ts';
import { whatIsMissing } from './missing.ts';

const meetingId = newId(MeetingId);
const earlier = newId(MeetingId);

function step(key: string, what: string, more: object = {}) {
	return {
		key,
		what,
		owner: 'lone',
		helper: null,
		helpLevel: null,
		due: '2026-12-01',
		status: 'agreed',
		obstacle: '',
		agreedOn: '2026-11-26',
		meeting: meetingId,
		pictogram: null,
		...more
	};
}

function facts(more: Partial<MinutesFacts> = {}): MinutesFacts {
	return {
		meeting: {
			id: meetingId,
			title: 'Aftener og fællesskab',
			place: 'Solbakken',
			startedAt: new Date('2026-11-26T09:15:00Z'),
			endedAt: new Date('2026-11-26T10:22:00Z'),
			steps: ['welcome', 'round', 'summary']
		},
		case: { number: '26-0143', displayName: 'Mikkel H.' },
		members: [
			{
				id: 'lone',
				name: 'Lone Fisker',
				role: 'supportWorker',
				side: 'socialSupport',
				relation: null
			},
			{ id: 'else', name: 'Else', role: 'relative', side: 'citizen', relation: 'Søster' },
			{ id: 'mikkel', name: 'Mikkel H.', role: 'citizen', side: 'citizen', relation: null },
			{
				id: 'signe',
				name: 'Signe Aarup',
				role: 'coordinator',
				side: 'substanceTreatment',
				relation: null
			}
		],
		invited: ['lone', 'else', 'mikkel', 'signe'],
		attended: ['lone', 'mikkel', 'signe'],
		guests: [{ name: 'Ole', as: 'relative' }],
		citizenWords: 'Jeg vil have noget at lave om aftenen.',
		agreements: { labour: [], cells: [], decisions: [], nextSteps: [] },
		captured: { topics: [], notes: [] },
		objections: [],
		previousEndedAt: new Date('2026-10-01T10:00:00Z'),
		settledAt: {},
		nextMeeting: null,
		...more
	};
}

test('the citizen is named first, then relatives, then the areas; whoever stayed away is absent', () => {
	const { present, absent } = drawMinutes(facts());
	expect(present.map((one) => one.name)).toEqual([
		'Mikkel H.',
		'Signe Aarup',
		'Lone Fisker',
		'Ole'
	]);
	expect(absent).toEqual([{ name: 'Else', role: 'Søster', side: 'citizen' }]);
});

test('next steps are those of this meeting; open ones from before stand under "siden sidst"', () => {
	const { nextSteps, sinceLast } = drawMinutes(
		facts({
			agreements: {
				labour: [],
				cells: [],
				decisions: [],
				nextSteps: [
					step('a', 'Finde ledsager', { owner: 'mikkel', helper: 'lone', helpLevel: 'together' }),
					step('b', 'Ringe til klubben', { meeting: earlier, agreedOn: '2026-10-01' }),
					step('c', 'Skrevet på dagen', { meeting: null })
				]
			}
		})
	);
	expect(nextSteps.map((one) => one.key)).toEqual(['a', 'c']);
	expect(nextSteps[0]).toMatchObject({
		owner: 'Mikkel H.',
		ownerSide: 'citizen',
		helper: 'Lone Fisker',
		helpLevel: 'together'
	});
	expect(sinceLast.map((one) => one.what)).toEqual(['Ringe til klubben']);
});

test('a step that was done before the meeting before this one is not told again', () => {
	const done = (key: string) =>
		step(key, key, { meeting: earlier, agreedOn: '2026-09-01', status: 'done' });
	const { sinceLast } = drawMinutes(
		facts({
			agreements: { labour: [], cells: [], decisions: [], nextSteps: [done('old'), done('new')] },
			settledAt: {
				old: new Date('2026-09-20T10:00:00Z'),
				new: new Date('2026-11-01T10:00:00Z')
			}
		})
	);
	expect(sinceLast.map((one) => one.what)).toEqual(['new']);
});

test('whoever does not agree is named with what they do not agree to', () => {
	const { decisions, disagreement } = drawMinutes(
		facts({
			agreements: {
				labour: [],
				cells: [],
				nextSteps: [],
				decisions: [
					{ key: 'd', text: 'Tre aftener', agreed: 'some', disagree: ['Else'], meeting: meetingId },
					{ key: 'e', text: 'Fra en anden gang', agreed: 'all', disagree: [], meeting: earlier }
				]
			},
			objections: [{ by: 'Mikkel H.', about: 'Vælge ret', reason: 'Ikke fisk' }]
		})
	);
	expect(decisions).toEqual([{ text: 'Tre aftener', agreed: 'some', disagree: ['Else'] }]);
	expect(disagreement).toEqual(['Else: Tre aftener', 'Mikkel H.: Vælge ret – Ikke fisk']);
});

test('notes follow the steps of the meeting, and in a round belong to whose turn it was', () => {
	const note = (text: string, stepKey: string, member: string | null) => ({
		key: text,
		text,
		step: stepKey,
		by: 'Signe Aarup',
		member
	});
	const { notes } = drawMinutes(
		facts({
			captured: {
				topics: [],
				notes: [note('sidst', 'summary', null), note('først', 'round', 'lone')]
			}
		})
	);
	expect(notes).toEqual([
		{ step: 'round', text: 'først', by: 'Lone Fisker' },
		{ step: 'summary', text: 'sidst', by: 'Signe Aarup' }
	]);
});

test('a row of the division of labour in which nobody does anything is left out', () => {
	const { labour } = drawMinutes(
		facts({
			agreements: {
				labour: [
					{ key: 'r1', title: 'Aftener' },
					{ key: 'r2', title: 'Økonomi' }
				],
				cells: [
					{ key: 'r1.socialSupport', text: 'De tre aftener', responsible: 'lone', supporters: [] },
					{ key: 'r2.authority', text: '', responsible: null, supporters: [] }
				],
				decisions: [],
				nextSteps: []
			}
		})
	);
	expect(labour).toEqual([
		{
			row: 'Aftener',
			cells: [
				{
					side: 'socialSupport',
					text: 'De tre aftener',
					responsible: 'Lone Fisker',
					supporters: []
				}
			]
		}
	]);
});

test('closing points out steps without owner or date, gaps and topics nobody came back to', () => {
	const missing = whatIsMissing(
		facts({
			agreements: {
				labour: [{ key: 'r2', title: 'Økonomi' }],
				cells: [],
				decisions: [
					{ key: 'd', text: 'Tre aftener', agreed: null, disagree: [], meeting: meetingId }
				],
				nextSteps: [step('a', 'Finde ledsager', { owner: null, due: null })]
			},
			captured: {
				topics: [{ key: 't', text: 'Bus', by: 'mikkel', outcome: null }],
				notes: []
			}
		}),
		{ gaps: ['r2'], overlaps: [] }
	);
	expect(missing.map((one) => one.is)).toEqual([
		'stepWithoutOwner',
		'stepWithoutDate',
		'decisionUnsaid',
		'gap',
		'topicUnanswered',
		'noNextMeeting'
	]);
});

test('a meeting in which nothing was captured says so', () => {
	expect(whatIsMissing(facts(), { gaps: [], overlaps: [] })).toContainEqual({
		is: 'nothingCaptured'
	});
});

test('the same minutes have the same hash, and one changed sign gives another', async () => {
	const minutes = drawMinutes(facts());
	const reordered = Object.fromEntries(Object.entries(minutes).reverse());
	expect(canonical(reordered)).toBe(canonical(minutes));
	expect(await hashMinutes({ ...minutes, place: 'Solbakken.' })).not.toBe(
		await hashMinutes(minutes)
	);
});

test('a correction says what stood there before, and one that changes nothing is none', () => {
	const minutes = drawMinutes(facts());
	expect(applyChange(minutes, { part: 'place', text: 'Rådhuset' })).toMatchObject({
		minutes: { place: 'Rådhuset' },
		before: 'Solbakken',
		after: 'Rådhuset'
	});
	expect(applyChange(minutes, { part: 'place', text: 'Solbakken' })).toBeNull();
	expect(applyChange(minutes, { part: 'note', index: 3, text: 'findes ikke' })).toBeNull();
});

test('somebody marked absent by mistake is moved to those present, once', () => {
	const minutes = drawMinutes(facts());
	const moved = applyChange(minutes, { part: 'attendance', name: 'Else', present: true });
	expect(moved?.minutes.absent).toEqual([]);
	expect(moved?.minutes.present.map((one) => one.name)).toContain('Else');
	expect(
		applyChange(moved?.minutes ?? minutes, { part: 'attendance', name: 'Else', present: true })
	).toBeNull();
});
