import { stores } from '../contenders.ts';
import { Crowd, until } from '../crowd.ts';
import type { Figures } from '../figures.ts';
import { Member } from '../member.ts';
import { cardsOf } from '../typist.ts';
import type { Scenario } from './scenario.ts';

interface Killing {
	name: string;
	rooms: number;
	typists: number;
	perSecond: number;
	kills: number;
}

const agesMs = [0, 50, 1_000];

/** What a server that dies in mid-sentence has lost, when nobody who saw it comes back. */
export function kill({ name, rooms, typists, perSecond, kills }: Killing): Scenario {
	const total = rooms * typists * perSecond;
	return {
		name,
		title: `kill -9 at ${total} updates a second, ${kills} times`,
		rooms: rooms * kills,
		takesPart: stores,
		goals: [
			{ figure: 'acknowledged and lost', atMost: 0 },
			{ figure: 'lost of what was sent 50 ms before', atMost: 0 }
		],
		async run(contender): Promise<Figures> {
			const sent = agesMs.map(() => 0);
			const lost = agesMs.map(() => 0);
			let acknowledgedLost = 0;
			for (let time = 0; time < kills; time++) {
				const crowd = new Crowd(contender, { rooms, typists, first: time * rooms });
				await crowd.enter();
				await crowd.typeFor(perSecond, 1_500 + ((time * 137) % 400));
				const killedAt = performance.now();
				await contender.kill();
				crowd.leave();
				await contender.restart({ hard: true });
				for (const [at, { typists, members }] of crowd.rooms.entries()) {
					const found = await readAfterwards(
						new Member(contender.seat(time * rooms + at, 0), new Map())
					);
					for (const [place, typist] of typists.entries()) {
						const stored = (found.get(typist.card) ?? '').length - 1;
						const saved = members[place]?.saved ?? 0;
						acknowledgedLost += Math.max(0, saved - Math.max(0, stored));
						typist.sentAt.forEach((sentAt, letter) => {
							agesMs.forEach((age, one) => {
								if (killedAt - sentAt < age) return;
								sent[one] = (sent[one] ?? 0) + 1;
								if (letter >= stored) lost[one] = (lost[one] ?? 0) + 1;
							});
						});
					}
				}
			}
			const figures: Figures = {
				'acknowledged and lost': { value: acknowledgedLost, unit: '' }
			};
			agesMs.forEach((age, one) => {
				const value = (100 * (lost[one] ?? 0)) / (sent[one] ?? 0);
				figures[`lost of what was sent${age === 0 ? '' : ` ${age} ms before`}`] = {
					value,
					unit: '%'
				};
			});
			return figures;
		}
	};
}

/** Some servers say "synced" before they have read what they stored: they get a while. */
async function readAfterwards(member: Member): Promise<Map<string, string>> {
	await until(() => member.synced, 'somebody is in after the restart');
	let seen = -1;
	while (seen !== member.arrivals.length) {
		seen = member.arrivals.length;
		await new Promise((resolve) => setTimeout(resolve, 300));
	}
	const doc = member.document();
	const cards = cardsOf(doc);
	doc.destroy();
	member.close();
	return cards;
}
