import { Crowd, NotReached, type Plan, type Stretch } from '../crowd.ts';
import { cpu, ms, percentile, type Figures } from '../figures.ts';
import type { Goal, Scenario } from './scenario.ts';

interface Typing {
	name: string;
	title: string;
	plan: Plan;
	perSecond: number;
	seconds: number;
	goals: Goal[];
}

/** Everybody types for a while at the pace of people. */
export function typing({ plan, perSecond, seconds, ...scenario }: Typing): Scenario {
	return {
		...scenario,
		rooms: plan.rooms,
		async run(contender, { name, database }) {
			const crowd = new Crowd(contender, plan);
			try {
				await crowd.enter();
				// Warm: what is compiled meanwhile is done once in the life of a server.
				await crowd.type(perSecond, Math.min(3, seconds));
				const before = contender.cpuMs();
				const stretch = await crowd.type(perSecond, seconds);
				const after = contender.cpuMs();
				await crowd.check();
				const figures = latencies(stretch);
				const thousands = stretch.latencyMs.length / 1_000;
				const server = (after.server - before.server) / thousands;
				const inDatabase = (after.database - before.database) / thousands;
				figures['CPU per 1,000 deliveries'] = cpu(server + inDatabase);
				if (inDatabase > 0) figures['of it the database'] = cpu(inDatabase);
				if (name === 'samtavle') {
					const commitMs = await database.commitMs();
					figures['receipt in commits, p50'] = {
						value: percentile(stretch.receiptMs, 0.5) / commitMs,
						unit: ''
					};
				}
				return figures;
			} finally {
				crowd.leave();
			}
		}
	};
}

function latencies({ latencyMs, receiptMs }: Stretch): Figures {
	const figures: Figures = {
		p50: ms(percentile(latencyMs, 0.5)),
		p99: ms(percentile(latencyMs, 0.99))
	};
	if (receiptMs.length > 0) {
		figures['receipt p50'] = ms(percentile(receiptMs, 0.5));
		figures['receipt p99'] = ms(percentile(receiptMs, 0.99));
	}
	return figures;
}

const slowMs = 100;

/** Faster and faster, until one letter in a hundred is late: how much a server can take. */
export function knee({
	plan,
	levels,
	seconds
}: {
	plan: Plan;
	/** Deliveries a second, rising. */
	levels: number[];
	seconds: number;
}): Scenario {
	return {
		name: 'knee',
		title: `the most deliveries a second with a p99 of at most ${slowMs} ms (${plan.rooms} rooms × ${plan.typists} typing)`,
		rooms: plan.rooms,
		goals: [
			{ figure: 'deliveries', of: 'relay', atLeast: 2 },
			{ figure: 'deliveries', of: 'y-websocket', atLeast: 5 },
			{ figure: 'deliveries', of: 'hocuspocus+postgres', atLeast: 12 }
		],
		async run(contender) {
			const crowd = new Crowd(contender, plan);
			const perLetter = plan.rooms * plan.typists * (plan.typists - 1);
			let best = 0;
			/** The crowd itself could not type any faster. */
			let ownLimit = 0;
			try {
				await crowd.enter();
				for (const level of levels) {
					const began = performance.now();
					const stretch = await crowd.type(level / perLetter, seconds, 10_000);
					const took = (performance.now() - began) / 1_000;
					if (percentile(stretch.lateMs, 0.99) > slowMs) ownLimit = level;
					if (percentile(stretch.latencyMs, 0.99) > slowMs) break;
					best = stretch.latencyMs.length / took;
					if (ownLimit > 0) break;
				}
				await crowd.check(5);
			} catch (error) {
				if (!(error instanceof NotReached) || best === 0) throw error;
			} finally {
				crowd.leave();
			}
			return {
				deliveries: { value: best, unit: '/s' },
				'crowd at its limit': { value: ownLimit > 0 ? 1 : 0, unit: '' }
			};
		}
	};
}
