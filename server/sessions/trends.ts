import type { Audience } from '#lib/model/document.ts';
import type { CaseId, DocumentId } from '#lib/model/ids.ts';
import { isCitizen, type Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { mayAnswer, maySeeTrend } from '#lib/model/session-policy.ts';
import { readTrend, type Trend } from '#lib/model/trend.ts';
import { record } from '#server/audit/audit.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { AnswerRows } from './answers.ts';
import type { SessionRooms } from './tabletop.ts';

/** How the citizen has been over several sessions, for those they let see it. */
export function createTrends({
	db,
	rooms,
	access,
	answers
}: {
	db: Database;
	rooms: Pick<SessionRooms, 'news'>;
	access: Pick<AccessQuestions, 'caseDocuments' | 'standingOn'>;
	answers: AnswerRows;
}) {
	/** The document of the case on whose line one hears that the trend's readers are others now. */
	async function lineOf(actor: Actor, caseId: CaseId): Promise<DocumentId | null> {
		const all = await access.caseDocuments(actor, caseId);
		const found = all.find(({ document }) => document.kind === 'agreements');
		return found && found.access !== 'none' ? found.document.id : null;
	}

	/** Whoever looks at the trend now, looks again: it is not theirs any more, or it is. */
	async function chosen(actor: Actor, caseId: CaseId): Promise<void> {
		const line = await lineOf(actor, caseId);
		if (line) rooms.news(line, { trend: true });
	}

	return {
		chosen,

		/** The citizen stops: how they were is shown to nobody any more. */
		async keepAll(actor: Actor): Promise<void> {
			if (!isCitizen(actor)) throw new Refusal('not-found');
			const { caseId } = actor;
			const standing = await access.standingOn(actor, caseId);
			if (!mayAnswer('answer', standing)) throw new Refusal('not-found');
			await db.transaction((tx) => answers.share(tx, actor, caseId, 'here'));
			await chosen(actor, caseId);
		},

		/**
		 * How the citizen has been, for those the citizen lets see it; null for everybody else. `line` is
		 * the document on whose line one hears `trend` when the citizen has chosen anew.
		 */
		async trend(
			actor: Actor,
			caseId: CaseId
		): Promise<{ audience: Audience; trend: Trend | null; line: DocumentId | null }> {
			const standing = await access.standingOn(actor, caseId);
			if (actor.kind === 'nobody' || standing.is === 'stranger' || standing.is === 'screen') {
				throw new Refusal('not-found');
			}
			const line = await lineOf(actor, caseId);
			const audience = await answers.audience(db, caseId);
			if (!maySeeTrend(audience, standing)) return { audience, trend: null, line };
			await record(db, actor, { event: 'trend:opened', caseId });
			return { audience, trend: readTrend(await answers.before(db, caseId)), line };
		}
	};
}
