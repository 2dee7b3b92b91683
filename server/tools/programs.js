// Programs of the system that the tests need: from an environment variable, else where systems put
// them, else Debian's package. What cannot be had ends the run with a plain sentence.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { step } from './steps.js';

/** @typedef {{ what: string, variable: string, places: string[], debian: string }} Program */

/** `CHROMIUM_PATH`, else one on the machine, else Debian's package. */
export function ensureChromium() {
	return ensure({
		what: 'The browser tests need a Chromium',
		variable: 'CHROMIUM_PATH',
		places: [
			'/usr/bin/chromium',
			'/usr/bin/chromium-browser',
			'/usr/bin/google-chrome',
			'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
		],
		debian: 'chromium'
	});
}

/** `REDIS_SERVER`, else one on the machine, else Debian's package. */
export function ensureRedis() {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return ensure({
		what: 'The tests of several nodes need a redis-server',
		variable: 'REDIS_SERVER',
		places: [...folders, '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin'].map((folder) =>
			join(folder, 'redis-server')
		),
		debian: 'redis-server'
	});
}

/** @param {Program} program */
async function ensure({ what, variable, places, debian }) {
	const isThere = () => [process.env[variable], ...places].some((at) => at && existsSync(at));
	if (isThere()) return;
	const root = process.getuid?.() === 0;
	const sudo = !root && spawnSync('sudo', ['-n', 'true']).status === 0;
	if ((root || sudo) && spawnSync('apt-get', ['--version']).status === 0) {
		/** @param {string[]} args */
		const apt = (args) => (sudo ? ['sudo', ['-n', 'apt-get', ...args]] : ['apt-get', args]);
		for (const args of [
			['update', '-qq'],
			['install', '-y', '-qq', '--no-install-recommends', debian]
		]) {
			const [command, rest] = /** @type {[string, string[]]} */ (apt(args));
			await step(`Getting ${debian} (${args[0]})`, command, rest).catch(() => undefined);
		}
		if (isThere()) return;
	}
	console.error(
		`${what}, and none was found. Install one (Debian: apt-get install ${debian}) or say where it is with ${variable}.`
	);
	process.exit(1);
}
