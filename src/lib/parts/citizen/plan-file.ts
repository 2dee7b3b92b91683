import type { Feeling, PlanPage } from '#lib/board/plan-page.ts';
import type { PlanRoot } from '#lib/model/plan-commands.ts';
import { m } from '#lib/paraglide/messages.js';
import { faces } from '#lib/parts/faces.ts';

const parts: readonly { root: PlanRoot; title: () => string }[] = [
	{ root: 'quote', title: m.citizen_plan_goal },
	{ root: 'words', title: m.citizen_plan_words },
	{ root: 'smallGoals', title: m.citizen_plan_small_goals },
	{ root: 'week', title: m.citizen_plan_week },
	{ root: 'people', title: m.citizen_rail_people },
	{ root: 'promises', title: m.citizen_plan_promises },
	{ root: 'relapse', title: m.citizen_hard_title },
	{ root: 'worked', title: m.citizen_hard_worked },
	{ root: 'learned', title: m.citizen_hard_learned }
];

/** A picture of the citizen's own, as a card names it, and where its pixels are: a `data:` address. */
export interface OwnPicture {
	picture: string;
	address: string;
}

/** One page with all of it in words, and the same as data inside, for whoever comes after us. */
export function planFile(
	plan: PlanPage,
	feelings: readonly Feeling[],
	pictures: readonly OwnPicture[],
	title: string
): string {
	const sections = parts.map((part) => section(part.title(), linesOf(plan, part.root)));
	const said = feelings.map(({ on, in: before, out, because }) =>
		[on, faceName(before), faceName(out), ...because].filter(Boolean).join(' · ')
	);
	const { documents, notes, objections, steps, signatures } = plan;
	const data = JSON.stringify({ documents, notes, objections, steps, signatures, feelings });
	return [
		'<!doctype html><html lang="da"><meta charset="utf-8">',
		`<title>${escaped(title)}</title>`,
		'<style>body{font:22px/1.6 sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem}</style>',
		`<h1>${escaped(title)}</h1><p>${escaped(plan.name)}</p>`,
		...sections,
		section(
			m.citizen_today_steps(),
			steps.map(({ what }) => what)
		),
		section(m.citizen_rail_feelings(), said),
		section(
			m.citizen_file_others(),
			notes.map(({ by, text }) => `${by}: ${text}`)
		),
		album(pictures, plan),
		// Inside a script element only the closing tag could end it early.
		`<script type="application/json">${data.replaceAll('<', '\\u003c')}</script></html>`
	].join('\n');
}

/** Each of the citizen's own pictures, with the words it stands beside. */
function album(pictures: readonly OwnPicture[], { documents }: PlanPage): string {
	const cards = documents.flatMap(({ board }) => Object.values(board?.cards ?? {}).flat());
	const shown = pictures.map(({ picture, address }) => {
		const words = cards.find(({ pictogram }) => pictogram === picture)?.text.trim() ?? '';
		const text = escaped(words || m.citizen_picture_own());
		return `<figure><img src="${address}" alt=""><figcaption>${text}</figcaption></figure>`;
	});
	return shown.length === 0
		? ''
		: `<h2>${escaped(m.citizen_file_pictures())}</h2>${shown.join('')}`;
}

function linesOf({ documents }: PlanPage, root: PlanRoot): string[] {
	return documents.flatMap(({ board }) =>
		(board?.cards[root] ?? []).map((card) => card.text.trim()).filter((text) => text !== '')
	);
}

function section(title: string, lines: readonly string[]): string {
	if (lines.length === 0) return '';
	const items = lines.map((line) => `<li>${escaped(line)}</li>`).join('');
	return `<h2>${escaped(title)}</h2><ul>${items}</ul>`;
}

function faceName(face: number | null): string {
	return faces().find(({ value }) => value === face)?.label ?? '';
}

function escaped(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}
