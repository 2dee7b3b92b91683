import type { DueGroup } from '#lib/model/next-step.ts';
import { m } from '#lib/paraglide/messages.js';

/** "Denne uge". */
export function dueGroupName(group: DueGroup): string {
	return {
		now: m.common_today,
		thisWeek: m.overview_group_this_week,
		nextWeek: m.overview_group_next_week,
		later: m.overview_group_later,
		undated: m.overview_group_undated,
		settled: m.overview_group_settled
	}[group]();
}
