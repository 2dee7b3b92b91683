import { feelingAbout, type Feeling } from '#lib/model/session-views.ts';
import { m } from '#lib/paraglide/messages.js';

/** Feelings as cards: a word and its picture. None that is about what the citizen leaves out. */
export function feelingCards(
	leaveOut: readonly string[] = []
): { key: Feeling; text: string; pictogram: string }[] {
	return all().filter(({ key }) => !leaveOut.includes(feelingAbout[key] ?? ''));
}

function all(): { key: Feeling; text: string; pictogram: string }[] {
	return [
		{ key: 'calm', text: m.citizen_session_feeling_calm(), pictogram: 'rolig' },
		{ key: 'tired', text: m.citizen_session_feeling_tired(), pictogram: 'traet' },
		{ key: 'proud', text: m.citizen_session_feeling_proud(), pictogram: 'stolt' },
		{ key: 'stressed', text: m.citizen_session_feeling_stressed(), pictogram: 'stresset' },
		{ key: 'lonely', text: m.citizen_session_feeling_lonely(), pictogram: 'ensom' },
		{ key: 'bored', text: m.citizen_session_feeling_bored(), pictogram: 'keder' },
		{ key: 'angry', text: m.citizen_session_feeling_angry(), pictogram: 'vred' },
		{ key: 'afraid', text: m.citizen_session_feeling_afraid(), pictogram: 'bange' },
		{ key: 'craving', text: m.citizen_session_feeling_craving(), pictogram: 'trang' }
	];
}
