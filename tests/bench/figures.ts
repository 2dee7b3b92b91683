/** One figure of one contender in one round. */
export interface Figure {
	value: number;
	unit: 'ms' | '/s' | 'KB' | '%' | 'CPU ms' | '';
}

export type Figures = Record<string, Figure>;

export function percentile(values: readonly number[], part: number): number {
	const sorted = Float64Array.from(values).sort();
	return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

export const ms = (value: number): Figure => ({ value, unit: 'ms' });
export const cpu = (value: number): Figure => ({ value, unit: 'CPU ms' });
