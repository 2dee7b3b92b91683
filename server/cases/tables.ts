import { boolean, date, index, pgTable, text } from 'drizzle-orm/pg-core';
import type { CaseId, MemberId, PersonId } from '#lib/model/ids.ts';
import type { Area, CaseRole } from '#lib/model/person.ts';
import { createdAt, id, instant } from '#server/db/columns.ts';
import { personTable } from '#server/people/tables.ts';

/** A case: one citizen's borgerforløb across the areas. `case` is a word of SQL's own. */
export const caseTable = pgTable('care_case', {
	id: id<CaseId>().primaryKey(),
	/** The municipality's own number, "26-0143". */
	number: text('number').notNull().unique(),
	/** The name the citizen chose to be shown by; null: shown by number. */
	displayName: text('display_name'),
	areas: text('areas').array().$type<Area[]>().notNull(),
	/** The day of henvendelse: day 0 of the 14-day treatment guarantee. Null: no treatment asked for. */
	inquiryOn: date('inquiry_on', { mode: 'string' }),
	/** The first talk that is booked. */
	firstTalkAt: instant('first_talk_at'),
	/** The day treatment began; stops the clock. */
	treatmentBeganOn: date('treatment_began_on', { mode: 'string' }),
	/** Said when the deadline passed without treatment. */
	exceededReason: text('exceeded_reason'),
	closedAt: instant('closed_at'),
	closingReason: text('closing_reason'),
	createdAt: createdAt()
});

/** Everybody on a case. Boards refer to the id here, for professionals, citizen and relatives alike. */
export const memberTable = pgTable(
	'case_member',
	{
		id: id<MemberId>().primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		role: text('role').$type<CaseRole>().notNull(),
		/** Professionals have an account; citizen and relatives have only a name. */
		personId: id<PersonId>('person_id').references(() => personTable.id),
		name: text('name').notNull(),
		/** "Søster", for relatives. */
		relation: text('relation'),
		area: text('area').$type<Area>(),
		/** Stands in for the coordinator of the same area. */
		substitute: boolean('substitute').notNull().default(false),
		createdAt: createdAt(),
		removedAt: instant('removed_at')
	},
	(table) => [
		index('case_member_case').on(table.caseId),
		index('case_member_person').on(table.personId)
	]
);
