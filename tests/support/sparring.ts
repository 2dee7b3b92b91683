import { eq } from 'drizzle-orm';
import { readBoard } from '#lib/board/read.ts';
import { addDays, dateOf } from '#lib/model/dates.ts';
import { CaseId, MemberId, newId, type SparringId } from '#lib/model/ids.ts';
import type { Area, PersonActor } from '#lib/model/person.ts';
import type { SparringCommand } from '#lib/model/sparring-commands.ts';
import type { SparringPlan } from '#lib/model/sparring-plan.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { sparringTable } from '#server/sparring/tables.ts';
import { createTestApp, hire } from './app.ts';
import { putOnCase, signedIn } from './signed-in.ts';

/** Four coordinators of both areas, each with a case, and a sparring that they have planned. */
export async function sparring({
	model = 'colleagues8',
	cookies = false,
	node
}: {
	model?: string;
	cookies?: boolean;
	/** Where another node finds the same database, and Redis when there is one. */
	node?: { databaseUrl: string; redisUrl: string | null };
} = {}) {
	const { running, passes } = await createTestApp(node?.databaseUrl, node?.redisUrl);
	const { app, db } = running;

	async function coordinator(name: string, area: Area, number: string, citizen: string) {
		const { actor, cookie } = cookies
			? await signedIn(running, name, { area })
			: { actor: await hire(running, name, { area }), cookie: '' };
		const caseId = newId(CaseId);
		await db.insert(caseTable).values({
			id: caseId,
			number,
			displayName: citizen,
			areas: ['substanceTreatment', 'socialSupport']
		});
		await db
			.insert(memberTable)
			.values({ id: newId(MemberId), caseId, role: 'citizen', name: citizen });
		const member = await putOnCase(running, caseId, actor, 'coordinator');
		return { actor, cookie, caseId, member };
	}

	const signe = await coordinator('Signe Aarup', 'substanceTreatment', '26-0143', 'Mikkel Overby');
	const karim = await coordinator('Karim Bendtsen', 'socialSupport', '26-0144', 'Torkild Krogsbo');
	const jonas = await coordinator('Jonas Vinther', 'substanceTreatment', '26-0145', 'Else Rasmine');
	const hanne = await coordinator('Hanne Skovgaard', 'socialSupport', '26-0146', 'Valdemar Friis');
	const all = [signe, karim, jonas, hanne];

	const plan: SparringPlan = {
		date: addDays(dateOf(new Date()), 1),
		time: '10:00',
		callLink: 'https://meet.example/abc',
		people: all.map(({ actor }) => actor.id),
		facilitator: karim.actor.id,
		focus: signe.actor.id,
		interviewer: model === 'reflecting' ? hanne.actor.id : null,
		times: 1,
		everyWeeks: 2
	};
	const planned = async (over: Partial<SparringPlan> = {}): Promise<SparringId> => {
		const made = await app.sparring.schedule(signe.actor, model, { ...plan, ...over });
		if (!made.ok) throw new Error(made.why);
		return made.first;
	};
	const row = async (id: SparringId) => {
		const [found] = await db.select().from(sparringTable).where(eq(sparringTable.id, id));
		if (!found) throw new Error('no such session');
		return found;
	};
	const does = (actor: PersonActor, id: SparringId, command: SparringCommand) =>
		app.sparring.command(actor, id, command);

	return {
		running,
		app,
		db,
		passes,
		signe,
		karim,
		jonas,
		hanne,
		all,
		plan,
		planned,
		row,
		does,

		/** Begun, with everybody there, at one of its steps. */
		async at(step: string): Promise<{ id: SparringId; at: number }> {
			const id = await planned();
			for (const { actor } of all) await does(actor, id, { do: 'come' });
			await does(karim.actor, id, { do: 'begin' });
			const at = (await row(id)).steps.findIndex(({ key }) => key === step);
			if (at < 0) throw new Error(`no step ${step}`);
			if (at > 0) await does(karim.actor, id, { do: 'goTo', at: 0, step: at });
			return { id, at };
		},

		write: (actor: PersonActor, id: SparringId, at: number, text: string) =>
			app.sparring.publish(actor, id, { kind: 'post', at, text, dismissed: [] }),

		/** What lies in the document. */
		async board(id: SparringId) {
			return readBoard('sparring', await running.rooms.read((await row(id)).documentId)).cards;
		}
	};
}
