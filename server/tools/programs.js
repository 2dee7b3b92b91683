// Programs of the system that the tests need: from an environment variable, else where systems put
// them, else Debian's package. What cannot be had ends the run with a plain sentence.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { step } from './steps.js';

/** @typedef {{ what: string, variable: string, places: string[], debian: string }} Program */

/**
 * `CHROMIUM_PATH`, else one on the machine, else Debian's package. Where Debian's shell without
 * windows can be had it is taken before: the same engine at two thirds of the processor's time.
 */
export async function ensureChromium() {
	const windowless = 'chromium-headless-shell';
	const isGiven = process.env.CHROMIUM_PATH || existsSync(`/usr/lib/chromium/${windowless}`);
	if (!isGiven && (await isOffered(windowless))) await get(windowless);
	return ensure({
		what: 'The browser tests need a Chromium',
		variable: 'CHROMIUM_PATH',
		places: [
			`/usr/lib/chromium/${windowless}`,
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
	await get(debian);
	if (isThere()) return;
	console.error(
		`${what}, and none was found. Install one (Debian: apt-get install ${debian}) or say where it is with ${variable}.`
	);
	process.exit(1);
}

/**
 * The command and its arguments with the rights that they need; null where packages cannot be had.
 * @param {string[]} args of apt-get
 * @returns {[string, string[]] | null}
 */
function apt(args) {
	if (spawnSync('apt-get', ['--version']).status !== 0) return null;
	if (process.getuid?.() === 0) return ['apt-get', args];
	if (spawnSync('sudo', ['-n', 'true']).status === 0) return ['sudo', ['-n', 'apt-get', ...args]];
	return null;
}

/**
 * One of Debian's packages, if this machine may install packages.
 * @param {string} name
 */
async function get(name) {
	const flags = ['-y', '-qq', '--no-install-recommends'];
	for (const args of [
		['update', '-qq'],
		['install', ...flags, name]
	]) {
		const command = apt(args);
		if (!command) return;
		await step(`Getting ${name} (${args[0]})`, ...command).catch(() => undefined);
	}
}

/**
 * Whether the machine's lists name the package. A machine that never read its lists reads them first.
 * @param {string} name
 */
async function isOffered(name) {
	/** @param {string} asked */
	const isNamed = (asked) => spawnSync('apt-cache', ['show', asked]).status === 0;
	const command = apt(['update', '-qq']);
	if (!command) return false;
	if (!isNamed('chromium')) await step('Reading the list of packages', ...command).catch(() => 0);
	return isNamed(name);
}
