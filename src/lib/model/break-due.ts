/** A break shorter than this was skipped, not taken. */
const shortestBreakMs = 60_000;

/**
 * How long one has sat since the last break that was taken, in milliseconds, without pauses. By the
 * clock and not by the agenda: a step that took longer than planned tires as well.
 */
export function sittingMs(
	steps: readonly { key: string; view: string }[],
	/** Index of the step one is at. */
	at: number,
	/** What the steps that were left took, by their keys. */
	usedMs: Readonly<Record<string, number>>,
	/** On the step one is at. */
	elapsedMs: number
): number {
	let sum = elapsedMs;
	for (const { key, view } of steps.slice(0, Math.max(0, at)).toReversed()) {
		const used = usedMs[key] ?? 0;
		if (view === 'rest' && used >= shortestBreakMs) break;
		sum += used;
	}
	return sum;
}

/**
 * Whether a break is to be offered: it is as long as the citizen asked for since the last one, or since
 * it was last offered and answered. Null: only when somebody asks for one.
 */
export function breakIsDue(
	everyMinutes: number | null,
	satMs: number,
	answeredAtMs: number
): boolean {
	if (everyMinutes === null) return false;
	// Sat for less than at the last answer: there was a break in between.
	const since = satMs >= answeredAtMs ? satMs - answeredAtMs : satMs;
	return since >= everyMinutes * 60_000;
}
