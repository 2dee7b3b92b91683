// What the contenders' servers have in common: a port of their own, told to whoever started them.
import { createServer } from 'node:http';

/**
 * @param {(request: import('node:http').IncomingMessage, socket: import('node:stream').Duplex, head: Buffer) => void} upgrade
 */
export function listen(upgrade) {
	const server = createServer((_request, response) => response.writeHead(404).end());
	server.on('upgrade', upgrade);
	server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
		const address = server.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		process.send?.({ listening: port });
	});
	process.on('SIGTERM', () => process.exit(0));
}
