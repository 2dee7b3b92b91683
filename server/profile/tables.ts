import { boolean, pgTable, smallint, text } from 'drizzle-orm/pg-core';
import type { CaseId, MemberId } from '#lib/model/ids.ts';
import type { Profile } from '#lib/model/profile.ts';
import { caseTable } from '#server/cases/tables.ts';
import { id, instant } from '#server/db/columns.ts';

/** How one talks with the citizen of a case; agreed with the citizen. Absence: the first profile. */
export const profileTable = pgTable('communication_profile', {
	caseId: id<CaseId>('case_id')
		.primaryKey()
		.references(() => caseTable.id, { onDelete: 'cascade' }),
	minutes: smallint('minutes').notNull(),
	breakEvery: smallint('break_every'),
	choices: smallint('choices').$type<Profile['choices']>().notNull(),
	textLevel: text('text_level').$type<Profile['textLevel']>().notNull(),
	textSize: text('text_size').$type<Profile['textSize']>().notNull(),
	readAloud: boolean('read_aloud').notNull(),
	pictures: boolean('pictures').notNull(),
	calm: boolean('calm').notNull(),
	helper: id<MemberId>('helper'),
	leaveOutTopics: text('leave_out_topics')
		.array()
		.$type<Profile['leaveOutTopics']>()
		.notNull()
		.default([]),
	leaveOut: text('leave_out').notNull().default(''),
	/** Actor key. */
	changedBy: text('changed_by').notNull(),
	changedAt: instant('changed_at').notNull()
});
