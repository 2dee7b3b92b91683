/** What a client may say about itself; the rest is stamped by the server. */
export interface OwnPresence {
	/** The field or card that has the focus: `root/key/field`. */
	at?: string;
	/** A Yjs relative position of the caret and of the other end of a selection, as JSON. */
	anchor?: unknown;
	head?: unknown;
}

/** What others see of somebody. */
export interface Presence extends OwnPresence {
	who: Who;
}

/** Stamped by the server on every presence; a client's own claim is thrown away. */
export interface Who {
	/** Actor key. */
	key: string;
	name: string;
	initials: string;
	side: 'substanceTreatment' | 'socialSupport' | 'authority' | 'citizen';
	kind: 'professional' | 'citizen' | 'relative' | 'screen';
}
