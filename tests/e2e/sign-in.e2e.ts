import { expect, test, violations } from './house.ts';

test('a coordinator signs in without JavaScript, and a wrong password is answered in words', async ({
	house
}) => {
	const page = await house.stranger({ javaScriptEnabled: false });
	await page.goto('/sign-in');
	await page.fill('[name=email]', 'rusmiddel@samtavle.example');
	await page.fill('[name=password]', 'not the password');
	await page.press('[name=password]', 'Enter');
	await expect(page.getByText('E-mail eller adgangskode passer ikke')).toBeVisible();
	await expect(page.getByLabel('E-mail')).toHaveValue('rusmiddel@samtavle.example');

	await page.fill('[name=password]', 'samtavle-demo');
	await page.press('[name=password]', 'Enter');
	await page.waitForURL((to) => !to.pathname.startsWith('/sign-in'));
});

test('signed out everywhere, this browser is out as well and says so; the field to look at has the focus', async ({
	house
}) => {
	const [here, there] = [await house.signIn('rusmiddel'), await house.signIn('rusmiddel')];
	await here.goto('/me');
	await here.getByLabel('Ny adgangskode').fill('three words long');
	await here.getByRole('button', { name: 'Skift adgangskode' }).click();
	await expect(here.getByLabel('Nuværende adgangskode')).toBeFocused();
	await expect(here.getByLabel('Nuværende adgangskode')).toHaveAccessibleDescription(/begge/);

	await here.getByRole('button', { name: 'Log ud alle steder' }).click();
	await here.waitForURL('**/sign-in');
	await there.goto('/me');
	await expect(there).toHaveURL(/\/sign-in\?to=/);
});

test('the sign-in page has no accessibility faults, wide or narrow, light or dark', async ({
	house
}) => {
	for (const width of [1440, 320]) {
		for (const colorScheme of ['light', 'dark'] as const) {
			const page = await house.stranger({ viewport: { width, height: 900 }, colorScheme });
			await page.goto('/sign-in');
			expect(await violations(page)).toEqual([]);
		}
	}
});
