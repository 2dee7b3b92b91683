// `npm run bench`: gets the contenders and the Node they all run on, builds Samtavle, and begins.
// Plain JavaScript, as it runs before anything is installed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, install, step } from '../../server/tools/steps.js';

const here = import.meta.dirname;
await install();
await installContenders();
await build();

const node = join(here, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');
const brought = existsSync(node);
if (!brought && Number(process.versions.node.split('.')[0]) < 24) {
	console.error(
		`A Node 24 comes along for Linux on x64 only. Here, run this with a Node 24 of your own; this is ${process.versions.node}.`
	);
	process.exit(2);
}
const given = process.argv.slice(2);
const run = spawnSync(
	brought ? node : process.execPath,
	['--no-warnings', join(here, 'bench.ts'), ...given],
	{ stdio: 'inherit' }
);
process.exit(run.status ?? 1);

async function installContenders() {
	const stamp = join(here, 'node_modules', '.samtavle-installed');
	const locked = createHash('sha256')
		.update(readFileSync(join(here, 'package-lock.json')))
		.digest('hex');
	if (existsSync(stamp) && readFileSync(stamp, 'utf8') === locked) return;
	await step('Getting the contenders, and a Node 24', 'npm', [
		'ci',
		'--prefix',
		here,
		'--no-audit',
		'--no-fund',
		'--loglevel=error'
	]);
	writeFileSync(stamp, locked);
}
