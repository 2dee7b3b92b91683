import type { Database } from '#server/db/open.ts';
import { log } from '#server/log.ts';
import type { Rooms } from '#server/sync/rooms.ts';
import { record } from './audit.ts';

/** A frame that no client of ours would send is a security event. */
export function auditRefusedFrames(db: Database, rooms: Pick<Rooms, 'onRefused'>): void {
	rooms.onRefused(({ documentId, who, why }) => {
		record(db, 'server', {
			event: 'frame:refused',
			details: { documentId, who: who.key, why }
		}).catch((error: unknown) => log.error('audit:failed', error));
	});
}
