import { getLocale } from '#lib/paraglide/runtime.js';

/** "Mikkels", "Jonas’", "Mikkel’s": whose something is. */
export function whose(name: string): string {
	if (getLocale() === 'en') return `${name}’s`;
	return /[sxz]$/i.test(name) ? `${name}’` : `${name}s`;
}
