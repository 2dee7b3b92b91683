import { and, eq, isNull } from 'drizzle-orm';
import type * as Y from 'yjs';
import type { Audience, DocumentKind, Theme } from '#lib/model/document.ts';
import {
	BasisId,
	CaseId,
	MeetingId,
	MemberId,
	newId,
	type DocumentId,
	type PersonId
} from '#lib/model/ids.ts';
import { isProfessionalRole, type Area, type CaseRole } from '#lib/model/person.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import type { Running } from '#server/app.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { createRoster } from '#server/cases/roster.ts';
import { basisTable } from '#server/consent/tables.ts';
import { createDocuments } from '#server/documents/documents.ts';
import { documentTable, documentUpdateTable } from '#server/documents/tables.ts';
import { named } from '#server/meetings/new-meeting.ts';
import { invitationTable, meetingTable } from '#server/meetings/tables.ts';
import { createTemplates } from '#server/templates/templates.ts';
import type { Days } from './days.ts';

export type Seeded = Pick<Running, 'db' | 'rooms' | 'config'>;

/** The accounts of the demo, by what one signs in as. */
export interface Account {
	id: PersonId;
	name: string;
	area: Area | null;
}
export type Accounts = (account: string) => Account;

export interface DemoCase {
	id: CaseId;
	member(who: string): MemberId;
	/** Writes in one of its documents, as somebody, on a day. */
	write(
		kind: DocumentKind,
		by: Account,
		at: Date,
		change: (doc: Y.Doc) => void,
		audience?: Audience | null
	): Promise<void>;
	documentOf(kind: DocumentKind, audience?: Audience | null): Promise<DocumentId>;
}

type CaseFields = Omit<typeof caseTable.$inferInsert, 'id' | 'areas'>;
interface Person {
	/** An account, or a name for citizen and relatives. */
	who: string;
	role: CaseRole;
	substitute?: boolean;
	relation?: string;
}

/** A case that has been there for a while, with its people and its documents. */
export async function placeCase(
	{ db, rooms }: Seeded,
	accounts: Accounts,
	fields: CaseFields & { createdAt: Date },
	people: readonly Person[]
): Promise<DemoCase> {
	const id = newId(CaseId);
	const documents = createDocuments({ db });
	const members = new Map<string, MemberId>();
	await db.transaction(async (tx) => {
		await tx
			.insert(caseTable)
			.values({ ...fields, id, areas: ['substanceTreatment', 'socialSupport'] });
		for (const [index, person] of people.entries()) {
			const member = newId(MemberId);
			const account = isProfessionalRole(person.role) ? accounts(person.who) : null;
			members.set(person.who, member);
			await tx.insert(memberTable).values({
				id: member,
				caseId: id,
				role: person.role,
				personId: account?.id ?? null,
				name: account?.name ?? person.who,
				relation: person.relation ?? null,
				area: account?.area ?? null,
				substitute: person.substitute ?? false,
				createdAt: new Date(fields.createdAt.getTime() + index)
			});
		}
		await documents.createForCase(tx, id, fields.createdAt);
	});

	async function documentOf(kind: DocumentKind, audience: Audience | null = null) {
		const [row] = await db
			.select({ id: documentTable.id })
			.from(documentTable)
			.where(
				and(
					eq(documentTable.caseId, id),
					eq(documentTable.kind, kind),
					audience ? eq(documentTable.audience, audience) : isNull(documentTable.audience)
				)
			);
		if (!row) throw new Error(`the demo case has no ${kind}`);
		return row.id;
	}

	return {
		id,
		documentOf,
		member(who) {
			const member = members.get(who);
			if (!member) throw new Error(`${who} is not on the demo case`);
			return member;
		},
		async write(kind, by, at, change, audience = null) {
			const document = await documentOf(kind, audience);
			const key = `person:${by.id}`;
			await rooms.edit(document, key, change);
			await db
				.update(documentUpdateTable)
				.set({ at })
				.where(and(eq(documentUpdateTable.documentId, document), eq(documentUpdateTable.by, key)));
		}
	};
}

/** Consent for some themes, to an area or to the network, until a day. */
export async function placeBasis(
	{ db }: Seeded,
	on: DemoCase,
	to: Area | 'network',
	themes: readonly Theme[],
	said: {
		ground: string;
		kind?: 'consent' | 'legal';
		at: Date;
		from: string;
		until: string;
		by: Account;
	}
): Promise<void> {
	for (const theme of themes) {
		await db.insert(basisTable).values({
			id: newId(BasisId),
			caseId: on.id,
			theme,
			granteeKind: to === 'network' ? 'network' : 'organisation',
			grantee: to,
			kind: said.kind ?? 'consent',
			ground: said.ground,
			from: said.from,
			until: said.until,
			recordedBy: said.by.id,
			recordedAt: said.at
		});
	}
}

export interface DemoMeeting {
	id: MeetingId;
	documentId: DocumentId;
}

/** A meeting as it stands when the demo begins. */
export async function placeMeeting(
	{ db, config }: Seeded,
	on: DemoCase,
	days: Days,
	wanted: {
		title: string;
		place: string;
		startsAt: Date;
		template: 'network75' | 'network45';
		phase: MeetingPhase;
		facilitator: Account;
		backup: Account;
		invited: readonly string[];
		previous?: MeetingId;
	}
): Promise<DemoMeeting> {
	const template = await createTemplates(config).find(wanted.template);
	if (!template) throw new Error(`no template ${wanted.template}`);
	const id = newId(MeetingId);
	const isHeld = wanted.phase === 'closed';
	const invitedAt = days.at(isHeld ? -21 : -6, '09:00');
	const line = await createRoster().line(db, on.id);
	const documentId = await db.transaction(async (tx) => {
		await tx.insert(meetingTable).values({
			id,
			caseId: on.id,
			kind: 'network',
			templateKey: template.key,
			templateVersion: template.version,
			steps: named(template, line?.displayName ?? null).steps,
			title: wanted.title,
			place: wanted.place,
			startsAt: wanted.startsAt,
			minutes: template.minutes,
			phase: wanted.phase,
			facilitator: wanted.facilitator.id,
			backupFacilitator: wanted.backup.id,
			previousMeetingId: wanted.previous ?? null,
			createdBy: wanted.facilitator.id,
			createdAt: invitedAt,
			invitedAt,
			...(isHeld && {
				startedAt: wanted.startsAt,
				closedAt: new Date(wanted.startsAt.getTime() + 72 * 60_000)
			})
		});
		if (wanted.previous) {
			const earlier = eq(meetingTable.id, wanted.previous);
			await tx.update(meetingTable).set({ nextMeetingId: id }).where(earlier);
		}
		for (const who of wanted.invited) {
			const memberId = on.member(who);
			await tx
				.insert(invitationTable)
				.values({ meetingId: id, memberId, attended: isHeld, invitedAt });
		}
		const meeting = { kind: 'meeting' as const, caseId: on.id, meetingId: id, now: invitedAt };
		return createDocuments({ db }).create(tx, meeting);
	});
	return { id, documentId };
}
