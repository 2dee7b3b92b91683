import { PictureId } from '#lib/model/ids.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import { pictureAnswer } from '#lib/parts/picture-answer.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ locals, params }) =>
	pictureAnswer(await locals.app.pictures.see(locals.actor, parseId(PictureId, params.picture)));
