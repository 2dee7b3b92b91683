/** Whole numbers as disjoint ranges, in order: which clocks of one client are deleted. */
export class Ranges {
	readonly #starts: number[] = [];
	readonly #ends: number[] = [];

	get count(): number {
		return this.#starts.length;
	}

	/** The ranges, each from its first number to the one after its last. */
	*[Symbol.iterator](): Iterator<[start: number, end: number]> {
		for (const [at, start] of this.#starts.entries()) yield [start, this.#ends[at] ?? start];
	}

	/** The parts of [start, end) that are not in here. */
	gaps(start: number, end: number): [number, number][] {
		const gaps: [number, number][] = [];
		let at = start;
		for (let i = this.#firstEndingAfter(start); at < end; i++) {
			const from = this.#starts[i] ?? Infinity;
			if (from > at) gaps.push([at, Math.min(from, end)]);
			at = Math.max(at, this.#ends[i] ?? Infinity);
		}
		return gaps;
	}

	add(start: number, end: number): void {
		const first = this.#firstEndingAfter(start - 1); // touching ranges become one
		let past = first;
		let from = start;
		let to = end;
		while (past < this.#starts.length && (this.#starts[past] ?? Infinity) <= end) {
			from = Math.min(from, this.#starts[past] ?? from);
			to = Math.max(to, this.#ends[past] ?? to);
			past += 1;
		}
		this.#starts.splice(first, past - first, from);
		this.#ends.splice(first, past - first, to);
	}

	/** Leaves out what lies below a number. */
	dropBelow(number: number): void {
		const gone = this.#firstEndingAfter(number);
		this.#starts.splice(0, gone);
		this.#ends.splice(0, gone);
		const [first] = this.#starts;
		if (first !== undefined && first < number) this.#starts[0] = number;
	}

	#firstEndingAfter(value: number): number {
		return lowerBound(this.#ends, value + 1);
	}
}

/**
 * A number for every position from 0 up to an end that only grows. Neighbours with the same number
 * share a run, so a long text typed in one place costs one run.
 */
export class Runs {
	readonly #starts: number[] = [];
	readonly #values: number[] = [];
	end = 0;

	extend(end: number, value: number): void {
		if (this.#values.at(-1) !== value) {
			this.#starts.push(this.end);
			this.#values.push(value);
		}
		this.end = end;
	}

	at(position: number): number | undefined {
		if (position >= this.end) return undefined;
		return this.#values[lowerBound(this.#starts, position + 1) - 1];
	}
}

/** The first index whose value is not below this one. */
function lowerBound(sorted: readonly number[], value: number): number {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
		else high = middle;
	}
	return low;
}
