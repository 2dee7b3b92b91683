import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import type { Access } from '#lib/model/document.ts';
import type { LiveSource, Saved } from './source.ts';

/** For tests: a screen's document, joined to another screen's without a server in between. */
export class Screen implements LiveSource {
	readonly doc = new Y.Doc();
	readonly awareness = new Awareness(this.doc);
	synced = $state(true);
	access: Access = $state('write');
	status: LiveSource['status'] = $state('live');
	saved: Saved = $state('saved');
	savedAt: Date | null = null;
	unsavedChanges = 0;
	refusedWith: number | null = $state(null);
	refusedFor = '';
	lostWith: number | null = null;
	leftover: readonly string[] = [];
	letGo(): void {
		this.unsavedChanges = 0;
	}
	waits = false;
	comeBack(): void {
		this.refusedWith = null;
	}
	destroy(): void {
		this.awareness.destroy();
	}
}

/** Two screens that see the same document at once. What comes from the other has the wire as origin. */
export function twoScreens(firstUpdate?: Uint8Array): [Screen, Screen] {
	const screens: [Screen, Screen] = [new Screen(), new Screen()];
	const [one, other] = screens;
	if (firstUpdate) {
		Y.applyUpdate(one.doc, firstUpdate, 'wire');
		Y.applyUpdate(other.doc, firstUpdate, 'wire');
	}
	join(one.doc, other.doc);
	join(other.doc, one.doc);
	return screens;
}

function join(from: Y.Doc, to: Y.Doc): void {
	from.on('update', (update: Uint8Array, origin: unknown) => {
		if (origin !== 'wire') Y.applyUpdate(to, update, 'wire');
	});
}
