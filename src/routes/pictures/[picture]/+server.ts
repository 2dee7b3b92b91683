import { PictureId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { pictureAnswer } from '#lib/parts/picture-answer.ts';
import type { RequestHandler } from './$types';

/** How long a browser keeps one, in seconds: one that was taken away is gone from every device in a day. */
const kept = 86_400;

/** One of the municipality's own pictures: like the built-in ones, for everybody who opens a page. */
export const GET: RequestHandler = async ({ locals, params }) =>
	pictureAnswer(
		await locals.app.municipalPictures.see(parseId(PictureId, params.picture)),
		`public, max-age=${kept}, immutable`
	);
