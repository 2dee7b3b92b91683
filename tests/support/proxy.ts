import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Proxy {
	/** The address to use instead of the one behind it. */
	url: string;
	port: number;
	/** How many connections it did not take in. */
	readonly refused: number;
	/** Lets everything through: at first, and again. */
	passes(): void;
	/** Holds every byte back, both ways, of old and of new connections. */
	stalls(): void;
	/** Cuts what is connected and takes nobody in. */
	refuses(): void;
	/** What is connected hears nothing any more, as after a firewall lost it; new connections get through. */
	forgets(): void;
}

/** A reverse proxy: each new connection goes to the next of these ports that takes it. */
export async function openBalancer(ports: readonly number[]): Promise<{ port: number }> {
	const open = new Set<Socket>();
	let next = 0;
	const server = createServer((here) => {
		open.add(here);
		here.on('error', () => undefined);
		here.on('close', () => open.delete(here));
		lead(here, ports.length);
	});
	function lead(here: Socket, tries: number): void {
		const there = connect(ports[next++ % ports.length] ?? 0, '127.0.0.1');
		let isThrough = false;
		there.on('connect', () => {
			isThrough = true;
			for (const socket of [here, there]) socket.setNoDelay(true);
			here.pipe(there).pipe(here);
		});
		there.on('error', () => {
			if (isThrough || tries === 1) here.destroy();
			else lead(here, tries - 1);
		});
		there.on('close', () => isThrough && here.destroy());
		here.on('close', () => there.destroy());
	}
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		for (const socket of open) socket.destroy();
		server.close();
	});
	return { port: (server.address() as AddressInfo).port }; // reason: it listens on TCP
}

/** A cable between two programs, that a test can pull. */
export async function openProxy(behind: string): Promise<Proxy> {
	const address = new URL(behind);
	const host = address.hostname;
	const port = Number(address.port);
	let refused = 0;
	let state: 'passes' | 'stalls' | 'refuses' = 'passes';
	const pairs = new Set<[Socket, Socket]>();

	const server = createServer((here) => {
		if (state === 'refuses') {
			refused += 1;
			here.destroy();
			return;
		}
		const there = connect(port, host);
		const pair: [Socket, Socket] = [here, there];
		pairs.add(pair);
		for (const [one, other] of [pair, [there, here]] as const) {
			one.setNoDelay(true);
			one.pipe(other);
			if (state === 'stalls') one.pause();
			one.on('error', () => undefined); // closes next
			one.on('close', () => {
				other.destroy();
				pairs.delete(pair);
			});
		}
	});
	const cut = () => {
		for (const pair of pairs) for (const one of pair) one.destroy();
	};
	const each = (act: (socket: Socket) => void) => {
		for (const pair of pairs) for (const one of pair) act(one);
	};
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => {
		cut();
		server.close();
	});
	const own = (server.address() as AddressInfo).port; // reason: it listens on TCP
	address.host = `127.0.0.1:${own}`;
	return {
		url: address.href,
		port: own,
		get refused() {
			return refused;
		},
		passes() {
			state = 'passes';
			each((socket) => socket.resume());
		},
		stalls() {
			state = 'stalls';
			each((socket) => socket.pause());
		},
		refuses() {
			state = 'refuses';
			cut();
		},
		forgets() {
			each((socket) => socket.unpipe());
			each((socket) => socket.pause());
		}
	};
}
