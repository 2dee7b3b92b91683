import ChartNoAxesColumn from '@lucide/icons/icons/chart-no-axes-column';
import CalendarDays from '@lucide/icons/icons/calendar-days';
import House from '@lucide/icons/icons/house';
import Moon from '@lucide/icons/icons/moon';
import Puzzle from '@lucide/icons/icons/puzzle';
import Sparkles from '@lucide/icons/icons/sparkles';
import Stethoscope from '@lucide/icons/icons/stethoscope';
import UsersRound from '@lucide/icons/icons/users-round';
import Wallet from '@lucide/icons/icons/wallet';
import Wine from '@lucide/icons/icons/wine';
import type { assessmentAreas, AssessmentArea, Source } from '#lib/board/layout.ts';
import { m } from '#lib/paraglide/messages.js';
import type { IconShape } from '#lib/ui/Icon.svelte';

/** The documents that hold the assessment. */
export type ThemeKind = (typeof assessmentAreas)[number]['kind'];

export const areaIcon: Record<AssessmentArea, IconShape> = {
	functioning: Puzzle,
	network: UsersRound,
	activities: CalendarDays,
	income: Wallet,
	dailyRhythm: Moon,
	housing: House,
	health: Stethoscope,
	use: ChartNoAxesColumn,
	substances: Wine,
	function: Sparkles
};

export function areaName(area: AssessmentArea): string {
	return {
		functioning: m.board_area_functioning,
		network: m.board_area_network,
		activities: m.board_area_activities,
		income: m.board_area_income,
		dailyRhythm: m.board_area_daily_rhythm,
		housing: m.board_area_housing,
		health: m.board_area_health,
		use: m.board_area_use,
		substances: m.board_area_substances,
		function: m.board_area_function
	}[area]();
}

/** What one could ask, while nothing is known. */
export function areaPrompt(area: AssessmentArea, name: string): string {
	return {
		functioning: m.board_ask_functioning,
		network: m.board_ask_network,
		activities: m.board_ask_activities,
		income: m.board_ask_income,
		dailyRhythm: m.board_ask_daily_rhythm,
		housing: m.board_ask_housing,
		health: m.board_ask_health,
		use: m.board_ask_use,
		substances: m.board_ask_substances,
		function: m.board_ask_function
	}[area]({ name });
}

export function sourceName(source: Source, name: string): string {
	return {
		citizen: m.board_source_citizen,
		citizenSupportedByStaff: m.board_source_citizen_staff,
		citizenSupportedByRelative: m.board_source_citizen_relative,
		staff: m.board_source_staff,
		relative: m.board_source_relative,
		caseOfficer: m.board_source_case_officer,
		provider: m.board_source_provider,
		other: m.board_source_other
	}[source]({ name });
}
