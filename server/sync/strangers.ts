import type { Limits } from './limits.ts';

/** What a request shows of itself before anybody is asked: something that reads like a sign-in, or nothing. */
export type Shows = 'sign-in' | 'nothing';

/**
 * How many upgrades came from one address that nobody has been let in by: they are still being asked
 * about, or were turned away a moment ago. Whoever is let in is no stranger any more. Those who show a
 * sign-in are counted by themselves and further, so that a whole town hall behind one address can come
 * back in the same instant after a restart; anybody can make up such a thing, so they are bounded too. [R8]
 */
export class Strangers {
	readonly #limits: Limits;
	readonly #byAddress = new Map<string, number>();
	/** Upgrades of all addresses that are being asked about now. */
	asking = 0;

	constructor(limits: Limits) {
		this.#limits = limits;
	}

	/** False: too many from there, and this one is not counted. */
	comes(address: string, shows: Shows): boolean {
		const { strangersPerAddress, signInsPerAddress } = this.#limits;
		const from = together(address, shows);
		const others = this.#byAddress.get(from) ?? 0;
		if (others >= (shows === 'sign-in' ? signInsPerAddress : strangersPerAddress)) return false;
		this.#byAddress.set(from, others + 1);
		this.asking += 1;
		return true;
	}

	/** It is known who it is, or that it is nobody. */
	answered(address: string, shows: Shows, outcome: 'known' | 'turned-away'): void {
		this.asking -= 1;
		const from = together(address, shows);
		if (outcome === 'known') return this.#goes(from);
		setTimeout(() => this.#goes(from), this.#limits.strangerMs).unref();
	}

	#goes(from: string): void {
		const others = (this.#byAddress.get(from) ?? 0) - 1;
		if (others > 0) this.#byAddress.set(from, others);
		else this.#byAddress.delete(from);
	}
}

/** Who is counted together. */
function together(address: string, shows: Shows): string {
	return `${shows} ${neighbours(address)}`;
}

/** One customer has 2^64 addresses of version 6: the network is what counts. */
function neighbours(address: string): string {
	if (!address.includes(':') || address.startsWith('::ffff:')) return address;
	return address.split(':').slice(0, 4).join(':');
}
