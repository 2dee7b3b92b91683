import { appendFileSync } from 'node:fs';

/** `npm run test:long` plays every scenario at full length; `npm test` a few seconds of each. */
export const isLong = process.env.SAMTAVLE_LONG === '1';

export function length<Size>({ short, long }: { short: Size; long: Size }): Size {
	return isLong ? long : short;
}

/** What a scenario found, for the table that closes the long run. Whether its figures do is asked after it. */
export function report(scenario: string, seed: number | null, runs: string, result: string): void {
	const { SAMTAVLE_REPORT } = process.env;
	if (!SAMTAVLE_REPORT) return;
	appendFileSync(SAMTAVLE_REPORT, `${JSON.stringify({ scenario, seed, runs, result })}\n`);
}

/** The value below which this share of them lies. */
export function percentile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((one, other) => one - other);
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
