import type { ContenderName } from './contenders.ts';
import type { Figures } from './figures.ts';
import type { Goal, Scenario } from './scenarios/scenario.ts';

/** What every contender showed in every round; null where it did not converge. */
export type Rounds = Map<ContenderName, Figures | null>[];

/** Figures as they are, and their ratio to the relay in the same round: middle, and from least to most. */
export function report(scenario: Scenario, rounds: Rounds): string[] {
	const names = [...new Set(rounds.flatMap((round) => [...round.keys()]))];
	const figures = [
		...new Set(
			rounds.flatMap((round) => [...round.values()].flatMap((one) => Object.keys(one ?? {})))
		)
	];
	const lines = [`\n${scenario.title}`];
	for (const figure of figures) {
		lines.push(`  ${figure}`);
		for (const name of names) {
			const values = rounds.map((round) => round.get(name)?.[figure]?.value ?? Number.NaN);
			const known = values.filter((value) => !Number.isNaN(value));
			if (known.length === 0) continue;
			const unit = rounds.map((round) => round.get(name)?.[figure]?.unit).find(Boolean) ?? '';
			const ratios = ratiosOf(rounds, figure, name, 'relay');
			const own = `${shown(middle(known))}${unit && ` ${unit}`}`;
			const spread = `${shown(Math.min(...known))} … ${shown(Math.max(...known))}`;
			const ratio = ratios.length > 0 && name !== 'relay' ? `${spreadOf(ratios)} × relay` : '';
			lines.push(`    ${name.padEnd(20)} ${own.padStart(12)}  (${spread})`.padEnd(64) + ratio);
		}
	}
	for (const name of names) {
		const failed = rounds.filter((round) => round.get(name) === null).length;
		if (failed > 0) lines.push(`  ${name}: ${failed} of ${rounds.length} rounds did not count`);
	}
	for (const goal of scenario.goals) lines.push(...verdict(goal, rounds));
	return lines;
}

function verdict(goal: Goal, rounds: Rounds): string[] {
	const values = goal.of
		? ratiosOf(rounds, goal.figure, 'samtavle', goal.of)
		: rounds
				.map((round) => round.get('samtavle')?.[goal.figure]?.value ?? Number.NaN)
				.filter((value) => !Number.isNaN(value));
	if (values.length === 0) return [];
	const value = middle(values);
	const bound = goal.atMost ?? goal.atLeast ?? 0;
	const met = goal.atMost === undefined ? value >= bound : value <= bound;
	const wanted = `${goal.atMost === undefined ? 'at least' : 'at most'} ${bound}`;
	const of = goal.of ? ` × ${goal.of}` : '';
	return [
		`  ${met ? 'goal met ' : 'NOT MET  '} ${goal.figure}: ${shown(value)}${of}, wanted ${wanted}`
	];
}

function ratiosOf(
	rounds: Rounds,
	figure: string,
	name: ContenderName,
	to: ContenderName
): number[] {
	return rounds
		.map((round) => {
			const own = round.get(name)?.[figure]?.value;
			const other = round.get(to)?.[figure]?.value;
			return own === undefined || other === undefined ? Number.NaN : own / other;
		})
		.filter((ratio) => Number.isFinite(ratio));
}

function middle(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function spreadOf(values: readonly number[]): string {
	return `${shown(middle(values))} (${shown(Math.min(...values))} … ${shown(Math.max(...values))})`;
}

function shown(value: number): string {
	if (Math.abs(value) >= 1_000) return Math.round(value).toLocaleString('en');
	return value.toFixed(Math.abs(value) >= 100 ? 0 : 2);
}
