import { dateOf } from '#lib/model/dates.ts';
import { MeetingId } from '#lib/model/ids.ts';
import { approvalLine } from '#lib/parts/minutes-words.ts';
import { docxResponse, minutesDocx } from '#lib/parts/minutes-docx.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) => {
	const meeting = parseId(MeetingId, params.meeting);
	const { content, approvedBy, lockedAt } = await locals.app.minutes.take(
		locals.actor,
		meeting,
		'docx'
	);
	const footer = approvalLine(approvedBy, lockedAt);
	const day = dateOf(new Date(content.startedAt));
	return docxResponse(
		await minutesDocx({ minutes: content, footer }),
		`referat-${content.caseNumber}-${day}`
	);
};
