/**
 * Puts the focus where something must be put right: the first field that says so. Where a summary says
 * it of several fields together, the focus is there already.
 */
export function toTheFault(within: ParentNode): void {
	if (document.activeElement?.closest('[role="alert"]')) return;
	within.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
