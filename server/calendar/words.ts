import { m } from '#lib/paraglide/messages.js';

const danish = { locale: 'da' } as const;

/** What a calendar says; in Danish, whoever reads it on whatever device. */
export const calendarWords = {
	name: () => m.app_name({}, danish),
	step: () => m.overview_calendar_step({}, danish),
	stepHint: () => m.overview_calendar_step_hint({}, danish)
};
