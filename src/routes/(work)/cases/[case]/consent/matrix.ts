import type { Theme } from '#lib/model/document.ts';
import type { Area, Side } from '#lib/model/person.ts';

interface Given {
	theme: Theme;
	grantee:
		{ kind: 'organisation'; area: Area } | { kind: 'person'; person: string } | { kind: 'network' };
	until: string | null;
	state: string;
}

export interface Row<Basis> {
	key: string;
	/** Value of the field that gives something to this row. */
	value: string;
	label: string;
	side: Side;
	/** What holds or begins later, by theme. */
	cells: { theme: Theme; bases: Basis[] }[];
}

/** Theme documents first; what the network may see is asked of the network alone. */
export const themes: readonly Theme[] = ['everyday', 'health', 'substances', 'agreements', 'plan'];

/** The team writes agreements and reads the plan that the citizen made for it without being given more. */
export function isAsked(theme: Theme, value: string): boolean {
	return value === 'network'
		? theme === 'agreements' || theme === 'plan'
		: theme !== 'agreements' && theme !== 'plan';
}

/** Who may know what: a row for each area, for the network, and for each person given something. */
export function matrixOf<Basis extends Given>(
	bases: readonly Basis[],
	rows: readonly Omit<Row<Basis>, 'cells'>[]
): Row<Basis>[] {
	const current = bases.filter(({ state }) => state === 'holds' || state === 'ahead');
	return rows
		.map((row) => ({
			...row,
			cells: themes.map((theme) => ({
				theme,
				bases: current.filter(
					(basis) => basis.theme === theme && valueOf(basis.grantee) === row.value
				)
			}))
		}))
		.filter(
			({ value, cells }) =>
				!value.startsWith('person:') || cells.some((cell) => cell.bases.length > 0)
		);
}

export function valueOf(grantee: Given['grantee']): string {
	switch (grantee.kind) {
		case 'organisation':
			return `area:${grantee.area}`;
		case 'person':
			return `person:${grantee.person}`;
		case 'network':
			return 'network';
	}
}
