import { expect, onTestFinished, test } from 'vitest';
import { editTogether } from '#server/sync/edit-together.ts';
import { createLocalBus } from '#server/sync/bus.ts';
import { createRooms } from '#server/sync/rooms.ts';
import { createMemoryLog, type Entry } from '#server/sync/update-log.ts';

test('[R65] what is moved from one document to another is written in one append', async () => {
	const log = createMemoryLog();
	const appends: (readonly Entry[])[] = [];
	const rooms = createRooms({
		log: {
			...log,
			append: (entries) => {
				appends.push(entries);
				return log.append(entries);
			}
		},
		bus: createLocalBus(),
		now: () => new Date(),
		rules: async () => ({ roots: ['words'] }),
		layout: 1
	});
	onTestFinished(() => rooms.close());
	await rooms.edit('here', 'server', (doc) => doc.getMap('words').set('a', 'mine'));

	await editTogether(rooms, 'server', [
		['network', (doc) => doc.getMap('words').set('a', 'mine')],
		['here', (doc) => doc.getMap('words').delete('a')]
	]);

	expect(appends.at(-1)?.map(({ documentId }) => documentId)).toEqual(['network', 'here']);
	expect((await rooms.read('network')).getMap('words').get('a')).toBe('mine');
	expect((await rooms.read('here')).getMap('words').size).toBe(0);
});
