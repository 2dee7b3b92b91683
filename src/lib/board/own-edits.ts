import * as Y from 'yjs';

/**
 * What one client wrote and the server has no receipt for: the only part of a document that may
 * leave it again, as a copy for whoever wrote it, or typed again into a fresh one. `unsent` are the
 * client's own updates without a receipt, oldest first.
 */
export type Unsent = readonly Uint8Array[];

type Shared = Exclude<Y.Item['parent'], Y.ID | null>;

interface Run {
	/** What stands before it in the text and is not part of it; null at the beginning. */
	after: Y.ID | null;
	words: string;
}

/** The words of it that still stand, text by text; words apart are parted by "…". */
export function ownWords(doc: Y.Doc, unsent: Unsent): string[] {
	const since = sinceOf(doc, unsent);
	const texts = new Set<Y.Text>();
	for (const item of ownItems(doc, since)) {
		if (item.parent instanceof Y.Text) texts.add(item.parent);
	}
	return [...texts]
		.map((text) => runsOf(text, doc.clientID, since))
		.map((runs) => runs.map(({ words }) => words.trim()).filter((words) => words !== ''))
		.filter((runs) => runs.length > 0)
		.map((runs) => runs.join(' … '));
}

/**
 * Does all of it again in a fresh copy of the document, where the server has not got it after all:
 * words where they stood, values where they were set, cards as they are now, deletions of what is there.
 */
export function typeAgain(doc: Y.Doc, unsent: Unsent, fresh: Y.Doc): void {
	const since = sinceOf(doc, unsent);
	const missing = ownItems(doc, since).filter((item) => !isThere(fresh, item, since));
	fresh.transact(() => {
		const texts = new Set<Y.Text>();
		for (const item of missing) {
			if (missing.some((one) => holds(one, item))) continue; // comes with what it lies in
			const { parent, parentSub } = item;
			if (parent instanceof Y.Text) texts.add(parent);
			else if (parent instanceof Y.Map && parentSub !== null) {
				const home = sameType(fresh, parent);
				if (home instanceof Y.Map) home.set(parentSub, valueOf(item));
			}
		}
		for (const text of texts) {
			const home = sameType(fresh, text);
			if (home instanceof Y.Text) writeRuns(home, runsOf(text, doc.clientID, since, fresh));
		}
	});
	const deletions = deletionsOf(doc, unsent, since, fresh);
	if (deletions) Y.applyUpdate(fresh, deletions, null);
}

/** The first clock of one's own that has no receipt. */
export function sinceOf(doc: Y.Doc, unsent: Unsent): number {
	const clocks = unsent.flatMap((update) =>
		Y.decodeUpdate(update).structs.flatMap(({ id }) => (id.client === doc.clientID ? id.clock : []))
	);
	return Math.min(Infinity, ...clocks);
}

/** One's own items from a clock on that still stand, oldest first. */
function ownItems(doc: Y.Doc, since: number): Y.Item[] {
	const structs = doc.store.clients.get(doc.clientID) ?? [];
	return structs.filter(
		(one): one is Y.Item =>
			one instanceof Y.Item && !one.deleted && one.id.clock + one.length > since
	);
}

/** One's own words in a text, in its order. With `fresh`: what they follow in that copy, without what it has. */
function runsOf(text: Y.Text, client: number, since: number, fresh?: Y.Doc): Run[] {
	const runs: Run[] = [];
	let after: Y.ID | null = null;
	let apart = true;
	for (let item = text._start; item !== null; item = item.right) {
		const isOwn = item.id.client === client && item.id.clock + item.length > since;
		if (isOwn && !(fresh && isThere(fresh, item, since))) {
			if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
			const skipped = Math.max(0, since - item.id.clock);
			if (skipped > 0) {
				after = Y.createID(client, since - 1);
				apart = true;
			}
			const last = runs.at(-1);
			const words = item.content.str.slice(skipped);
			if (last && !apart) last.words += words;
			else runs.push({ after, words });
			apart = false;
		} else {
			if (!item.deleted) apart = true;
			const id = item.lastId;
			if (!fresh || Y.getState(fresh.store, id.client) > id.clock) {
				after = id;
				apart = true;
			}
		}
	}
	return runs;
}

function writeRuns(text: Y.Text, runs: readonly Run[]): void {
	// From behind, so that what is written does not move what is still to be.
	for (const { after, words } of runs.toReversed()) {
		text.insert(after === null ? 0 : indexAfter(text, after), words);
	}
}

function indexAfter(text: Y.Text, id: Y.ID): number {
	let index = 0;
	for (let item = text._start; item !== null; item = item.right) {
		const isIt =
			item.id.client === id.client &&
			item.id.clock <= id.clock &&
			id.clock < item.id.clock + item.length;
		if (isIt) return index + (item.deleted ? 0 : id.clock - item.id.clock + 1);
		if (!item.deleted && item.countable) index += item.length;
	}
	return index;
}

/** Whether the copy holds the same item under the same name: the server had it, and only the receipt was lost. */
function isThere(fresh: Y.Doc, item: Y.Item, since: number): boolean {
	const { client } = item.id;
	const clock = Math.max(item.id.clock, since);
	if (Y.getState(fresh.store, client) <= clock) return false;
	const other = Y.getItem(fresh.store, Y.createID(client, clock));
	if (!(other instanceof Y.Item) || other.deleted || other.parentSub !== item.parentSub)
		return false;
	const [mine, theirs] = [item.content, other.content];
	if (mine instanceof Y.ContentString && theirs instanceof Y.ContentString) {
		return mine.str[clock - item.id.clock] === theirs.str[clock - other.id.clock];
	}
	return JSON.stringify(mine.getContent()) === JSON.stringify(theirs.getContent());
}

/** Whether one item's type holds the other, at any depth. */
function holds(outer: Y.Item, inner: Y.Item): boolean {
	if (!(outer.content instanceof Y.ContentType)) return false;
	for (let type = inner.parent; type instanceof Y.AbstractType; type = type._item?.parent ?? null) {
		if (type === outer.content.type) return true;
	}
	return false;
}

/** The type at the same place: by the root's name and the keys on the way down. */
function sameType(fresh: Y.Doc, type: Shared): unknown {
	if (type._item === null) {
		for (const [name, root] of type.doc?.share ?? []) {
			if (root !== type) continue;
			return type instanceof Y.Text ? fresh.getText(name) : fresh.getMap(name);
		}
		return null;
	}
	const { parent, parentSub } = type._item;
	if (parentSub === null || !(parent instanceof Y.AbstractType)) return null;
	const home = sameType(fresh, parent);
	return home instanceof Y.Map ? home.get(parentSub) : null;
}

function valueOf({ content }: Y.Item): unknown {
	if (content instanceof Y.ContentType) return content.type.clone();
	return content.getContent().at(-1);
}

/** An update that only deletes: what one deleted, as far as the copy has it. Null when there is nothing. */
function deletionsOf(doc: Y.Doc, unsent: Unsent, since: number, fresh: Y.Doc): Uint8Array | null {
	const byClient = new Map<number, { clock: number; len: number }[]>();
	for (const update of unsent) {
		for (const [client, ranges] of Y.decodeUpdate(update).ds.clients) {
			const known = Y.getState(fresh.store, client);
			const end = client === doc.clientID ? Math.min(known, since) : known;
			for (const { clock, len } of ranges) {
				if (clock >= end) continue;
				const kept = byClient.get(client) ?? [];
				kept.push({ clock, len: Math.min(len, end - clock) });
				byClient.set(client, kept);
			}
		}
	}
	if (byClient.size === 0) return null;
	const bytes = [0]; // no structs
	const write = (number: number) => {
		for (; number > 127; number = Math.floor(number / 128)) bytes.push((number % 128) | 128);
		bytes.push(number);
	};
	write(byClient.size);
	for (const [client, ranges] of byClient) {
		write(client);
		write(ranges.length);
		for (const { clock, len } of ranges) {
			write(clock);
			write(len);
		}
	}
	return Uint8Array.from(bytes);
}
