// `npm test`: types, lint, unit and contract tests, short simulations, and the end-to-end tests in a
// real browser. Installs what is missing. Nothing is skipped: what cannot run fails with a sentence.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureChromium, ensureRedis } from './programs.js';
import { bin, build, install, root, step } from './steps.js';

const began = Date.now();
await install();
await ensureChromium();
await ensureRedis();

const results = join(root, 'test-results');
rmSync(results, { recursive: true, force: true });
const unitReport = join(results, 'unit.json');
const e2eReport = join(results, 'e2e.json');

/** @type {string[]} */
const failed = [];
/** @param {() => Promise<unknown>} work */
async function part(work) {
	await work().catch((error) => failed.push(error.message));
}

// Types and linter read the compiled catalogues, so those are made before them and not beside.
const texts = part(() => step('Catalogues', 'npm', ['run', '--silent', 'texts']));
const format = part(() =>
	step('Format', bin('prettier'), ['--check', '--log-level', 'warn', '.'], { after: texts })
);
await texts;
const types = part(() =>
	step('Types', 'npm', ['run', '--silent', 'types', '--', '--output', 'human'], { after: format })
);
await part(() => step('Lint', bin('eslint'), ['.'], { after: types }));
await Promise.all([format, types]);
const units = part(() =>
	step('Unit, contract and simulation tests', bin('vitest'), [
		'run',
		'--reporter=default',
		'--reporter=json',
		`--outputFile.json=${unitReport}`
	])
);
// Unit tests wait more than they work; the build for the browser fits into that.
const built = build({ after: units, yields: true });
await units;
await part(async () => {
	await built;
	const config = join('tests', 'e2e', 'playwright.config.ts');
	await step('End-to-end tests', bin('playwright'), ['test', '-c', config], {
		env: { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: e2eReport }
	});
});

const unit = readJson(unitReport);
const e2e = readJson(e2eReport)?.stats;
const passed = (unit?.numPassedTests ?? 0) + (e2e?.expected ?? 0) + (e2e?.flaky ?? 0);
if (e2e?.flaky) console.log(`${e2e.flaky} end-to-end tests passed at the second try only`);
const broken = (unit?.numFailedTests ?? 0) + (e2e?.unexpected ?? 0);
if (!unit || !e2e) failed.push('a part of the tests did not report');

console.log(`\n${Math.round((Date.now() - began) / 1000)} s`);
for (const message of failed) console.log(`FAILED: ${message}`);
console.log(`${passed} passed, ${Math.max(broken, failed.length)} failed`);
process.exit(failed.length > 0 ? 1 : 0);

/** @param {string} path */
function readJson(path) {
	return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
