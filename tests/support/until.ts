/** Waits for a fact. The limit is only there so that a fact that never comes fails with its name. */
export async function until(
	fact: () => boolean | Promise<boolean>,
	what = 'the fact',
	limitMs = 10_000
): Promise<void> {
	const end = Date.now() + limitMs;
	while (!(await fact())) {
		if (Date.now() > end) throw new Error(`waited in vain for ${what}`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
