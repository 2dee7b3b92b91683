import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { dateOf } from '#lib/model/dates.ts';
import { MeetingId } from '#lib/model/ids.ts';
import { Area } from '#lib/model/person.ts';
import { docxResponse, minutesDocx } from '#lib/parts/minutes-docx.ts';
import { approvalLine, areaName, sourceName, themeName } from '#lib/parts/minutes-words.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { m } from '#lib/paraglide/messages.js';
import type { RequestHandler } from './$types';

/** One area's part for its own journal: the minutes, and the themes that it has a basis for. */
export const GET: RequestHandler = async ({ locals, params }) => {
	const meeting = parseId(MeetingId, params.meeting);
	const area = v.safeParse(Area, params.area);
	if (!area.success) error(404, { message: m.error_not_found(), refusal: 'not-found' });
	const taken = await locals.app.handovers.take(locals.actor, meeting, area.output);

	const appendix = taken.themes.map(({ theme, said }) => ({
		heading: `${m.minutes_journal_themes()}: ${themeName(theme)}`,
		lines: said.map(({ text, source }) => ({ lead: `${sourceName(source)}: `, text }))
	}));
	if (taken.withoutBasis.length > 0) {
		const themes = taken.withoutBasis.map(themeName).join(', ');
		appendix.push({ heading: m.minutes_journal_without({ themes }), lines: [] });
	}
	const bytes = await minutesDocx({
		minutes: taken.content,
		footer: approvalLine(taken.approvedBy, taken.lockedAt),
		above: m.minutes_journal_heading({ area: areaName(area.output) }),
		appendix
	});
	const day = dateOf(new Date(taken.content.startedAt));
	return docxResponse(bytes, `journal-${taken.content.caseNumber}-${day}-${area.output}`);
};
