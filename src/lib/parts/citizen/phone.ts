/** What `tel:` can call, of what somebody wrote; null when it is no number. */
export function callable(written: string | null): string | null {
	const number = (written ?? '').replaceAll(/[\s().-]/g, '');
	return /^\+?\d{3,15}$/.test(number) ? number : null;
}
