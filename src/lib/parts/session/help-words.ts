import type { HelpLevel } from '#lib/board/cards.ts';
import { m } from '#lib/paraglide/messages.js';

/** How much help, from none to all, as the citizen says it. */
export function helpWord(level: HelpLevel): string {
	return {
		self: m.citizen_session_help_self,
		reminded: m.citizen_session_help_reminded,
		shown: m.citizen_session_help_shown,
		together: m.citizen_session_help_together,
		forMe: m.citizen_session_help_for_me
	}[level]();
}
