import type { Contender } from '../contenders.ts';
import { until } from '../crowd.ts';
import type { Figures } from '../figures.ts';
import { bring, longDocument } from '../long-document.ts';
import { Member } from '../member.ts';
import type { Scenario } from './scenario.ts';

/**
 * What an open document costs that nobody types in. Sockets cost too, the same for every document:
 * as many sockets in one document are subtracted.
 */
export function idle({
	documents,
	edits,
	leftMs
}: {
	documents: number;
	edits: number;
	/** How long after everybody left a server may keep a document for those who come back. */
	leftMs: number;
}): Scenario {
	const long = longDocument(edits);
	return {
		name: 'idle',
		title: `memory of an idle open document of ${Math.round(long.bytes / 1_024)} KB`,
		rooms: 2 * documents + 1,
		wishes: { inspected: true },
		takesPart: (name) => name !== 'relay',
		goals: [
			{ figure: 'times its bytes', atMost: 2 },
			{ figure: 'after all left', atMost: 2 }
		],
		async run(contender): Promise<Figures> {
			const bringAll = async (first: number): Promise<Member[]> => {
				for (let at = 0; at < documents; at++)
					await bring(contender, first + at, longDocument(edits));
				return sit(contender, documents, (at) => first + at);
			};
			// What a server loads and compiles by and by is no document's: as many others come before.
			await leave(contender, await bringAll(documents), leftMs);
			const empty = await contender.liveBytes();
			const crowd = await sit(contender, documents, () => 2 * documents);
			const sockets = await contender.liveBytes();
			await leave(contender, crowd, leftMs);
			const spread = await bringAll(0);
			const open = (await contender.liveBytes()) - sockets;
			await leave(contender, spread, leftMs);
			const left = (await contender.liveBytes()) - empty;
			const kilobytes = (bytes: number) => ({
				value: bytes / documents / 1_024,
				unit: 'KB' as const
			});
			return {
				'an open document': kilobytes(open),
				'times its bytes': { value: open / documents / long.bytes, unit: '' },
				'after all left': kilobytes(Math.max(0, left))
			};
		}
	};
}

async function sit(
	contender: Contender,
	count: number,
	room: (at: number) => number
): Promise<Member[]> {
	const members: Member[] = [];
	for (let at = 0; at < count; at++) {
		const member = new Member(contender.seat(room(at), at), new Map());
		members.push(member);
		await member.openedAt; // all at the same moment would look like an attack
	}
	await until(() => members.every(({ synced }) => synced), 'everybody is in');
	return members;
}

/** Until what was kept for those who come back is given up, or it is clear that it is not. */
async function leave(contender: Contender, members: Member[], leftMs: number): Promise<void> {
	const before = await contender.liveBytes();
	for (const member of members) member.close();
	const end = performance.now() + leftMs;
	while (performance.now() < end) {
		await new Promise((resolve) => setTimeout(resolve, 1_000));
		if ((await contender.liveBytes()) < before / 2) return;
	}
}
