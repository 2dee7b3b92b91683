import { invalidateAll } from '$app/navigation';
import type { PlanAnswer, PlanCommand } from '#lib/model/plan-commands.ts';

/** Sends what the citizen asks for; false when it did not get through, or came too late. */
export async function sendPlan(command: PlanCommand): Promise<boolean> {
	const answer = await fetch('/my-plan/commands', {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(command)
	}).catch(() => null);
	if (!answer?.ok) return false;
	const said: PlanAnswer = await answer.json();
	await invalidateAll();
	return said.ok;
}
