import type { HandleClientError } from '@sveltejs/kit';
import { m } from '#lib/paraglide/messages.js';

/** What Kit could not show: mostly a page that did not come, since the line or the server was away. */
export const handleError: HandleClientError = ({ status }) => ({
	message: status === 404 ? m.error_not_found() : m.error_page_did_not_come()
});
