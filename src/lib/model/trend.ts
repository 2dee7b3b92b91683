import { feelings, readAnswer, type Feeling } from './session-views.ts';
import type { Step } from './template.ts';

/**
 * How it has been, from what the citizen answered in sessions: for conversation, never a measure.
 * Nothing here adds up, ranks or grades; a day without an answer is a day without an answer.
 */
export interface Trend {
	sessions: TrendSession[];
	pulses: TrendPulse[];
}

export interface Mood {
	/** 1 to 5, as the faces stand. */
	face: number;
	feelings: Feeling[];
	because: string;
}

export interface TrendSession {
	/** ISO instant. */
	on: string;
	in: Mood | null;
	out: Mood | null;
}

export const pulseLetters = ['active', 'together', 'meaningful'] as const;
export type PulseLetter = (typeof pulseLetters)[number];

export interface TrendPulse {
	on: string;
	levels: Partial<Record<PulseLetter, number>>;
	words: string;
}

export interface TrendRow {
	meetingId: string;
	on: Date;
	step: Pick<Step, 'key' | 'view'>;
	content: unknown;
}

/** Rows come oldest first. */
export function readTrend(rows: readonly TrendRow[]): Trend {
	const sessions = new Map<string, TrendSession>();
	const pulses: TrendPulse[] = [];
	for (const { meetingId, on, step, content } of rows) {
		const at = on.toISOString();
		if (step.view === 'checkIn' || step.view === 'farewell') {
			const read = readAnswer(step.view, content);
			if (!read || read.face === null) continue;
			const mood = { face: read.face, feelings: read.feelings, because: read.because };
			const session = sessions.get(meetingId) ?? { on: at, in: null, out: null };
			session[step.view === 'checkIn' ? 'in' : 'out'] = mood;
			sessions.set(meetingId, session);
		} else if (step.view === 'pulse') {
			const read = readAnswer('pulse', content);
			if (!read) continue;
			const levels = Object.fromEntries(
				pulseLetters.flatMap((letter) => {
					const level = read.levels[letter];
					return level === undefined ? [] : [[letter, level]];
				})
			);
			if (Object.keys(levels).length > 0) pulses.push({ on: at, levels, words: read.words });
		}
	}
	return { sessions: [...sessions.values()], pulses };
}

/** What one can say in a sentence. Null where there is too little to say anything. */
export interface TrendWords {
	/** How often the way home was lighter than the way in, of how many times. */
	lighter: { times: number; of: number } | null;
	/** Which of the three has come up the most, when one has. */
	risen: PulseLetter | null;
	/** The feeling that was chosen most often on the way out. */
	often: Feeling | null;
}

const enough = 2;

export function trendWords({ sessions, pulses }: Trend): TrendWords {
	const both = sessions.flatMap(({ in: before, out }) =>
		before && out ? [{ before: before.face, after: out.face }] : []
	);
	return {
		lighter:
			both.length < enough
				? null
				: { times: both.filter(({ before, after }) => after > before).length, of: both.length },
		risen: risenMost(pulses),
		often: mostOften(sessions.flatMap(({ out }) => out?.feelings ?? []))
	};
}

function risenMost(pulses: readonly TrendPulse[]): PulseLetter | null {
	const rises = pulseLetters.flatMap((letter) => {
		const levels = pulses.flatMap((pulse) => pulse.levels[letter] ?? []);
		const [first, last] = [levels[0], levels.at(-1)];
		const rise = levels.length < enough || !first || !last ? 0 : last - first;
		return rise > 0 ? [{ letter, rise }] : [];
	});
	const most = Math.max(...rises.map(({ rise }) => rise));
	const top = rises.filter(({ rise }) => rise === most);
	return top.length === 1 ? (top[0]?.letter ?? null) : null;
}

function mostOften(chosen: readonly Feeling[]): Feeling | null {
	const counted = feelings
		.map((feeling) => ({ feeling, times: chosen.filter((one) => one === feeling).length }))
		.sort((a, b) => b.times - a.times);
	const [first, second] = counted;
	const isClear = first && first.times >= enough && first.times > (second?.times ?? 0);
	return isClear ? first.feeling : null;
}

/** Only what was answered from a day on. */
export function trendSince({ sessions, pulses }: Trend, from: Date | null): Trend {
	if (from === null) return { sessions, pulses };
	const start = from.toISOString();
	return {
		sessions: sessions.filter(({ on }) => on >= start),
		pulses: pulses.filter(({ on }) => on >= start)
	};
}
