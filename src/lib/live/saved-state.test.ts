import { expect, test } from 'vitest';
import {
	after,
	atFirst,
	savedState,
	wantsFence,
	type Facts,
	type LiveEvent
} from './saved-state.ts';

/** What lies between a browser and the log in one connection: frames in order, or nothing. */
interface Line {
	frames: ({ edit: number } | { fence: number })[];
	answers: number[];
}

/** A browser and a server that keeps its word, with lines that break and clocks that sleep. */
class World {
	facts: Facts = atFirst(0);
	now = 0;
	line: Line | null = null;
	readonly durable = new Set<number>();
	#edits = 0;

	happens(event: LiveEvent): void {
		this.facts = after(this.facts, event, this.now);
		if (!wantsFence(this.facts)) return;
		this.facts = after(this.facts, { type: 'fence-sent' }, this.now);
		if (this.facts.fence) this.line?.frames.push({ fence: this.facts.fence.number });
	}

	edits(): void {
		this.#edits += 1;
		this.line?.frames.push({ edit: this.#edits });
		this.happens({ type: 'edited' });
	}

	connects(): void {
		this.line ??= { frames: [], answers: [] };
		this.happens({ type: 'connected' });
	}

	syncs(): void {
		if (!this.line || this.facts.synced) return;
		for (let edit = 1; edit <= this.#edits; edit++) this.line.frames.push({ edit });
		this.happens({ type: 'synced' });
	}

	loses(): void {
		this.line = null;
		this.happens({ type: 'lost' });
	}

	/** The line is dead and nobody knows it yet: what is sent falls into a hole. */
	freezes(): void {
		if (this.line) this.line = { frames: [], answers: [] };
	}

	serverWorks(): void {
		const frame = this.line?.frames.shift();
		if (!frame) return;
		if ('edit' in frame) this.durable.add(frame.edit);
		else this.line?.answers.push(frame.fence);
	}

	hears(): void {
		const number = this.line?.answers.shift();
		if (number !== undefined) this.happens({ type: 'fence-answered', number });
		else if (this.line) this.happens({ type: 'heard' });
	}

	get allDurable(): boolean {
		return this.durable.size === this.#edits;
	}

	get state() {
		return savedState(this.facts, this.now);
	}
}

function chance(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

test('whatever happens, "saved" is never shown while a word is not durable', () => {
	const seed = Number(process.env.SEED ?? 11);
	const below = chance(seed);
	let world = new World();
	const shown: Record<string, number> = {};
	for (let step = 0; step < 100_000; step++) {
		if (below(500) === 0) world = new World();
		world.now += below(300);
		switch (below(10)) {
			case 0:
				if (below(3) === 0) world.edits();
				break;
			case 1:
				if (below(200) === 0) world.freezes();
				break;
			case 2:
				if (!world.line) world.connects();
				break;
			case 3:
				if (below(8) === 0) world.loses();
				break;
			case 4:
				if (below(30) === 0) world.now += 3_600_000; // the lid is closed
				break;
			case 5:
				world.syncs();
				break;
			case 6:
				world.happens({ type: 'fence-answered', number: below(50) + 1_000_000 });
				break;
			case 7:
				world.hears();
				break;
			default:
				for (let frames = below(200); frames > 0; frames--) world.serverWorks();
		}
		shown[world.state] = (shown[world.state] ?? 0) + 1;
		if (world.state !== 'saved') continue;
		expect(world.allDurable, `seed ${seed}, step ${step}`).toBe(true);
		expect(world.line, `seed ${seed}, step ${step}`).not.toBe(null);
	}
	for (const state of ['saved', 'saving', 'notSaved'])
		expect(shown[state], state).toBeGreaterThan(1_000);
});

function settled(): World {
	const world = new World();
	world.connects();
	world.syncs();
	world.serverWorks();
	world.hears();
	return world;
}

test('it is "saving" for two seconds, then "not saved", and "saved" when the receipt comes', () => {
	const world = settled();
	expect(world.state).toBe('saved');
	world.edits();
	expect(world.state).toBe('saving');
	world.now += 1_999;
	expect(world.state).toBe('saving');
	world.now += 1;
	expect(world.state).toBe('notSaved');
	world.serverWorks();
	world.serverWorks();
	world.hears();
	expect(world.state).toBe('saved');
});

test('a line on which nothing was heard for twenty seconds is no reason to say "saved"', () => {
	const world = settled();
	world.now += 19_999;
	expect(world.state).toBe('saved');
	world.now += 1;
	expect(world.state).toBe('notSaved');
	world.happens({ type: 'heard' });
	expect(world.state).toBe('saved');
});

test('after a reconnect nothing is "saved" until a fence that was sent after the sync is answered', () => {
	const world = settled();
	world.loses();
	world.connects();
	expect(world.state).not.toBe('saved');
	world.syncs();
	expect(world.state).not.toBe('saved');
	world.serverWorks();
	world.hears();
	expect(world.state).toBe('saved');
});

test('an answer from before a dead line was noticed says nothing about what came after', () => {
	const world = settled();
	world.freezes();
	world.edits();
	world.serverWorks();
	world.hears();
	expect(world.state).not.toBe('saved');
});

test('readers have nothing to save, and an end is an end', () => {
	const world = settled();
	world.happens({ type: 'access', access: 'read' });
	expect(world.state).toBe('readOnly');
	world.happens({ type: 'ended' });
	expect(world.state).toBe('ended');
});
