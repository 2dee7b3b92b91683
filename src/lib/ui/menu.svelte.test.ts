import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import Menu from './Menu.svelte';

async function open(): Promise<{ done: string[] }> {
	const done: string[] = [];
	const verb = (key: string) => ({ key, label: key, onselect: () => done.push(key) });
	await render(Menu, { label: 'Mere', entries: [verb('Flyt'), verb('Fjern')] });
	return { done };
}

const button = () => page.getByRole('button', { name: 'Mere' });
const item = (name: string) => page.getByRole('menuitem', { name });

test.for(['{Enter}', '{ArrowDown}', ' '])('a menu is its button until %s opens it', async (key) => {
	const { done } = await open();
	await expect.element(button()).toHaveAttribute('aria-haspopup', 'menu');
	await expect.element(button()).toHaveAttribute('aria-expanded', 'false');
	for (let time = 0; time < 2; time++) {
		await button().element().focus();
		await userEvent.keyboard(key);
		await expect.element(item('Flyt')).toHaveFocus();
		await userEvent.keyboard('{Escape}');
		await expect.element(button()).toHaveFocus();
		await expect.element(button()).toHaveAttribute('aria-expanded', 'false');
	}
	expect(done).toEqual([]);
});

test('a press opens and chooses, the first time and the next', async () => {
	const { done } = await open();
	await button().click();
	await item('Fjern').click();
	await expect.poll(() => done).toEqual(['Fjern']);
	await expect.element(button()).toHaveFocus();
	await button().click();
	await item('Flyt').click();
	await expect.poll(() => done).toEqual(['Fjern', 'Flyt']);
});
