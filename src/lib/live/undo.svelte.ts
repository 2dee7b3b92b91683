import * as Y from 'yjs';
import type { RootName } from '#lib/board/layout.ts';

/** Writing on within this time is one step. */
const captureForMs = 600;

/**
 * [B21] Undo of what I did in this tab, newest first over all documents on the screen. Others'
 * edits come in with their connection as origin and are never touched.
 */
export class Undo {
	readonly #managers = new Set<Y.UndoManager>();
	/** Which document each step lies in, oldest first. */
	#undoable = $state.raw<readonly Y.UndoManager[]>([]);
	#redoable = $state.raw<readonly Y.UndoManager[]>([]);

	get canUndo(): boolean {
		return this.#undoable.length > 0;
	}

	get canRedo(): boolean {
		return this.#redoable.length > 0;
	}

	/** Follows one document until the answer is called. */
	track(doc: Y.Doc, roots: readonly RootName[]): () => void {
		const manager = new Y.UndoManager(
			roots.map((root) => doc.getMap(root)),
			{ captureTimeout: captureForMs, deleteFilter: (item) => !isSharedStructure(doc, item) }
		);
		this.#managers.add(manager);
		manager.on('stack-item-added', ({ type }) => {
			if (type === 'redo') {
				this.#redoable = [...this.#redoable, manager];
				return;
			}
			// A new deed ends what could be redone, in every document; a redo does not.
			if (!manager.redoing) {
				this.#redoable = [];
				for (const other of this.#managers) if (other !== manager) other.clear(false, true);
			}
			this.#undoable = [...this.#undoable, manager];
		});
		return () => {
			this.#managers.delete(manager);
			this.#undoable = this.#undoable.filter((one) => one !== manager);
			this.#redoable = this.#redoable.filter((one) => one !== manager);
			manager.destroy();
		};
	}

	/** What comes next is a step of its own: called when the focus moves to another field. */
	separate(): void {
		for (const manager of this.#managers) manager.stopCapturing();
	}

	undo(): boolean {
		const manager = this.#undoable.at(-1);
		if (!manager) return false;
		this.separate();
		const undone = manager.undo() !== null;
		this.#undoable = trim(this.#undoable, manager, manager.undoStack.length);
		return undone;
	}

	redo(): boolean {
		const manager = this.#redoable.at(-1);
		if (!manager) return false;
		this.separate();
		const redone = manager.redo() !== null;
		this.#redoable = trim(this.#redoable, manager, manager.redoStack.length);
		return redone;
	}
}

/** Yjs passes over steps that have nothing left to take back; ours must not count them. */
function trim(
	steps: readonly Y.UndoManager[],
	manager: Y.UndoManager,
	left: number
): readonly Y.UndoManager[] {
	let surplus = steps.filter((one) => one === manager).length - left;
	return steps
		.toReversed()
		.filter((one) => one !== manager || surplus-- <= 0)
		.toReversed();
}

/**
 * Whether an item holds up a card that others have written in: the card itself, its texts, its
 * place. Undoing "add" would take their words with it; only my own words may go.
 */
function isSharedStructure(doc: Y.Doc, item: Y.Item): boolean {
	const holdsUp =
		item.content instanceof Y.ContentType || (item.parentSub === 'order' && item.left === null);
	if (!holdsUp) return false;
	const card =
		item.content instanceof Y.ContentType && item.content.type instanceof Y.Map
			? item.content.type
			: item.parent;
	return card instanceof Y.Map && hasOthersWords(doc, card);
}

function hasOthersWords(doc: Y.Doc, card: Y.Map<unknown>): boolean {
	for (const item of card._map.values()) {
		if (!item.deleted && item.id.client !== doc.clientID) return true;
		const held = item.content instanceof Y.ContentType ? item.content.type : null;
		for (let part = held?._start ?? null; part !== null; part = part.right) {
			if (!part.deleted && part.id.client !== doc.clientID) return true;
		}
	}
	return false;
}
