import type { Running } from './app.ts';

/**
 * Our one global. Kit bundles what its routes import, so importing the server there would make a
 * second copy with a second pool and a second set of rooms; both bundles meet here instead.
 */
const key = Symbol.for('samtavle.app');

// reason: our own symbol; nobody else reads or writes it
const holder = globalThis as { [key]?: Running };

export function setRunning(running: Running): void {
	holder[key] = running;
}

export function runningApp(): Running {
	const running = holder[key];
	if (!running) throw new Error('The server is not running yet.');
	return running;
}
