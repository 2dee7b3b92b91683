import type { Contender } from './contenders.ts';
import { Member } from './member.ts';
import { cardsOf, Typist, type TypistRoot } from './typist.ts';

export interface Plan {
	rooms: number;
	/** The number of the first room; 0 unless given. */
	first?: number;
	/** In each room: how many type, and how many only look on. */
	typists: number;
	viewers?: number;
	/** Whether carets are told as well. */
	cursors?: boolean;
	root?: TypistRoot;
	/** Over how many processes of the contender the members are spread. */
	nodes?: number;
}

/** What one stretch of typing showed. */
export interface Stretch {
	letters: number;
	/** From sending a letter to its arrival at each other member. */
	latencyMs: number[];
	/** Of these, what stayed at one process of the contender, and what crossed to another. */
	hereMs: number[];
	acrossMs: number[];
	receiptMs: number[];
	/** By how much the typing itself came late: then the crowd is the limit, not the server. */
	lateMs: number[];
}

interface Room {
	typists: Typist[];
	members: Member[];
}

let nextClient = 1_000_000;

/** Everybody in every room, with a socket each. */
export class Crowd {
	readonly #contender: Contender;
	readonly #plan: Plan;
	readonly rooms: Room[] = [];
	#stretch: Stretch = emptyStretch();

	constructor(contender: Contender, plan: Plan) {
		this.#contender = contender;
		this.#plan = plan;
	}

	get members(): Member[] {
		return this.rooms.flatMap(({ members }) => members);
	}

	/** Everybody comes in, and every typist makes a card. */
	async enter(): Promise<void> {
		for (let room = 0; room < this.#plan.rooms; room++) await this.#fill(room);
		await until(() => this.members.every(({ synced }) => synced), 'everybody is in');
		for (const member of this.members) if (member.typist) member.edit(member.typist.opening);
		for (const { typists, members } of this.rooms) {
			await until(() => members.every((one) => isWhole(one, typists)), 'everybody sees the cards');
		}
	}

	/** Everybody types, so many letters a second each, and then waits until all have seen all. */
	async type(perSecond: number, seconds: number, patienceMs = 30_000): Promise<Stretch> {
		const writers = this.members.filter(({ typist }) => typist);
		const before = lettersOf(writers);
		for (const writer of writers) writer.receiptMs.length = 0;
		this.#stretch = emptyStretch();
		await this.typeFor(perSecond, seconds * 1_000);
		await until(() => this.#isEven(), 'everybody has seen everything', patienceMs);
		const asks = writers[0]?.seat.dialect.receipts !== 'none';
		if (asks) await until(() => writers.every((one) => one.isSaved), 'everybody has a receipt');
		return {
			...this.#stretch,
			letters: lettersOf(writers) - before,
			receiptMs: writers.flatMap(({ receiptMs }) => receiptMs)
		};
	}

	/** What arrives is not waited for. */
	async typeFor(perSecond: number, ms: number): Promise<void> {
		const writers = this.members.filter(({ typist }) => typist);
		const every = 1_000 / perSecond;
		const began = performance.now();
		// Spread over the interval, in an order that is the same for every contender.
		const due = writers.map((_, at) => began + ((at * 0.618_034) % 1) * every);
		for (let now = began; now < began + ms; now = performance.now()) {
			writers.forEach((writer, at) => {
				for (let next = due[at] ?? Infinity; next <= now; due[at] = next += every) {
					this.#stretch.lateMs.push(now - next);
					writer.type(this.#plan.cursors ?? false);
				}
			});
			await new Promise((resolve) => setTimeout(resolve, 1));
		}
	}

	/** Throws unless everybody, and a late joiner of so many rooms, have what was typed, by Yjs. */
	async check(lateJoiners = this.rooms.length): Promise<void> {
		for (const [room, { typists, members }] of this.rooms.entries()) {
			// With the same bytes as somebody else in the room one has the same document.
			const odd = members.filter((one, at) => at === 0 || !one.hasAllOf(typists));
			if (!odd.every((one) => isWhole(one, typists)))
				throw new Error('a member has something else');
			if (room >= lateJoiners) continue;
			const late = new Member(this.#contender.seat((this.#plan.first ?? 0) + room, 0), new Map());
			await until(() => late.synced, 'a late joiner is in');
			await until(() => isWhole(late, typists), 'a late joiner has what was typed');
			late.close();
		}
	}

	leave(): void {
		for (const member of this.members) member.terminate();
	}

	async #fill(room: number): Promise<void> {
		const { typists: writers, viewers = 0, nodes = 1, first = 0, root } = this.#plan;
		const typists = Array.from(
			{ length: writers },
			(_, at) => new Typist(nextClient++, at % nodes, root)
		);
		const known = new Map(typists.map((typist) => [typist.client, typist]));
		const members: Member[] = [];
		this.rooms.push({ typists, members });
		for (let at = 0; at < writers + viewers; at++) {
			const seat = this.#contender.seat(first + room, at, at % nodes);
			members.push(new Member(seat, known, { typist: typists[at] ?? null, heard: this.#heard }));
			// Not everybody at the same moment: a server may take that for an attack.
			if (at % 25 === 24) await Promise.all(members.map(({ openedAt }) => openedAt));
		}
		await Promise.all(members.map(({ openedAt }) => openedAt));
	}

	readonly #heard = (typist: Typist, letter: number, at: number, by: Member): void => {
		const ms = at - (typist.sentAt[letter] ?? at);
		this.#stretch.latencyMs.push(ms);
		if ((this.#plan.nodes ?? 1) === 1) return;
		const { hereMs, acrossMs } = this.#stretch;
		(typist.node === by.seat.node ? hereMs : acrossMs).push(ms);
	};

	#isEven(): boolean {
		return this.rooms.every(({ typists, members }) =>
			members.every((one) => {
				if (one.closedWith !== null) throw new NotReached(`closed with ${one.closedWith}`);
				return one.hasAllOf(typists) || (one.heardOddly && isWhole(one, typists));
			})
		);
	}
}

function emptyStretch(): Stretch {
	return { letters: 0, latencyMs: [], hereMs: [], acrossMs: [], receiptMs: [], lateMs: [] };
}

function lettersOf(writers: readonly Member[]): number {
	return writers.reduce((sum, { typist }) => sum + (typist?.updates.length ?? 0), 0);
}

/** Whether a member's document says what was typed, by Yjs. */
export function isWhole(member: Member, typists: readonly Typist[]): boolean {
	const doc = member.document();
	const cards = cardsOf(doc);
	doc.destroy();
	return typists.every((typist) => cards.get(typist.card) === typist.text);
}

/** Something that a contender did not do in time. */
export class NotReached extends Error {}

export async function until(fact: () => boolean, what: string, patienceMs = 30_000): Promise<void> {
	const end = performance.now() + patienceMs;
	while (!fact()) {
		if (performance.now() > end) throw new NotReached(`${what}: not within ${patienceMs} ms`);
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
}
