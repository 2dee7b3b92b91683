/**
 * How the catalogues are compiled: the same for pages, server, tests and tools.
 * @type {Parameters<typeof import('@inlang/paraglide-js').paraglideVitePlugin>[0]}
 */
export const paraglide = {
	project: './src/i18n/project.inlang',
	outdir: './src/lib/paraglide',
	strategy: ['cookie', 'baseLocale'],
	cookieName: 'samtavle-locale',
	emitTsDeclarations: true
};
