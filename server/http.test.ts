import { createServer, IncomingMessage } from 'node:http';
import { connect, Socket, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { addressOf, httpOptions } from './http.ts';

test('whoever trickles a header is cut off, however often a byte of it comes', async () => {
	const options = { ...httpOptions, headersTimeout: 1_000, connectionsCheckingInterval: 100 };
	expect(httpOptions.connectionsCheckingInterval).toBeLessThanOrEqual(1_000);
	const server = createServer(options, (_request, response) => response.end());
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const { port } = server.address() as AddressInfo; // reason: it listens on TCP
	const socket = connect(port, '127.0.0.1');
	socket.on('error', () => undefined);
	socket.write('GET / HTTP/1.1\r\nX: ');
	const trickle = setInterval(() => socket.write('a'), 50);
	onTestFinished(() => clearInterval(trickle));
	await new Promise((resolve) => socket.once('close', resolve));
	expect(socket.bytesWritten).toBeGreaterThan(30);
});

test('behind a proxy the address is the one that the proxy saw, and nothing that a client wrote', () => {
	const from = (forwarded: string | undefined, trusted: number) => {
		const socket = new Socket();
		Object.defineProperty(socket, 'remoteAddress', { value: '10.0.0.1' });
		const request = new IncomingMessage(socket);
		if (forwarded !== undefined) {
			Object.defineProperty(request, 'headersDistinct', {
				value: { 'x-forwarded-for': [forwarded] }
			});
		}
		return addressOf(request, trusted);
	};
	expect(from('1.1.1.1', 0)).toBe('10.0.0.1');
	expect(from('1.1.1.1, 2.2.2.2', 1)).toBe('2.2.2.2');
	expect(from('1.1.1.1, 2.2.2.2, 3.3.3.3', 2)).toBe('2.2.2.2');
	expect(from(undefined, 1)).toBe('10.0.0.1');
});
