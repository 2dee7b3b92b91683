import type { TextLevel } from '#lib/model/profile.ts';
import { getLocale } from '#lib/paraglide/runtime.js';

/**
 * What a page opened by a professional says to the citizen, and what a pack says to them anywhere:
 * whatever Danish the reader of the page has chosen, it is easy Danish. A pack's ordinary Danish speaks
 * about the citizen, to the professionals.
 */
export function easyLocale(): 'da-simple' | 'en' {
	return getLocale() === 'en' ? 'en' : 'da-simple';
}

/** Paper that a professional prints for the citizen: in ordinary Danish where the citizen wants that. */
export function paperLocale(level: TextLevel): 'da' | 'da-simple' | 'en' {
	const locale = easyLocale();
	return locale === 'da-simple' && level === 'everyday' ? 'da' : locale;
}
