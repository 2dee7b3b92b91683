import { json } from '@sveltejs/kit';
import { mostPictureBytes } from '#lib/model/own-picture.ts';
import type { RequestHandler } from './$types';

/** A photo of the citizen's own. What it is is read from its bytes, not from what the browser calls it. */
export const POST: RequestHandler = async ({ locals, request }) => {
	const upload = new Uint8Array(await upTo(request, mostPictureBytes + 1));
	return json(await locals.app.pictures.add(locals.actor, upload));
};

/** No more of a body than is needed to see that it is too much. */
async function upTo(request: Request, most: number): Promise<Uint8Array> {
	const parts: Uint8Array[] = [];
	let size = 0;
	const reader = request.body?.getReader();
	while (reader && size < most) {
		const { done, value } = await reader.read();
		if (done) break;
		parts.push(value);
		size += value.byteLength;
	}
	await reader?.cancel();
	return Buffer.concat(parts);
}
