import type { Standing } from './policy.ts';
import { unreachable } from './unreachable.ts';

export interface MinutesRights {
	read: boolean;
	/** Until they are approved. */
	correct: boolean;
	/** For one's own area. */
	approve: boolean;
}

const none: MinutesRights = { read: false, correct: false, approve: false };

/**
 * Minutes are for those who were asked to the meeting, and for both coordinators. Seats get what
 * they take home on paper: their right to look ends with the meeting.
 */
export function minutesRights(standing: Standing): MinutesRights {
	switch (standing.is) {
		case 'stranger':
		case 'emergency':
		case 'seat':
		case 'citizen':
		case 'screen':
		case 'sparring':
			return none;
		case 'professional': {
			const coordinates = standing.role === 'coordinator';
			const read = (coordinates || standing.invited) && standing.meeting !== 'cancelled';
			const change = read && !standing.caseClosed;
			return { read, correct: change, approve: change && coordinates };
		}
		default:
			return unreachable(standing);
	}
}
