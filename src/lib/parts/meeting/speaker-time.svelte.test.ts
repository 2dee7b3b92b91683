import { flushSync, mount, unmount } from 'svelte';
import { expect, onTestFinished, test } from 'vitest';
import SpeakerTime from './SpeakerTime.svelte';

test('the one who speaks sees their own time, and a sentence when it is used', () => {
	const turn = $state({ startedAt: 10_000, now: 75_000, each: 2 });
	const shown = mount(SpeakerTime, { target: document.body, props: turn });
	onTestFinished(() => unmount(shown));
	const words = () => document.body.textContent?.replace(/\s+/g, ' ').trim();
	expect(words()).toMatch(/^1\.05 /);
	expect(document.querySelector('[role="status"]')?.textContent).toBe('');

	turn.now = 131_000;
	flushSync();
	expect(words()).toMatch(/^2\.01 /);
	expect(document.querySelector('[role="status"]')?.textContent).not.toBe('');

	// The next one begins at nothing.
	turn.startedAt = 131_000;
	flushSync();
	expect(words()).toMatch(/^0\.00 /);
	expect(document.querySelector('[role="status"]')?.textContent).toBe('');
});
