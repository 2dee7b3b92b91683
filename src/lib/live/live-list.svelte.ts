import { createSubscriber } from 'svelte/reactivity';
import * as Y from 'yjs';
import type { RootName } from '#lib/board/layout.ts';
import { byOrder } from '#lib/board/order.ts';
import { readCard } from '#lib/board/read.ts';
import { LiveMap } from './live-map.svelte.ts';

/** A binned card, and who put it in the bin when. */
export interface Binned<Root extends RootName> {
	card: LiveMap<Root>;
	at: string;
	/** Actor key. */
	by: string | null;
}

interface Sorted<Root extends RootName> {
	cards: LiveMap<Root>[];
	binned: Binned<Root>[];
}

/** Values of a card that decide where it stands, or whether it is there at all. */
const placing = new Set(['order', 'binnedAt', 'binnedBy', 'area', 'topic', 'day', 'level', 'line']);

/**
 * The cards of one root in one document, sorted. Told only when a card comes, goes or moves, never
 * when somebody writes in one: an untouched card renders no second time.
 */
export class LiveList<Root extends RootName> {
	readonly #root: Root;
	readonly #map: Y.Map<unknown>;
	readonly #subscribe: () => void;
	/** The same LiveMap for the same Y.Map, so that a keyed each keeps its elements. */
	readonly #known = new Map<string, LiveMap<Root>>();
	/** Kept only while observed; outside, nobody would tell that it is stale. */
	#sorted: Sorted<Root> | null = null;
	#observed = false;

	constructor(doc: Y.Doc, root: Root) {
		this.#root = root;
		const map = doc.getMap<unknown>(root);
		this.#map = map;
		this.#subscribe = createSubscriber((update) => {
			const listener = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
				if (!events.some((event) => moves(event, map))) return;
				this.#sorted = null;
				update();
			};
			// A doc's `getMap` is a Y.Map of unknown; observeDeep wants to hear of any type in it.
			map.observeDeep(listener);
			this.#observed = true;
			this.#sorted = null;
			return () => {
				this.#observed = false;
				map.unobserveDeep(listener);
			};
		});
	}

	/** [B9] [B10] Without those in the bin. */
	get cards(): LiveMap<Root>[] {
		return this.#read().cards;
	}

	/** Newest first. */
	get binned(): Binned<Root>[] {
		return this.#read().binned;
	}

	find(key: string): LiveMap<Root> | null {
		return this.#read().cards.find((card) => card.key === key) ?? null;
	}

	#read(): Sorted<Root> {
		this.#subscribe();
		if (this.#observed && this.#sorted) return this.#sorted;
		this.#sorted = this.#sort();
		return this.#sorted;
	}

	#sort(): Sorted<Root> {
		const found = [];
		for (const [key, entry] of this.#map) {
			const card = readCard(this.#root, key, entry);
			if (card && entry instanceof Y.Map) found.push({ ...card, live: this.#liveOf(key, entry) });
		}
		found.sort(byOrder);
		const cards: LiveMap<Root>[] = [];
		const binned: Binned<Root>[] = [];
		for (const { live, binnedAt, binnedBy } of found) {
			if (binnedAt === null) cards.push(live);
			else binned.push({ card: live, at: binnedAt, by: binnedBy });
		}
		binned.sort((a, b) => (a.at < b.at ? 1 : -1));
		return { cards, binned };
	}

	#liveOf(key: string, map: Y.Map<unknown>): LiveMap<Root> {
		const known = this.#known.get(key);
		if (known?.map === map) return known;
		const made = new LiveMap(this.#root, key, map);
		this.#known.set(key, made);
		return made;
	}
}

function moves(event: Y.YEvent<Y.AbstractType<unknown>>, root: Y.Map<unknown>): boolean {
	if (Object.is(event.target, root)) return true;
	if (!(event instanceof Y.YMapEvent) || !Object.is(event.target.parent, root)) return false;
	return [...event.keysChanged].some((key) => placing.has(key));
}
