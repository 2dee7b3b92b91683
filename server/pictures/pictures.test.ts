import sharp from 'sharp';
import { expect, test } from 'vitest';
import { addCard, setFields } from '#lib/board/edit.ts';
import { mostPictureBytes, ownPicture, ownPictureId } from '#lib/model/own-picture.ts';
import { MemberId, newId, PictureId } from '#lib/model/ids.ts';
import { auditTable } from '#server/audit/tables.ts';
import { memberTable } from '#server/cases/tables.ts';
import { openPlan } from '#tests/plan.ts';
import { drawAgain } from './draw-again.ts';
import { pictureTable } from './tables.ts';

const plain = (width: number, height: number) =>
	sharp({ create: { width, height, channels: 3, background: '#c60' } });

/** A photo as a phone makes it: where it was taken, by what, and lying on its side. */
function photo() {
	return plain(900, 600)
		.withExif({
			IFD0: { Make: 'Telefonen', ImageDescription: 'Mikkels hund' },
			IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1 40/1 34/1', GPSLongitudeRef: 'E' }
		})
		.withMetadata({ orientation: 6 })
		.withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude/></x:xmpmeta>')
		.jpeg()
		.toBuffer();
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

async function openPictures() {
	const house = await openPlan();
	const { pictures } = house.running.app;
	const stored = () => house.running.db.select().from(pictureTable);
	const put = (picture: string, audience = 'here', fields = {}) =>
		house.running.rooms.edit(house.idOf('plan', audience), 'server', (doc) => {
			setFields(doc, 'words', house.key, { pictogram: picture });
			addCard(doc, 'people', { text: 'Hunden', pictogram: picture, ...fields });
		});
	return { ...house, pictures, stored, put };
}

test('where a photo was taken, and by what, is gone; it stands upright and is small', async () => {
	const taken = await photo();
	const before = await sharp(taken).metadata();
	expect(before.exif && before.xmp && before.orientation).toBeTruthy();
	expect(textOf(taken)).toContain('Mikkels hund');

	const drawn = await drawAgain(taken);
	if (drawn === null) throw new Error('not drawn');
	const after = await sharp(drawn).metadata();
	expect(after).toMatchObject({ format: 'webp', width: 320, height: 480 });
	expect([after.exif, after.xmp, after.iptc, after.icc]).toEqual(Array(4).fill(undefined));
	for (const trace of ['Exif', 'GPS', 'Telefonen', 'Mikkels hund']) {
		expect(textOf(drawn)).not.toContain(trace);
	}
});

test('what it is, is read from its bytes: a page, a drawing with a script and half a photo are none', async () => {
	const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
	const half = (await photo()).subarray(0, 400);
	for (const upload of [Buffer.from('<!doctype html>'), Buffer.from(svg), half, Buffer.alloc(0)]) {
		expect(await drawAgain(upload)).toBeNull();
	}
	// A bomb: little to send, much to unpack.
	expect(await drawAgain(await plain(6000, 6000).png().toBuffer())).toBeNull();
	expect(await drawAgain(await plain(20, 20).png().toBuffer())).not.toBeNull();
});

test('the citizen brings a photo; who may read its card sees it, and nobody else', async () => {
	const { pictures, citizen, signe, stranger, put, stored, running, plan, key, caseId } =
		await openPictures();
	const added = await pictures.add(citizen, await photo());
	if (!added.ok) throw new Error(added.why);
	const id = ownPictureId(added.picture);
	if (id === null) throw new Error('no picture');
	expect(await stored()).toHaveLength(1);
	expect(textOf((await stored())[0]?.bytes ?? new Uint8Array())).not.toContain('GPS');

	// Just brought, and on a card that only the room sees.
	await put(added.picture, 'here');
	expect((await pictures.see(citizen, id)).byteLength).toBeGreaterThan(50);
	expect((await pictures.see(signe.actor, id)).byteLength).toBeGreaterThan(50);
	await expect(pictures.see(stranger, id)).rejects.toThrow('not-found');
	const joined = { caseId, role: 'supportWorker', personId: stranger.id, name: 'J' } as const;
	await running.db
		.insert(memberTable)
		.values({ ...joined, id: newId(MemberId), area: 'substanceTreatment' });
	await expect(pictures.see(stranger, id)).rejects.toThrow('not-found');
	await plan.command(citizen, {
		do: 'share',
		cards: [{ root: 'words', key }],
		audience: 'network'
	});
	expect((await pictures.see(stranger, id)).byteLength).toBeGreaterThan(50);
	await plan.command(citizen, { do: 'share', cards: [{ root: 'words', key }], audience: 'here' });
	await expect(pictures.see(stranger, id)).rejects.toThrow('not-found');
	await expect(pictures.see({ kind: 'nobody' }, id)).rejects.toThrow('not-found');
	await expect(pictures.see(citizen, newId(PictureId))).rejects.toThrow('not-found');

	expect((await pictures.all(citizen)).map(({ picture }) => picture)).toEqual([added.picture]);
	const audit = await running.db.select().from(auditTable);
	expect(audit.filter(({ event }) => event === 'picture:added')).toMatchObject([
		{ details: { picture: id } }
	]);
});

test('too much, no photo, or brought by somebody else: refused, and nothing is stored', async () => {
	const { pictures, citizen, signe, stored } = await openPictures();
	const twentyMegabytes = Buffer.concat([await photo(), Buffer.alloc(20_000_000)]);
	expect(await pictures.add(citizen, twentyMegabytes)).toEqual({ ok: false, why: 'too-big' });
	expect(await pictures.add(citizen, new Uint8Array(mostPictureBytes + 1))).toMatchObject({
		why: 'too-big'
	});
	expect(await pictures.add(citizen, Buffer.from('GIF89a'))).toEqual({
		ok: false,
		why: 'no-picture'
	});
	await expect(pictures.add(signe.actor, await photo())).rejects.toThrow('not-found');
	await expect(
		pictures.add({ ...citizen, as: 'relative' as const }, await photo())
	).rejects.toThrow('not-found');
	await expect(pictures.add({ kind: 'nobody' }, await photo())).rejects.toThrow('not-signed-in');
	expect(await stored()).toEqual([]);
});

test('a picture that no card names any more is deleted by itself, and when the next one comes', async () => {
	const { pictures, citizen, put, stored, running } = await openPictures();
	const bring = async () => {
		const added = await pictures.add(citizen, await photo());
		if (!added.ok) throw new Error(added.why);
		return added.picture;
	};
	const [kept, binned, left] = [await bring(), await bring(), await bring()];
	await put(kept);
	// In the paper bin it can still be brought back.
	await put(kept, 'network', { pictogram: binned, binnedAt: '2026-11-01T10:00:00.000Z' });
	const there = async () => (await stored()).map(({ id }) => ownPicture(id)).toSorted();
	// Just brought: its card may still be on its way.
	await pictures.tidyAll();
	expect(await there()).toEqual([kept, binned, left].toSorted());
	const age = () => running.db.update(pictureTable).set({ at: new Date('2020-01-01') });
	await age();
	await pictures.tidyAll();
	expect(await there()).toEqual([kept, binned].toSorted());

	const later = await bring();
	await age();
	const fresh = await bring();
	expect(await there()).toEqual([kept, binned, fresh].toSorted());
	expect(await there()).not.toContain(later);
	const audit = await running.db.select().from(auditTable);
	expect(audit.filter(({ event }) => event === 'picture:deleted')).toHaveLength(2);
});

test('a card can name a picture only as we made its name', () => {
	expect(ownPictureId('photo:../../me')).toBeNull();
	expect(ownPictureId('maal')).toBeNull();
	expect(ownPictureId(null)).toBeNull();
});
