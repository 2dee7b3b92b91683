import * as v from 'valibot';
import { PersonId } from './ids.ts';
import type { Asking } from './meeting.ts';

/** How long the one who leads has to answer somebody who asks to lead instead. */
export const leadGraceMs = 2 * 60_000;

/** Who leads, who is in reserve, and who asks to take over: the same in every kind of meeting. */
export interface Led {
	facilitator: PersonId;
	backupFacilitator: PersonId | null;
	asking: Asking | null;
}

export const leadCommands = [
	v.object({ do: v.literal('askToLead') }),
	v.object({ do: v.literal('takeLead') }),
	v.object({ do: v.literal('handOver'), to: PersonId }),
	v.object({ do: v.literal('keepLead') })
] as const;

/** Whoever led before is the one in reserve, so that the meeting always has two. */
export function leadBy(led: Led, person: PersonId): Partial<Led> {
	if (led.facilitator === person) return { asking: null };
	return { facilitator: person, backupFacilitator: led.facilitator, asking: null };
}

/** Asks the one who leads; they have two minutes to answer. */
export function askToLead(
	led: Led,
	me: { person: PersonId; name: string },
	now: number
): Partial<Led> | 'changed' | 'notNow' {
	if (led.facilitator === me.person) return 'notNow';
	if (led.asking?.by === me.person) return 'changed';
	return { asking: { by: me.person, name: me.name, since: now } };
}

/** Leads from now on, when nobody answered. */
export function takeLead(led: Led, me: PersonId, now: number): Partial<Led> | 'changed' | 'wait' {
	if (led.asking?.by !== me) return 'changed';
	return now - led.asking.since < leadGraceMs ? 'wait' : leadBy(led, me);
}

export function keepLead(led: Led): Partial<Led> | 'changed' {
	return led.asking ? { asking: null } : 'changed';
}
