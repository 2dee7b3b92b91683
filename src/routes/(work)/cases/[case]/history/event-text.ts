import { m } from '#lib/paraglide/messages.js';

type Details = Record<string, string | number | boolean | null>;

const documents: Record<string, () => string> = {
	everyday: m.cases_theme_everyday,
	health: m.cases_theme_health,
	substances: m.cases_theme_substances,
	agreements: m.cases_theme_agreements,
	plan: m.cases_theme_plan,
	meeting: m.cases_document_meeting
};

const events: Record<string, () => string> = {
	'case:created': m.cases_event_case_created,
	'case:opened': m.cases_event_case_opened,
	'case:renamed': m.cases_event_case_renamed,
	'case:clock-set': m.cases_event_clock_set,
	'case:closed': m.cases_event_case_closed,
	'member:added': m.cases_event_member_added,
	'member:changed': m.cases_event_member_changed,
	'member:removed': m.cases_event_member_removed,
	'profile:changed': m.plan_event_profile,
	'trend:opened': m.session_event_trend_opened,
	'trend:shared': m.session_event_trend_shared,
	'answers:deleted': m.session_event_deleted,
	'session:stopped': m.session_event_stopped,
	'session:went-on': m.session_event_went_on,
	'history:seen': m.cases_event_history_seen
};

/** What happened, in a sentence without names: the name stands beside it. */
export function eventText(event: string, details: Details): string {
	const theme = documents[String(details.theme ?? details.kind ?? '')]?.() ?? '';
	if (event === 'document:opened') return m.cases_event_document_opened({ what: theme });
	if (event === 'basis:recorded') return m.cases_event_basis_recorded({ what: theme });
	if (event === 'basis:withdrawn') return m.cases_event_basis_withdrawn({ what: theme });
	if (event === 'record:made') return m.cases_event_record_made();
	return events[event]?.() ?? groupText(event);
}

/** Events of other parts, by what they are about. */
function groupText(event: string): string {
	const [noun = ''] = event.split(':');
	const groups: Record<string, () => string> = {
		meeting: m.cases_event_meeting,
		minutes: m.cases_event_minutes,
		seat: m.cases_event_seat,
		screen: m.cases_event_screen,
		table: m.cases_event_table,
		'next-step': m.cases_event_next_step,
		answer: m.session_event_answer,
		handover: m.cases_event_handover,
		'way-in': m.plan_event_way_in,
		words: m.plan_event_plan,
		plan: m.plan_event_plan,
		frame: m.cases_event_frame
	};
	return groups[noun]?.() ?? m.cases_event_other();
}
