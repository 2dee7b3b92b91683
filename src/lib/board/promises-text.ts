import type { Card } from './cards.ts';

/**
 * The treatment agreement as one text: what a signature is about. The page that shows it and the
 * server that compares call this same function.
 */
export function treatmentText(
	promises: readonly Pick<Card<'promises'>, 'part' | 'text' | 'who'>[]
): string {
	return promises
		.filter(({ part, text }) => part === 'treatment' && text.trim() !== '')
		.map(({ text, who }) => `${who}: ${text.trim()}`)
		.join('\n');
}
