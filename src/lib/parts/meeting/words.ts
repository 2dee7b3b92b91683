import type { CaseRole } from '#lib/model/person.ts';
import type { NotDone } from '#lib/model/meeting-commands.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import type { PackText } from '#lib/model/template.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

/** "Tovholder". */
export function roleName(role: CaseRole): string {
	return {
		coordinator: m.meeting_role_coordinator,
		treatmentCounsellor: m.meeting_role_treatment_counsellor,
		supportWorker: m.meeting_role_support_worker,
		authorityOfficer: m.meeting_role_authority_officer,
		citizen: m.meeting_role_citizen,
		relative: m.meeting_role_relative
	}[role]();
}

export function phaseName(phase: MeetingPhase): string {
	return {
		draft: m.meeting_phase_draft,
		invited: m.meeting_phase_invited,
		open: m.meeting_phase_open,
		inProgress: m.meeting_phase_in_progress,
		closed: m.meeting_phase_closed,
		cancelled: m.meeting_phase_cancelled
	}[phase]();
}

/** A text of a content pack, in the reader's language. */
export function said(text: PackText): string {
	return text[getLocale()];
}

/** Help for the one who leads: in Danish or English, never simplified. */
export function saidToLeader(text: { da: string; en: string }): string {
	return getLocale() === 'en' ? text.en : text.da;
}

/** Why a command did nothing. */
export function notDone(why: NotDone | 'offline' | 'refused'): string {
	return {
		changed: m.meeting_not_changed,
		notNow: m.meeting_not_now,
		wait: m.meeting_not_wait,
		citizenNotHere: m.meeting_not_citizen,
		gone: m.meeting_not_gone,
		offline: m.meeting_not_offline,
		refused: m.meeting_not_refused
	}[why]();
}
