import { tick } from 'svelte';
import ArrowDown from '@lucide/icons/icons/arrow-down';
import ArrowDownToLine from '@lucide/icons/icons/arrow-down-to-line';
import ArrowUp from '@lucide/icons/icons/arrow-up';
import ArrowUpToLine from '@lucide/icons/icons/arrow-up-to-line';
import Trash2 from '@lucide/icons/icons/trash';
import {
	alertToScreenReader,
	setAriaStrings,
	SOURCES,
	TRIGGERS,
	type DndEvent
} from 'svelte-dnd-action';
import type { RootName } from '#lib/board/layout.ts';
import type { At } from '#lib/board/placing.ts';
import type { LiveBoard } from '#lib/live/live-board.svelte.ts';
import type { LiveDocument } from '#lib/live/live-document.svelte.ts';
import type { LiveCard } from '#lib/live/live-map.svelte.ts';
import { m } from '#lib/paraglide/messages.js';
import type { MenuEntry } from '#lib/ui/Menu.svelte';
import { say } from '#lib/ui/toast.ts';

interface Lifted<Root extends RootName> {
	id: string;
	card: LiveCard<Root>;
}

export interface MovingParts<Root extends RootName> {
	board: LiveBoard;
	part: Pick<LiveDocument, 'kind' | 'writable'>;
	root: Root;
	cards: readonly LiveCard<Root>[];
	/** What a card is called when it is moved. */
	name: (card: LiveCard<Root>) => string;
	/** Says moves by keyboard itself, because the list is a table and may get no roles of a list. */
	announces?: boolean;
}

/** One list whose cards can be dragged, moved by keyboard and menu, and put in the bin. */
export class Moving<Root extends RootName> {
	readonly #parts: () => MovingParts<Root>;
	/** The order while something is lifted; the board's own otherwise. */
	#lifted = $state.raw<Lifted<Root>[] | null>(null);

	constructor(parts: () => MovingParts<Root>) {
		this.#parts = parts;
		speak();
	}

	readonly items: readonly Lifted<Root>[] = $derived.by(
		() => this.#lifted ?? this.#parts().cards.map((card) => ({ id: card.key, card }))
	);

	/**
	 * For `use:dragHandleZone`. It is never disabled here: the library keeps that for the whole page,
	 * so one list would switch off all others. Where nothing may be moved there is no handle.
	 */
	readonly zone = $derived.by(() => ({
		items: [...this.items],
		type: this.#parts().root,
		flipDurationMs: 0,
		dropTargetStyle: {},
		// A list is no stop of its own for the keyboard: its handles are.
		zoneTabIndex: -1,
		autoAriaDisabled: this.#parts().announces ?? false,
		dropFromOthersDisabled: true
	}));

	consider = (event: CustomEvent<DndEvent<Lifted<Root>>>): void => {
		const { items, info } = event.detail;
		if (info.source !== SOURCES.KEYBOARD) {
			this.#lifted = items;
			return;
		}
		// By keyboard every arrow is a move of its own; there is nothing in between to show.
		if (info.trigger === TRIGGERS.DRAG_STARTED) this.#announce(event, m.live_lifted);
		if (info.trigger !== TRIGGERS.DRAG_STOPPED) return;
		this.#announce(event, m.live_dropped);
		void backToHandle(info.id);
	};

	drop = (event: CustomEvent<DndEvent<Lifted<Root>>>): void => {
		const order = event.detail.items;
		const moved = event.detail.info.id;
		const before = order[order.findIndex((item) => item.id === moved) - 1];
		this.#lifted = null;
		if (event.detail.info.source === SOURCES.KEYBOARD) this.#announce(event, m.live_moved);
		this.#move(moved, before ? { after: before.id } : 'start');
	};

	#announce(
		{ detail: { items, info } }: CustomEvent<DndEvent<Lifted<Root>>>,
		say: (at: { name: string; position: number; count: number }) => string
	): void {
		const { announces, name } = this.#parts();
		if (!announces) return;
		const index = items.findIndex((item) => item.id === info.id);
		const card = items[index]?.card;
		if (!card) return;
		alertToScreenReader(say({ name: name(card), position: index + 1, count: items.length }));
	}

	#move(key: string, at: At): void {
		const { board, part, root } = this.#parts();
		board.move(part.kind, root, key, at);
	}

	bin(card: LiveCard<Root>): void {
		const { board, part, root, name } = this.#parts();
		const called = name(card);
		if (!board.bin(part.kind, root, card.key)) return;
		say(called === '' ? m.board_binned_unnamed() : m.board_binned({ name: called }), {
			label: m.board_undo(),
			do: () => board.restore(part.kind, root, card.key)
		});
	}

	/** The verbs of a card's menu. */
	entries(card: LiveCard<Root>): MenuEntry[] {
		const { cards } = this.#parts();
		const { key } = card;
		const index = cards.findIndex((one) => one.key === key);
		const above = cards[index - 1];
		const below = cards[index + 1];
		return [
			{
				key: 'up',
				label: m.board_move_up(),
				icon: ArrowUp,
				disabled: !above,
				onselect: () => above && this.#move(key, { before: above.key })
			},
			{
				key: 'down',
				label: m.board_move_down(),
				icon: ArrowDown,
				disabled: !below,
				onselect: () => below && this.#move(key, { after: below.key })
			},
			{
				key: 'top',
				label: m.board_move_top(),
				icon: ArrowUpToLine,
				disabled: !above,
				onselect: () => this.#move(key, 'start')
			},
			{
				key: 'bottom',
				label: m.board_move_bottom(),
				icon: ArrowDownToLine,
				disabled: !below,
				onselect: () => this.#move(key, 'end')
			},
			{
				key: 'bin',
				label: m.board_bin(),
				icon: Trash2,
				danger: true,
				onselect: () => this.bin(card)
			}
		];
	}
}

/** The library lets the focus go when a card is dropped; it belongs back on the handle. */
async function backToHandle(key: string): Promise<void> {
	await tick();
	document.querySelector<HTMLElement>(`[data-grip="${CSS.escape(key)}"]`)?.focus();
}

/** What is said to those who move by keyboard. The library keeps one set for the whole page. */
function speak(): void {
	setAriaStrings({
		dragStarted: ({ itemLabel, position, count }) =>
			m.live_lifted({ name: itemLabel, position, count }),
		movedToPosition: ({ itemLabel, position, count }) =>
			m.live_moved({ name: itemLabel, position, count }),
		movedToZoneStart: ({ itemLabel, position, count }) =>
			m.live_moved({ name: itemLabel, position, count }),
		movedToZoneEnd: ({ itemLabel, position, count }) =>
			m.live_moved({ name: itemLabel, position, count }),
		dropped: ({ itemLabel, position, count }) =>
			m.live_dropped({ name: itemLabel, position, count }),
		zoneActiveInstruction: () => m.live_move_help(),
		zoneDragDisabledInstruction: ''
	});
}
