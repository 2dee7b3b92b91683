import { parseArgs } from 'node:util';
import { contenderNames, start, type ContenderName, type Wishes } from './contenders.ts';
import { openDatabase, type Database } from './database.ts';
import type { Figures } from './figures.ts';
import { report, type Rounds } from './report.ts';
import { scenarios } from './scenarios/all.ts';
import { findRedis, startRedis } from './scenarios/nodes.ts';
import type { Scenario } from './scenarios/scenario.ts';

const { values } = parseArgs({
	options: {
		scenario: { type: 'string', default: scenarios.map(({ name }) => name).join(',') },
		peers: { type: 'string', default: contenderNames.join(',') },
		rounds: { type: 'string', default: '3' },
		database: { type: 'string' },
		profiles: { type: 'string' },
		help: { type: 'boolean', default: false }
	}
});
if (values.help) {
	console.log(`npm run bench -- [--scenario a,b] [--peers a,b] [--rounds 3] [--database postgres://…/] [--profiles folder]

scenarios: ${scenarios.map(({ name }) => name).join(', ')}
peers:     ${contenderNames.join(', ')}

The database is an embedded Postgres of its own with fsync on, unless one is given.`);
	process.exit(0);
}

const chosen = pick(values.scenario, scenarios, ({ name }) => name);
const peers = pick(values.peers, contenderNames, (name) => name);
const rooms = Math.max(...chosen.map((scenario) => scenario.rooms));

progress('Making the town …');
const database = await openDatabase(values.database ?? null, {
	cases: Math.ceil(rooms / 3),
	signIns: 2
});
// Whoever stops a run leaves no Postgres behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.once(signal, () => void database.close().finally(() => process.exit(130)));
}
try {
	for (const scenario of chosen) {
		const rounds: Rounds = [];
		for (let round = 0; round < Number(values.rounds); round++) {
			rounds.push(await oneRound(scenario, round, database));
		}
		progress('');
		console.log(report(scenario, rounds).join('\n'));
	}
} finally {
	await database.close();
}

/** Every contender once; who begins changes from round to round. */
async function oneRound(
	scenario: Scenario,
	round: number,
	database: Database
): Promise<Map<ContenderName, Figures | null>> {
	const part = peers.filter((name) => scenario.takesPart?.(name) ?? true);
	const order = round % 2 === 0 ? part : [...part].reverse();
	const results = new Map<ContenderName, Figures | null>(part.map((name) => [name, null]));
	for (const name of order) {
		progress(`${scenario.name}, round ${round + 1} of ${values.rounds}: ${name} …`);
		const redis = scenario.wishes?.nodes ? await redisOrNothing() : null;
		if (scenario.wishes?.nodes && !redis) break;
		const wishes: Wishes = {
			...scenario.wishes,
			...(redis && { redisUrl: redis.url }),
			...(values.profiles && { profiles: values.profiles })
		};
		const contender = await start(name, database, wishes);
		try {
			results.set(name, await scenario.run(contender, { name, database }));
		} catch (error) {
			progress('');
			console.log(`${scenario.name}: ${name} does not count: ${(error as Error).message}`);
		} finally {
			await contender.stop();
			await redis?.stop();
		}
	}
	return results;
}

async function redisOrNothing(): Promise<Awaited<ReturnType<typeof startRedis>> | null> {
	const redis = findRedis();
	if (redis) return startRedis(redis);
	console.log(
		'Two processes need a redis-server: none was found (REDIS_SERVER says where one is).'
	);
	return null;
}

function pick<Thing>(
	given: string,
	from: readonly Thing[],
	nameOf: (thing: Thing) => string
): Thing[] {
	return given.split(',').map((name) => {
		const found = from.find((one) => nameOf(one) === name);
		if (found !== undefined) return found;
		console.error(`There is no ${name}. There are: ${from.map(nameOf).join(', ')}`);
		return process.exit(2);
	});
}

function progress(line: string): void {
	if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K${line}`);
	else if (line) console.log(line);
}
