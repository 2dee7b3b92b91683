import type { Card } from '#lib/board/cards.ts';
import type { Inputs } from '#lib/board/edit.ts';
import type { RootOf } from '#lib/board/layout.ts';
import type { LoadedDocument } from '#lib/board/page.ts';
import type { Audience } from '#lib/model/document.ts';
import { byOpenness } from './by-openness.ts';
import type { LiveCard } from './live-map.svelte.ts';
import { once } from './once.ts';
import type { LivePlan } from './live-plan.svelte.ts';
import { untilThere } from './until-there.ts';

export type PlanRootName = RootOf<'plan'>;

/** A card of the plan, and who may see it. */
export interface PlanCard<Root extends PlanRootName> {
	card: LiveCard<Root>;
	audience: Audience;
}

/** What every card of the plan says, whatever its root: words, whose they are, a picture. */
export function told<Root extends PlanRootName>(card: LiveCard<Root>): LiveCard<'worked'> {
	// reason: every root of the plan has the fields of `worked`, and cards read by name
	return card as unknown as LiveCard<'worked'>;
}

export type PlanLine = 'quiet' | 'connecting' | 'live' | 'offline' | 'ended';

/**
 * The citizen's plan as a page shows it: what was loaded, until the live one is here. The live one is
 * fetched when there is nothing else to do, so that a phone on a poor line reads first.
 */
export class PlanView {
	#loaded: readonly LoadedDocument<'plan'>[] = $state.raw([]);
	#live: LivePlan | null = $state.raw(null);

	constructor(documents: readonly LoadedDocument<'plan'>[]) {
		this.#loaded = documents;
	}

	/** The page has been loaded again. */
	renew(documents: readonly LoadedDocument<'plan'>[]): void {
		this.#loaded = documents;
	}

	/** Null until it is here: nothing can be written before. */
	get live(): LivePlan | null {
		return this.#live;
	}

	/** Opens the lines until the answer is called. Only in a browser. */
	connect(listener: { onnews(): void; onend(): void }): () => void {
		let stop: (() => void) | null = null;
		let gone = false;
		void untilThere(() => import('./live-plan.svelte.ts')).then((part) => {
			if (gone) return;
			const live = new part.LivePlan(this.#loaded);
			stop = live.connect(listener);
			this.#live = live;
		});
		return () => {
			gone = true;
			stop?.();
			this.#live = null;
		};
	}

	/** Cards of a root, the most open plan first, each plan in its own order. */
	cards<Root extends PlanRootName>(root: Root): PlanCard<Root>[] {
		if (this.#live) return this.#live.cards(root);
		const all = byOpenness(this.#loaded).flatMap(({ board, audience }) => {
			// reason: a board has one list per root of its kind, of that root's cards
			const cards = (board?.cards[root] ?? []) as unknown as Card<Root>[];
			return cards.map((card) => ({ card: plainCard(card), audience: audience ?? 'here' }));
		});
		return root === 'quote' ? all : once(all, ({ card }) => card.key);
	}

	/** The sentence on top: the one that says something. */
	get quote(): PlanCard<'quote'> | null {
		return this.cards('quote').find(({ card }) => card.get('text').trim() !== '') ?? null;
	}

	get line(): PlanLine {
		return this.#live?.line ?? 'quiet';
	}

	get saved() {
		return this.#live?.saved ?? null;
	}

	/** False when it cannot be written now. */
	set<Root extends PlanRootName>(root: Root, key: string, fields: Inputs<Root>): boolean {
		return this.#live?.set(root, key, fields) ?? false;
	}
}

function plainCard<Root extends PlanRootName>(card: Card<Root>): LiveCard<Root> {
	return {
		key: card.key,
		get: (field) => card[field],
		words(field) {
			// reason: any field may be asked for by name; what is no string is no words
			const words: unknown = card[field as keyof Card<Root>];
			return typeof words === 'string' ? words : '';
		},
		text: () => null
	};
}
