import type { Plugin, ViteDevServer } from 'vite';

/**
 * `npm run dev`: the same server as in production, loaded through Vite, with its live sockets on
 * Vite's own port. An edit under `server/` restarts the dev server, because the running app would
 * otherwise stay the old one.
 */
export function samtavle(): Plugin {
	return {
		name: 'samtavle',
		apply: 'serve',
		async configureServer(vite) {
			if (process.env.VITEST) return;
			const { readConfig } = await load<typeof import('./config.ts')>(vite, '/server/config.ts');
			const { start } = await load<typeof import('./start.ts')>(vite, '/server/start.ts');
			const { seedDemo } = await load<typeof import('./demo/seed.ts')>(
				vite,
				'/server/demo/seed.ts'
			);

			const port = vite.config.server.port ?? 5173;
			const env = { PORT: String(port), ...process.env, SAMTAVLE_MODE: 'development' };
			const read = readConfig(env, vite.config.root);
			if (!read.ok) throw new Error(read.faults.join('\n'));
			const { running, stop } = await start(read.config, (line) => vite.config.logger.info(line));
			await seedDemo(running, (line) => vite.config.logger.info(line));

			vite.httpServer?.on('upgrade', (request, socket, head) => {
				if (request.url?.startsWith('/live/')) running.upgrade(request, socket, head);
			});
			const close = vite.close.bind(vite);
			vite.close = async () => {
				await stop();
				await close();
			};
			for (const signal of ['SIGINT', 'SIGTERM'] as const) {
				process.once(signal, () => void vite.close().finally(() => process.exit(0)));
			}
			vite.watcher.on('change', (file) => {
				if (file.startsWith(`${vite.config.root}/server/`)) void vite.restart();
			});
		}
	};
}

async function load<Module>(vite: ViteDevServer, path: string): Promise<Module> {
	// reason: the module at this path is the one the type names
	return (await vite.ssrLoadModule(path)) as Module;
}
