import { eq } from 'drizzle-orm';
import { MeetingId, newId } from '#lib/model/ids.ts';
import type { Feeling } from '#lib/model/session-views.ts';
import { createRoster } from '#server/cases/roster.ts';
import { createDocuments } from '#server/documents/documents.ts';
import { named } from '#server/meetings/new-meeting.ts';
import { invitationTable, meetingTable } from '#server/meetings/tables.ts';
import { sessionAnswerTable, trendSharingTable } from '#server/sessions/tables.ts';
import { createTemplates } from '#server/templates/templates.ts';
import type { Days } from './days.ts';
import type { Account, Accounts, DemoCase, Seeded } from './place.ts';

interface Placed {
	startsAt: Date;
	facilitator: Account;
	backup: Account | null;
	invited: readonly string[];
	held: boolean;
}

/** A planning session with the citizen, held or to come. */
async function placeSession({ db, config }: Seeded, on: DemoCase, wanted: Placed) {
	const template = await createTemplates(config).find('planning45');
	if (!template) throw new Error('no template planning45');
	const line = await createRoster().line(db, on.id);
	// The pulse was put in each time, so that there is something to talk about.
	const pulse = template.tools.find(({ step }) => step.key === 'pulse');
	const steps = named(template, line?.displayName ?? null).steps.flatMap((step) =>
		pulse && step.key === pulse.before ? [pulse.step, step] : [step]
	);
	const id = newId(MeetingId);
	const invitedAt = new Date(wanted.startsAt.getTime() - 3 * 86_400_000);
	await db.transaction(async (tx) => {
		await tx.insert(meetingTable).values({
			id,
			caseId: on.id,
			kind: 'planning',
			templateKey: template.key,
			templateVersion: template.version,
			steps,
			title: template.title.da,
			place: '',
			startsAt: wanted.startsAt,
			minutes: steps.reduce((sum, step) => sum + step.minutes, 0),
			phase: wanted.held ? 'closed' : 'invited',
			facilitator: wanted.facilitator.id,
			backupFacilitator: wanted.backup?.id ?? null,
			createdBy: wanted.facilitator.id,
			createdAt: invitedAt,
			invitedAt,
			...(wanted.held && {
				startedAt: wanted.startsAt,
				closedAt: new Date(wanted.startsAt.getTime() + 44 * 60_000)
			})
		});
		for (const who of wanted.invited) {
			const memberId = on.member(who);
			const invitation = { meetingId: id, memberId, attended: wanted.held, invitedAt };
			await tx.insert(invitationTable).values(invitation);
		}
		await createDocuments({ db }).create(tx, {
			kind: 'meeting',
			caseId: on.id,
			meetingId: id,
			now: invitedAt
		});
	});
	return id;
}

interface Told {
	weeksAgo: number;
	in: [number, ...Feeling[]];
	out: [number, ...Feeling[]] | null;
	difference?: string;
	abc: [number, number, number];
	words?: string;
}

/** Nine weeks of Thursdays with Lone: some good, some not, and one that he left early. */
const told: readonly Told[] = [
	{ weeksAgo: 9, in: [2, 'tired'], out: [3, 'calm'], abc: [2, 2, 3] },
	{ weeksAgo: 8, in: [3], out: [3], abc: [2, 2, 3] },
	{
		weeksAgo: 7,
		in: [2, 'lonely'],
		out: [4, 'calm'],
		difference: 'Vi gik en tur først.',
		abc: [3, 2, 3]
	},
	{ weeksAgo: 6, in: [3, 'bored'], out: [4], abc: [2, 2, 3] },
	{ weeksAgo: 4, in: [2, 'stressed', 'craving'], out: null, abc: [3, 2, 3] },
	{ weeksAgo: 3, in: [3], out: [4, 'calm'], abc: [3, 3, 3] },
	{
		weeksAgo: 2,
		in: [3, 'tired'],
		out: [5, 'proud'],
		difference: 'Det hjalp at øve at sige nej.',
		abc: [3, 3, 4]
	},
	{
		weeksAgo: 1,
		in: [4, 'calm'],
		out: [5, 'proud'],
		abc: [3, 4, 4],
		words: 'Else kom. Vi fangede en aborre.'
	}
];

/** What Mikkel has said about how he is; he has said yes to the team seeing it. */
export async function mikkelsSessions(
	house: Seeded,
	on: DemoCase,
	accounts: Accounts,
	days: Days
): Promise<void> {
	const { db } = house;
	const lone = accounts('stoette');
	for (const week of told) {
		const startsAt = days.at(-7 * week.weeksAgo, '14:00');
		const id = await placeSession(house, on, {
			startsAt,
			facilitator: lone,
			backup: accounts('behandler'),
			invited: ['Mikkel H.', 'stoette', 'behandler'],
			held: true
		});
		const [inFace, ...inFeelings] = week.in;
		const [active, together, meaningful] = week.abc;
		const answers: [string, object][] = [
			['in', { face: inFace, feelings: inFeelings, because: '' }],
			['pulse', { levels: { active, together, meaningful }, words: week.words ?? '' }]
		];
		if (week.out) {
			const [face, ...feelings] = week.out;
			answers.push(['out', { face, feelings, because: week.difference ?? '', levels: {} }]);
		} else {
			await db.update(meetingTable).set({ stoppedAt: startsAt }).where(eq(meetingTable.id, id));
		}
		for (const [step, content] of answers) {
			const row = { meetingId: id, step, content, by: 'seat:demo', own: true, at: startsAt };
			await db.insert(sessionAnswerTable).values(row);
		}
	}
	await db.insert(trendSharingTable).values({
		caseId: on.id,
		audience: 'network',
		by: 'seat:demo',
		at: days.at(-7, '14:40')
	});
}

/** The session of case 26-0098 that is ready to be held. */
export async function planSession(
	house: Seeded,
	on: DemoCase,
	accounts: Accounts,
	days: Days
): Promise<void> {
	await placeSession(house, on, {
		startsAt: days.meetingToday,
		facilitator: accounts('social2'),
		backup: accounts('rusmiddel2'),
		invited: ['26-0098', 'social2', 'rusmiddel2', 'stoette'],
		held: false
	});
}
