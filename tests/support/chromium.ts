import { existsSync } from 'node:fs';

/** Where a Chromium is: `CHROMIUM_PATH`, else where systems put it. `npm test` sees to it that there is one. */
export function chromium(): string {
	const places = [
		process.env.CHROMIUM_PATH,
		'/usr/lib/chromium/chromium-headless-shell',
		'/usr/bin/chromium',
		'/usr/bin/chromium-browser',
		'/usr/bin/google-chrome',
		'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
	];
	return places.find((place) => place !== undefined && existsSync(place)) ?? '/usr/bin/chromium';
}

/** Without these a browser on a closed network hangs on look-ups of its own. */
export const chromiumFlags = [
	'--no-sandbox',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
	'--no-first-run',
	'--disable-default-apps',
	'--disable-domain-reliability',
	'--metrics-recording-only'
];
