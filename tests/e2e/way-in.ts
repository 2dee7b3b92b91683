import type { BrowserContextOptions, Page } from '@playwright/test';
import { expect, type Account, type House } from './house.ts';

/** The citizen's own address: made by a coordinator, opened on a tablet with four pictures. */

export const ownTablet = { viewport: { width: 820, height: 1180 }, hasTouch: true };
const pictures = ['Hund', 'Bus', 'Lave mad', 'Hjem'];

export async function casePath(house: House, number = '26-0143'): Promise<string> {
	const [row] = await house.sql`select id from care_case where number = ${number}`;
	return `/cases/${String(row?.id)}`;
}

/** The address as it is shown once, when the coordinator makes it with the citizen. */
export async function makeAddress(
	house: House,
	by: Account = 'rusmiddel',
	number?: string
): Promise<string> {
	const coordinator = await house.signIn(by);
	await coordinator.goto(`${await casePath(house, number)}/citizen`);
	const answer = coordinator.waitForResponse((one) => one.url().endsWith('?/makeWayIn'));
	await coordinator.getByRole('button', { name: /^Lav (adressen|en ny adresse)$/ }).click();
	const address = /\/my-plan\/door#smt_[\w-]+/.exec(await (await answer).text())?.[0];
	if (address === undefined) throw new Error('no address was made');
	return address;
}

export async function tapPictures(page: Page, names: readonly string[] = pictures): Promise<void> {
	for (const name of names) await page.getByRole('button', { name, exact: true }).click();
}

/** The citizen's tablet, at the plan; the pictures are chosen on the way. */
export async function comeIn(
	house: House,
	address: string,
	options: BrowserContextOptions = ownTablet
): Promise<Page> {
	const citizen = await house.stranger(options);
	const title = citizen.getByRole('heading', { level: 1 });
	await citizen.goto(address);
	await expect(title).toHaveText('Vælg fire billeder');
	await tapPictures(citizen);
	await expect(title).toHaveText('Vælg de samme fire igen');
	await tapPictures(citizen);
	await citizen.waitForURL('**/my-plan');
	return citizen;
}

/** A wish that the citizen of 26-0143 shares with the whole network. */
export const wish = 'Et arbejde, hvor jeg bruger hænderne.';

/** The citizen at their own plan, and a colleague whose board shows what is shared of it. */
export async function besideBoard(
	house: House
): Promise<{ address: string; citizen: Page; karim: Page }> {
	const address = await makeAddress(house);
	const citizen = await comeIn(house, address);
	const karim = await house.signIn('social');
	await karim.goto(`${await casePath(house)}/board`);
	await expect(karim.getByText(wish).first()).toBeAttached();
	return { address, citizen, karim };
}
