import type { PulseLetter } from '#lib/model/trend.ts';
import { m } from '#lib/paraglide/messages.js';

export function letterName(letter: PulseLetter): string {
	return {
		active: m.trend_active,
		together: m.trend_together,
		meaningful: m.trend_meaningful
	}[letter]();
}
