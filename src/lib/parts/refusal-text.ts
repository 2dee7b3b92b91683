import type { RefusalKind } from '#lib/model/refusal.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { m } from '#lib/paraglide/messages.js';

/** A sentence a person can act on. */
export function refusalText(refusal: RefusalKind): string {
	switch (refusal) {
		case 'not-signed-in':
			return m.error_not_signed_in();
		case 'not-found':
			return m.error_not_found();
		case 'not-allowed':
			return m.error_not_allowed();
		case 'needs-basis':
			return m.error_needs_basis();
		case 'closed':
			return m.error_closed();
		case 'changed':
			return m.error_changed();
		case 'too-many':
			return m.error_too_many();
		case 'unavailable':
			return m.error_unavailable();
		default:
			return unreachable(refusal);
	}
}
