import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { addCard, binCard, setFields } from '#lib/board/edit.ts';
import { readCards } from '#lib/board/read.ts';
import { newId, ScreenId, type MeetingId } from '#lib/model/ids.ts';
import { ownPictureId } from '#lib/model/own-picture.ts';
import type { Actor } from '#lib/model/person.ts';
import { documentTable } from '#server/documents/tables.ts';
import { openCase } from '#tests/meeting.ts';
import { until } from '#tests/until.ts';
import { screenTable, shownCardTable } from './tables.ts';

const photo = (background: string) =>
	sharp({ create: { width: 90, height: 90, channels: 3, background } })
		.jpeg()
		.toBuffer();

/** A meeting that runs, with a screen, and a wish of the citizen's with a photo beside it. */
async function withPhoto(
	begin: (house: Awaited<ReturnType<typeof openCase>>) => Promise<MeetingId>
) {
	const house = await openCase();
	const { running, db, caseId } = house;
	const { rooms, app } = running;
	const id = await begin(house);
	const citizen = await house.seat(id);
	const screen = newId(ScreenId);
	await db.insert(screenTable).values({ id: screen, meetingId: id, tokenHash: screen });
	const wall: Actor = { kind: 'screen', id: screen, meetingId: id };
	const documents = await db.select().from(documentTable).where(eq(documentTable.caseId, caseId));
	const plan = documents.find(({ audience }) => audience === 'network')?.id;
	const here = documents.find(({ audience }) => audience === 'here')?.id;
	const table = documents.find(({ meetingId }) => meetingId === id)?.id;
	if (!plan || !here || !table) throw new Error('documents are missing');
	const bring = async () => {
		const added = await app.pictures.add(citizen, await photo('#a50'));
		if (!added.ok) throw new Error(added.why);
		return added.picture;
	};
	const picture = await bring();
	const pictureId = ownPictureId(picture);
	if (!pictureId) throw new Error('no picture');
	let key = '';
	const write = (to: string) =>
		rooms.edit(to, 'server', (doc) => {
			const words = { topic: 'wish', text: 'En hund.', source: 'citizen', pictogram: picture };
			key = addCard(doc, 'words', words);
		});
	return {
		...house,
		id,
		citizen,
		wall,
		plan,
		here,
		picture,
		write,
		bring,
		key: () => key,
		see: (who: Actor) => app.pictures.see(who, pictureId),
		lying: async () =>
			readCards(await rooms.read(table), 'table').map(({ text, pictogram }) => ({
				text,
				pictogram
			})),
		rows: () => db.select().from(shownCardTable)
	};
}

test('[P7] the screen sees a photo while its card lies on the table, and not before or after', async () => {
	const house = await withPhoto(({ begun }) => begun());
	const { signe, id, wall, does, plan, key, see, lying, picture, rows, stranger } = house;
	await house.write(plan);
	await expect(see(wall)).rejects.toThrow('not-found');
	const show = { do: 'show', document: plan, root: 'words', key: key() } as const;
	expect(await does(signe.actor, id, show)).toEqual({ ok: true });
	expect(await lying()).toEqual([{ text: 'En hund.', pictogram: picture }]);
	expect((await see(wall)).byteLength).toBeGreaterThan(50);
	await expect(see(stranger)).rejects.toThrow('not-found');
	// A screen of another meeting, or of none, is a stranger to it.
	await expect(see({ kind: 'screen', id: newId(ScreenId), meetingId: id })).rejects.toThrow();

	const [row] = await rows();
	await does(signe.actor, id, { do: 'hide', key: row?.key ?? '' });
	expect([await lying(), await rows()]).toEqual([[], []]);
	await expect(see(wall)).rejects.toThrow('not-found');
});

test('withdrawn, binned or with another picture, the card takes its copy and its photo along', async () => {
	const house = await withPhoto(({ begun }) => begun());
	const { signe, id, wall, does, plan, citizen, see, lying, running, rows } = house;
	const { rooms, app } = running;
	const lay = async () => {
		await house.write(plan);
		const show = { do: 'show', document: plan, root: 'words', key: house.key() } as const;
		expect(await does(signe.actor, id, show)).toEqual({ ok: true });
		expect(await lying()).toHaveLength(1);
	};
	const isGone = async () => {
		await until(async () => (await lying()).length === 0 && (await rows()).length === 0);
		await expect(see(wall)).rejects.toThrow('not-found');
	};
	await lay();
	const cards = [{ root: 'words' as const, key: house.key() }];
	await app.plan.command(citizen, { do: 'share', cards, audience: 'here' });
	await isGone();

	await lay();
	const at = new Date();
	await rooms.edit(plan, 'server', (doc) => {
		binCard(doc, 'words', house.key(), { by: 'server', at });
	});
	await isGone();

	await lay();
	const other = await house.bring();
	await rooms.edit(plan, 'server', (doc) => {
		setFields(doc, 'words', house.key(), { pictogram: other });
	});
	await isGone();
});

test('a session shows the cards the citizen chose, with their photos, until it moves on', async () => {
	const house = await withPhoto(async ({ running, lone, caseId }) => {
		const { sessions, meetings } = running.app;
		const wanted = { template: 'planning45', tools: [], startsAt: null, place: '', invited: [] };
		const made = await sessions.plan(lone.actor, caseId, wanted);
		if (!made.ok) throw new Error(made.why);
		await meetings.command(lone.actor, made.meeting, { do: 'begin' });
		return made.meeting;
	});
	const { running, citizen, id, wall, here, see, lying, picture, rows } = house;
	const { sessions } = running.app;
	await house.write(here);
	const show = (key: string) =>
		sessions.command(citizen, id, {
			do: 'show',
			lines: [{ text: 'En hund.', card: { root: 'words', key } }, { text: 'En tur' }]
		});
	// A card that is not there brings nothing: a picture cannot be named past its card.
	await show('none');
	expect(await lying()).toEqual([{ text: 'En tur', pictogram: null }]);
	await expect(see(wall)).rejects.toThrow('not-found');

	await show(house.key());
	expect(await lying()).toEqual([
		{ text: 'En hund.', pictogram: picture },
		{ text: 'En tur', pictogram: null }
	]);
	expect((await see(wall)).byteLength).toBeGreaterThan(50);
	await sessions.command(citizen, id, { do: 'next', at: 0 });
	expect([await lying(), await rows()]).toEqual([[], []]);
	await expect(see(wall)).rejects.toThrow('not-found');
});
