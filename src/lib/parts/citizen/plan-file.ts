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

/** One page with all of it in words, and the same as data inside, for whoever comes after us. */
export function planFile(plan: PlanPage, feelings: readonly Feeling[], title: string): string {
	const sections = parts.map((part) => section(part.title(), linesOf(plan, part.root)));
	const said = feelings.map(({ on, in: before, out }) =>
		[on, faceName(before), faceName(out)].filter(Boolean).join(' · ')
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
		// Inside a script element only the closing tag could end it early.
		`<script type="application/json">${data.replaceAll('<', '\\u003c')}</script></html>`
	].join('\n');
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
