/**
 * How the catalogues are compiled: the same for pages, server, tests and tools. A function for each
 * text, so that a page loads those that it says.
 * @type {import('@inlang/paraglide-js').CompilerOptions}
 */
export const paraglide = {
	project: './src/i18n/project.inlang',
	outdir: './src/lib/paraglide',
	outputStructure: 'message-modules',
	strategy: ['cookie', 'baseLocale'],
	cookieName: 'samtavle-locale',
	isServer: "import.meta.env?.SSR ?? typeof window === 'undefined'",
	emitTsDeclarations: true
};

/**
 * For unit tests, beside the other: a few large files instead of five thousand small ones, and no types.
 * @type {import('@inlang/paraglide-js').CompilerOptions}
 */
export const paraglideForTests = {
	...paraglide,
	outdir: './.svelte-kit/texts',
	outputStructure: 'locale-modules',
	emitTsDeclarations: false
};
