import { createApp, type Running } from './app.ts';
import type { Config } from './config.ts';
import { startCluster, type Cluster } from './db/embedded.ts';
import { migrate } from './db/migrate.ts';
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
