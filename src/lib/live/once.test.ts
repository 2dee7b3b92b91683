import { expect, test } from 'vitest';
import { once } from './once.ts';

test('a card that lies in two plans while it moves is shown once, where it is most open', () => {
	const entries = [
		{ key: 'a', audience: 'network' },
		{ key: 'b', audience: 'here' },
		{ key: 'a', audience: 'here' }
	];
	expect(once(entries, ({ key }) => key)).toEqual(entries.slice(0, 2));
});
