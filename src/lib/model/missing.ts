import { decisionsOf, hasWords, stepsOf } from './minutes.ts';
import type { MinutesFacts } from './minutes-facts.ts';

/** What the closing page points out. Nothing here stops a meeting from closing. */
export type Missing =
	| { is: 'nothingCaptured' }
	| { is: 'nobodyPresent' }
	| { is: 'noNextMeeting' }
	| { is: 'stepWithoutOwner' | 'stepWithoutDate'; key: string; text: string }
	| { is: 'gap' | 'overlap'; key: string; text: string }
	| { is: 'topicUnanswered'; key: string; text: string }
	| { is: 'decisionUnsaid'; key: string; text: string };

export function whatIsMissing(
	facts: MinutesFacts,
	labour: { gaps: readonly string[]; overlaps: readonly string[] }
): Missing[] {
	const missing: Missing[] = [];
	const steps = stepsOf(facts);
	const decisions = decisionsOf(facts);
	const topics = facts.captured.topics.filter(hasWords);
	if (steps.length + decisions.length + topics.length === 0) {
		if (!facts.captured.notes.some(hasWords)) missing.push({ is: 'nothingCaptured' });
	}
	if (facts.attended.length + facts.guests.length === 0) missing.push({ is: 'nobodyPresent' });
	for (const { key, what, owner, due } of steps) {
		if (!owner) missing.push({ is: 'stepWithoutOwner', key, text: what });
		if (!due) missing.push({ is: 'stepWithoutDate', key, text: what });
	}
	for (const decision of decisions) {
		if (decision.agreed === null) {
			missing.push({ is: 'decisionUnsaid', key: decision.key, text: decision.text });
		}
	}
	for (const { key, title } of facts.agreements.labour) {
		if (labour.gaps.includes(key)) missing.push({ is: 'gap', key, text: title });
		if (labour.overlaps.includes(key)) missing.push({ is: 'overlap', key, text: title });
	}
	for (const topic of topics) {
		if (topic.outcome === null) {
			missing.push({ is: 'topicUnanswered', key: topic.key, text: topic.text });
		}
	}
	if (facts.nextMeeting === null) missing.push({ is: 'noNextMeeting' });
	return missing;
}
