import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { m } from '#lib/paraglide/messages.js';

/** An id from an address. What cannot be an id names nothing, and is answered like nothing. */
export function parseId<Schema extends v.GenericSchema<unknown, string>>(
	schema: Schema,
	text: string | undefined
): v.InferOutput<Schema> {
	const id = v.safeParse(schema, text);
	if (!id.success) error(404, { message: m.error_not_found(), refusal: 'not-found' });
	return id.output;
}
