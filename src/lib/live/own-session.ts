import { ownSessionPath, type OwnSession } from '#lib/wire/own-session.ts';

/** Null when nobody is signed in, undefined when nobody answered. */
export type Asked = OwnSession | null | undefined;

/** Who is signed in here, and for how long still. */
export async function askOwnSession(how: 'look' | 'stay' = 'look'): Promise<Asked> {
	try {
		const answer = await fetch(ownSessionPath, { method: how === 'stay' ? 'POST' : 'GET' });
		// reason: our own server's answer, in the shape that both ends share.
		if (answer.ok) return (await answer.json()) as OwnSession | null;
		return answer.status === 401 ? null : undefined;
	} catch {
		return undefined;
	}
}

const everyMs = 5_000;

/**
 * Calls `back` when this person is signed in again, in another tab or another way: when the page is
 * looked at again, and every few seconds while it is. Somebody else is nobody. Returns the way out.
 */
export function whenBack(person: string, back: () => void): () => void {
	let waiting = true;
	const ask = async () => {
		if (document.visibilityState !== 'visible') return;
		const session = await askOwnSession();
		if (waiting && session?.person === person) back();
	};
	const look = () => void ask();
	const asking = setInterval(look, everyMs);
	window.addEventListener('focus', look);
	document.addEventListener('visibilitychange', look);
	return () => {
		waiting = false;
		clearInterval(asking);
		window.removeEventListener('focus', look);
		document.removeEventListener('visibilitychange', look);
	};
}
