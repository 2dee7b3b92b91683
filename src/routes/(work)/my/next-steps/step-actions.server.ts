import { error, fail, type Actions, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { DocumentId } from '#lib/model/ids.ts';

const Ref = v.object({
	document: DocumentId,
	key: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/))
});
const Status = v.object({
	...Ref.entries,
	status: v.picklist(['agreed', 'underway', 'done', 'notDone']),
	obstacle: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(1000)))
});
const Postpone = v.object({ ...Ref.entries, due: v.pipe(v.string(), v.isoDate()) });

async function fields({ request }: RequestEvent): Promise<Record<string, FormDataEntryValue>> {
	return Object.fromEntries(await request.formData());
}

/** What can be done with one's own steps, on every page that lists them. */
export const stepActions = {
	status: async (event) => {
		const form = v.safeParse(Status, await fields(event));
		if (!form.success) error(400);
		const { document: documentId, key, status, obstacle } = form.output;
		const { actor, app } = event.locals;
		const set = await app.nextSteps.setStatus(actor, { documentId, key }, status, obstacle);
		if (!set.ok) return fail(409, { step: key, why: set.why });
	},

	postpone: async (event) => {
		const given = await fields(event);
		const form = v.safeParse(Postpone, given);
		if (!form.success) {
			const ref = v.safeParse(Ref, given);
			if (!ref.success) error(400);
			return fail(400, { step: ref.output.key, why: 'date' as const });
		}
		const { document: documentId, key, due } = form.output;
		const { actor, app } = event.locals;
		const set = await app.nextSteps.postpone(actor, { documentId, key }, due);
		if (!set.ok) return fail(409, { step: key, why: set.why });
	}
} satisfies Actions;
