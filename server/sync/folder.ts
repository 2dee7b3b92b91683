import { Worker } from 'node:worker_threads';
import { fold, merge, type Folded } from './fold.ts';
import { packed, type Answer, type Job } from './packed.ts';
import type { Stored } from './update-log.ts';
import { within } from './within.ts';

/** Makes documents whole. That takes a while: long documents some tenths of a second. */
export interface Folder {
	/** What the log has of a document as one snapshot. Rejects when it cannot be done; nothing is lost then. */
	fold(stored: Stored): Promise<Folded>;
	/** Updates, in the order in which they apply, as one. */
	merge(updates: readonly Uint8Array[]): Promise<Uint8Array>;
	close(): Promise<void>;
}

/** For tools and tests: at once, while everybody else waits. */
export const folderHere: Folder = {
	fold: async (stored) => fold(stored),
	merge: async (updates) => merge(updates),
	close: async () => undefined
};

interface Options {
	/** How long a document may take. The log's own patience is longer. */
	patienceMs?: number;
	/** The text of the thread. */
	program?: () => Promise<string>;
}

/**
 * A folder on a thread of its own, so that nobody who writes waits for it. The thread begins with the
 * first document, and does one after another. If it dies or is silent for long, that document is not
 * folded, and a new thread begins with the next. [R61]
 */
export function createFolder({
	patienceMs = 8_000,
	program = async () => (await import('./fold-thread.ts?thread')).default
}: Options = {}): Folder {
	let thread: Worker | null = null;
	let before: Promise<unknown> = Promise.resolve();
	let closed = false;

	async function begun(): Promise<Worker> {
		if (thread) return thread;
		const text = encodeURIComponent(await program());
		if (closed) throw new Error('the server is stopping');
		const begins = new Worker(new URL(`data:text/javascript,${text}`), { execArgv: [], env: {} });
		begins.on('error', () => undefined); // whoever waits hears of the end
		begins.once('exit', () => {
			if (thread === begins) thread = null;
		});
		begins.unref();
		return (thread = begins);
	}

	async function run(job: Job): Promise<Answer> {
		try {
			return await within(
				patienceMs,
				begun().then((running) => ask(running, job))
			);
		} catch (error) {
			await thread?.terminate();
			throw error;
		}
	}

	async function queue(job: Job): Promise<Answer> {
		const answer = before.then(() => run(job));
		before = answer.catch(() => undefined);
		return answer;
	}

	return {
		async fold({ snapshot, upto, rows }) {
			const updates = rows.map(({ update }) => update);
			const answer = await queue({
				is: 'fold',
				...packed(snapshot ? [snapshot, ...updates] : updates),
				hasSnapshot: snapshot !== null,
				upto,
				seqs: rows.map(({ seq }) => seq)
			});
			if (answer.is === 'folded') return answer.folded;
			throw new Error(answer.is === 'failed' ? answer.why : 'not an answer to a fold');
		},
		async merge(updates) {
			const answer = await queue({ is: 'merge', ...packed(updates) });
			if (answer.is === 'merged') return answer.update;
			throw new Error(answer.is === 'failed' ? answer.why : 'not an answer to a merge');
		},
		async close() {
			closed = true;
			await thread?.terminate();
		}
	};
}

/** Resolves with the thread's answer; rejects when the thread ends without one. */
function ask(thread: Worker, job: Job): Promise<Answer> {
	return new Promise((resolve, reject) => {
		const ended = (): void => reject(new Error('the thread that folds has ended'));
		thread.once('exit', ended);
		thread.once('message', (answer: Answer) => {
			thread.off('exit', ended);
			resolve(answer);
		});
		thread.postMessage(job, [job.bytes.buffer]);
	});
}
