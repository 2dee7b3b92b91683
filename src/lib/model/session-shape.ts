import type { MeetingTemplate, Step } from './template.ts';

/** What of the citizen's communication profile shapes a session's agenda. */
export interface SessionNeeds {
	/** The longest that the citizen wants to sit; null: as long as the session is. */
	maxMinutes: number | null;
	/** Minutes between breaks; null: where the agenda has one. */
	breakEvery: number | null;
	/** Subjects that the citizen does not want to talk about (`about` of a step or of a card). */
	leaveOut: readonly string[];
}

export const noNeeds: SessionNeeds = { maxMinutes: null, breakEvery: null, leaveOut: [] };

const restKey = 'rest';
const restMinutes = 5;

/**
 * A session as this citizen can take part in it: the tools that were chosen, nothing that they asked
 * to leave out, no longer than they want to sit, and breaks when they need them. The order never
 * changes, so that it is the same from time to time. Breaks do not count as sitting.
 */
export function shape(
	template: Pick<MeetingTemplate, 'steps' | 'tools'>,
	needs: SessionNeeds,
	tools: readonly string[] = []
): Step[] {
	const mayBe = ({ about }: { about?: string | undefined }) =>
		about === undefined || !needs.leaveOut.includes(about);
	const wanted = withTools(template, tools)
		.filter(mayBe)
		.map((step) => ({
			...step,
			...(step.cards && { cards: step.cards.filter(mayBe) }),
			...(step.asks && { asks: step.asks.filter(mayBe) })
		}));
	const fitted =
		needs.maxMinutes === null
			? wanted
			: fit(wanted, Math.max(needs.maxMinutes, shortest(template)), tools);
	return needs.breakEvery === null ? fitted : withBreaks(fitted, needs.breakEvery);
}

export function minutesOf(steps: readonly Pick<Step, 'minutes'>[]): number {
	return steps.reduce((sum, step) => sum + step.minutes, 0);
}

/** "Kort møde": where the session goes when it has to be short. The agreements, else the goodbye. */
export function shortCut(steps: readonly Pick<Step, 'view'>[], at: number): number | null {
	const to = steps.findIndex((step) => step.view === 'agree');
	const goal = to > at ? to : steps.length - 1;
	return goal > at ? goal : null;
}

function withTools(
	template: Pick<MeetingTemplate, 'steps' | 'tools'>,
	tools: readonly string[]
): Step[] {
	return template.steps.flatMap((step) => [
		...template.tools
			.filter((tool) => tool.before === step.key && tools.includes(tool.step.key))
			.map((tool) => tool.step),
		step
	]);
}

const sitting = (steps: readonly Step[]) => minutesOf(steps.filter((step) => step.view !== 'rest'));

/** What is left when everything spare is gone and every step is at its floor. */
function shortest({ steps }: Pick<MeetingTemplate, 'steps'>): number {
	return steps
		.filter((step) => step.spare !== true && step.view !== 'rest')
		.reduce((sum, step) => sum + step.minMinutes, 0);
}

/** First every step gives what it has to spare, evenly; then steps that can be left out go, last first. */
function fit(steps: readonly Step[], most: number, chosen: readonly string[]): Step[] {
	const kept = [...steps];
	for (;;) {
		const floor = kept
			.filter((step) => step.view !== 'rest')
			.reduce((sum, step) => sum + step.minMinutes, 0);
		if (floor <= most) break;
		// What somebody chose for today stays longer than what is there every time.
		const spare =
			kept.findLast((step) => step.spare === true && !chosen.includes(step.key)) ??
			kept.findLast((step) => chosen.includes(step.key));
		if (!spare) break;
		kept.splice(kept.indexOf(spare), 1);
	}
	const fitted = kept.map((step) => ({ ...step }));
	while (sitting(fitted) > most) {
		const giver = fitted
			.filter((step) => step.view !== 'rest' && step.minutes > step.minMinutes)
			.sort((a, b) => b.minutes - b.minMinutes - (a.minutes - a.minMinutes))[0];
		if (!giver) break;
		giver.minutes -= 1;
	}
	return fitted;
}

/** A break before the step that would make it too long since the last one. Never before the goodbye. */
function withBreaks(steps: readonly Step[], every: number): Step[] {
	const pattern = steps.find((step) => step.view === 'rest');
	const working = steps.filter((step) => step.view !== 'rest');
	const shaped: Step[] = [];
	let since = 0;
	let breaks = 0;
	for (const [index, step] of working.entries()) {
		const isLast = index === working.length - 1;
		if (since > 0 && since + step.minutes > every && !isLast) {
			breaks += 1;
			shaped.push(restStep(pattern, breaks));
			since = 0;
		}
		shaped.push(step);
		since += step.minutes;
	}
	return shaped;
}

function restStep(pattern: Step | undefined, number: number): Step {
	return {
		...(pattern ?? plainRest),
		key: number === 1 ? restKey : `${restKey}${number}`
	};
}

/** For sessions that are so short that their agenda has no break of its own. */
const plainRest: Step = {
	key: restKey,
	view: 'rest',
	title: { da: 'Pause', en: 'Break', 'da-simple': 'Pause' },
	question: { da: 'Vi holder pause', en: 'We take a break', 'da-simple': 'Vi holder pause' },
	pictogram: 'cafe',
	minutes: restMinutes,
	minMinutes: restMinutes,
	floor: 'open',
	captures: [],
	prompts: []
};
