import type { Stage } from '#lib/model/session-views.ts';
import { m } from '#lib/paraglide/messages.js';

/** The places in the circle of change, as they are said and drawn. */
export function stageLooks(): Record<Stage, { text: string; pictogram: string }> {
	return {
		notNow: { text: m.citizen_session_circle_not_now(), pictogram: 'nat' },
		thinking: { text: m.citizen_session_circle_thinking(), pictogram: 'droem' },
		ready: { text: m.citizen_session_circle_ready(), pictogram: 'hej' },
		doing: { text: m.citizen_session_circle_doing(), pictogram: 'cykle' },
		holding: { text: m.citizen_session_circle_holding(), pictogram: 'klaret' },
		again: { text: m.citizen_session_circle_again(), pictogram: 'haab' }
	};
}
