import { flushSync } from 'svelte';
import { applyAwarenessUpdate, encodeAwarenessUpdate } from 'y-protocols/awareness';
import { expect, onTestFinished, test } from 'vitest';
import type { Who } from '#lib/wire/presence.ts';
import { Screen } from './two-screens.svelte.ts';
import { Presence } from './presence.svelte.ts';

function who(name: string): Who {
	return {
		key: `person:${name}`,
		name,
		initials: name.slice(0, 1),
		side: 'socialSupport',
		kind: 'professional'
	};
}

/** As the server stamps it. */
function shows(from: Screen, to: Screen, name: string, at?: string): void {
	from.awareness.setLocalState({ who: who(name), ...(at ? { at } : {}) });
	const update = encodeAwarenessUpdate(from.awareness, [from.awareness.clientID]);
	applyAwarenessUpdate(to.awareness, update, 'wire');
}

test('a field hears only of its own visitors, and never of me', () => {
	const [signe, karim, mine] = [new Screen(), new Screen(), new Screen()];
	const presence = new Presence(who('Signe'));
	onTestFinished(presence.track('doc', signe.awareness));
	const seen: string[] = [];
	const stop = $effect.root(() => {
		$effect(() => {
			seen.push(
				presence
					.in('doc', 'cells/a/text')
					.map((one) => one.name)
					.join()
			);
		});
	});
	onTestFinished(stop);
	flushSync();
	shows(karim, signe, 'Karim', 'cells/b/text');
	flushSync();
	shows(mine, signe, 'Signe', 'cells/a/text');
	flushSync();
	shows(karim, signe, 'Karim', 'cells/a/text');
	flushSync();
	shows(karim, signe, 'Karim');
	flushSync();
	expect(seen).toEqual(['', 'Karim', '']);
	expect(presence.people.map((one) => one.name)).toEqual(['Karim', 'Signe']);
	expect(presence.others.map((one) => one.name)).toEqual(['Karim']);
});

test('a state that the server has not stamped is nobody’s', () => {
	const [signe, stranger] = [new Screen(), new Screen()];
	const presence = new Presence(who('Signe'));
	onTestFinished(presence.track('doc', signe.awareness));
	stranger.awareness.setLocalState({ at: 'cells/a/text', name: 'Karim' });
	const update = encodeAwarenessUpdate(stranger.awareness, [stranger.awareness.clientID]);
	applyAwarenessUpdate(signe.awareness, update, 'wire');
	expect(presence.others).toEqual([]);
	presence.setAt('doc', 'cells/a/text');
	expect(signe.awareness.getLocalState()).toEqual({ at: 'cells/a/text' });
});
