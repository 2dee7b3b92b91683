import { sveltekit } from '@sveltejs/kit/vite';
import { playwright } from '@vitest/browser-playwright';
import { texts } from './src/i18n/plugin.js';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { samtavle } from './server/dev.ts';
import { threads } from './server/threads.ts';
import { chromium, chromiumFlags } from './tests/support/chromium.ts';

const absent = (...names: string[]) =>
	names.map((name) => `export class ${name} {} export const read${name} = () => null;`).join('\n');

/**
 * What no browser of ours uses and every phone in the room would load. Yjs prints snapshots when it is
 * debugged, and brings lib0's logging, DOM and schema code along; y-websocket can sync tabs past the
 * server, which we never let it. XML, subdocuments, embeds, bytes and the JSON of old never get into a
 * document: the server's gate refuses them.
 */
const unused: Record<string, string> = {
	'./structs/ContentBinary.js': absent('ContentBinary'),
	'./structs/ContentDoc.js': absent('ContentDoc'),
	'./structs/ContentEmbed.js': absent('ContentEmbed'),
	'./structs/ContentJSON.js': absent('ContentJSON'),
	'./types/YXmlElement.js': absent('YXmlElement'),
	'./types/YXmlEvent.js': absent('YXmlEvent'),
	'./types/YXmlFragment.js': absent('YXmlFragment', 'YXmlTreeWalker'),
	'./types/YXmlHook.js': absent('YXmlHook'),
	'./types/YXmlText.js': absent('YXmlText'),
	'lib0/logging': 'export const print = () => undefined;',
	'lib0/broadcastchannel':
		'const off = () => undefined; export { off as subscribe, off as unsubscribe, off as publish };'
};

/** What a phone on a poor line loads is counted (tests/e2e/room.e2e.ts): each part of this saves some. */
const light: Plugin = {
	name: 'samtavle:light',
	enforce: 'pre',
	apply: 'build',
	resolveId(source, importer, { ssr }) {
		if (ssr) return null;
		// Its modules one by one, so that undo and snapshots stay with the pages that have them.
		if (source === 'yjs') return this.resolve('yjs/src/index.js', importer, { skipSelf: true });
		return Object.hasOwn(unused, source) ? `\0unused:${source}` : null;
	},
	load: (id) => (id.startsWith('\0unused:') ? unused[id.slice('\0unused:'.length)] : null),
	// Keys for frameworks that need them: random, so that nothing packs them.
	transform: (code, id) =>
		id.includes('/@lucide/icons/') ? { code: code.replace(/,\s*key: "\w+"/g, ''), map: null } : null
};

export default defineConfig({
	plugins: [light, texts(), sveltekit(), samtavle(), threads()],
	build: {
		// The first browsers with light-dark(). Written for older ones it would be decided once, on
		// <html>, and a sheet of white paper on a dark page would get white ink.
		cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5', 'ios17.5']
	},
	server: { port: 3000 },
	test: {
		// Two at a time also on two cores: most tests wait for Postgres, a socket or a process.
		maxWorkers: 2,
		projects: [
			{
				extends: true,
				test: {
					name: 'node',
					include: ['{src,server,tests}/**/*.test.ts'],
					exclude: ['**/*.svelte.test.ts', 'tests/e2e/**', 'tests/long/**'],
					globalSetup: ['./tests/support/global-setup.ts'],
					// Modules keep nothing of a test's own, and each file has a database of its own: a worker keeps them.
					isolate: false,
					testTimeout: 60_000,
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
