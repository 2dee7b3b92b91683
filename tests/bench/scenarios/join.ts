import type { Contender } from '../contenders.ts';
import { stores } from '../contenders.ts';
import { until } from '../crowd.ts';
import { cpu, ms, type Figures } from '../figures.ts';
import { bring, longDocument, textOf, type LongDocument } from '../long-document.ts';
import { Member } from '../member.ts';
import type { Scenario } from './scenario.ts';

/** Coming into a document with a long history: while others are there, many at once, and as the first. */
export function join({ edits, atOnce }: { edits: number; atOnce: number }): Scenario {
	return {
		name: 'join',
		title: `joining a document of ${edits} edits`,
		rooms: 1,
		goals: [
			{ figure: 'warm', of: 'relay', atMost: 1.5 },
			{ figure: 'at once: last', of: 'relay', atMost: 1.5 },
			{ figure: 'at once: CPU', of: 'relay', atMost: 1.3 },
			{ figure: 'first after a restart', of: 'hocuspocus+postgres', atMost: 0.3 },
			{ figure: 'told synced before whole', atMost: 0 }
		],
		async run(contender, { name }) {
			const long = longDocument(edits);
			await bring(contender, 0, long);
			const stays = new Member(contender.seat(0, 1), new Map());
			await until(() => stays.synced, 'somebody is there');

			const figures: Figures = {};
			let early = 0;
			const warm: Joined[] = [];
			for (let time = 0; time < 9; time++) warm.push(...(await joinersOf(contender, 1, long)));
			const middle = warm.sort((a, b) => a.wholeMs - b.wholeMs)[4];
			figures.warm = ms(middle?.wholeMs ?? Number.NaN);
			figures['warm, from 101'] = ms(middle?.fromOpenMs ?? Number.NaN);

			const before = contender.cpuMs();
			const many = await joinersOf(contender, atOnce, long);
			const after = contender.cpuMs();
			figures['at once: CPU'] = cpu(
				after.server + after.database - before.server - before.database
			);
			figures['at once: last'] = ms(Math.max(...many.map(({ wholeMs }) => wholeMs)));
			early += [...warm, ...many].filter(({ early }) => early).length;

			stays.close();
			if (stores(name)) {
				// Not everybody says when it has saved.
				await new Promise((resolve) => setTimeout(resolve, 1_000));
				await contender.restart({ hard: false });
				const [first] = await joinersOf(contender, 1, long);
				figures['first after a restart'] = ms(first?.wholeMs ?? Number.NaN);
				if (first?.early) early += 1;
			}
			figures['told synced before whole'] = { value: early, unit: '' };
			return figures;
		}
	};
}

interface Joined {
	/** From asking for the socket until the document was whole, and from having the socket. */
	wholeMs: number;
	fromOpenMs: number;
	/** It was called synced before that. */
	early: boolean;
}

/** So many at the same moment. */
async function joinersOf(
	contender: Contender,
	count: number,
	{ text }: LongDocument
): Promise<Joined[]> {
	const joiners = Array.from(
		{ length: count },
		(_, at) => new Member(contender.seat(0, at + 2), new Map())
	);
	await until(() => joiners.every(({ synced }) => synced), 'the joiners are in');
	const joined: Joined[] = [];
	for (const joiner of joiners) {
		// Whole at its first "synced"? Only if not, what came later is looked at.
		const last = joiner.arrivals.findIndex(({ last }) => last);
		const early = textOf(joiner, last + 1) !== text;
		if (early) await until(() => textOf(joiner) === text, 'a joiner has the document');
		const wholeAt = (early ? joiner.arrivals.at(-1) : joiner.arrivals[last])?.at ?? Number.NaN;
		joined.push({
			wholeMs: wholeAt - joiner.startedAt,
			fromOpenMs: wholeAt - (await joiner.openedAt),
			early
		});
		joiner.close();
	}
	return joined;
}
