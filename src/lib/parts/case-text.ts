import type { CaseState, Guarantee } from '#lib/model/case.ts';
import { dayAndMonth } from '#lib/model/dates.ts';
import type { Theme } from '#lib/model/document.ts';
import type { CaseRole } from '#lib/model/person.ts';
import { m } from '#lib/paraglide/messages.js';
import { getLocale } from '#lib/paraglide/runtime.js';

/** How a case is called: by the name the citizen chose, else by its number. */
export function caseName(one: { number: string; displayName: string | null }): string {
	return one.displayName ?? m.cases_label({ number: one.number });
}

export function roleName(role: CaseRole, substitute = false): string {
	if (role === 'coordinator' && substitute) return m.cases_role_substitute();
	return {
		coordinator: m.cases_role_coordinator,
		treatmentCounsellor: m.cases_role_treatment_counsellor,
		supportWorker: m.cases_role_support_worker,
		authorityOfficer: m.cases_role_authority_officer,
		citizen: m.cases_role_citizen,
		relative: m.cases_role_relative
	}[role]();
}

export function stateName(state: CaseState): string {
	return {
		new: m.cases_state_new,
		underway: m.cases_state_underway,
		closed: m.cases_state_closed
	}[state]();
}

export function themeName(theme: Theme): string {
	return {
		everyday: m.cases_theme_everyday,
		health: m.cases_theme_health,
		substances: m.cases_theme_substances,
		agreements: m.cases_theme_agreements,
		plan: m.cases_theme_plan
	}[theme]();
}

/** One line about the 14-day clock: how it stands, in words without blame. */
export function guaranteeText(guarantee: Guarantee): string {
	const { is, daysLeft, day, deadline } = guarantee;
	switch (is) {
		case 'running':
			return daysLeft === 0
				? m.cases_clock_last_day()
				: m.cases_clock_days_left({ days: daysLeft, date: dayAndMonth(deadline, getLocale()) });
		case 'over':
			return m.cases_clock_over({ days: -daysLeft });
		case 'met':
		case 'late':
			return m.cases_clock_began({ day });
	}
}
