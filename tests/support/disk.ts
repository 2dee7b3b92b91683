import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

export interface Disk {
	dir: string;
	/** How it is made small, for the report. */
	kind: 'a tmpfs of its own' | 'a limit on file sizes';
	/** Leaves no place to write; `processes` are those of Postgres. */
	fills(processes: () => number[]): void;
	empties(processes: () => number[]): void;
}

/**
 * A disk that can be full: a small tmpfs where mounting is allowed; where it is not, the kernel refuses
 * Postgres to lengthen any file, which comes to the same for whoever writes.
 */
export async function openDisk(megabytes: number): Promise<Disk> {
	const dir = await mkdtemp(join(tmpdir(), 'samtavle-disk-'));
	chmodSync(dir, 0o755);
	const options = `size=${megabytes}m,mode=0777`;
	const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', dir]).status === 0;
	onTestFinished(async () => {
		if (isMounted) spawnSync('umount', ['-l', dir]);
		await rm(dir, { recursive: true, force: true });
	});
	return isMounted ? smallDisk(dir) : shortFiles(dir);
}

function smallDisk(dir: string): Disk {
	const ballast = join(dir, 'ballast');
	return {
		dir,
		kind: 'a tmpfs of its own',
		fills() {
			const file = openSync(ballast, 'w');
			for (const piece of [2 ** 20, 2 ** 12, 1]) {
				try {
					for (;;) writeSync(file, Buffer.alloc(piece));
				} catch {
					// no space left for a piece of this size
				}
			}
			closeSync(file);
		},
		empties: () => rmSync(ballast)
	};
}

function shortFiles(dir: string): Disk {
	const limit = (processes: number[], bytes: string) => {
		for (const pid of processes) {
			// Only whoever runs a process may limit it, and Postgres has a user of its own under root.
			const { uid, gid } = statSync(`/proc/${pid}`);
			execFileSync('prlimit', ['--pid', String(pid), `--fsize=${bytes}`], { uid, gid });
		}
	};
	return {
		dir,
		kind: 'a limit on file sizes',
		fills: (processes) => limit(processes(), '8192:'),
		empties: (processes) => limit(processes(), 'unlimited:')
	};
}
