import { log } from './log.ts';

/**
 * Work that comes round, each at its own pace. A round that fails is written down and comes again;
 * none keeps the process alive.
 */
export function createRounds(
	rounds: Record<string, { everyMs: number; work: () => Promise<unknown> }>
): { close(): void } {
	const timers = Object.entries(rounds).map(([name, { everyMs, work }]) =>
		setInterval(() => {
			work().catch((error: unknown) => log.error(`${name}:failed`, error));
		}, everyMs).unref()
	);
	return { close: () => timers.forEach((timer) => clearInterval(timer)) };
}
