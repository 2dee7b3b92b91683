import { untrack } from 'svelte';
import * as edit from '#lib/board/edit.ts';
import type { LoadedDocument } from '#lib/board/page.ts';
import { byOpenness } from './by-openness.ts';
import { Connection } from './connection.svelte.ts';
import { LiveDocument } from './live-document.svelte.ts';
import { once } from './once.ts';
import type { PlanCard, PlanLine, PlanRootName } from './plan-view.svelte.ts';
import { savedOver } from './source.ts';

/** The three plans of a citizen, live. Not a LiveBoard: no other part's verbs come along. */
export class LivePlan {
	readonly documents: readonly LiveDocument<'plan'>[];
	#connections = $state.raw<readonly Connection[]>([]);

	constructor(loaded: readonly LoadedDocument<'plan'>[]) {
		this.documents = byOpenness(loaded).map((one) => new LiveDocument(one));
	}

	/** Opens the lines until the answer is called. */
	connect(listener: { onnews(): void; onend(): void }): () => void {
		const connections = this.documents
			.filter((document) => document.access !== 'none')
			.map((document) => {
				const access = document.access === 'write' ? 'write' : 'read';
				const connection = new Connection({ documentId: document.id, access, as: 'citizen' });
				connection.onNews((news) => {
					if (typeof news !== 'object' || news === null) return;
					if ('plan' in news || 'pictures' in news) listener.onnews();
				});
				document.connect(connection);
				return connection;
			});
		this.#connections = connections;
		const stop = $effect.root(() => {
			let wasLost = false;
			$effect(() => {
				const { line } = this;
				untrack(() => {
					if (line === 'ended') listener.onend();
					else if (line === 'offline') wasLost = true;
					else if (line === 'live' && wasLost) {
						wasLost = false;
						listener.onnews();
					}
				});
			});
		});
		return () => {
			stop();
			for (const document of this.documents) document.connect(null);
			for (const connection of connections) connection.destroy();
		};
	}

	get line(): PlanLine {
		if (this.#connections.some((one) => one.refusedWith !== null)) return 'ended';
		if (this.#connections.some((one) => one.status === 'offline')) return 'offline';
		return this.#connections.every((one) => one.status === 'live') ? 'live' : 'connecting';
	}

	readonly saved: ReturnType<typeof savedOver> = $derived.by(() => savedOver(this.#connections));

	cards<Root extends PlanRootName>(root: Root): PlanCard<Root>[] {
		const all = this.documents.flatMap((document) =>
			document.cards(root).map((card) => ({ card, audience: document.audience ?? 'here' }))
		);
		// The sentence on top has one place in each plan, and says something in one of them.
		return root === 'quote' ? all : once(all, ({ card }) => card.key);
	}

	/** Whether the plan that a card lies in can be written in now. */
	canWrite(root: PlanRootName, key: string): boolean {
		return this.#writable(root, key) !== null;
	}

	#writable(root: PlanRootName, key: string) {
		if (root === 'quote') return this.#withQuote?.writable ?? null;
		return this.documents.find((one) => one.find(root, key) !== null)?.writable ?? null;
	}

	/** The sentence on top lies in each plan; it is meant where it says something, or else begins here. */
	get #withQuote() {
		return (
			this.documents.find((one) => one.find('quote', 'quote')?.get('text').trim()) ??
			this.documents.find(({ audience }) => audience === 'here')
		);
	}

	/** Where every new card begins; null while nothing can be written. */
	get canAdd(): boolean {
		return this.#here !== null;
	}

	get #here() {
		return this.documents.find(({ audience }) => audience === 'here')?.writable ?? null;
	}

	/** A new card starts where only those in the room see it. */
	add<Root extends PlanRootName>(root: Root, fields: edit.Inputs<Root>): string | null {
		const doc = this.#here;
		return doc && edit.addCard(doc, root, fields);
	}

	set<Root extends PlanRootName>(root: Root, key: string, fields: edit.Inputs<Root>): boolean {
		const doc = this.#writable(root, key);
		return doc !== null && edit.setFields(doc, root, key, fields);
	}

	move(root: PlanRootName, key: string, at: Parameters<typeof edit.moveCard>[3]): boolean {
		const doc = this.#writable(root, key);
		return doc !== null && edit.moveCard(doc, root, key, at);
	}

	/** Into the paper bin; the answer brings it back. */
	bin(root: PlanRootName, key: string, by: string): (() => void) | null {
		const doc = this.#writable(root, key);
		if (!doc || !edit.binCard(doc, root, key, { by, at: new Date() })) return null;
		return () => void edit.restoreCard(doc, root, key);
	}
}
