import * as v from 'valibot';
import type { CaseId, DeviceId, MeetingId, MemberId, PersonId, ScreenId, SeatId } from './ids.ts';

/** The two areas that each hold half of the help, and the authority. Also "organisation" for bases. */
export const Area = v.picklist(['substanceTreatment', 'socialSupport', 'authority']);
export type Area = v.InferOutput<typeof Area>;

/** Columns of the division of labour, and how people are coloured: an area, or citizen & network. */
export type Side = Area | 'citizen';

export const CaseRole = v.picklist([
	'coordinator',
	'treatmentCounsellor',
	'supportWorker',
	'authorityOfficer',
	'citizen',
	'relative'
]);
export type CaseRole = v.InferOutput<typeof CaseRole>;

export type ProfessionalRole = Exclude<CaseRole, 'citizen' | 'relative'>;

export function isProfessionalRole(role: CaseRole): role is ProfessionalRole {
	return role !== 'citizen' && role !== 'relative';
}

/** Rights that lie on the account, whatever the case. */
export interface Duties {
	/** Professionals have an area; the other duties need none. */
	area: Area | null;
	coordinationLead: boolean;
	manager: boolean;
	administrator: boolean;
}

/** Who is acting. Every server function takes one, first. */
export type Actor =
	| { kind: 'nobody' }
	| { kind: 'person'; id: PersonId; name: string; duties: Duties; session: string }
	| {
			kind: 'seat';
			id: SeatId;
			name: string;
			as: 'citizen' | 'relative';
			member: MemberId | null;
			caseId: CaseId;
			meetingId: MeetingId;
	  }
	/** The citizen on a phone or tablet of their own. The same citizen on another one has the same id. */
	| {
			kind: 'citizen';
			id: MemberId;
			name: string;
			member: MemberId;
			caseId: CaseId;
			device: DeviceId;
	  }
	| { kind: 'screen'; id: ScreenId; meetingId: MeetingId };

export type PersonActor = Extract<Actor, { kind: 'person' }>;
export type SeatActor = Extract<Actor, { kind: 'seat' }>;

export type OwnDeviceActor = Extract<Actor, { kind: 'citizen' }>;

/** The citizen, whose plan it is: on a device of their own, or in a seat. */
export type CitizenActor = OwnDeviceActor | (SeatActor & { as: 'citizen' });

export function isCitizen(actor: Actor): actor is CitizenActor {
	return actor.kind === 'citizen' || (actor.kind === 'seat' && actor.as === 'citizen');
}

/** One string per actor, for logs, presence and audit: `person:…`, `seat:…`, `citizen:…`, `screen:…`. */
export function actorKey(actor: Exclude<Actor, { kind: 'nobody' }>): string {
	return `${actor.kind}:${actor.id}`;
}

/** "Signe Aarup" → "SA", "Mikkel H." → "M": a second letter only for a whole second name. */
export function initials(name: string): string {
	const words = name.split(/\s+/).filter((word) => word.length > 0);
	const first = words[0]?.[0] ?? '?';
	const last = words.length > 1 ? (words.at(-1) ?? '') : '';
	return (last.length > 2 ? first + (last[0] ?? '') : first).toUpperCase();
}

export function givenName(name: string): string {
	return name.split(/\s+/)[0] ?? name;
}

export function sideOf(role: CaseRole, area: Area | null): Side {
	return isProfessionalRole(role) ? (area ?? 'authority') : 'citizen';
}
