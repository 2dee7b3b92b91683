/** What a page may ask about the sign-in behind it, without keeping it awake. */
export const ownSessionPath = '/api/session';

export interface OwnSession {
	/** Actor key. */
	person: string;
	/** Until it ends unless something is done. */
	idleInMs: number;
	/** Until it ends whatever is done. */
	endsInMs: number;
}
