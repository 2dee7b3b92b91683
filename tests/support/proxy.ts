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
	/** Leads new connections there, and cuts those that went elsewhere. */
	leadsTo(port: number): void;
}

/** A cable between two programs, that a test can pull. */
export async function openProxy(behind: string): Promise<Proxy> {
	const address = new URL(behind);
	const host = address.hostname;
	let port = Number(address.port);
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
		},
		leadsTo(other) {
			port = other;
			cut();
		}
	};
}
