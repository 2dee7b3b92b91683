import { and, eq, isNull } from 'drizzle-orm';
import type { CaseId } from '#lib/model/ids.ts';
import { actorKey, givenName, isCitizen, type Actor } from '#lib/model/person.ts';
import {
	firstProfile,
	screenProfile,
	wallProfile,
	type Profile,
	type ScreenProfile,
	type WallProfile
} from '#lib/model/profile.ts';
import { noNeeds, type SessionNeeds } from '#lib/model/session-shape.ts';
import { Refusal } from '#lib/model/refusal.ts';
import { record } from '#server/audit/audit.ts';
import { memberTable } from '#server/cases/tables.ts';
import type { Now } from '#server/clock.ts';
import type { Database } from '#server/db/open.ts';
import type { Demand } from '#server/documents/demand.ts';
import { profileTable } from './tables.ts';

export type Profiles = ReturnType<typeof createProfiles>;

/** The communication profile: what every screen of the citizen obeys, and every session is planned by. */
export function createProfiles({
	db,
	now,
	demand,
	changed
}: {
	db: Database;
	now: Now;
	demand: Demand;
	/** Screens of the citizen that are open are to look again. */
	changed: (caseId: CaseId) => Promise<void>;
}) {
	async function read(caseId: CaseId): Promise<Profile> {
		const [row] = await db.select().from(profileTable).where(eq(profileTable.caseId, caseId));
		if (!row) return firstProfile;
		const { caseId: _case, changedBy: _by, changedAt: _at, ...profile } = row;
		return profile;
	}

	/** As a screen obeys it, with the given name of who helps. */
	async function screenOf(caseId: CaseId): Promise<ScreenProfile> {
		const profile = await read(caseId);
		const helper = await nameOf(caseId, profile.helper);
		return screenProfile(profile, helper && givenName(helper));
	}

	async function nameOf(caseId: CaseId, helper: Profile['helper']): Promise<string | null> {
		if (helper === null) return null;
		const [member] = await db
			.select({ name: memberTable.name })
			.from(memberTable)
			.where(
				and(
					eq(memberTable.id, helper),
					eq(memberTable.caseId, caseId),
					isNull(memberTable.removedAt)
				)
			);
		return member?.name ?? null;
	}

	return {
		/** All of it, for those on the case. */
		async of(actor: Actor, caseId: CaseId): Promise<Profile> {
			await demand(actor, caseId, 'open');
			return read(caseId);
		},

		/**
		 * What a screen obeys, whoever looks at it: a citizen's own device or seat gets the citizen's,
		 * everybody else the first one.
		 */
		async ofScreen(actor: Actor): Promise<ScreenProfile> {
			return isCitizen(actor) ? screenOf(actor.caseId) : screenProfile(firstProfile, null);
		},

		/** The citizen's screen on a professional's own device, at the table, and paper that they print. */
		async ofTable(actor: Actor, caseId: CaseId): Promise<ScreenProfile> {
			await demand(actor, caseId, 'open');
			return screenOf(caseId);
		},

		/** What the big screen of a session obeys. For the nouns that show one. */
		async ofWall(caseId: CaseId): Promise<WallProfile> {
			return wallProfile(await read(caseId));
		},

		/** What of it shapes the agenda of a session. Until somebody has asked, nothing does. */
		async needsOf(caseId: CaseId): Promise<SessionNeeds> {
			const [row] = await db.select().from(profileTable).where(eq(profileTable.caseId, caseId));
			return row
				? { maxMinutes: row.minutes, breakEvery: row.breakEvery, leaveOut: row.leaveOutTopics }
				: noNeeds;
		},

		/** Agreed with the citizen; whoever coordinates writes it down. */
		async change(actor: Actor, caseId: CaseId, profile: Profile): Promise<void> {
			const { actor: by } = await demand(actor, caseId, 'profile');
			if (profile.helper !== null && (await nameOf(caseId, profile.helper)) === null) {
				throw new Refusal('not-found');
			}
			const values = { ...profile, changedBy: actorKey(by), changedAt: now() };
			await db.transaction(async (tx) => {
				await tx
					.insert(profileTable)
					.values({ caseId, ...values })
					.onConflictDoUpdate({ target: profileTable.caseId, set: values });
				await record(tx, by, { event: 'profile:changed', caseId });
			});
			await changed(caseId);
		}
	};
}
