import { m } from '#lib/paraglide/messages.js';

const words = {
	changed: m.minutes_told_changed,
	locked: m.minutes_told_locked,
	nothing: m.minutes_told_nothing,
	invalid: m.minutes_told_invalid
} as const;

/** Why nothing was changed, for those who wanted to. */
export function toldWhy(why: keyof typeof words): string {
	return words[why]();
}
