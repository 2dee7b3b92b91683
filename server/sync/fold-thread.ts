import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { fold, merge } from './fold.ts';
import { unpacked, type Answer, type Job } from './packed.ts';

// Where cores are scarce, people who write go first. On Linux alone this is about the thread only.
if (process.platform === 'linux') setPriority(10);

/** The thread that `folder.ts` begins: bytes in, bytes out. */
parentPort?.on('message', (job: Job) => {
	try {
		answer(done(job));
	} catch (error) {
		answer({ is: 'failed', why: error instanceof Error ? error.message : 'unknown' });
	}
});

function done(job: Job): Answer {
	const updates = unpacked(job);
	if (job.is === 'merge') return { is: 'merged', update: merge(updates) };
	const { hasSnapshot, upto, seqs } = job;
	const snapshot = hasSnapshot ? (updates.shift() ?? null) : null;
	const rows = updates.map((update, at) => ({ seq: seqs[at] ?? 0, update }));
	return { is: 'folded', folded: fold({ snapshot, upto, rows }) };
}

function answer(answer: Answer): void {
	parentPort?.postMessage(answer);
}
