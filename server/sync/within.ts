/** No answer came in time; it may still come. */
export class Late extends Error {}

/** Waits for a promise, but not longer than this; then rejects. */
export async function within<Result>(ms: number, promise: Promise<Result>): Promise<Result> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Late(`no answer in ${ms} ms`)), ms);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}
