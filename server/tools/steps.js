// What `npm run demo` and `npm test` have in common. Runs before anything is installed: plain
// JavaScript, nothing but Node.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
	console.error(`Samtavle needs Node 20.19 or newer; this is ${process.versions.node}.`);
	process.exit(2);
}

/**
 * Runs a command and shows only that it runs; its output comes out if it fails.
 * @param {string} title what a person reads
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, after?: Promise<unknown>, yields?: boolean }} [options] `after`:
 *   begins at once, and is shown when that is over, so that two at a time are two lines. `yields`: takes
 *   only the time that others leave
 * @returns {Promise<void>}
 */
export function step(title, command, args, { env = process.env, after, yields } = {}) {
	const began = Date.now();
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: root,
			env: { ...env, NO_UPDATE_NOTIFIER: '1', NO_COLOR: '1' },
			stdio: ['ignore', 'pipe', 'pipe']
		});
		if (yields && child.pid) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (chunk) => {
				output += chunk;
			});
		}
		// Somebody who looks at a quiet line for half a minute thinks that it hangs.
		/** @type {NodeJS.Timeout | undefined} */
		let sign;
		const shown = Promise.resolve(after).then(() => {
			process.stdout.write(`${title} …`);
			sign = setInterval(() => process.stdout.write('.'), 5000);
		});
		child.on('error', reject);
		child.on('close', async (code) => {
			const seconds = ((Date.now() - began) / 1000).toFixed(1);
			await shown;
			clearInterval(sign);
			process.stdout.write(` ${code === 0 ? 'done' : 'FAILED'} (${seconds} s)\n`);
			if (code === 0) return resolve();
			process.stdout.write(output);
			reject(new Error(`${title}: ${command} ended with ${code}`));
		});
	});
}

/** @param {string} name a package's command */
export function bin(name) {
	return join(root, 'node_modules', '.bin', name);
}

/** Installs the locked packages if they are missing or were locked anew. */
export async function install() {
	const stamp = join(root, 'node_modules', '.samtavle-installed');
	const locked = hashOf(['package-lock.json']);
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === locked) return;
	await step('Installing packages', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
	writeFileSync(stamp, locked);
}

/**
 * Builds what has changed since the last build.
 * @param {{ after?: Promise<unknown>, yields?: boolean }} [beside] as a step's
 */
export async function build(beside) {
	const stamp = join(root, 'build', '.stamp');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(sources)) return;
	const args = ['run', '--silent', 'build', '--', '--logLevel', 'error'];
	await step('Building', 'npm', args, beside);
	mkdirSync(dirname(stamp), { recursive: true });
	// Taken afterwards: compiling the catalogues leaves files beside them.
	writeFileSync(stamp, hashOf(sources));
}

const sources = [
	'src',
	'server',
	'static',
	'package-lock.json',
	'svelte.config.js',
	'vite.config.ts',
	'vite.server.config.ts'
];

/** @param {string[]} paths files and folders of the project */
function hashOf(paths) {
	const hash = createHash('sha256');
	/** @param {string} path */
	const add = (path) => {
		const full = join(root, path);
		// What is generated follows from the rest, and is there only after a first build.
		if (!existsSync(full) || path === join('src', 'lib', 'paraglide')) return;
		if (statSync(full).isDirectory()) {
			for (const name of readdirSync(full).sort()) add(join(path, name));
		} else {
			hash.update(path).update(readFileSync(full));
		}
	};
	paths.forEach(add);
	return hash.digest('hex');
}
