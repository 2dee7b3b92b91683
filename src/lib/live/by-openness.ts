import type { Audience } from '#lib/model/document.ts';

/** The network's plan first, then the coordinators', then what stays here. */
export function byOpenness<Of extends { audience: Audience | null }>(all: readonly Of[]): Of[] {
	const order = ['network', 'coordinators', 'here'];
	return all.toSorted(
		(a, b) => order.indexOf(a.audience ?? 'here') - order.indexOf(b.audience ?? 'here')
	);
}
