import { expect, test } from '@playwright/test';
import { start, type ContenderName } from '../bench/contenders.ts';
import { openDatabase, type Database } from '../bench/database.ts';
import type { Figures } from '../bench/figures.ts';
import { idle } from '../bench/scenarios/idle.ts';
import { join } from '../bench/scenarios/join.ts';
import { kill } from '../bench/scenarios/kill.ts';
import type { Scenario } from '../bench/scenarios/scenario.ts';
import { knee, typing } from '../bench/scenarios/typing.ts';

/** The benchmark in small: every scenario converges, by its own check, for the relay and for us. */
const whileItRuns: Scenario[] = [
	typing({
		name: 'typing',
		title: '',
		plan: { rooms: 3, typists: 2, viewers: 1, cursors: true },
		perSecond: 20,
		seconds: 0.3,
		goals: []
	}),
	knee({ plan: { rooms: 3, typists: 3 }, levels: [200, 400], seconds: 0.3 }),
	join({ edits: 500, atOnce: 4 })
];
const memory = idle({ documents: 2, edits: 50, leftMs: 0 });
const death = kill({ name: 'kill', rooms: 2, typists: 2, perSecond: 20, kills: 1 });

let database: Database;
test.beforeAll(async () => {
	database = await openDatabase(process.env.E2E_CLUSTER ?? null, { cases: 2, signIns: 1 });
});
test.afterAll(() => database.close());

async function run(name: ContenderName, scenarios: Scenario[]): Promise<Figures> {
	const contender = await start(name, database, scenarios[0]?.wishes);
	try {
		const all: Figures = {};
		for (const scenario of scenarios) {
			Object.assign(all, await scenario.run(contender, { name, database }));
		}
		expect(Object.values(all).filter(({ value }) => Number.isNaN(value))).toEqual([]);
		return all;
	} finally {
		await contender.stop();
	}
}

test('the benchmark types and joins, and everybody has the same: relay', async () => {
	expect((await run('relay', whileItRuns)).deliveries?.value).toBeGreaterThan(100);
});

test('the benchmark types and joins, and everybody has the same: samtavle', async () => {
	const figures = await run('samtavle', whileItRuns);
	expect(figures.deliveries?.value).toBeGreaterThan(100);
	expect(figures['told synced before whole']?.value).toBe(0);
});

test('the benchmark looks at memory', async () => {
	expect((await run('samtavle', [memory]))['an open document']?.unit).toBe('KB');
});

test('the benchmark kills, and nothing acknowledged is lost', async () => {
	expect((await run('samtavle', [death]))['acknowledged and lost']?.value).toBe(0);
});
