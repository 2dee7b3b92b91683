import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { bundle } from './child.ts';
import type { Change, Order, Told } from './generator.ts';

/** What one of the people who write has done so far, as they tell it themselves. */
export interface Written {
	documentId: string;
	changes: Change[];
	receipts: number;
	/** What they were sent of others before the server was gone. */
	heard: Told['heard'];
}

/** The process of those who write, and what they have told. It ends with the test. */
export class Generator {
	readonly #process: ChildProcess;
	readonly #gone: Promise<never>;
	written: Written[] = [];

	constructor(process: ChildProcess) {
		this.#process = process;
		this.#gone = once(process, 'exit').then(() =>
			Promise.reject(new Error('the writers are gone'))
		);
		this.#gone.catch(() => undefined); // told to whoever asks
		onTestFinished(() => void process.kill());
	}

	static async start(): Promise<Generator> {
		return new Generator(
			fork(await bundle('tests/sync/generator.ts'), { serialization: 'advanced' })
		);
	}

	/** One person for every id given, with nothing written yet; resolves when all of them are saved. */
	async come(where: Omit<Order & { do: 'come' }, 'do'>): Promise<void> {
		this.written = where.documents.map((documentId) => ({
			documentId,
			changes: [],
			receipts: 0,
			heard: []
		}));
		await this.#ask({ do: 'come', ...where });
	}

	/** They write until the server is gone. */
	async write(perSecond: number): Promise<void> {
		await this.#ask({ do: 'write', perSecond });
	}

	/** Asks them, once the server is gone, what they have done. */
	async tell(): Promise<void> {
		const told = (await this.#ask({ do: 'tell' })) as Told[]; // reason: `generator.ts` answers so
		this.written = this.written.map(({ documentId, changes }, at) => ({
			documentId,
			changes: [...changes, ...(told[at]?.changes ?? [])],
			receipts: told[at]?.receipts ?? 0,
			heard: told[at]?.heard ?? []
		}));
	}

	/** They connect again; resolves when all that they wrote has a receipt. */
	async comeBack(): Promise<void> {
		await this.#ask({ do: 'come-back' });
	}

	async #ask(order: Order): Promise<unknown> {
		const answer = once(this.#process, 'message');
		this.#process.send(order);
		const [told] = await Promise.race([answer, this.#gone]);
		return told;
	}
}
