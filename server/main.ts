import compression from 'compression';
import { createServer } from 'node:http';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CannotStart, listenFault } from './cannot-start.ts';
import { readConfig } from './config.ts';
import { FolderInUse, removeCluster } from './db/embedded.ts';
import { httpOptions } from './http.ts';
import { log } from './log.ts';
import { start } from './start.ts';

// Built into `build/`; the project's own folders lie one up.
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const read = readConfig(process.env, root);
if (!read.ok) {
	console.error(
		['Samtavle cannot start:', ...read.faults.map((fault) => `  - ${fault}`)].join('\n')
	);
	process.exit(2);
}
const { config } = read;
const say = (line: string) => process.stdout.write(`${line}\n`);

if (config.mode === 'demo' && process.env.SAMTAVLE_FRESH) {
	if (config.databaseUrl !== null) {
		console.error('--fresh empties only the embedded database, not the one in DATABASE_URL.');
		process.exit(2);
	}
	await removeCluster(config.dataDir);
}

const { running, stop } = await start(config, say).catch((error: unknown) => {
	if (error instanceof FolderInUse) {
		console.error(`${error.message} Stop that one first, or give DATA_DIR another folder.`);
	} else if (error instanceof CannotStart) {
		console.error(error.message);
	} else {
		log.error('start:failed', error);
		if (error instanceof Error) console.error(error.message);
	}
	process.exit(1);
});

if (config.mode === 'demo') {
	const { seedDemo } = await import('./demo/seed.ts');
	await seedDemo(running, say);
}

// The adapter reads its environment while it is imported.
process.env.ORIGIN = config.origin;
process.env.BODY_SIZE_LIMIT ??= '512K';
if (config.trustedProxies > 0) {
	process.env.ADDRESS_HEADER = 'x-forwarded-for';
	process.env.XFF_DEPTH = String(config.trustedProxies);
}
const handlerPath = new URL('./handler.js', import.meta.url).href;
// reason: built by Kit beside this file; not there when this is type-checked
const { handler } = (await import(/* @vite-ignore */ handlerPath)) as {
	handler: Parameters<typeof createServer>[1] & ((...args: unknown[]) => void);
};

// A long board is hundreds of kilobytes of HTML. Guessing at its words by how well they pack takes many
// answers to a stranger's questions, and the cookie (SameSite) does not go along with those.
const compress = compression();
const server = createServer(httpOptions, (request, response) => {
	compress(request, response, () => handler(request, response));
});
server.on('upgrade', (request, socket, head) => running.upgrade(request, socket, head));
server.on('error', (error) => {
	const fault = listenFault(error, config.host, config.port);
	if (fault) console.error(fault.message);
	else log.error('listen:failed', error);
	if (server.listening) return;
	const gone = () => process.exit(1);
	stop().then(gone, gone);
});
server.listen(config.port, config.host, () => {
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : config.port;
	log.info('start:listening', { port });
	process.send?.({ listening: port });
});

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		if (stopping) return;
		stopping = true;
		server.close();
		// Sockets that are alive are told to come back; nothing unsaved is left behind.
		stop().then(
			() => process.exit(0),
			(error: unknown) => {
				log.error('stop:failed', error);
				process.exit(1);
			}
		);
	});
}
