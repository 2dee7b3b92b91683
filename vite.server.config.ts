import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { paraglide } from './src/i18n/paraglide.js';
import { defineConfig } from 'vite';

/**
 * The part of production that Kit does not build: the server itself and its tools, beside Kit's
 * handler in `build/`. Packages stay packages.
 */
export default defineConfig({
	plugins: [paraglideVitePlugin(paraglide)],
	publicDir: false,
	// Its package.json names two thousand paths, and Node reads it again for each file of it.
	ssr: { noExternal: ['drizzle-orm'] },
	build: {
		ssr: true,
		outDir: 'build',
		emptyOutDir: false,
		target: 'node20',
		rollupOptions: {
			input: { main: 'server/main.ts', operate: 'server/tools/operate.ts' },
			output: { entryFileNames: '[name].js', chunkFileNames: 'server-chunks/[name]-[hash].js' }
		}
	}
});
