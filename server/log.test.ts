import { expect, test } from 'vitest';
import { placesIn } from './log.ts';

test('what a failed query was about does not reach the log, however many lines its message has', () => {
	const fault = new Error('Failed query: insert …\nparams: Mikkel drikker\n    at home, he says');
	const places = placesIn(fault.stack ?? '');
	expect(places).not.toContain('Mikkel');
	expect(places).not.toContain('at home');
	expect(places).toContain('log.test.ts');
});
