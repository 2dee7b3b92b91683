/**
 * What nobody below the page can help with. Thrown by server functions; the hook turns it into
 * an answer with the status below and a sentence in the reader's language.
 */
export type RefusalKind =
	| 'not-signed-in'
	| 'not-found'
	| 'not-allowed'
	| 'needs-basis'
	| 'closed'
	| 'changed'
	| 'too-many'
	| 'unavailable';

export const refusalStatus: Record<RefusalKind, number> = {
	'not-signed-in': 401,
	'not-found': 404,
	'not-allowed': 403,
	'needs-basis': 403,
	closed: 409,
	changed: 409,
	'too-many': 429,
	unavailable: 503
};

export class Refusal extends Error {
	readonly refusal: RefusalKind;

	constructor(refusal: RefusalKind) {
		super(refusal);
		this.name = 'Refusal';
		this.refusal = refusal;
	}
}

/** By shape, not `instanceof`: the server's class and a route's class may be two copies. */
export function isRefusal(error: unknown): error is Refusal {
	return (
		error instanceof Error &&
		'refusal' in error &&
		typeof error.refusal === 'string' &&
		Object.hasOwn(refusalStatus, error.refusal)
	);
}
