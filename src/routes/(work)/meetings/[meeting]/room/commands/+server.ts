import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { HostCommand, type HostAnswer } from '#lib/model/host-commands.ts';
import { MeetingId } from '#lib/model/ids.ts';
import { unreachable } from '#lib/model/unreachable.ts';
import { jsonBody } from '#lib/parts/json-body.ts';
import { parseId } from '#lib/parts/parse-id.ts';
import type { RequestHandler } from './$types';

export const POST: RequestHandler = async ({ locals, params, request }) => {
	const parsed = v.safeParse(HostCommand, await jsonBody(request));
	if (!parsed.success) error(400);
	const id = parseId(MeetingId, params.meeting);
	return json(await act(locals, id, parsed.output));
};

async function act(
	{ app, actor }: App.Locals,
	id: MeetingId,
	command: HostCommand
): Promise<HostAnswer> {
	switch (command.do) {
		case 'pair': {
			const paired = await app.screens.pair(actor, id, command.pin);
			return paired.ok ? { ok: true } : paired;
		}
		case 'unpair':
			await app.screens.unpair(actor, id);
			return { ok: true };
		case 'blank':
			await app.screens.blank(actor, id, command.blank);
			return { ok: true };
		case 'dress': {
			const { theme, textSize } = command;
			await app.screens.dress(actor, id, {
				...(theme && { theme }),
				...(textSize && { textSize })
			});
			return { ok: true };
		}
		case 'letIn':
			await app.door.letIn(actor, command.seat, { is: 'member', member: command.member });
			return { ok: true };
		case 'letInRelative': {
			const { name, relation } = command;
			await app.door.letIn(actor, command.seat, { is: 'relative', name, relation });
			return { ok: true };
		}
		case 'refuse':
			await app.door.refuse(actor, command.seat);
			return { ok: true };
		case 'sendAway':
			await app.door.sendAway(actor, command.seat);
			return { ok: true };
		default:
			return unreachable(command);
	}
}
