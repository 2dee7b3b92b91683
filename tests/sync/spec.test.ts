import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const folders = ['tests/sync', 'tests/contract', 'server/sync', 'server/documents'];

function read(folder: string, is: (name: string) => boolean): string[] {
	return readdirSync(folder)
		.filter(is)
		.map((name) => readFileSync(join(folder, name), 'utf8'));
}

const rules = [...readFileSync('server/sync/SPEC.md', 'utf8').matchAll(/^- \*\*(R\d+)\*\*/gm)].map(
	([, rule]) => rule
);
const tests = folders.flatMap((folder) =>
	read(folder, (name) => name.endsWith('.test.ts') || folder === 'tests/contract')
);
const named = tests.flatMap((text) => [...text.matchAll(/\btest\(\s*['"`](.*)/g)]);

test('every rule of the realtime core has a number of its own, and a test that cites it', () => {
	expect(new Set(rules).size).toBe(rules.length);
	const cited = new Set(
		named.flatMap(([, name]) => [...(name ?? '').matchAll(/\[(R\d+)\]/g)].map(([, rule]) => rule))
	);
	expect(rules.filter((rule) => !cited.has(rule))).toEqual([]);
	expect([...cited].filter((rule) => !rules.includes(rule))).toEqual([]);
});

test('every test of the realtime core cites a rule', () => {
	const texts = read('tests/sync', (name) => name.endsWith('.test.ts') && name !== 'spec.test.ts');
	const names = texts.flatMap((text) =>
		[...text.matchAll(/\btest\(\s*['"`](.*)/g)].map(([, name]) => name)
	);
	expect(names.filter((name) => !/\[[RI]\d+\]/.test(name ?? ''))).toEqual([]);
});

test('what the code cites, the rules say; and no file is longer than three hundred lines', () => {
	for (const text of read('server/sync', (name) => name.endsWith('.ts'))) {
		for (const [, rule] of text.matchAll(/\[(R\d+)\]/g)) expect(rules).toContain(rule);
		expect(text.split('\n').length).toBeLessThanOrEqual(301);
	}
});
