import { onTestFinished, test, expect } from 'vitest';
import { keepFocus } from './keep-focus.ts';

function region() {
	const main = document.createElement('main');
	const heading = document.createElement('h2');
	heading.tabIndex = -1;
	const [start, other] = [document.createElement('button'), document.createElement('button')];
	main.append(heading, start, other);
	document.body.append(main);
	const done = keepFocus('h2')(main);
	onTestFinished(() => {
		done?.();
		main.remove();
	});
	return { heading, start, other };
}
const tick = () => new Promise((resolve) => setTimeout(resolve));

test('when what was pressed goes away, the heading has the focus', async () => {
	const { heading, start } = region();
	start.focus();
	start.remove();
	await tick();
	expect(document.activeElement).toBe(heading);
});

test('a button that waits for an answer and then goes away is gone all the same', async () => {
	const { heading, start } = region();
	start.focus();
	start.disabled = true;
	start.blur();
	await tick();
	start.remove();
	await tick();
	expect(document.activeElement).toBe(heading);
});

test('whoever is elsewhere stays there, and whoever has let go is left alone', async () => {
	const { start, other } = region();
	start.focus();
	other.focus();
	start.remove();
	await tick();
	expect(document.activeElement).toBe(other);
	other.blur();
	await tick();
	other.remove();
	await tick();
	expect(document.activeElement).toBe(document.body);
});
