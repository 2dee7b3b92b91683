import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { expect, test, vi } from 'vitest';
import { CaseId, newId } from '#lib/model/ids.ts';
import { mostPictureBytes } from '#lib/model/own-picture.ts';
import { auditTable } from '#server/audit/tables.ts';
import { caseTable } from '#server/cases/tables.ts';
import { createDocuments } from '#server/documents/documents.ts';
import { documentTable } from '#server/documents/tables.ts';
import { createTestApp, hire } from '#tests/app.ts';
import { municipalPictureTable } from './tables.ts';

/** As a camera writes it: where it was taken, and by what. */
const photo = () =>
	sharp({ create: { width: 900, height: 600, channels: 3, background: '#06c' } })
		.withExif({ IFD0: { Make: 'Kameraet' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '55/1' } })
		.jpeg()
		.toBuffer();

async function openPictures() {
	const { running } = await createTestApp();
	const admin = await hire(running, 'Ada', { administrator: true });
	const signe = await hire(running, 'Signe', { area: 'substanceTreatment' });
	const { municipalPictures: pictures } = running.app;
	const stored = () => running.db.select().from(municipalPictureTable);
	const events = async () => {
		const rows = await running.db.select().from(auditTable);
		return rows.map(({ event }) => event).filter((event) => event.startsWith('pictogram:'));
	};
	return { running, pictures, admin, signe, stored, events };
}

test('whoever has a plan or a meeting under way open hears that there are other pictures', async () => {
	const { running, pictures, admin } = await openPictures();
	const caseId = newId(CaseId);
	await running.db.insert(caseTable).values({ id: caseId, number: '26-0143', areas: [] });
	const documents = createDocuments({ db: running.db });
	await running.db.transaction((tx) => documents.createForCase(tx, caseId, new Date()));
	const [network] = await running.db
		.select({ id: documentTable.id })
		.from(documentTable)
		.where(eq(documentTable.audience, 'network'));
	const news = vi.spyOn(running.rooms, 'news');
	await pictures.replace(admin, 'bus', await photo());
	expect(news.mock.calls).toEqual([[network?.id, { pictures: true }]]);
	await pictures.restore(admin, 'bus');
	expect(news).toHaveBeenCalledTimes(2);
	// There was none in its place: nobody is told anything.
	await pictures.restore(admin, 'hund');
	expect(news).toHaveBeenCalledTimes(2);
});

test('an administrator puts a picture in place of a built-in one, without where it was taken', async () => {
	const { pictures, admin, stored, events } = await openPictures();
	expect(await pictures.shown()).toEqual({});
	expect(await pictures.replace(admin, 'bus', await photo())).toEqual({ ok: true });
	const first = (await pictures.shown()).bus;
	if (!first) throw new Error('no picture');
	const bytes = Buffer.from(await pictures.see(first));
	expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 480, height: 320 });
	for (const trace of ['Exif', 'GPS', 'Kameraet']) {
		expect(bytes.toString('latin1')).not.toContain(trace);
	}

	// Another one has another address, and the first is gone.
	expect(await pictures.replace(admin, 'bus', await photo())).toEqual({ ok: true });
	expect((await pictures.shown()).bus).not.toBe(first);
	await expect(pictures.see(first)).rejects.toThrow('not-found');
	expect(await pictures.list(admin)).toMatchObject([{ pictogram: 'bus' }]);

	await pictures.restore(admin, 'bus');
	await pictures.restore(admin, 'bus');
	expect([await pictures.shown(), await stored()]).toEqual([{}, []]);
	expect(await events()).toEqual([
		'pictogram:replaced',
		'pictogram:replaced',
		'pictogram:restored'
	]);
});

test('too much, no photo, or somebody else: refused, and what was there stays', async () => {
	const { pictures, admin, signe, stored, events } = await openPictures();
	await pictures.replace(admin, 'hund', await photo());
	const before = await stored();
	const large = Buffer.concat([await photo(), Buffer.alloc(mostPictureBytes)]);
	expect(await pictures.replace(admin, 'hund', large)).toEqual({ ok: false, why: 'too-big' });
	const drawing = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>');
	expect(await pictures.replace(admin, 'hund', drawing)).toEqual({ ok: false, why: 'no-picture' });
	await expect(pictures.replace(signe, 'hund', await photo())).rejects.toThrow('not-found');
	await expect(pictures.restore(signe, 'hund')).rejects.toThrow('not-found');
	await expect(pictures.list(signe)).rejects.toThrow('not-found');
	await expect(pictures.list({ kind: 'nobody' })).rejects.toThrow('not-signed-in');
	expect(await stored()).toEqual(before);
	expect(await events()).toEqual(['pictogram:replaced']);
});
