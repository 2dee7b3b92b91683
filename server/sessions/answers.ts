import { and, asc, eq, ne } from 'drizzle-orm';
import type { Audience } from '#lib/model/document.ts';
import type { CaseId, MeetingId } from '#lib/model/ids.ts';
import { actorKey, type Actor } from '#lib/model/person.ts';
import type { Answers } from '#lib/model/session-commands.ts';
import { isSessionView, readAnswer, saysSomething } from '#lib/model/session-views.ts';
import type { Step } from '#lib/model/template.ts';
import { record, type AuditEvent } from '#server/audit/audit.ts';
import type { Now } from '#server/clock.ts';
import type { Database, Transaction } from '#server/db/open.ts';
import { meetingTable } from '#server/meetings/tables.ts';
import { sessionAnswerTable, trendSharingTable } from './tables.ts';

type Somebody = Exclude<Actor, { kind: 'nobody' }>;

/** The meeting, as far as its answers need it. The caller has asked the policy. */
export interface Answering {
	id: MeetingId;
	caseId: CaseId;
	steps: readonly Step[];
}

export type AnswerRows = ReturnType<typeof createAnswers>;

/** The rows of what was answered. The audit trail says that something was, never what. */
export function createAnswers({ now }: { now: Now }) {
	const one = (meeting: MeetingId, step: string) =>
		and(eq(sessionAnswerTable.meetingId, meeting), eq(sessionAnswerTable.step, step));

	function told(
		tx: Transaction,
		actor: Somebody,
		meeting: Answering,
		event: AuditEvent['event'],
		step: string
	) {
		const { id, caseId } = meeting;
		return record(tx, actor, { event, caseId, meetingId: id, details: { step } });
	}

	async function read(from: Database | Transaction, meeting: Answering): Promise<Answers> {
		const rows = await from
			.select()
			.from(sessionAnswerTable)
			.where(eq(sessionAnswerTable.meetingId, meeting.id));
		return Object.fromEntries(
			rows.flatMap(({ step, content, own, confirmedAt }) => {
				const read = answerTo(meeting.steps, step, content);
				return read
					? [[step, { content: read, own, confirmed: confirmedAt !== null }] as const]
					: [];
			})
		);
	}

	return {
		read,

		/** Answered again, the summary has to be read back again. False: that is no answer to it. */
		async put(
			tx: Transaction,
			actor: Somebody,
			meeting: Answering,
			step: string,
			content: unknown
		): Promise<boolean> {
			const read = answerTo(meeting.steps, step, content);
			if (!read) return false;
			const answer = {
				content: read,
				by: actorKey(actor),
				own: actor.kind !== 'person',
				at: now(),
				confirmedAt: null
			};
			await tx
				.insert(sessionAnswerTable)
				.values({ meetingId: meeting.id, step, ...answer })
				.onConflictDoUpdate({
					target: [sessionAnswerTable.meetingId, sessionAnswerTable.step],
					set: answer
				});
			await told(tx, actor, meeting, 'answer:given', step);
			return true;
		},

		async confirm(tx: Transaction, actor: Somebody, meeting: Answering, step: string) {
			const set = await tx
				.update(sessionAnswerTable)
				.set({ confirmedAt: now() })
				.where(one(meeting.id, step))
				.returning({ step: sessionAnswerTable.step });
			if (set.length > 0) await told(tx, actor, meeting, 'answer:confirmed', step);
			return set.length > 0;
		},

		async clear(tx: Transaction, actor: Somebody, meeting: Answering, step: string) {
			const gone = await tx
				.delete(sessionAnswerTable)
				.where(one(meeting.id, step))
				.returning({ step: sessionAnswerTable.step });
			if (gone.length > 0) await told(tx, actor, meeting, 'answer:taken-back', step);
		},

		/** Everything of a session that was stopped. Answers what there was, for what goes with it. */
		async clearAll(tx: Transaction, actor: Somebody, meeting: Answering): Promise<Answers> {
			const were = await read(tx, meeting);
			const of = eq(sessionAnswerTable.meetingId, meeting.id);
			const gone = await tx
				.delete(sessionAnswerTable)
				.where(of)
				.returning({ step: sessionAnswerTable.step });
			await record(tx, actor, {
				event: 'answers:deleted',
				caseId: meeting.caseId,
				meetingId: meeting.id,
				details: { answers: gone.length }
			});
			return were;
		},

		/** Whether the step has an answer that says something and was not read back yet. */
		async needsSummary(tx: Transaction, meeting: Answering, step: Step): Promise<boolean> {
			if (step.sumUp !== true) return false;
			const [row] = await tx.select().from(sessionAnswerTable).where(one(meeting.id, step.key));
			const read = row && answerTo(meeting.steps, step.key, row.content);
			return row !== undefined && row.confirmedAt === null && !!read && saysSomething(read);
		},

		/** Answers of the case's earlier sessions, oldest first, each with its step. */
		async before(from: Database, caseId: CaseId, not: MeetingId | null = null) {
			const rows = await from
				.select({ answer: sessionAnswerTable, meeting: meetingTable })
				.from(sessionAnswerTable)
				.innerJoin(meetingTable, eq(meetingTable.id, sessionAnswerTable.meetingId))
				.where(
					and(
						eq(meetingTable.caseId, caseId),
						eq(meetingTable.kind, 'planning'),
						not === null ? undefined : ne(meetingTable.id, not)
					)
				)
				.orderBy(asc(meetingTable.startsAt), asc(sessionAnswerTable.at));
			return rows.flatMap(({ answer, meeting }) => {
				const step = meeting.steps.find(({ key }) => key === answer.step);
				if (!step) return [];
				const on = meeting.startedAt ?? meeting.startsAt;
				return [{ meetingId: meeting.id, on, step, content: answer.content }];
			});
		},

		async audience(from: Database | Transaction, caseId: CaseId): Promise<Audience> {
			const [row] = await from
				.select({ audience: trendSharingTable.audience })
				.from(trendSharingTable)
				.where(eq(trendSharingTable.caseId, caseId));
			return row?.audience ?? 'here';
		},

		async share(tx: Transaction, actor: Somebody, caseId: CaseId, audience: Audience) {
			const said = { audience, by: actorKey(actor), at: now() };
			await tx
				.insert(trendSharingTable)
				.values({ caseId, ...said })
				.onConflictDoUpdate({ target: trendSharingTable.caseId, set: said });
			await record(tx, actor, { event: 'trend:shared', caseId, details: { audience } });
		}
	};
}

/** What was stored or sent, as the step's own view reads it. */
function answerTo(steps: readonly Step[], key: string, content: unknown): object | null {
	const step = steps.find((one) => one.key === key);
	return step && isSessionView(step.view) ? readAnswer(step.view, content) : null;
}
