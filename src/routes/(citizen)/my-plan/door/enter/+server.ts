import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { PictureSign } from '#lib/model/way-in.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import type { RequestHandler } from './$types';

const Enter = v.object({
	/** Null: this device is known. */
	secret: v.nullable(v.pipe(v.string(), v.maxLength(80))),
	pictures: PictureSign
});

export const POST: RequestHandler = async ({ locals, request, cookies, getClientAddress }) => {
	const wish = v.safeParse(Enter, await jsonBody(request));
	if (!wish.success) error(400);
	const { citizenDoor } = locals.app;
	const { name, options } = citizenDoor.cookie();
	const entered = await citizenDoor.enter(wish.output, cookies.get(name), {
		ip: getClientAddress(),
		userAgent: request.headers.get('user-agent') ?? ''
	});
	if (!entered.ok) return json({ ok: false, why: entered.why });
	cookies.set(name, entered.secret, options);
	return json({ ok: true });
};
