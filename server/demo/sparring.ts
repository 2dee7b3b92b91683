import { eq } from 'drizzle-orm';
import { addPost, showAccount, sortPost } from '#lib/board/edit-sparring.ts';
import { addDays, dateOf } from '#lib/model/dates.ts';
import { newId, randomKey, SparringId } from '#lib/model/ids.ts';
import type { PostKind } from '#lib/model/post.ts';
import { createDocuments } from '#server/documents/documents.ts';
import { documentUpdateTable } from '#server/documents/tables.ts';
import { sparringParticipantTable, sparringTable } from '#server/sparring/tables.ts';
import { createTemplates } from '#server/templates/templates.ts';
import type { Days } from './days.ts';
import type { Accounts, Seeded } from './place.ts';

/** Two coordinators of each area: one sparring that they have held, and one that they plan. */
export async function placeSparrings(
	running: Seeded,
	accounts: Accounts,
	days: Days
): Promise<void> {
	const { db, rooms, config } = running;
	const models = await createTemplates(config).models();
	const signe = accounts('rusmiddel');
	const karim = accounts('social');
	const jonas = accounts('rusmiddel2');
	const hanne = accounts('social2');
	const people = [signe, karim, jonas, hanne];
	const series = randomKey();

	async function place(on: number, key: string, held: boolean) {
		const model = models.find((one) => one.key === key);
		if (!model) throw new Error(`no model ${key}`);
		const startsAt = days.at(on, '10:00');
		const id = newId(SparringId);
		await db.transaction(async (tx) => {
			const at = days.at(Math.min(on, 0) - 7, '09:00');
			const document = { kind: 'sparring' as const, caseId: null, now: at };
			const documentId = await createDocuments({ db }).create(tx, document);
			await tx.insert(sparringTable).values({
				id,
				documentId,
				series,
				modelKey: model.key,
				modelVersion: model.version,
				title: model.title,
				steps: model.steps,
				positions: model.positions,
				callLink: held ? null : 'https://meet.samtavle.example/sparring',
				startsAt,
				minutes: model.minutes,
				phase: held ? 'closed' : 'planned',
				facilitator: held ? jonas.id : karim.id,
				backupFacilitator: hanne.id,
				focus: held ? karim.id : signe.id,
				eraseOn: addDays(dateOf(startsAt), 30),
				createdBy: karim.id,
				createdAt: at,
				...(held && {
					startedAt: startsAt,
					closedAt: new Date(startsAt.getTime() + 58 * 60_000)
				})
			});
			await tx.insert(sparringParticipantTable).values(
				people.map((one, seat) => ({
					sparringId: id,
					personId: one.id,
					seat,
					area: one.area,
					attended: held
				}))
			);
		});
		const [row] = await db.select().from(sparringTable).where(eq(sparringTable.id, id));
		if (!row) throw new Error('a sparring was placed and is not there');
		return row.documentId;
	}

	const held = await place(-9, 'colleagues8', true);
	await rooms.edit(held, 'server', (doc) => {
		showAccount(doc, {
			situation: 'En mand i 40’erne. Han åbner døren for nogle af os, men ikke for alle.',
			tried: 'Vi har sendt beskeder og lagt et kort i postkassen.',
			wonder: 'Hvorfor går det godt i nogle uger og så slet ikke?',
			question: 'Hvordan bliver vi ved, uden at det føles som pres?',
			notAnswered: 'Om han skal have en anden bolig.'
		});
		const post = (step: string, kind: PostKind, text: string) => addPost(doc, { step, kind, text });
		post('questions', 'question', 'Hvem åbner han for, og hvad gør de?');
		post('questions', 'question', 'Hvad sker der i de uger, hvor det går godt?');
		const same = post('advice', 'advice', 'Kom på samme tid hver gang, også når døren er lukket.');
		const short = post('advice', 'advice', 'Gør besøget kort: fem minutter i døren er et besøg.');
		sortPost(doc, same, 'plus');
		sortPost(doc, short, 'maybe');
		post('learn', 'learning', 'Vi kalder det motivation, når det er os, der skifter plan.');
	});
	await db
		.update(documentUpdateTable)
		.set({ at: days.at(-9, '10:50') })
		.where(eq(documentUpdateTable.documentId, held));
	await place(5, 'colleagues8', false);
}
