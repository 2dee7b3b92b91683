/**
 * What a person is told about their words. "Gemt" is a promise, so it is one function of a model
 * that only events can change, and never a flag that somebody sets.
 */
export type SavedState = 'saved' | 'saving' | 'notSaved' | 'readOnly' | 'ended';

/** A line that nothing was heard on for so long is not trusted. The server speaks every 10 s. */
const silentAfterMs = 20_000;
/** Longer than this nobody is told "saving". */
const savingForMs = 2_000;

export interface Facts {
	readonly access: 'read' | 'write';
	/** The server will not have us back: the right is gone, or it cannot take what we send. */
	readonly ended: 'access' | 'refused' | null;
	/** A fresh document is being fetched, into which what has no receipt is typed again. */
	readonly retyping: boolean;
	/** Words that can no longer be sent are on the screen as a copy. */
	readonly leftover: boolean;
	/** Which connection this is; rises with each. Null while there is none. */
	readonly link: number | null;
	readonly links: number;
	readonly synced: boolean;
	readonly heardAt: number;
	/** Local changes so far, and how many of them have a receipt. */
	readonly edits: number;
	readonly savedEdits: number;
	/** The connection on which the last receipt came. */
	readonly savedOn: number | null;
	/** The fence under way, and how many changes lie before it. One at a time. */
	readonly fence: { number: number; edits: number } | null;
	readonly fences: number;
	/** Since when not everything is known to be saved. */
	readonly unsavedSince: number | null;
}

export type LiveEvent =
	| { type: 'connected' }
	| { type: 'synced' }
	| { type: 'lost' }
	| { type: 'heard' }
	| { type: 'edited' }
	| { type: 'fence-sent' }
	| { type: 'fence-answered'; number: number }
	| { type: 'access'; access: 'read' | 'write' }
	| { type: 'retyping' }
	| { type: 'retyped' }
	| { type: 'ended'; why: 'access' | 'refused' }
	/** The same person is signed in again: a fresh document, into which what has no receipt is typed. */
	| { type: 'returned' }
	/** What has no receipt is no part of the document any more, but kept as a copy for its writer. */
	| { type: 'kept' }
	/** The copy was taken, or is not wanted. */
	| { type: 'let-go' };

export function atFirst(now: number, access: 'read' | 'write' = 'write'): Facts {
	return {
		access,
		ended: null,
		retyping: false,
		leftover: false,
		link: null,
		links: 0,
		synced: false,
		heardAt: now,
		edits: 0,
		savedEdits: 0,
		savedOn: null,
		fence: null,
		fences: 0,
		unsavedSince: now
	};
}

export function after(facts: Facts, event: LiveEvent, now: number): Facts {
	switch (event.type) {
		case 'connected': {
			const links = facts.links + 1;
			return { ...facts, link: links, links, synced: false, fence: null, heardAt: now };
		}
		case 'synced':
			return facts.link === null ? facts : { ...facts, synced: true, heardAt: now };
		case 'lost':
			return {
				...facts,
				link: null,
				synced: false,
				fence: null,
				unsavedSince: facts.unsavedSince ?? now
			};
		case 'heard':
			return { ...facts, heardAt: Math.max(facts.heardAt, now) };
		case 'edited':
			return { ...facts, edits: facts.edits + 1, unsavedSince: facts.unsavedSince ?? now };
		case 'fence-sent': {
			if (!wantsFence(facts)) return facts;
			const number = facts.fences + 1;
			return { ...facts, fences: number, fence: { number, edits: facts.edits } };
		}
		case 'fence-answered':
			return answered(facts, event.number, now);
		case 'access':
			return { ...facts, access: event.access };
		case 'retyping':
			return { ...facts, retyping: true, unsavedSince: facts.unsavedSince ?? now };
		case 'retyped':
			return { ...facts, retyping: false };
		case 'ended':
			return { ...facts, ended: event.why, link: null, synced: false, fence: null };
		case 'returned': {
			const line = { link: null, synced: false, fence: null };
			return { ...facts, ...line, ended: null, leftover: false, retyping: true, unsavedSince: now };
		}
		case 'kept':
			return { ...facts, savedEdits: facts.edits, retyping: false, leftover: true };
		case 'let-go':
			return { ...facts, leftover: false };
	}
}

/** An answer to any other fence than the one under way says nothing. */
function answered(facts: Facts, number: number, now: number): Facts {
	if (facts.fence?.number !== number || facts.link === null) return facts;
	const savedEdits = Math.max(facts.savedEdits, facts.fence.edits);
	return {
		...facts,
		fence: null,
		savedEdits,
		savedOn: facts.link,
		heardAt: now,
		unsavedSince: savedEdits === facts.edits ? null : now
	};
}

/** Whether it is time to ask: after the sync, when none is under way and not all is known saved. */
export function wantsFence(facts: Facts): boolean {
	if (!facts.synced || facts.fence || facts.retyping) return false;
	if (facts.access === 'read' || facts.ended) return false;
	return facts.savedOn !== facts.link || facts.savedEdits !== facts.edits;
}

export function isHeard(facts: Facts, now: number): boolean {
	return facts.link !== null && now - facts.heardAt < silentAfterMs;
}

export function savedState(facts: Facts, now: number): SavedState {
	if (facts.ended === 'access') return 'ended';
	const received = facts.savedEdits === facts.edits && !facts.retyping && !facts.leftover;
	// Words that can no longer be sent are not saved, whatever one may read.
	if (facts.ended === 'refused' || facts.access === 'read')
		return received ? 'readOnly' : 'notSaved';
	const heard = isHeard(facts, now);
	const confirmed = facts.savedOn === facts.link && received;
	if (heard && facts.synced && confirmed) return 'saved';
	const since = facts.unsavedSince ?? facts.heardAt;
	return now - since < savingForMs && (heard || facts.link === null) ? 'saving' : 'notSaved';
}
