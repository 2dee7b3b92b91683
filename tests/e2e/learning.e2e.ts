import { expect, test, violations } from './house.ts';

test('a learning note is cleaned while it is written, read by two others, and then found', async ({
	house
}) => {
	test.setTimeout(120_000);
	const writer = await house.signIn('rusmiddel');
	await writer.goto('/');
	await writer.getByRole('link', { name: 'Læringsrum', exact: true }).click();
	await writer.getByRole('link', { name: 'Skriv en læringsnote' }).click();
	await writer.getByRole('textbox', { name: 'Overskrift' }).fill('Spørg til de gode dage');
	const words = writer.getByRole('textbox', { name: 'Det lærte jeg' });
	await words.fill('Da vi spurgte Mikkel til en god dag, blev mødet roligere.');

	const named = writer.getByRole('listitem').filter({ hasText: '”Mikkel”' });
	await expect(named).toBeVisible();
	expect(await violations(writer)).toEqual([]);
	await named.getByRole('button', { name: 'Skriv ”borgeren”' }).click();
	await expect(words).toHaveValue('Da vi spurgte borgeren til en god dag, blev mødet roligere.');
	await expect(words).toBeFocused();

	await writer.getByRole('radio', { name: 'Nej, det tror jeg ikke' }).check();
	await writer.getByRole('button', { name: 'Send til læsning' }).click();
	await expect(writer.getByText('Noten er sendt til læsning')).toBeVisible();
	await expect(writer.getByRole('region', { name: 'Venter på læsning' })).toContainText('Din note');

	for (const account of ['social', 'social2'] as const) {
		const reader = await house.signIn(account);
		await reader.goto('/learning');
		await reader.getByRole('button', { name: 'Den er anonym: Spørg til de gode dage' }).click();
		await expect(reader.getByText(/^Tak\./)).toBeVisible();
	}

	await writer.goto('/learning?q=rolig+dag');
	const notes = writer.getByRole('region', { name: 'Læringsnoter' });
	await expect(notes).toContainText('Spørg til de gode dage');
	expect(await violations(writer)).toEqual([]);
	const [kept] = await house.sql`select state, words from learning_note`;
	expect(kept).toMatchObject({ state: 'entered' });
	expect(String(kept?.words)).not.toContain('Mikkel');
});

test('a name that only the server knows is refused where it stands, and stored nowhere', async ({
	house
}) => {
	// Without scripts nothing is marked while one types: the server alone must hold.
	const writer = await house.signIn('rusmiddel', { javaScriptEnabled: false });
	await writer.goto('/learning/new');
	await writer.getByRole('textbox', { name: 'Overskrift' }).fill('En god vane');
	await writer.getByRole('textbox', { name: 'Det lærte jeg' }).fill('Det var Mikkels idé.');
	await writer.getByRole('radio', { name: 'Nej, det tror jeg ikke' }).check();
	await writer.getByRole('button', { name: 'Send til læsning' }).click();

	await expect(writer.getByRole('alert')).toContainText('ikke gemt');
	await expect(writer.getByRole('textbox', { name: 'Det lærte jeg' })).toHaveValue(
		'Det var Mikkels idé.'
	);
	expect(await house.sql`select id from learning_note`).toHaveLength(0);
});
