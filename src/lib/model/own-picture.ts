import * as v from 'valibot';
import { PictureId } from './ids.ts';

/** A card's picture is a key of the built-in set, or names one of the citizen's own like this. */
const before = 'photo:';

/** The most an upload may weigh, in bytes: browsers make a photo this small before they send it. */
export const mostPictureBytes = 400_000;

/** The most pictures of their own on one case. */
export const mostPictures = 60;

export function ownPicture(id: PictureId): string {
	return before + id;
}

/** Which of the citizen's own pictures a card's picture is; null: one of the built-in set, or foreign. */
export function ownPictureId(picture: string | null): PictureId | null {
	if (!picture?.startsWith(before)) return null;
	const id = v.safeParse(PictureId, picture.slice(before.length));
	return id.success ? id.output : null;
}

/** What an upload is answered with. */
export type PictureAnswer =
	{ ok: true; picture: string } | { ok: false; why: 'too-big' | 'no-picture' | 'too-many' };
