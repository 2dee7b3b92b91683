import { mostPictureBytes } from '#lib/model/own-picture.ts';

export type SmallPhoto = { ok: true; photo: Blob } | { ok: false; why: 'too-big' | 'no-picture' };

/** A photo from a phone is up to this large before we make it small: 15 MB. */
const mostFileBytes = 15_000_000;
/** Longest side that is sent, in pixels. */
const side = 800;

/**
 * A photo made small on the device itself, so that neither its size nor where it was taken travels. The
 * server trusts nothing of this and draws it anew.
 */
export async function smallPhoto(file: File): Promise<SmallPhoto> {
	if (file.size > mostFileBytes) return { ok: false, why: 'too-big' };
	const photo = await shrink(file);
	if (photo === null) return { ok: false, why: 'no-picture' };
	return photo.size > mostPictureBytes ? { ok: false, why: 'too-big' } : { ok: true, photo };
}

/** As JPEG, upright; null when the browser knows no such picture. */
async function shrink(file: File): Promise<Blob | null> {
	const bitmap = await createImageBitmap(file).catch(() => null);
	if (bitmap === null) return null;
	const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
	const canvas = document.createElement('canvas');
	canvas.width = Math.max(1, Math.round(bitmap.width * scale));
	canvas.height = Math.max(1, Math.round(bitmap.height * scale));
	const context = canvas.getContext('2d');
	if (context === null) return null;
	// JPEG has no glass: what is see-through becomes white.
	context.fillStyle = '#fff';
	context.fillRect(0, 0, canvas.width, canvas.height);
	context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
	bitmap.close();
	return new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.82));
}
