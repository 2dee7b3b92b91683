import type { Audience } from '#lib/model/document.ts';
import type { CaseId, DocumentId } from '#lib/model/ids.ts';
import type { Actor } from '#lib/model/person.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { maySeeTrend } from '#lib/model/session-policy.ts';
import { readTrend, type Trend } from '#lib/model/trend.ts';
import { record } from '#server/audit/audit.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { AnswerRows } from './answers.ts';

/** How the citizen has been over several sessions, for those they let see it. */
export function createTrends({
	db,
	access,
	answers
}: {
	db: Database;
	access: Pick<AccessQuestions, 'caseDocuments' | 'standingOn'>;
	answers: AnswerRows;
}) {
	/** The document of the case on whose line one hears that the trend's readers are others now. */
	async function lineOf(actor: Actor, caseId: CaseId): Promise<DocumentId | null> {
		const all = await access.caseDocuments(actor, caseId);
		const found = all.find(({ document }) => document.kind === 'agreements');
		return found && found.access !== 'none' ? found.document.id : null;
	}

	return {
		lineOf,

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
