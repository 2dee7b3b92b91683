import type { Access, Audience, DocumentKind, Theme } from './document.ts';
import type { Duties, ProfessionalRole } from './person.ts';
import { unreachable } from './unreachable.ts';

/**
 * What the server knows of an actor in relation to one document, at the moment it is asked.
 * It is made from rows (membership, bases, meeting, seat), never from what a client says.
 */
export type Standing =
	| { is: 'stranger' }
	/** A professional who is not on the case and opened it in an emergency, for a short while. */
	| { is: 'emergency' }
	| {
			is: 'professional';
			role: ProfessionalRole;
			/** Themes that a basis, given to the person or to their organisation, covers today. */
			bases: readonly Theme[];
			/** In a running session with the citizen on this case. */
			withCitizen: boolean;
			/** Has the scribe's right in that session. */
			scribe: boolean;
			/** Invited to the meeting that the document belongs to; the meeting's state otherwise. */
			invited: boolean;
			meeting: MeetingPhase | null;
			caseClosed: boolean;
	  }
	| {
			is: 'seat';
			as: 'citizen' | 'relative';
			/** The meeting the seat is in; a seat has no rights outside it. */
			meeting: MeetingPhase;
			/** The citizen said that the network may see and write the agreements. */
			networkMayAgree: boolean;
			/** The citizen said that the network may see what they made for it in the plan. */
			networkMaySeePlan: boolean;
			/** The document belongs to the seat's own meeting or its case. */
			own: boolean;
			caseClosed: boolean;
	  }
	/** The citizen, on a device of their own, whether or not a meeting runs. */
	| { is: 'citizen'; own: boolean; caseClosed: boolean }
	| { is: 'screen'; meeting: MeetingPhase; own: boolean }
	| {
			/** In relation to a sparring session, which belongs to no case. */
			is: 'sparring';
			/** Coordinator on an open case, today. */
			coordinates: boolean;
			/** Named for sparring by a manager. */
			named: boolean;
			/** Asked to come to this session. */
			invited: boolean;
			/** Its date of erasure has come. */
			erased: boolean;
	  };

export type MeetingPhase = 'draft' | 'invited' | 'open' | 'inProgress' | 'closed' | 'cancelled';

function isRunning(phase: MeetingPhase): boolean {
	return phase === 'open' || phase === 'inProgress';
}

/**
 * [P1] What one standing may do with one kind of document. The only place that decides it: pages,
 * API, exports and every frame on a socket ask this function. Absence of a basis is always "no".
 */
export function accessTo(
	document: { kind: DocumentKind; audience: Audience | null },
	standing: Standing
): Access {
	switch (standing.is) {
		case 'stranger':
			return 'none';
		case 'emergency':
			return emergencyAccess(document);
		case 'professional':
			return onCase(standing, professionalAccess(document, standing));
		case 'seat':
			return onCase(standing, seatAccess(document, standing));
		case 'citizen':
			return onCase(standing, citizenAccess(document, standing));
		case 'screen':
			return screenAccess(document, standing);
		case 'sparring':
			// [P10] The server alone writes; those who were asked read, until the date of erasure.
			return document.kind === 'sparring' &&
				standing.invited &&
				maySpar(standing) &&
				!standing.erased
				? 'read'
				: 'none';
		default:
			return unreachable(standing);
	}
}

/**
 * [P12] In an emergency one reads what everybody on the team reads without a basis: what is agreed,
 * and what the citizen made for the network. Theme documents stay closed: they need a basis.
 */
function emergencyAccess({
	kind,
	audience
}: {
	kind: DocumentKind;
	audience: Audience | null;
}): Access {
	return kind === 'agreements' || (kind === 'plan' && audience === 'network') ? 'read' : 'none';
}

/** [P12] Only professionals, who have an area: who leads, hands out or administers has no case content. */
export function mayOpenInEmergency(duties: Duties): boolean {
	return duties.area !== null && !duties.manager && !duties.administrator;
}

/** [P10] To sparring comes whoever is coordinator on an open case, or named for it by a manager. */
export function maySpar({ coordinates, named }: { coordinates: boolean; named: boolean }): boolean {
	return coordinates || named;
}

/** [P8] A closed case can be read by those who could read it, and written by nobody. */
function onCase({ caseClosed }: { caseClosed: boolean }, access: Access): Access {
	return caseClosed && access === 'write' ? 'read' : access;
}

function professionalAccess(
	document: { kind: DocumentKind; audience: Audience | null },
	standing: Extract<Standing, { is: 'professional' }>
): Access {
	switch (document.kind) {
		case 'everyday':
		case 'health':
		case 'substances':
			// [P2] Theme documents need a basis for their own theme.
			return standing.bases.includes(document.kind) ? 'write' : 'none';
		case 'agreements':
			// [P3] The team writes agreements.
			return 'write';
		case 'plan':
			return planAccess(document.audience, standing);
		case 'meeting':
			// [P5] Those invited, from the invitation on; nobody after it closed.
			if (standing.meeting === null || !standing.invited) return 'none';
			return standing.meeting === 'closed' || standing.meeting === 'cancelled' ? 'none' : 'write';
		case 'sparring':
		case 'guide':
			return 'none';
		default:
			return unreachable(document.kind);
	}
}

/** [P4] Only the citizen writes the plan; a professional does so as scribe, with the citizen there. */
function planAccess(
	audience: Audience | null,
	standing: Extract<Standing, { is: 'professional' }>
): Access {
	if (standing.scribe) return 'write';
	switch (audience) {
		case 'here':
			return standing.withCitizen ? 'read' : 'none';
		case 'coordinators':
			return standing.role === 'coordinator' || standing.withCitizen ? 'read' : 'none';
		case 'network':
			return 'read';
		case null:
			return 'none';
		default:
			return unreachable(audience);
	}
}

/** [P6] A seat has rights only while its own meeting runs. */
function seatAccess(
	document: { kind: DocumentKind; audience: Audience | null },
	standing: Extract<Standing, { is: 'seat' }>
): Access {
	if (!standing.own || !isRunning(standing.meeting)) return 'none';
	switch (document.kind) {
		case 'meeting':
			return 'write';
		case 'agreements':
			return standing.as === 'citizen' || standing.networkMayAgree ? 'write' : 'none';
		case 'plan':
			if (standing.as === 'citizen') return 'write';
			return document.audience === 'network' && standing.networkMaySeePlan ? 'read' : 'none';
		case 'everyday':
		case 'health':
		case 'substances':
		case 'sparring':
		case 'guide':
			return 'none';
		default:
			return unreachable(document.kind);
	}
}

/**
 * [P11] On a device of their own the citizen writes their plan and reads the agreements. What they do
 * with own next steps outside meetings is a command.
 */
function citizenAccess(
	document: { kind: DocumentKind },
	standing: Extract<Standing, { is: 'citizen' }>
): Access {
	if (!standing.own) return 'none';
	if (document.kind === 'plan') return 'write';
	return document.kind === 'agreements' ? 'read' : 'none';
}

/** [P7] The shared screen reads `meeting` and `agreements` and nothing else, so it cannot leak. */
function screenAccess(
	document: { kind: DocumentKind },
	standing: Extract<Standing, { is: 'screen' }>
): Access {
	if (!standing.own || !isRunning(standing.meeting)) return 'none';
	return document.kind === 'meeting' || document.kind === 'agreements' ? 'read' : 'none';
}

export type CaseVerb =
	| 'open'
	| 'answer'
	| 'clock'
	| 'coordinators'
	| 'people'
	| 'profile'
	| 'planNote'
	| 'bases'
	| 'history'
	| 'close';

/**
 * [P9] What somebody may do with a case beside its documents. Whoever may not `open` it must not
 * learn that it exists.
 */
export function canOnCase(verb: CaseVerb, standing: Standing, duties: Duties): boolean {
	const team = standing.is === 'professional' ? standing : null;
	const coordinates = team?.role === 'coordinator';
	const isOpen = team === null || !team.caseClosed;
	switch (verb) {
		case 'open':
			return team !== null;
		case 'history':
			return coordinates;
		case 'answer':
			return team !== null && isOpen;
		case 'people':
		case 'profile': // and the citizen's own way in: both are made with the citizen
		case 'planNote': // a sentence of a coordinator's, beside the citizen's words
		case 'bases':
		case 'close':
			return coordinates && isOpen;
		case 'clock':
			return (coordinates || team?.role === 'treatmentCounsellor') && isOpen;
		case 'coordinators':
			// A coordination lead hands out coordinators without seeing what the case is about.
			return (coordinates || duties.coordinationLead) && isOpen;
		default:
			return unreachable(verb);
	}
}
