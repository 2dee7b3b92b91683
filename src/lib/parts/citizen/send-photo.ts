import type { PictureAnswer } from '#lib/model/own-picture.ts';
import { smallPhoto } from '#lib/parts/small-photo.ts';

export type PhotoAnswer = PictureAnswer | { ok: false; why: 'offline' };

/** Sends a photo of the citizen's own, made small. */
export async function sendPhoto(file: File): Promise<PhotoAnswer> {
	const small = await smallPhoto(file);
	if (!small.ok) return small;
	const answer = await fetch('/my-plan/pictures', {
		method: 'POST',
		headers: { 'content-type': 'application/octet-stream' },
		body: small.photo
	}).catch(() => null);
	if (answer?.status === 413) return { ok: false, why: 'too-big' };
	if (!answer?.ok) return { ok: false, why: 'offline' };
	// reason: our own server's answer
	return (await answer.json()) as PictureAnswer;
}
