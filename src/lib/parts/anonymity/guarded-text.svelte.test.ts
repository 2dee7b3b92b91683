import { expect, test } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { namedFrom, noDictionary } from '#lib/model/anonymise/dictionary.ts';
import { createGuard } from '#lib/model/anonymise/guard.ts';
import GuardedText from './GuardedText.svelte';

const guard = createGuard({
	...noDictionary('2026-11-25'),
	people: [namedFrom('Else Overby', 'relative'), namedFrom('Bo Vest', 'citizen')]
});

async function open() {
	await render(GuardedText, { label: 'Situationen', guard, tellAfterMs: 1 });
	return page.getByRole('textbox', { name: 'Situationen' });
}

test('a name is marked where it stands, told once, and replaced by something general', async () => {
	const field = await open();
	await userEvent.type(field, 'Han er glad for Else.');
	await expect.poll(() => document.querySelector('mark')?.textContent).toBe('Else');
	await expect.element(page.getByRole('status')).toHaveTextContent('Else');

	await page.getByRole('button', { name: 'Skriv ”en nær pårørende”' }).click();
	await expect.element(field).toHaveValue('Han er glad for en nær pårørende.');
	await expect.element(field).toHaveFocus();
	await expect.poll(() => document.querySelector('mark')).toBeNull();
});

test('a name has no way round; a word that may be one can be said to be nobody', async () => {
	const field = await open();
	await userEvent.type(field, 'Han vil bo hos Else');
	const buttons = () =>
		page
			.getByRole('button')
			.elements()
			.map((button) => button.textContent.trim());
	expect(buttons().filter((label) => label === 'Det er ikke et navn')).toHaveLength(1);

	await page.getByRole('button', { name: 'Det er ikke et navn' }).click();
	await expect.element(page.getByRole('listitem')).toHaveTextContent('Else');
	await expect.poll(() => document.querySelectorAll('mark').length).toBe(1);
});

test('a CPR number can only be taken out', async () => {
	const field = await open();
	await userEvent.type(field, 'Hun er 010160-5123 i systemet');
	expect(
		page
			.getByRole('button')
			.elements()
			.map((button) => button.textContent.trim())
	).toEqual(['Fjern det', 'Skriv selv']);
	await page.getByRole('button', { name: 'Fjern det' }).click();
	await expect.element(field).toHaveValue('Hun er i systemet');
});
