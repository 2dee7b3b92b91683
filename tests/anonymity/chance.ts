export interface Chance {
	/** From 0 up to, not including, `below`. */
	number(below: number): number;
	one<Thing>(of: readonly Thing[]): Thing;
	some<Thing>(of: readonly Thing[], count: number): Thing[];
}

/** The same for the same seed (mulberry32). */
export function createChance(seed: number): Chance {
	let state = seed >>> 0;
	const next = () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
	const number = (below: number) => Math.floor(next() * below);
	const one = <Thing>(of: readonly Thing[]): Thing => {
		const chosen = of[number(of.length)];
		if (chosen === undefined) throw new Error('nothing to choose from');
		return chosen;
	};
	return {
		number,
		one,
		some(of, count) {
			const left = [...of];
			return Array.from({ length: Math.min(count, left.length) }, () => {
				const [taken] = left.splice(number(left.length), 1);
				if (taken === undefined) throw new Error('nothing to choose from');
				return taken;
			});
		}
	};
}

/** `SEED=7` measures on one seed; without it on these, which no rule was made by looking at. */
export const seeds: readonly number[] = process.env.SEED
	? [Number(process.env.SEED)]
	: [20_261_125, 4_711, 90_210];
