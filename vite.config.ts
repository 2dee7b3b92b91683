import { paraglideVitePlugin } from '@inlang/paraglide-js';
import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { paraglide } from './src/i18n/paraglide.ts';
import { defineConfig } from 'vitest/config';
import { samtavle } from './server/dev.ts';
import { chromium, chromiumFlags } from './tests/support/chromium.ts';

export default defineConfig({
	plugins: [paraglideVitePlugin(paraglide), sveltekit(), samtavle()],
	build: {
		// The first browsers with light-dark(). Written for older ones it would be decided once, on
		// <html>, and a sheet of white paper on a dark page would get white ink.
		cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5', 'ios17.5']
	},
	server: { port: 3000 },
	test: {
		projects: [
			{
				extends: true,
				test: {
					name: 'node',
					include: ['{src,server,tests}/**/*.test.ts'],
					exclude: ['**/*.svelte.test.ts', 'tests/e2e/**', 'tests/long/**'],
					globalSetup: ['./tests/support/global-setup.ts'],
					testTimeout: 20_000,
					hookTimeout: 60_000
				}
			},
			{
				extends: true,
				test: {
					name: 'svelte',
					include: ['src/**/*.svelte.test.ts'],
					browser: {
						enabled: true,
						headless: true,
						screenshotFailures: false,
						provider: playwright({
							launchOptions: { executablePath: chromium(), args: chromiumFlags }
						}),
						instances: [{ browser: 'chromium' }]
					}
				}
			}
		]
	}
});
