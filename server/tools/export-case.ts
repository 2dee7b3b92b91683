import { eq, inArray } from 'drizzle-orm';
import { writeFile } from 'node:fs/promises';
import * as Y from 'yjs';
import { readBoard } from '#lib/board/read.ts';
import { record } from '#server/audit/audit.ts';
import { caseTable, memberTable } from '#server/cases/tables.ts';
import { basisTable } from '#server/consent/tables.ts';
import { createPostgresLog } from '#server/documents/postgres-log.ts';
import { documentTable } from '#server/documents/tables.ts';
import { meetingTable, minutesTable } from '#server/meetings/tables.ts';
import { recordTable } from '#server/records/tables.ts';
import { Mistake, type Tools } from './tool.ts';

/** Everything about one case as plain data: for the record system, or for the citizen who asks. */
export async function exportCase(
	{ db, sql, say }: Tools,
	number: string | undefined,
	file: string | undefined
): Promise<void> {
	if (!number || !file)
		throw new Mistake('Give case number and file: export-case 26-0143 case.json');
	const [found] = await db.select().from(caseTable).where(eq(caseTable.number, number));
	if (!found) throw new Mistake('There is no case with that number.');

	const log = createPostgresLog(sql);
	const meetings = await db.select().from(meetingTable).where(eq(meetingTable.caseId, found.id));
	const documents = await db.select().from(documentTable).where(eq(documentTable.caseId, found.id));
	const boards = await Promise.all(
		documents.map(async ({ id, kind, audience }) => {
			const { snapshot, rows } = await log.read(id);
			const doc = new Y.Doc();
			if (snapshot) Y.applyUpdate(doc, snapshot);
			for (const { update } of rows) Y.applyUpdate(doc, update);
			return { id, kind, audience, content: readBoard(kind, doc) };
		})
	);
	const all = {
		case: found,
		members: await db.select().from(memberTable).where(eq(memberTable.caseId, found.id)),
		bases: await db.select().from(basisTable).where(eq(basisTable.caseId, found.id)),
		documents: boards,
		records: await db.select().from(recordTable).where(eq(recordTable.caseId, found.id)),
		meetings,
		minutes:
			meetings.length === 0
				? []
				: await db
						.select()
						.from(minutesTable)
						.where(
							inArray(
								minutesTable.meetingId,
								meetings.map(({ id }) => id)
							)
						)
	};
	// The row first: an export that cannot be logged does not happen.
	await record(db, 'server', { event: 'case:exported', caseId: found.id });
	await writeFile(file, JSON.stringify(all, null, '\t'), { mode: 0o600 });
	say(`Everything about case ${number} is in ${file}.`);
}
