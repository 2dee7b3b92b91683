import { askOwnSession, type Asked } from './own-session.ts';

/** Told at least five minutes ahead, with a minute to notice in. */
const warnBeforeMs = 6 * 60_000;
/** While the warning stands: writing on a board, or another tab, may have put the end off. */
const whileWarnedMs = 20_000;

export type Ending = { why: 'idle' | 'end'; at: Date } | null;

/** What to tell of a sign-in that lasts so long still. The end that cannot be put off goes first. */
export function endingOf(session: Asked, now: number): Ending {
	if (!session) return null;
	const { idleInMs, endsInMs } = session;
	if (endsInMs <= warnBeforeMs) return { why: 'end', at: new Date(now + endsInMs) };
	if (idleInMs <= warnBeforeMs) return { why: 'idle', at: new Date(now + idleInMs) };
	return null;
}

/** When it is worth asking again; null once nobody is signed in. */
export function askAgainInMs(session: Asked): number | null {
	if (session === null) return null;
	if (session === undefined) return whileWarnedMs;
	const left = Math.min(session.idleInMs, session.endsInMs);
	return left > warnBeforeMs ? left - warnBeforeMs : whileWarnedMs;
}

/** How long one is signed in still, asked for only when that matters. */
export class SignedInFor {
	#ending: Ending = $state.raw(null);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#stopped = false;

	get ending(): Ending {
		return this.#ending;
	}

	/** "I am still here." False when it did not get there. */
	async stay(): Promise<boolean> {
		const session = await askOwnSession('stay');
		this.#told(session);
		return session !== null && session !== undefined;
	}

	/** Watches until the answer is called. Only in a browser. */
	watch(): () => void {
		const look = () => {
			if (document.visibilityState === 'visible') void this.#ask();
		};
		void this.#ask();
		document.addEventListener('visibilitychange', look);
		return () => {
			this.#stopped = true;
			clearTimeout(this.#timer);
			document.removeEventListener('visibilitychange', look);
		};
	}

	async #ask(): Promise<void> {
		this.#told(await askOwnSession());
	}

	#told(session: Asked): void {
		if (this.#stopped) return;
		clearTimeout(this.#timer);
		if (session !== undefined) this.#ending = endingOf(session, Date.now());
		const inMs = askAgainInMs(session);
		if (inMs !== null) this.#timer = setTimeout(() => void this.#ask(), inMs);
	}
}
