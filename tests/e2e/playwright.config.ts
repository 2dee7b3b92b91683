import { defineConfig } from '@playwright/test';
import { chromium, chromiumFlags } from '../support/chromium.ts';

export default defineConfig({
	testDir: '.',
	testMatch: '**/*.e2e.ts',
	outputDir: '../../test-results/e2e',
	globalSetup: './cluster.ts',
	fullyParallel: false,
	// Browsers wait more than they work; a third keeps two cores busy.
	workers: 3,
	// A browser that stumbles gets a second try; `npm test` tells which did.
	retries: 1,
	forbidOnly: true,
	timeout: 90_000,
	expect: { timeout: 10_000 },
	reporter: [['line'], ['json', { outputFile: '../../test-results/e2e.json' }]],
	use: {
		browserName: 'chromium',
		locale: 'da-DK',
		timezoneId: 'Europe/Copenhagen',
		viewport: { width: 1440, height: 900 },
		actionTimeout: 10_000,
		launchOptions: { executablePath: chromium(), args: chromiumFlags }
	}
});
