import type { Audience } from '#lib/model/document.ts';
import { m } from '#lib/paraglide/messages.js';

export function audienceChoices(): { value: Audience; label: string; pictogram: string }[] {
	return [
		{ value: 'here', label: m.citizen_session_who_here(), pictogram: 'sammen-to' },
		{
			value: 'coordinators',
			label: m.citizen_session_who_coordinators(),
			pictogram: 'behandler'
		},
		{ value: 'network', label: m.citizen_session_who_network(), pictogram: 'netvaerk' }
	];
}
