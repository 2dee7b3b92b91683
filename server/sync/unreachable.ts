/** The end of every switch over a union: a new member does not compile until it has an answer. */
export function unreachable(value: never): never {
	throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
