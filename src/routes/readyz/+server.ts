import { text } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** The database answers and is migrated. */
export const GET: RequestHandler = async ({ locals }) =>
	(await locals.app.settings.ready()) ? text('ready\n') : text('not ready\n', { status: 503 });
