import { count, eq, notLike } from 'drizzle-orm';
import * as Y from 'yjs';
import { addProtectiveFactor, addStatement } from '#lib/board/edit-assessment.ts';
import { addNextStep } from '#lib/board/edit-agreements.ts';
import { assessmentAreas } from '#lib/board/layout.ts';
import { addDays, dateOf } from '#lib/model/dates.ts';
import { BasisId, CaseId, MemberId, newId, PersonId } from '#lib/model/ids.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { basisTable } from '#server/consent/tables.ts';
import { createDocuments } from '#server/documents/documents.ts';
import { documentTable, documentUpdateTable } from '#server/documents/tables.ts';
import type { Transaction } from '#server/db/open.ts';
import { personTable } from '#server/people/tables.ts';
import { hashPassword } from '#server/sign-in/passwords.ts';
import { Mistake, type Tools } from './tool.ts';

const themes = ['everyday', 'health', 'substances'] as const;

interface Coordinator {
	id: PersonId;
	name: string;
	area: 'substanceTreatment' | 'socialSupport';
}

/** Invented cases and people, as many as wanted, shared evenly among pairs of coordinators. */
export async function seedLoad({ db, say }: Tools, cases: number, people: number): Promise<void> {
	if (people < 2) throw new Mistake('A case needs two coordinators: give --people 2 or more.');
	const [real] = await db
		.select({ people: count() })
		.from(personTable)
		.where(notLike(personTable.email, '%.example'));
	if ((real?.people ?? 0) > 0) throw new Mistake('There are real people in this database.');

	const [before] = await db.select({ cases: count() }).from(caseTable);
	const first = before?.cases ?? 0;
	const passwordHash = await hashPassword('samtavle-demo');
	const staff = Array.from({ length: people }, (_, index): Coordinator => ({
		id: newId(PersonId),
		name: `Prøve ${first + index + 1}`,
		area: index % 2 === 0 ? 'substanceTreatment' : 'socialSupport'
	}));
	await db.insert(personTable).values(
		staff.map((person) => ({
			...person,
			email: `proeve-${person.id.toLowerCase()}@samtavle.example`,
			title: 'Tovholder',
			passwordHash
		}))
	);
	for (let index = 0; index < cases; index++) {
		const pair = Math.floor(people / 2);
		const at = (index % pair) * 2;
		const team = staff.slice(at, at + 2);
		await db.transaction((tx) => makeCase(tx, `L-${first + index + 1}`, team));
		if ((index + 1) % 100 === 0) say(`${index + 1} cases`);
	}
	say(`${cases} cases and ${people} people are added. Password of all: samtavle-demo.`);
	say(`One of them: proeve-${staff[0]?.id.toLowerCase()}@samtavle.example`);
}

async function makeCase(
	tx: Transaction,
	number: string,
	team: readonly Coordinator[]
): Promise<void> {
	const now = new Date();
	const today = dateOf(now);
	const caseId = newId(CaseId);
	await tx.insert(caseTable).values({
		id: caseId,
		number,
		areas: team.map(({ area }) => area),
		inquiryOn: addDays(today, -30),
		treatmentBeganOn: addDays(today, -20)
	});
	const members = team.map(({ id, name, area }) => ({
		id: newId(MemberId),
		caseId,
		role: 'coordinator' as const,
		personId: id,
		name,
		area
	}));
	await tx.insert(memberTable).values(members);
	await tx.insert(basisTable).values(
		team.flatMap(({ id, area }) =>
			themes.map((theme) => ({
				id: newId(BasisId),
				caseId,
				theme,
				granteeKind: 'organisation' as const,
				grantee: area,
				kind: 'consent' as const,
				ground: 'Opdigtet',
				from: addDays(today, -30),
				recordedBy: id,
				recordedAt: now
			}))
		)
	);
	await createDocuments({ db: tx }).createForCase(tx, caseId, now);
	const documents = await tx.select().from(documentTable).where(eq(documentTable.caseId, caseId));
	for (const { id, kind } of documents) {
		const doc = new Y.Doc();
		for (const { key, kind: home } of assessmentAreas) {
			if (home !== kind) continue;
			for (const text of ['Opdigtet viden om området.', 'Mere viden, sagt af borgeren selv.']) {
				addStatement(doc, { area: key, text, source: 'citizen', statedOn: today });
			}
		}
		if (kind === 'everyday')
			addProtectiveFactor(doc, { text: 'Går tur hver dag', abc: ['active'] });
		if (kind === 'agreements') {
			for (let step = 1; step <= 5; step++) {
				addNextStep(doc, {
					what: `Næste skridt ${step}`,
					owner: members[step % members.length]?.id ?? null,
					due: addDays(today, step * 2),
					agreedOn: today
				});
			}
		}
		const update = Y.encodeStateAsUpdate(doc);
		doc.destroy();
		if (update.byteLength > 2) {
			await tx
				.insert(documentUpdateTable)
				.values({ documentId: id, update, by: 'server', at: now });
		}
	}
}
