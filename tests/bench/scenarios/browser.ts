import { chromium as browserType, type Page } from '@playwright/test';
import * as Y from 'yjs';
import { chromium, chromiumFlags } from '../../support/chromium.ts';
import type { Contender } from '../contenders.ts';
import { Crowd, until } from '../crowd.ts';
import { ms, percentile, type Figures } from '../figures.ts';
import { Member } from '../member.ts';
import type { Scenario } from './scenario.ts';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** A large board in a real browser: typing while others type, and its first view on a slow machine and line. */
export function browser({ cards, typists }: { cards: number; typists: number }): Scenario {
	return {
		name: 'browser',
		title: `a board of ${cards} cards in a browser, ${typists} others typing`,
		rooms: 1,
		wishes: { forBrowsers: true },
		takesPart: (name) => name === 'samtavle',
		goals: [
			{ figure: 'keystroke to paint: script, p95', atMost: 16 },
			{ figure: 'other cards drawn again', atMost: 0 },
			{ figure: 'first view, slow: content', atMost: 1_500 },
			{ figure: 'first view, slow: live', atMost: 3_000 }
		],
		async run(contender, { database }): Promise<Figures> {
			await fill(contender, cards);
			const { headers, url } = contender.seat(0, 0);
			const site = url.replace(/^ws(.*)\/live\/.*$/, 'http$1');
			const path = `/cases/${database.documents[0]?.caseId}/board`;
			const open = await browserType.launch({ executablePath: chromium(), args: chromiumFlags });
			const crowd = new Crowd(contender, {
				rooms: 1,
				typists,
				cursors: true,
				root: 'protectiveFactors'
			});
			try {
				const context = await open.newContext({ viewport: { width: 1440, height: 900 } });
				const [name = '', value = ''] = (headers.cookie ?? '').split('=');
				await context.addCookies([{ name, value, url: site }]);
				const page = await context.newPage();
				const first = await firstView(page, site + path);
				await crowd.enter();
				const others = crowd.typeFor(5, 9_000);
				const typing = await typesIn(page);
				await others;
				return { ...first, ...typing };
			} finally {
				crowd.leave();
				await open.close();
			}
		}
	};
}

/** So many invented protective factors, as one update. */
async function fill(contender: Contender, cards: number): Promise<void> {
	const doc = new Y.Doc();
	doc.clientID = 800_000;
	doc.transact(() => {
		for (let at = 0; at < cards; at++) {
			const card = new Y.Map<unknown>();
			card.set('order', `b${digits[Math.floor(at / 62)]}${digits[at % 62]}`);
			card.set('abc', []);
			card.set('text', new Y.Text(`Opdigtet, der beskytter: nummer ${at + 1}`));
			doc.getMap('protectiveFactors').set(`bench${at}`, card);
		}
	});
	const writer = new Member(contender.seat(0, 0), new Map());
	await until(() => writer.synced, 'the writer is in');
	writer.edit(Y.encodeStateAsUpdate(doc));
	const reader = new Member(contender.seat(0, 0), new Map());
	const isFilled = () => reader.document().getMap('protectiveFactors').size >= cards;
	await until(() => reader.synced && isFilled(), 'the board is filled');
	writer.close();
	reader.close();
	doc.destroy();
}

/** A quarter of the machine and 1.6 Mbit/s, with nothing in the cache. */
async function firstView(page: Page, address: string): Promise<Figures> {
	const devtools = await page.context().newCDPSession(page);
	await devtools.send('Network.enable');
	await devtools.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: 150,
		downloadThroughput: 200_000,
		uploadThroughput: 93_750
	});
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
	const began = performance.now();
	await page.goto(address, { waitUntil: 'commit' });
	await page.locator('li textarea, li:has-text("nummer 1")').first().waitFor();
	const content = performance.now() - began;
	await page.locator('.saved[data-state=saved]').first().waitFor({ timeout: 60_000 });
	const live = performance.now() - began;
	await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
	await devtools.send('Network.emulateNetworkConditions', {
		offline: false,
		latency: 0,
		downloadThroughput: -1,
		uploadThroughput: -1
	});
	return { 'first view, slow: content': ms(content), 'first view, slow: live': ms(live) };
}

/** Types in one card and watches which are drawn again. */
async function typesIn(page: Page): Promise<Figures> {
	const field = page.locator('li textarea').first();
	await field.click();
	await page.evaluate(() => {
		const card = 'li';
		const seen = { scriptMs: [] as number[], drawn: new Set<Element>() };
		Object.assign(globalThis, { seen });
		// What is posted now is heard when everything that the letter caused has run.
		addEventListener(
			'beforeinput',
			() => {
				const began = performance.now();
				const after = new MessageChannel();
				after.port1.onmessage = () => seen.scriptMs.push(performance.now() - began);
				after.port2.postMessage(null);
			},
			true
		);
		const own = document.activeElement?.closest(card);
		new MutationObserver((changes) => {
			for (const { target } of changes) {
				const element = target instanceof Element ? target : target.parentElement;
				const drawn = element?.closest(card);
				// The cards of those who type begin with a dash.
				const words = drawn?.querySelector('textarea')?.value ?? '';
				if (drawn && drawn !== own && !words.startsWith('-')) seen.drawn.add(drawn);
			}
		}).observe(document.body, {
			subtree: true,
			childList: true,
			characterData: true,
			attributes: true
		});
	});
	await page.keyboard.type('det er godt at komme ud hver dag og at se nogen', { delay: 100 });
	const { scriptMs, drawn } = await page.evaluate(() => {
		// reason: put there above
		const { seen } = globalThis as unknown as {
			seen: { scriptMs: number[]; drawn: Set<Element> };
		};
		return { scriptMs: seen.scriptMs, drawn: seen.drawn.size };
	});
	return {
		'keystroke to paint: script, p95': ms(percentile(scriptMs, 0.95)),
		'other cards drawn again': { value: drawn, unit: '' }
	};
}
