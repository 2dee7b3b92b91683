import type { MeetingKind } from './meeting.ts';
import type { Standing } from './policy.ts';
import { unreachable } from './unreachable.ts';

/** What somebody can want of a meeting, whatever step it is at. */
export type MeetingAct =
	/** Know that it is, when and where. */
	| 'see'
	/** Make, change, invite to, move, cancel and open it. */
	| 'plan'
	/** Be in it: read its state, raise a hand, say pass, put something on the table. */
	| 'takePart'
	/** Start it, give the word, extend it. */
	| 'steer'
	/** Move it on, back, and pause it. In a planning session the citizen's finger does so. */
	| 'move'
	/** Ask to lead it instead, and lead it when nobody answers. */
	| 'takeLead'
	/** Close it. */
	| 'end';

export interface MeetingPlace {
	kind: MeetingKind;
	standing: Standing;
	/** Leads the meeting. */
	leads: boolean;
	/** Leads it when the leader cannot. */
	reserve: boolean;
}

type Professional = Extract<Standing, { is: 'professional' }>;

/** The same, with only what counts in a meeting of what is known of a professional. */
interface Place extends Omit<MeetingPlace, 'standing'> {
	standing: Exclude<Standing, Professional> | Pick<Professional, 'is' | 'role' | 'invited'>;
}

/**
 * The only place that decides who may do what in a meeting. One person leads; one more and both
 * coordinators can take over and end it, so that no meeting is ever stuck with a lost facilitator.
 */
export function mayIn(act: MeetingAct, { kind, standing, leads, reserve }: Place): boolean {
	switch (standing.is) {
		case 'stranger':
		case 'emergency':
			return false;
		case 'professional': {
			const coordinates = standing.role === 'coordinator';
			switch (act) {
				case 'see':
					return true;
				case 'plan':
				case 'end':
					return leads || reserve || coordinates;
				case 'takePart':
					return standing.invited;
				case 'steer':
				case 'move':
					return leads;
				case 'takeLead':
					return reserve || (coordinates && standing.invited);
				default:
					return unreachable(act);
			}
		}
		case 'seat':
			if (!standing.own) return false;
			return (
				act === 'takePart' || (act === 'move' && kind === 'planning' && standing.as === 'citizen')
			);
		case 'citizen':
		case 'screen':
		case 'sparring':
			return false;
		default:
			return unreachable(standing);
	}
}
