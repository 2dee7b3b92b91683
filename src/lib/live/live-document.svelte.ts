import type * as Y from 'yjs';
import type { Card } from '#lib/board/cards.ts';
import { rootsOf, textFields, type RootName, type RootOf } from '#lib/board/layout.ts';
import type { LoadedDocument } from '#lib/board/page.ts';
import type { Access, Audience, DocumentKind } from '#lib/model/document.ts';
import { endsAccess } from '#lib/wire/close-codes.ts';
import { LiveList } from './live-list.svelte.ts';
import { PlainCard, type LiveCard } from './live-map.svelte.ts';
import type { LiveSource } from './source.ts';

export interface BinnedCard {
	root: RootName;
	key: string;
	/** The first text of the card that says something. */
	words: string | undefined;
	at: string;
	/** Actor key. */
	by: string | null;
}

/**
 * One document on a screen: the page load's plain data until it has synced, then the Y.Doc. When a
 * connection starts afresh with an empty doc, the last whole one is shown until the new one is.
 */
export class LiveDocument<Kind extends DocumentKind = DocumentKind> {
	readonly id: string;
	readonly kind: Kind;
	readonly audience: Audience | null;
	readonly #loaded: LoadedDocument<Kind>;
	readonly #plain = new Map<string, unknown>();
	readonly #lists = new Map<string, { doc: Y.Doc; list: unknown }>();
	#source = $state.raw<LiveSource | null>(null);
	#whole: Y.Doc | null = null;

	constructor(loaded: LoadedDocument<Kind>) {
		this.id = loaded.id;
		this.kind = loaded.kind;
		this.audience = loaded.audience;
		this.#loaded = loaded;
	}

	connect(source: LiveSource | null): void {
		this.#source = source;
	}

	get source(): LiveSource | null {
		return this.#source;
	}

	// Derived, because a connection tells of every keystroke: what reads these hears only of changes.
	readonly #access: Access = $derived.by(() => {
		if (!this.#source) return this.#loaded.access;
		const { refusedWith, access } = this.#source;
		if (refusedWith === null) return access;
		return endsAccess(refusedWith) ? 'none' : 'read';
	});
	readonly #doc: Y.Doc | null = $derived.by(() => {
		if (this.#access === 'none') return null;
		if (this.#source?.synced) this.#whole = this.#source.doc;
		return this.#whole;
	});
	readonly #writable: Y.Doc | null = $derived.by(() => {
		const doc = this.#doc;
		return doc !== null && this.#access === 'write' && this.#source?.doc === doc ? doc : null;
	});

	/** What this person may do now: rights may be given and taken while the page is open. */
	get access(): Access {
		return this.#access;
	}

	/** Whether a right was taken away while the page was open. */
	get ended(): boolean {
		return this.#loaded.access !== 'none' && this.access === 'none';
	}

	/** Forgets all of it: the right is gone, and with it the page load's copy. */
	forget(): void {
		this.#whole = null;
		this.#plain.clear();
		this.#lists.clear();
		this.#loaded.board = null;
	}

	/** The document once it is whole; null before. */
	get doc(): Y.Doc | null {
		return this.#doc;
	}

	/** The document to write to; null while nothing typed could reach the server. */
	get writable(): Y.Doc | null {
		return this.#writable;
	}

	/** The cards of a root, sorted, without those in the bin. */
	cards<Root extends RootOf<Kind> & RootName>(root: Root): LiveCard<Root>[] {
		if (this.access === 'none') return [];
		const list = this.#listOf(root);
		return list ? list.cards : this.#plainCards(root);
	}

	find<Root extends RootOf<Kind> & RootName>(root: Root, key: string): LiveCard<Root> | null {
		return this.cards(root).find((card) => card.key === key) ?? null;
	}

	/** What lies in the paper bin, newest first; nothing before the document is whole. */
	get binned(): BinnedCard[] {
		if (this.access === 'none') return [];
		return rootsOf(this.kind)
			.flatMap((root) => {
				const list = this.#listOf(root);
				return (list?.binned ?? []).map(({ card, at, by }) => ({
					root,
					key: card.key,
					words: textFields(root)
						.map((field) => card.words(field))
						.find((words) => words.trim() !== ''),
					at,
					by
				}));
			})
			.sort((a, b) => (a.at < b.at ? 1 : -1));
	}

	#listOf<Root extends RootName>(root: Root): LiveList<Root> | null {
		const doc = this.doc;
		if (!doc) return null;
		const known = this.#lists.get(root);
		// reason: kept under its own root's name, in the lines below.
		if (known?.doc === doc) return known.list as LiveList<Root>;
		const list = new LiveList(doc, root);
		this.#lists.set(root, { doc, list });
		return list;
	}

	#plainCards<Root extends RootOf<Kind> & RootName>(root: Root): LiveCard<Root>[] {
		const known = this.#plain.get(root);
		// reason: a board has one list per root of its kind, of that root's cards.
		if (known) return known as LiveCard<Root>[];
		const loaded = (this.#loaded.board?.cards[root] ?? []) as Card<Root>[];
		const cards = loaded.map((card) => new PlainCard<Root>(card));
		this.#plain.set(root, cards);
		return cards;
	}
}
