import type { DocumentKind } from '#lib/model/document.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { m } from '#lib/paraglide/messages.js';
import { closeCodes, type CloseCode } from '#lib/wire/close-codes.ts';

/** The part of the case that a document holds, as people call it. */
export function partName(kind: DocumentKind): string {
	switch (kind) {
		case 'everyday':
			return m.live_part_everyday();
		case 'health':
			return m.live_part_health();
		case 'substances':
			return m.live_part_substances();
		case 'agreements':
			return m.live_part_agreements();
		case 'plan':
			return m.live_part_plan();
		case 'meeting':
			return m.live_part_meeting();
		default:
			return m.live_part_other();
	}
}

/** Why the server closed a line, whether the words are safe, and what to do. One sentence or two for each code. */
export function closeWords(code: CloseCode, reason = ''): string {
	switch (code) {
		case closeCodes.badFrame:
			if (reason === 'limit') return m.live_close_limit();
			return reason === 'client-id' ? m.live_close_client() : m.live_close_frame();
		case closeCodes.signedOut:
			return m.live_close_signed_out();
		case closeCodes.notAllowed:
			return m.live_close_not_allowed();
		case closeCodes.notFound:
			return m.live_close_not_found();
		case closeCodes.deleted:
			return m.live_close_deleted();
		case closeCodes.tooLarge:
			return m.live_close_too_large();
		case closeCodes.upgradeRequired:
			return m.live_close_upgrade();
		case closeCodes.cannotSave:
			return m.live_close_cannot_save();
		case closeCodes.tooSlow:
			return m.live_close_too_slow();
		case closeCodes.outOfOrder:
			return m.live_close_out_of_order();
		case closeCodes.tooFast:
			return m.live_close_too_fast();
		case closeCodes.goingAway:
			return m.live_close_going_away();
		case closeCodes.failed:
			return m.live_close_failed();
		default:
			return unreachable(code);
	}
}

/** The code of a close as one of ours; what a proxy or a browser made up counts as a line that broke. */
export function asCloseCode(code: number): CloseCode {
	return Object.values(closeCodes).find((one) => one === code) ?? closeCodes.failed;
}
