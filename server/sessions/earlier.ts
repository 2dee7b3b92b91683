import { readAnswer, type Stage, type TellBack } from '#lib/model/session-views.ts';
import type { Step } from '#lib/model/template.ts';

/** What was answered before that a session opens with again. */
export interface Earlier {
	/** Where the citizen was in the change, oldest first. */
	circle: { on: string; stage: Stage }[];
	/** How clear it was when the citizen last told it back; null: they never did. */
	toldBack: { on: string; result: TellBack } | null;
}

export const nothingEarlier: Earlier = { circle: [], toldBack: null };

/** From the answers of the case's earlier sessions, oldest first. */
export function readEarlier(
	before: readonly { on: Date; step: Pick<Step, 'view'>; content: unknown }[]
): Earlier {
	const said = before.map(({ on, ...answer }) => ({ ...answer, on: on.toISOString() }));
	const told = said.flatMap(({ on, step, content }) => {
		const result = step.view === 'tellBack' && readAnswer('tellBack', content)?.result;
		return result ? [{ on, result }] : [];
	});
	return {
		circle: said.flatMap(({ on, step, content }) => {
			const stage = step.view === 'circle' && readAnswer('circle', content)?.stage;
			return stage ? [{ on, stage }] : [];
		}),
		toldBack: told.at(-1) ?? null
	};
}
