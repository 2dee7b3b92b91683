import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';

/** What lint cannot say: it sees one file at a time. */

const sources = ['src', 'server'].flatMap((top) =>
	readdirSync(top, { recursive: true, encoding: 'utf8' })
		.map((name) => join(top, name))
		.filter((path) => /\.(ts|svelte)$/.test(path) && !path.startsWith('src/lib/paraglide/'))
);

const production = sources.filter((path) => !/\.test\.ts$/.test(path));

interface Import {
	from: string;
	/** As it is written. */
	what: string;
	/** The file of ours that it names, or null for a package. */
	to: string | null;
	typeOnly: boolean;
}

function importsOf(path: string): Import[] {
	const text = readFileSync(path, 'utf8');
	const found = text.matchAll(
		/^[ \t]*(?:import|export)\s+(type\s)?(?:([^'";]*?)\sfrom\s)?'([^']+)'/gms
	);
	return [...found].map(([, type, names = '', what = '']) => ({
		from: path,
		what,
		to: fileOf(path, what),
		typeOnly: type !== undefined || onlyTypes(names)
	}));
}

/** `{ type A, type B }` is erased as wholly as `import type`. */
function onlyTypes(names: string): boolean {
	const inside = /^\{(.*)\}$/s.exec(names.trim())?.[1];
	if (inside === undefined) return false;
	const each = inside.split(',').map((name) => name.trim());
	return each.filter(Boolean).every((name) => name.startsWith('type '));
}

function fileOf(from: string, what: string): string | null {
	if (what.startsWith('#lib/')) return join('src/lib', what.slice('#lib/'.length));
	if (what.startsWith('#server/')) return join('server', what.slice('#server/'.length));
	if (what.startsWith('.')) return normalize(join(dirname(from), what));
	return null;
}

const imports = production.flatMap(importsOf);

test('the reading of imports finds them', () => {
	expect(imports).toContainEqual({
		from: 'src/hooks.server.ts',
		what: '#server/running.ts',
		to: 'server/running.ts',
		typeOnly: false
	});
	expect(imports.length).toBeGreaterThan(500);
});

test('only the hook brings values of the server into the pages', () => {
	const guilty = imports.filter(
		({ from, to, typeOnly }) =>
			from.startsWith('src/') &&
			from !== 'src/hooks.server.ts' &&
			to?.startsWith('server/') &&
			!typeOnly
	);
	expect(guilty.map(({ from, what }) => `${from} imports ${what}: use locals.app`)).toEqual([]);
});

test('no file imports itself, by whatever way round', () => {
	const values = new Map<string, string[]>();
	for (const { from, to, typeOnly } of imports) {
		if (to && !typeOnly && from !== to) values.set(from, [...(values.get(from) ?? []), to]);
	}
	const done = new Set<string>();
	const circles: string[] = [];
	const visit = (path: string, way: string[]): void => {
		if (way.includes(path)) {
			circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
			return;
		}
		if (done.has(path)) return;
		for (const next of values.get(path) ?? []) visit(next, [...way, path]);
		done.add(path);
	};
	for (const path of values.keys()) visit(path, []);
	expect(circles).toEqual([]);
});

test('across folders one imports by name, never by climbing', () => {
	const climbing = imports.filter(({ what }) => what.startsWith('../..'));
	expect(climbing.map(({ from, what }) => `${from}: ${what}`)).toEqual([]);
});

test('the realtime core knows bytes, documents by id and sessions, and nothing of ours beyond', () => {
	const strangers = imports.filter(
		({ from, to, what }) =>
			from.startsWith('server/sync/') &&
			(to
				? !to.startsWith('server/sync/') &&
					!to.startsWith('src/lib/wire/') &&
					to !== 'server/log.ts'
				: !/^(yjs|y-protocols\/|lib0\/|node:)/.test(what) &&
					!(what === 'ws' && from === 'server/sync/upgrade.ts'))
	);
	expect(strangers.map(({ from, what }) => `${from}: ${what}`)).toEqual([]);
});

test('what two nouns share is handed over as an argument: no noun reads the tables of sync', () => {
	const reaching = imports.filter(
		({ from, to }) =>
			from.startsWith('server/') && to === 'server/sync/room.ts' && !from.startsWith('server/sync/')
	);
	expect(reaching.map(({ from }) => from)).toEqual([]);
});

test('files stay small enough to be one idea: 350 lines, tables and texts excepted', () => {
	const long = production
		.filter((path) => !/(tables\.ts|server\/demo\/)/.test(path))
		.map((path) => ({ path, lines: readFileSync(path, 'utf8').split('\n').length - 1 }))
		.filter(({ lines }) => lines > 350);
	expect(long).toEqual([]);
});
