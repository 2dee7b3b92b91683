import { isCitizen, type Actor } from '#lib/model/person.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { sessionCookie, type Holder } from './cookies.ts';

interface Asked {
	actorFor(secret: string | undefined): Promise<Actor>;
}

/**
 * Who sends these cookies. A browser can hold several; each page asks for one kind, so that a
 * facilitator who opens the shared screen in a second window sees there what the room sees.
 */
export function createWhoIs({
	secure,
	signIn,
	seats,
	screens,
	citizenDoor
}: {
	secure: boolean;
	signIn: Asked;
	seats: Asked;
	screens: Asked;
	citizenDoor: Asked;
}) {
	return async function whoIs(
		cookie: (name: string) => string | undefined,
		as: Holder
	): Promise<Actor> {
		const secret = cookie(sessionCookie(as, secure).name);
		switch (as) {
			case 'person':
				return signIn.actorFor(secret);
			case 'seat':
				return seats.actorFor(secret);
			case 'screen':
				return screens.actorFor(secret);
			case 'citizen': {
				// The citizen's own pages are the citizen's in a seat as well.
				const own = await citizenDoor.actorFor(secret);
				if (own.kind !== 'nobody') return own;
				const seat = await whoIs(cookie, 'seat');
				return isCitizen(seat) ? seat : { kind: 'nobody' };
			}
			default:
				return unreachable(as);
		}
	};
}
