import type { Limits } from './limits.ts';

/**
 * How many upgrades came from one address that nobody has been let in by: they are still being asked
 * about, or were turned away a moment ago. Whoever is let in is no stranger any more, so a whole town
 * hall behind one address can come back after a restart, if not all in the same instant. [R8]
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
	comes(address: string): boolean {
		const from = neighbours(address);
		const others = this.#byAddress.get(from) ?? 0;
		if (others >= this.#limits.strangersPerAddress) return false;
		this.#byAddress.set(from, others + 1);
		this.asking += 1;
		return true;
	}

	/** It is known who it is, or that it is nobody. */
	answered(address: string, outcome: 'known' | 'turned-away'): void {
		this.asking -= 1;
		if (outcome === 'known') return this.#goes(address);
		setTimeout(() => this.#goes(address), this.#limits.strangerMs).unref();
	}

	#goes(address: string): void {
		const from = neighbours(address);
		const others = (this.#byAddress.get(from) ?? 0) - 1;
		if (others > 0) this.#byAddress.set(from, others);
		else this.#byAddress.delete(from);
	}
}

/** One customer has 2^64 addresses of version 6: the network is what counts. */
function neighbours(address: string): string {
	if (!address.includes(':') || address.startsWith('::ffff:')) return address;
	return address.split(':').slice(0, 4).join(':');
}
