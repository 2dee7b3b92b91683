import { expect, test } from 'vitest';
import { until } from '../support/until.ts';
import { Guest, documentId, openMeeting, synced } from './meeting.ts';

test('[R10] [R11] two stock clients write together and end with the same text', async () => {
	const { karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	karin.writes('Goddag ');
	mette.writes('hej ', 0);
	await until(() => karin.text === mette.text && karin.text.length === 11);
});

test('[R11] somebody who comes later is synced only when all of it is there', async () => {
	const { server, karin } = await openMeeting({ karin: 'write', mette: 'write' });
	for (let i = 0; i < 50; i++) karin.writes(`${i} `);
	const text = karin.text;
	await until(
		async () => (await server.rooms.read(documentId)).getText('text').toString() === text
	);

	const late = new Guest(server, 'mette');
	await synced(late);
	expect(late.text).toBe(text);
});

test('[R4] a reader who types is closed with 4403, and nobody sees the words', async () => {
	const { karin, anton, mette } = await openMeeting({
		karin: 'write',
		anton: 'read',
		mette: 'write'
	});
	anton.writes('from a reader');
	await until(() => anton.closedWith === 4403);

	karin.writes('from Karin'); // so that silence cannot pass for a refusal
	await until(() => mette.text === 'from Karin');
	expect(mette.everSaw('from a reader')).toBe(false);
});

test('[R4] what a reader wrote offline is dropped when they come back, and they stay', async () => {
	const { karin, anton } = await openMeeting({ karin: 'write', anton: 'read' });
	anton.loses('wifi');
	anton.writes('offline');
	anton.finds('wifi');
	await synced(anton);
	karin.writes('still here');
	await until(() => anton.text.includes('still here'));
	expect(anton.closedWith).toBe(null);
	expect(karin.everSaw('offline')).toBe(false);
});

test('[R5] what was written offline reaches the others when the line is back', async () => {
	const { karin, mette } = await openMeeting({ karin: 'write', mette: 'write' });
	karin.loses('wifi');
	karin.writes('away');
	karin.finds('wifi');
	await until(() => mette.text === 'away');
});

test('[R40] the server edits too: durable when it says so, and everybody sees it', async () => {
	const { server, karin } = await openMeeting({ karin: 'write' });
	karin.writes('a');
	await until(async () => (await server.log.read(documentId)).rows.length === 1);
	await server.rooms.edit(documentId, 'server', (doc) => doc.getText('text').insert(1, 'b'));
	expect((await server.log.read(documentId)).rows).toHaveLength(2);
	await until(() => karin.text === 'ab');
});
