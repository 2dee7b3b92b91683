import { threads } from './server/threads.ts';
import { texts } from './src/i18n/plugin.js';
import { defineConfig } from 'vite';

/**
 * The part of production that Kit does not build: the server itself and its tools, beside Kit's
 * handler in `build/`.
 */
export default defineConfig({
	plugins: [texts(), threads()],
	publicDir: false,
	ssr: {
		// Packages are packed in: looking for their thousand files takes longer than running them.
		noExternal: true,
		// All but two with native parts, and the two that Kit's part must share: Yjs is itself once only.
		external: ['sharp', '@node-rs/argon2', 'yjs', 'lib0']
	},
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
