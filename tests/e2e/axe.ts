import type { Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

interface Violation {
	id: string;
	help: string;
	nodes: { html: string; target: string[] }[];
}

/** Of all rules, those that a colour can break. */
type Rules = 'all' | 'colours';

/** Every rule of WCAG 2.0–2.2 A and AA, and axe's best practices, on the page as it is now. A fault is looked at again when nothing changes any more. */
export async function violations(page: Page, rules: Rules = 'all'): Promise<string[]> {
	const found = await look(page, rules);
	if (found.length === 0) return found;
	await settled(page);
	return look(page, rules);
}

/** A colour in the middle of its change is none that anybody has to read: every change is finished. */
export async function settled(page: Page): Promise<void> {
	await page.evaluate(async () => {
		await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
		for (const one of document.getAnimations()) {
			if (one instanceof CSSTransition) one.finish();
		}
	});
}

async function look(page: Page, rules: Rules): Promise<string[]> {
	// Through the debugger, so that the page's own policy on scripts stays in force.
	if (!(await page.evaluate(() => 'axe' in window))) {
		await page.evaluate(await readFile(source, 'utf8'));
	}
	const found = await page.evaluate(async (asked): Promise<Violation[]> => {
		interface Axe {
			run(options: object): Promise<{ violations: Violation[] }>;
		}
		// reason: just put there by the line above
		const { axe } = window as unknown as { axe: Axe };
		const only = asked === 'colours' ? { runOnly: ['cat.color'] } : {};
		return (await axe.run({ resultTypes: ['violations'], ...only })).violations;
	}, rules);
	return found.flatMap(({ id, help, nodes }) =>
		nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`)
	);
}
