import type { Feeling } from '#lib/board/plan-page.ts';
import { dateOf } from '#lib/model/dates.ts';
import type { TrendSession } from '#lib/model/trend.ts';

/** How it was in sessions, in the order of the trend: faces and words, without cards. */
export function feelingsIn(sessions: readonly TrendSession[]): Feeling[] {
	return sessions.map(({ on, in: before, out }) => ({
		meeting: on,
		on: dateOf(new Date(on)),
		in: before?.face ?? null,
		out: out?.face ?? null,
		because: [before, out].map((mood) => mood?.because.trim() ?? '').filter((said) => said !== '')
	}));
}
