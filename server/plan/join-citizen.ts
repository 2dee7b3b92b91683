import type { CaseId, DocumentId } from '#lib/model/ids.ts';
import type { Roster } from '#server/cases/roster.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { AccessQuestions } from '#server/documents/access.ts';
import type { Demand } from '#server/documents/demand.ts';
import type { Documents } from '#server/documents/documents.ts';
import type { Openings } from '#server/documents/openings.ts';
import { createPictures, type PictureParts } from '#server/pictures/pictures.ts';
import { createProfiles } from '#server/profile/profile.ts';
import { createThrottle } from '#server/sign-in/throttle.ts';
import { editTogether } from '#server/sync/edit-together.ts';
import type { Rooms } from '#server/sync/rooms.ts';
import { createCitizenDoor } from '#server/way-in/citizen-door.ts';
import { createWaysIn } from '#server/way-in/way-in.ts';
import { createPlans } from './plan.ts';
import { createShareCards } from './share-cards.ts';

/** What is the citizen's own: how one talks with them, their plan, and their way in to it. */
export function joinCitizen({
	secure,
	documents,
	demand,
	draw,
	onTable,
	...parts
}: {
	db: Database;
	now: Now;
	secure: boolean;
	rooms: Rooms;
	access: AccessQuestions;
	openings: Openings;
	roster: Roster;
	documents: Pick<Documents, 'ofKind'>;
	demand: Demand;
	/** Draws the table of next steps again. */
	draw: (documentId: DocumentId) => Promise<void>;
	/** Whether a picture lies on the table of a meeting that somebody may read. */
	onTable: PictureParts['onTable'];
}) {
	const { db, now, rooms, roster } = parts;

	/** Something beside the plan is new: open screens of it look again. */
	async function changed(caseId: CaseId): Promise<void> {
		for (const id of await documents.ofKind(caseId, 'plan')) rooms.news(id, { plan: true });
	}

	/** The citizen's own pages hear it with the plan; tablets and big screens have the agreements open. */
	async function profileChanged(caseId: CaseId): Promise<void> {
		await changed(caseId);
		for (const id of await documents.ofKind(caseId, 'agreements')) {
			rooms.news(id, { profile: true });
		}
	}

	const shareCards = createShareCards({
		db,
		rooms: {
			read: (id) => rooms.read(id),
			editTogether: (by, edits) => editTogether(rooms, by, edits)
		},
		changed
	});

	return {
		shareCards,
		profiles: createProfiles({ db, now, demand, changed: profileChanged }),
		pictures: createPictures({ db, now, access: parts.access, documents, rooms, onTable }),
		plan: createPlans({
			...parts,
			shareCards,
			demand,
			draw,
			changed
		}),
		waysIn: createWaysIn({
			db,
			now,
			demand,
			roster,
			reconsider: (match) => rooms.reconsider(match)
		}),
		citizenDoor: createCitizenDoor({
			db,
			now,
			secure,
			throttle: createThrottle({
				db,
				now,
				limits: { windowMs: 15 * 60_000, perAccount: 5, perAddress: 50 }
			})
		})
	};
}
