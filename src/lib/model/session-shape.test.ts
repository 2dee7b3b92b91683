import { expect, test } from 'vitest';
import { minutesOf, noNeeds, shape, shortCut } from './session-shape.ts';
import type { MeetingTemplate, Step } from './template.ts';

const text = (da: string) => ({ da, en: da, 'da-simple': da });

function step(key: string, view: Step['view'], minutes: number, rest: Partial<Step> = {}): Step {
	return {
		key,
		view,
		title: text(key),
		question: text(key),
		pictogram: 'hej',
		minutes,
		minMinutes: 1,
		floor: 'open',
		captures: [],
		prompts: [],
		...rest
	};
}

const template: MeetingTemplate = {
	key: 'standard',
	kind: 'planning',
	version: '1.0',
	title: text('Standard'),
	minutes: 30,
	steps: [
		step('in', 'checkIn', 3, { minMinutes: 2 }),
		step('order', 'order', 4, { spare: true }),
		step('wishes', 'wishes', 8, { minMinutes: 4 }),
		step('rest', 'rest', 5, { minMinutes: 5 }),
		step('agree', 'agree', 8, { minMinutes: 4 }),
		step('out', 'farewell', 2)
	],
	tools: [{ step: step('drink', 'questions', 6, { about: 'use' }), before: 'rest' }]
};

const keys = (steps: Step[]) => steps.map(({ key }) => key).join(' ');

test('without needs a session is as its pack says, with the chosen tools where the pack puts them', () => {
	expect(keys(shape(template, noNeeds))).toBe('in order wishes rest agree out');
	expect(keys(shape(template, noNeeds, ['drink']))).toBe('in order wishes drink rest agree out');
});

test('what the citizen asked to leave out is not on the agenda, even when it was chosen', () => {
	const needs = { ...noNeeds, leaveOut: ['use'] };
	expect(keys(shape(template, needs, ['drink']))).toBe('in order wishes rest agree out');
});

test('nor is a card that is about it, on a step that is about more', () => {
	const card = (key: string, about?: string) => ({
		key,
		pictogram: 'hej' as const,
		text: text(key),
		...(about && { about })
	});
	const order = step('order', 'order', 4, { cards: [card('people'), card('drink', 'use')] });
	const cardsWith = (leaveOut: string[]) =>
		shape({ ...template, steps: [order] }, { ...noNeeds, leaveOut })[0]?.cards?.map(
			({ key }) => key
		);
	expect(cardsWith([])).toEqual(['people', 'drink']);
	expect(cardsWith(['use'])).toEqual(['people']);
});

test('a session fits into the minutes that the citizen can sit, each step above its floor', () => {
	const steps = shape(template, { ...noNeeds, maxMinutes: 16 });
	expect(keys(steps)).toBe('in order wishes rest agree out');
	expect(minutesOf(steps.filter(({ view }) => view !== 'rest'))).toBe(16);
	expect(steps.every((one) => one.minutes >= one.minMinutes)).toBe(true);
});

test('when the floors do not fit, spare steps go; check-in, agreements and goodbye never do', () => {
	const steps = shape(template, { ...noNeeds, maxMinutes: 11 });
	expect(keys(steps)).toBe('in wishes rest agree out');
	const least = shape(template, { ...noNeeds, maxMinutes: 2 });
	expect(keys(least)).toBe('in wishes rest agree out');
});

test('breaks come as often as the citizen needs them, never before the goodbye', () => {
	const steps = shape(template, { ...noNeeds, breakEvery: 10 });
	expect(keys(steps)).toBe('in order rest wishes rest2 agree out');
	expect(new Set(steps.map(({ key }) => key)).size).toBe(steps.length);
});

test('a short meeting goes on with the agreements, or with the goodbye when there are none', () => {
	expect(shortCut(template.steps, 1)).toBe(4);
	expect(shortCut(template.steps, 4)).toBe(5);
	expect(shortCut(template.steps, 5)).toBeNull();
	expect(shortCut([{ view: 'checkIn' }, { view: 'wishes' }, { view: 'farewell' }], 0)).toBe(2);
});
