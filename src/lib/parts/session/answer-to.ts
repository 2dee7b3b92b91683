import {
	emptyAnswer,
	readAnswer,
	type AnswerTo,
	type SessionView
} from '#lib/model/session-views.ts';
import type { LiveSession } from './live-session.svelte.ts';

/**
 * What was answered to a step, or nothing yet. Not the session's own verb: what reads answers weighs,
 * and the page that says hello has none.
 */
export function answerTo<View extends SessionView>(
	session: LiveSession,
	view: View,
	step: string
): AnswerTo<View> {
	const content = session.content(step);
	return (content && readAnswer(view, content)) || emptyAnswer(view);
}
