import type { Page } from '@playwright/test';
import { expect, settled, test, violations, type Account, type House } from './house.ts';

/**
 * Every page, wide and narrow, light and dark: no accessibility fault, and nothing that scrolls two
 * ways. 320 px is also what 400 % zoom leaves of a laptop. In the dark only colours are others.
 */
const looks = [
	{ size: { width: 1440, height: 900 }, colorScheme: 'light', rules: 'all' },
	{ size: { width: 1440, height: 900 }, colorScheme: 'dark', rules: 'colours' },
	{ size: { width: 320, height: 800 }, colorScheme: 'light', rules: 'all' }
] as const;

async function expectGood(page: Page, address: string): Promise<void> {
	const answer = await page.goto(address);
	expect({ address, status: answer?.status() }).toEqual({ address, status: 200 });
	await page.locator('h1').first().waitFor();
	await page.waitForLoadState('load');
	for (const { size, colorScheme, rules } of looks) {
		await page.setViewportSize(size);
		await page.emulateMedia({ colorScheme });
		await settled(page);
		const at = { address, width: size.width, colorScheme };
		expect({ ...at, faults: await violations(page, rules) }).toEqual({ ...at, faults: [] });
		const sideways = await page.evaluate(
			() => document.documentElement.scrollWidth - document.documentElement.clientWidth
		);
		expect({ ...at, sideways }).toEqual({ ...at, sideways: 0 });
	}
}

async function addresses(house: House): Promise<Record<string, string>> {
	const [care] = await house.sql`select id from care_case where number = '26-0143'`;
	const [planned] = await house.sql`
		select id from meeting where case_id = ${care?.id} and phase = 'invited'`;
	const [held] = await house.sql`
		select id from meeting where case_id = ${care?.id} and phase = 'closed' and kind = 'network'`;
	const sparrings = await house.sql`select id, phase from sparring`;
	const sparring = (phase: string) =>
		`/sparring/${String(sparrings.find((one) => one.phase === phase)?.id)}`;
	return {
		sparring: sparring('planned'),
		spared: sparring('closed'),
		case: `/cases/${String(care?.id)}`,
		planned: `/meetings/${String(planned?.id)}`,
		held: `/meetings/${String(held?.id)}`
	};
}

const pages: { as: Account; of(at: Record<string, string>): string[] }[] = [
	{
		as: 'rusmiddel',
		of: (at) => [
			...[
				'/',
				'/my/next-steps',
				'/cases',
				'/cases/new',
				'/meetings',
				'/meetings/new',
				'/me',
				'/me/calendar'
			],
			...[
				`${at.case}/board`,
				`${at.case}/people`,
				`${at.case}/citizen`,
				`${at.case}/consent`,
				`${at.case}/history`
			],
			...[`${at.case}/meetings/new`, `${at.planned}`, `${at.planned}/edit`, `${at.planned}/agenda`],
			...[`${at.held}/minutes`, `${at.held}/citizen-copy`],
			...['/sparring', '/sparring/new', '/sparring/notebook', `${at.sparring}`],
			...[`${at.sparring}/prepare`, `${at.sparring}/room`, `${at.spared}/room`]
		]
	},
	{ as: 'admin', of: () => ['/', '/admin/accounts', '/admin/pictures'] },
	{ as: 'leder', of: () => ['/leadership', '/sparring/numbers'] }
];

test('pages for everybody are good, wide or narrow, light or dark', async ({ house }) => {
	const page = await house.stranger();
	for (const address of ['/sign-in', '/accessibility', '/join', '/screen']) {
		await expectGood(page, address);
	}
});

for (const { as, of } of pages) {
	test(`the pages of ${as} are good, wide or narrow, light or dark`, async ({ house }) => {
		test.slow();
		const page = await house.signIn(as);
		for (const address of of(await addresses(house))) await expectGood(page, address);
	});
}
