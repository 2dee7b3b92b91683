import ArrowDown from '@lucide/svelte/icons/arrow-down';
import ArrowDownToLine from '@lucide/svelte/icons/arrow-down-to-line';
import ArrowUp from '@lucide/svelte/icons/arrow-up';
import ArrowUpToLine from '@lucide/svelte/icons/arrow-up-to-line';
import Trash2 from '@lucide/svelte/icons/trash-2';
import { setAriaStrings, type DndEvent } from 'svelte-dnd-action';
import type { RootName } from '#lib/board/layout.ts';
import type { At } from '#lib/board/order.ts';
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

	/** For `use:dragHandleZone`. */
	readonly zone = $derived.by(() => ({
		items: [...this.items],
		type: this.#parts().root,
		flipDurationMs: 0,
		dropTargetStyle: {},
		dragDisabled: this.#parts().part.writable === null,
		dropFromOthersDisabled: true
	}));

	consider = (event: CustomEvent<DndEvent<Lifted<Root>>>): void => {
		this.#lifted = event.detail.items;
	};

	drop = (event: CustomEvent<DndEvent<Lifted<Root>>>): void => {
		const order = event.detail.items;
		const moved = event.detail.info.id;
		const before = order[order.findIndex((item) => item.id === moved) - 1];
		this.#lifted = null;
		this.#move(moved, before ? { after: before.id } : 'start');
	};

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
