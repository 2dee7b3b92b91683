import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { join } from 'node:path';
import { compileOnce } from './compile-once.js';
import { paraglide, paraglideForTests } from './paraglide.js';

const forTests = Boolean(process.env.VITEST);

const placeForTests = join(import.meta.dirname, '..', '..', paraglideForTests.outdir);

/** @type {Promise<void> | null} */
let compiled = null;

/**
 * The catalogues, compiled before a build or the unit tests read them, and in the dev server again
 * whenever one is changed.
 * @returns {import('vite').PluginOption}
 */
export function texts() {
	if (forTests) {
		const alias = [{ find: /^#lib\/paraglide\//, replacement: `${placeForTests}/` }];
		return { ...once(paraglideForTests), config: () => ({ resolve: { alias } }) };
	}
	const inDev = [paraglideVitePlugin({ ...paraglide, outputStructure: 'locale-modules' })].flat();
	return [
		{ ...once(paraglide), apply: 'build' },
		...inDev.map((plugin) => ({ ...plugin, apply: /** @type {const} */ ('serve') }))
	];
}

/**
 * @param {import('@inlang/paraglide-js').CompilerOptions} options
 * @returns {import('vite').Plugin}
 */
const once = (options) => ({
	name: 'samtavle:texts',
	// Asked once for browsers and once for the server, and by each project of the tests.
	buildStart: () => (compiled ??= compileOnce(options))
});
