import { mount, unmount, type Component } from 'svelte';
import { expect, onTestFinished, test } from 'vitest';
import { addCard } from '#lib/board/edit.ts';
import { readBoard } from '#lib/board/read.ts';
import { setBoard } from '#lib/live/context.ts';
import { LiveBoard } from '#lib/live/live-board.svelte.ts';
import { Screen } from '#lib/live/two-screens.svelte.ts';
import { wholeFromTheFirst } from '#lib/parts/nearness.ts';
import ProtectiveFactors from './ProtectiveFactors.svelte';

const many = 3 * wholeFromTheFirst;

/** A board of so many protective factors, as the page load gave it and then live. */
function open(screen: Screen): LiveBoard {
	screen.doc.transact(() => {
		for (let at = 1; at <= many; at++) {
			addCard(screen.doc, 'protectiveFactors', { text: `Nummer ${at}` });
		}
	});
	const board = new LiveBoard(
		[
			{
				id: 'everyday',
				kind: 'everyday',
				audience: null,
				access: 'write',
				board: readBoard('everyday', screen.doc)
			}
		],
		{ key: 'person:a', name: 'Signe', initials: 'S', side: 'socialSupport', kind: 'professional' }
	);
	const Board: Component<{ name: string }> = (...given) => {
		setBoard(board);
		return ProtectiveFactors(...given);
	};
	const shown = mount(Board, {
		target: document.body,
		props: { name: 'Mikkel' },
		context: new Map()
	});
	onTestFinished(() => unmount(shown));
	return board;
}

const rows = () => [...document.querySelectorAll<HTMLElement>('ul > li')];
const words = (row: HTMLElement | undefined) =>
	row?.querySelector('textarea')?.value ?? row?.querySelector('.words')?.textContent;

test('of a long list what is far from the screen is words, and becomes whole as it comes near', async () => {
	const screen = new Screen();
	const board = open(screen);
	expect(rows().map(words)).toEqual(Array.from({ length: many }, (_, at) => `Nummer ${at + 1}`));
	expect(document.querySelectorAll('ul textarea')).toHaveLength(wholeFromTheFirst);

	onTestFinished(board.connect(() => screen));
	await expect.poll(() => document.querySelector('textarea')?.readOnly).toBe(false);
	const last = rows().at(-1);
	expect(last?.querySelector('textarea, button, [role="button"]')).toBeNull();
	expect(last?.getAttribute('aria-label')).toBe(`Nummer ${many}`);

	last?.scrollIntoView();
	await expect.poll(() => last?.querySelector('textarea')?.value).toBe(`Nummer ${many}`);
	expect(last?.querySelector('[aria-haspopup="menu"]')).not.toBeNull();
	expect(last?.querySelector('[data-grip]')).not.toBeNull();

	// What is added is written in at once, however long the list is.
	const key = board.add('everyday', 'protectiveFactors', { text: 'Ny' });
	await expect.poll(() => rows().length).toBe(many + 1);
	expect(key).not.toBeNull();
	expect(rows().at(-1)?.querySelector('textarea')?.value).toBe('Ny');
});
