import { closeCodes } from '#lib/wire/close-codes.ts';
import type { Admitted } from './admission.ts';
import type { Match } from './bus.ts';
import { frames } from './protocol.ts';
import type { Room, RoomParts } from './room.ts';
import type { Session } from './session.ts';
import { within } from './within.ts';

/**
 * Rights are asked for at the door and again whenever one may have changed. Between a question and
 * its answer a right can change too: `version` says whether one did. [R13]
 */
export class Rights {
	readonly #rooms: ReadonlyMap<string, Room>;
	readonly #speaks: Pick<RoomParts, 'limits' | 'layout'>;
	readonly #failed: (error: unknown) => void;
	version = 0;

	constructor(
		rooms: ReadonlyMap<string, Room>,
		speaks: Pick<RoomParts, 'limits' | 'layout'>,
		failed: (error: unknown) => void
	) {
		this.#rooms = rooms;
		this.#speaks = speaks;
		this.#failed = failed;
	}

	/** Asks again for every session that matches. Resolves when all have their answer. */
	async reconsider({ person, session, documentId }: Match): Promise<void> {
		this.version += 1;
		const asked: Promise<void>[] = [];
		for (const room of this.#rooms.values()) {
			if (documentId !== undefined && documentId !== room.documentId) continue;
			for (const one of room.sessions) {
				if (person !== undefined && person !== one.granted.who.key) continue;
				if (session !== undefined && session !== one.granted.session) continue;
				asked.push(this.ask(room, one));
			}
		}
		await Promise.all(asked);
	}

	/** No answer in time is not a yes: the client comes back and is asked at the door. */
	async ask(room: Room, session: Session): Promise<void> {
		try {
			const { reconsiderMs } = this.#speaks.limits;
			this.#apply(room, session, await within(reconsiderMs, session.granted.readmit()));
		} catch (error) {
			this.#failed(error);
			room.shut(session, closeCodes.failed, 'failed');
		}
	}

	/** The session goes on with today's rights, or ends. */
	#apply(room: Room, session: Session, admitted: Admitted): void {
		if (!session.isOpen) return;
		if (!admitted.ok) {
			// Whoever was inside knows that the document exists; it is a right that is gone.
			const isHidden = admitted.code === closeCodes.notFound;
			return room.shut(session, isHidden ? closeCodes.notAllowed : admitted.code, 'revoked');
		}
		const changed = admitted.access !== session.access;
		session.regrant(admitted);
		if (!changed || !session.saidHello) return;
		session.send(frames.hello(this.#speaks.layout, session.access));
	}
}
