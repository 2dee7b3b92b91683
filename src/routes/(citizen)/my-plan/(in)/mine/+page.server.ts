import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { DeviceId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => ({
	devices: locals.actor.kind === 'citizen' ? await locals.app.waysIn.mine(locals.actor) : null
});

const Form = v.object({ device: v.string() });

export const actions: Actions = {
	end: async ({ locals, request }) => {
		const { actor, app } = locals;
		if (actor.kind !== 'citizen') redirect(303, '/my-plan/door');
		const form = v.parse(Form, Object.fromEntries(await request.formData()));
		await app.waysIn.endMine(actor, parseId(DeviceId, form.device));
		redirect(303, '/my-plan/mine');
	},

	/** Nobody else sees the plan or how the citizen was, and no address leads to it. */
	stop: async ({ locals, cookies }) => {
		const { actor, app } = locals;
		if (actor.kind !== 'citizen') redirect(303, '/my-plan/door');
		await app.plan.keepAll(actor);
		await app.sessions.keepAll(actor);
		await app.waysIn.stop(actor);
		const { name, options } = app.citizenDoor.cookie();
		cookies.delete(name, options);
		redirect(303, '/my-plan/door');
	}
};
