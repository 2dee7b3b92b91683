import { addCard, setFields } from '#lib/board/edit.ts';
import { readCards } from '#lib/board/read.ts';
import { newId, SeatId } from '#lib/model/ids.ts';
import type { CitizenActor } from '#lib/model/person.ts';
import { documentTable } from '#server/documents/tables.ts';
import { meetingTable, seatTable } from '#server/meetings/tables.ts';
import { hashSecret, newSecret } from '#server/sign-in/secrets.ts';
import { openCase } from './meeting.ts';

/** A case whose citizen sits in an open meeting, with one wish in the plan that only those there see. */
export async function openPlan() {
	const house = await openCase();
	const { running, caseId, mikkel, drafted } = house;
	const { db, rooms, app } = running;
	const meetingId = await drafted();
	await db.update(meetingTable).set({ phase: 'open' });
	const id = newId(SeatId);
	const seat = { id, meetingId, memberId: mikkel, name: 'Mikkel H.', as: 'citizen' as const };
	await db.insert(seatTable).values({ ...seat, state: 'in', tokenHash: hashSecret(newSecret()) });
	const citizen: CitizenActor = {
		kind: 'seat',
		id,
		name: 'Mikkel H.',
		as: 'citizen',
		member: mikkel,
		caseId,
		meetingId
	};
	const documents = await db.select().from(documentTable);
	const idOf = (kind: string, audience: string | null = null) => {
		const found = documents.find((one) => one.kind === kind && one.audience === audience);
		if (!found) throw new Error(`no ${kind}`);
		return found.id;
	};
	let key = '';
	await rooms.edit(idOf('plan', 'here'), 'server', (doc) => {
		key = addCard(doc, 'words', { topic: 'wish', text: 'Et arbejde.', source: 'citizen' });
		setFields(doc, 'quote', 'quote', { text: 'Jeg vil fiske.', source: 'citizen' });
	});
	const wordsIn = async (audience: string) =>
		readCards(await rooms.read(idOf('plan', audience)), 'words').map(({ text }) => text);
	return { ...house, plan: app.plan, citizen, idOf, key, wordsIn };
}
