import type { paraglideVitePlugin } from '@inlang/paraglide-js';

/** How the catalogues are compiled: the same for pages, server, tests and tools. */
export const paraglide: Parameters<typeof paraglideVitePlugin>[0] = {
	project: './src/i18n/project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['cookie', 'baseLocale'],
	cookieName: 'samtavle-locale',
	emitTsDeclarations: true
};
