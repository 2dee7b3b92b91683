import { createApp, type Running } from './app.ts';
import type { Config } from './config.ts';
import { lineFor } from './content/faults.ts';
import { startCluster, type Cluster } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
import { faultsOfPlaced } from './placed-packs.ts';
import { setRunning } from './running.ts';

/** Database first, then migrations, then everything else. What main, dev and the tools have in common. */
export async function start(
	config: Config,
	say: (line: string) => void
): Promise<{ running: Running; stop(): Promise<void> }> {
	let cluster: Cluster | null = null;
	let url = config.databaseUrl;
	if (url === null) {
		say('Starting the embedded Postgres …');
		cluster = await startCluster({ dir: config.dataDir });
		if (cluster.takenOver) say('Took over the Postgres that an earlier start left running.');
		if (cluster.place !== config.dataDir) say(`Data is kept in ${cluster.place}`);
		url = cluster.url('postgres');
	}
	try {
		await migrate(url, config.root);
		// A pack that is left out is missed by somebody: they are told where it breaks, not only that.
		const faults = await faultsOfPlaced(config.dataDir);
		if (faults.length > 0) say('Udeladt, fordi der er fejl i filen:');
		for (const fault of faults) say(`  - ${lineFor(fault)}`);
		const running = await createApp(config, url);
		setRunning(running);
		return {
			running,
			async stop() {
				await running.close();
				await cluster?.stop();
			}
		};
	} catch (error) {
		await cluster?.stop();
		throw error;
	}
}
