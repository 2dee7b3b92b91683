import { MeetingId, newId, type CaseId } from '#lib/model/ids.ts';
import { givenName, type PersonActor } from '#lib/model/person.ts';
import { sayName, type MeetingTemplate } from '#lib/model/template.ts';
import type { Transaction } from '#server/db/open.ts';
import type { Plan } from './life.ts';
import type { MeetingRow } from './room-host.ts';
import { meetingTable } from './tables.ts';

/** A new meeting's row, with its steps as they are today: a newer pack never changes an old meeting. */
export async function insertMeeting(
	tx: Transaction,
	{
		actor,
		caseId,
		template,
		plan,
		previous,
		now,
		...rest
	}: {
		actor: PersonActor;
		caseId: CaseId;
		template: MeetingTemplate;
		plan: Plan;
		previous: MeetingId | null;
		now: Date;
	} & Partial<Pick<MeetingRow, 'phase' | 'clock' | 'scribe' | 'startedAt'>>
): Promise<MeetingRow> {
	const { invited: _members, ...decided } = plan;
	const [row] = await tx
		.insert(meetingTable)
		.values({
			phase: 'draft',
			...decided,
			...rest,
			id: newId(MeetingId),
			caseId,
			kind: template.kind,
			templateKey: template.key,
			templateVersion: template.version,
			steps: template.steps,
			minutes: template.minutes,
			previousMeetingId: previous,
			createdBy: actor.id,
			createdAt: now
		})
		.returning();
	if (!row) throw new Error('a meeting was inserted and not returned');
	return row;
}

/** The citizen by the name they chose; on a case shown by number nobody is named. */
export function named(template: MeetingTemplate, displayName: string | null): MeetingTemplate {
	const name = displayName === null ? null : givenName(displayName);
	return {
		...template,
		steps: sayName(template.steps, {
			da: name ?? 'borgeren',
			en: name ?? 'the citizen',
			'da-simple': name ?? 'borgeren'
		})
	};
}
