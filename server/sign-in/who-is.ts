import type { Actor } from '#lib/model/person.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { sessionCookie, type Holder } from './cookies.ts';

interface Asked {
	actorFor(secret: string | undefined): Promise<Actor>;
}

/**
 * Who sends these cookies. A browser can hold several; each page asks for one kind, so that a
 * facilitator who opens the shared screen in a second window sees there what the room sees.
 */
export function createWhoIs(parts: {
	signIn: Asked;
	seats: Asked;
	screens: Asked;
	secure: boolean;
}) {
	return async function whoIs(
		cookie: (name: string) => string | undefined,
		as: Holder
	): Promise<Actor> {
		const secret = cookie(sessionCookie(as, parts.secure).name);
		switch (as) {
			case 'person':
				return parts.signIn.actorFor(secret);
			case 'seat':
				return parts.seats.actorFor(secret);
			case 'screen':
				return parts.screens.actorFor(secret);
			default:
				return unreachable(as);
		}
	};
}
