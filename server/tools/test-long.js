// `npm run test:long`: every scenario of the realtime core at full length, one after another, and a
// table of what came out. `npm run test:long -- kill leak` runs those whose title has one of the words;
// SEED=… plays one seed again.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureRedis } from './programs.js';
import { bin, install, root, step } from './steps.js';

/** In this order: what only computes first, what is timed after it. */
const scenarios = [
	['Saved-state model', 'src/lib/live/saved-state.test.ts'],
	['Convergence', 'simulation.test.ts'],
	['Gate fuzz and honest boards', 'gate.test.ts'],
	['Honest histories', 'traces.test.ts'],
	['Hostile corpus and frame fuzz', 'hostile.test.ts'],
	['Limits', 'limits.test.ts'],
	['kill -9', 'crash.test.ts'],
	['Leak soak', 'soak.test.ts'],
	['Two nodes', 'processes.test.ts'],
	['Database stalled', 'stall.test.ts'],
	['Disk full', 'disk.test.ts'],
	['Restored backup', 'restored.test.ts'],
	['Floods, slow readers, half-open lines', 'floods.test.ts'],
	['Restart with 500 clients', 'restart.test.ts']
];

const wanted = process.argv.slice(2).map((word) => word.toLowerCase());
const chosen = scenarios.filter(
	([title = '']) => wanted.length === 0 || wanted.some((word) => title.toLowerCase().includes(word))
);
if (chosen.length === 0) {
	console.error(
		`No scenario has that in its title:\n${scenarios.map(([title]) => `  ${title}`).join('\n')}`
	);
	process.exit(2);
}

await install();
await ensureRedis();
const results = join(root, 'test-results');
mkdirSync(results, { recursive: true });
const report = join(results, 'long.jsonl');
rmSync(report, { force: true });

const began = Date.now();
const env = { ...process.env, SAMTAVLE_LONG: '1', SAMTAVLE_REPORT: report };
/** @type {string[]} */
const failed = [];
for (const [title = '', file = ''] of chosen) {
	const path = file.includes('/') ? file : `tests/sync/${file}`;
	await step(title, bin('vitest'), ['run', '--project', 'node', path], { env }).catch(() =>
		failed.push(title)
	);
}

/** @type {{ scenario: string, seed: number | null, runs: string, result: string }[]} */
const rows = existsSync(report)
	? readFileSync(report, 'utf8')
			.trim()
			.split('\n')
			.map((line) => JSON.parse(line))
	: [];
console.log(`\n| scenario | seed | runs | result |\n| --- | --- | --- | --- |`);
for (const { scenario, seed, runs, result } of rows) {
	console.log(`| ${scenario} | ${seed ?? '–'} | ${runs} | ${result} |`);
}
for (const title of failed) console.log(`| ${title} | | | **FAILED**, see above |`);
console.log(`\n${Math.round((Date.now() - began) / 60_000)} min, ${failed.length} failed`);
process.exit(failed.length > 0 ? 1 : 0);
