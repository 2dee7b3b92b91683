import type { Audience } from '#lib/model/document.ts';
import { m } from '#lib/paraglide/messages.js';

/** Who may see a card of the plan: said and shown alike on Min plan and in a session. */
export function planAudiences(): { value: Audience; label: string; pictogram: string }[] {
	return [
		{ value: 'here', label: m.citizen_share_here(), pictogram: 'mig' },
		{ value: 'coordinators', label: m.citizen_share_coordinators(), pictogram: 'sammen-to' },
		{ value: 'network', label: m.citizen_share_network(), pictogram: 'netvaerk' }
	];
}
