export interface Extent {
	top: number;
	bottom: number;
}

/**
 * Nothing on the wall scrolls: what does not fit goes to the next page. Answers the index that each
 * page begins at. Something taller than a page has one of its own.
 */
export function pagesThatFit(rows: readonly Extent[], height: number): number[] {
	const starts = [0];
	rows.forEach((row, index) => {
		const first = rows[starts.at(-1) ?? 0];
		// Half a pixel of rounding is no overflow.
		if (first && row.bottom - first.top > height + 0.5 && index > (starts.at(-1) ?? 0)) {
			starts.push(index);
		}
	});
	return starts;
}
