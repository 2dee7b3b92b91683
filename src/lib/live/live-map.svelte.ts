import { createSubscriber } from 'svelte/reactivity';
import * as v from 'valibot';
import * as Y from 'yjs';
import { cardSchemas, type Card, type Fields } from '#lib/board/cards.ts';
import { fieldKind, type FieldOf, type FieldsOfKind, type RootName } from '#lib/board/layout.ts';
import { LiveText } from './live-text.svelte.ts';

/** A card as a template reads it: live, or as the page load gave it. */
export interface LiveCard<Root extends RootName> {
	readonly key: string;
	get<Field extends FieldOf<Root> & keyof Fields<Root>>(field: Field): Fields<Root>[Field];
	/** The words of a text field by name, whatever the root; empty when it has none. */
	words(field: string): string;
	/** The text that people write in together; null before it is live. */
	text(field: FieldsOfKind<Root, 'text'>): LiveText | null;
}

/**
 * A card's Y.Map that Svelte can read. Observed only while some effect or template is looking.
 * Observing is shallow: text fields are Y.Text, read through LiveText (the same, observing the text).
 */
export class LiveMap<Root extends RootName> implements LiveCard<Root> {
	readonly key: string;
	readonly map: Y.Map<unknown>;
	readonly #root: Root;
	readonly #subscribe: () => void;
	readonly #texts = new Map<string, LiveText>();

	constructor(root: Root, key: string, map: Y.Map<unknown>) {
		this.#root = root;
		this.key = key;
		this.map = map;
		this.#subscribe = createSubscriber((update) => {
			map.observe(update);
			return () => map.unobserve(update);
		});
	}

	get<Field extends FieldOf<Root> & keyof Fields<Root>>(field: Field): Fields<Root>[Field] {
		if (fieldKind(this.#root, field) === 'text') {
			// reason: every text field's schema gives a string.
			return (this.#textOf(field)?.value ?? '') as Fields<Root>[Field];
		}
		this.#subscribe();
		const entries: Record<string, v.GenericSchema> = cardSchemas[this.#root].entries;
		const schema = entries[field];
		const parsed = schema ? v.safeParse(schema, this.map.get(field)) : null;
		// reason: parsed by the schema of this very field, or undefined for a card that readCard leaves out.
		return (parsed?.success ? parsed.output : undefined) as Fields<Root>[Field];
	}

	text(field: FieldsOfKind<Root, 'text'>): LiveText | null {
		return this.#textOf(field);
	}

	words(field: string): string {
		return this.#textOf(field)?.value ?? '';
	}

	#textOf(field: string): LiveText | null {
		const held = this.map.get(field);
		if (!(held instanceof Y.Text)) return null;
		const known = this.#texts.get(field);
		if (known?.yText === held) return known;
		const made = new LiveText(held);
		this.#texts.set(field, made);
		return made;
	}
}

/** A card of the page load, shown until the document is here. */
export class PlainCard<Root extends RootName> implements LiveCard<Root> {
	readonly key: string;
	readonly #card: Card<Root>;

	constructor(card: Card<Root>) {
		this.key = card.key;
		this.#card = card;
	}

	get<Field extends FieldOf<Root> & keyof Fields<Root>>(field: Field): Fields<Root>[Field] {
		return this.#card[field];
	}

	words(field: string): string {
		// reason: any field may be asked for by name; what is no string is no words.
		const words: unknown = this.#card[field as keyof Card<Root>];
		return typeof words === 'string' ? words : '';
	}

	text(): null {
		return null;
	}
}
