import {
	bigserial,
	boolean,
	integer,
	index,
	jsonb,
	pgTable,
	primaryKey,
	smallint,
	text
} from 'drizzle-orm/pg-core';
import type {
	CaseId,
	DocumentId,
	MeetingId,
	MemberId,
	PersonId,
	PictureId,
	ScreenId,
	SeatId
} from '#lib/model/ids.ts';
import type { PlanRoot } from '#lib/model/plan-commands.ts';
import type { MeetingPhase } from '#lib/model/policy.ts';
import type { Asking, Clock, MeetingKind, Minutes, Round } from '#lib/model/meeting.ts';
import type { Step } from '#lib/model/template.ts';
import { caseTable } from '#server/cases/tables.ts';
import { createdAt, id, instant } from '#server/db/columns.ts';

/** A meeting's life, step, clock, facilitator, round and blanking are rows changed by commands. */
export const meetingTable = pgTable(
	'meeting',
	{
		id: id<MeetingId>().primaryKey(),
		caseId: id<CaseId>('case_id')
			.notNull()
			.references(() => caseTable.id, { onDelete: 'cascade' }),
		kind: text('kind').$type<MeetingKind>().notNull(),
		templateKey: text('template_key').notNull(),
		templateVersion: text('template_version').notNull(),
		/** The template's steps as they were when the meeting was made; minutes may be adapted. */
		steps: jsonb('steps').$type<Step[]>().notNull(),
		title: text('title').notNull(),
		place: text('place').notNull().default(''),
		callLink: text('call_link'),
		startsAt: instant('starts_at').notNull(),
		minutes: integer('minutes').notNull(),
		phase: text('phase').$type<MeetingPhase>().notNull(),
		facilitator: id<PersonId>('facilitator').notNull(),
		backupFacilitator: id<PersonId>('backup_facilitator'),
		/** Null until the meeting is in progress. */
		clock: jsonb('clock').$type<Clock>(),
		round: jsonb('round').$type<Round>(),
		/** Who asks to lead the meeting instead. */
		asking: jsonb('asking').$type<Asking>(),
		/** A professional who writes the citizen's own words in this meeting, with the citizen there. */
		scribe: id<PersonId>('scribe'),
		/** Six digits with which a seat asks to be let in; null unless the meeting is open. */
		joinCode: text('join_code'),
		/** Counts changes of state, so that screens can tell new from old. */
		version: integer('version').notNull().default(1),
		previousMeetingId: id<MeetingId>('previous_meeting_id'),
		nextMeetingId: id<MeetingId>('next_meeting_id'),
		createdBy: id<PersonId>('created_by').notNull(),
		createdAt: createdAt(),
		invitedAt: instant('invited_at'),
		startedAt: instant('started_at'),
		closedAt: instant('closed_at'),
		cancelledAt: instant('cancelled_at'),
		/** A planning session: when the citizen said stop; null again when they said to go on. */
		stoppedAt: instant('stopped_at')
	},
	(table) => [
		index('meeting_case').on(table.caseId),
		index('meeting_starts').on(table.startsAt),
		index('meeting_join_code').on(table.joinCode)
	]
);

export const invitationTable = pgTable(
	'invitation',
	{
		meetingId: id<MeetingId>('meeting_id')
			.notNull()
			.references(() => meetingTable.id, { onDelete: 'cascade' }),
		memberId: id<MemberId>('member_id').notNull(),
		attended: boolean('attended').notNull().default(false),
		invitedAt: instant('invited_at'),
		/** Told the day before; null again when the meeting is moved. */
		remindedAt: instant('reminded_at')
	},
	(table) => [primaryKey({ columns: [table.meetingId, table.memberId] })]
);

export const handTable = pgTable(
	'hand',
	{
		meetingId: id<MeetingId>('meeting_id')
			.notNull()
			.references(() => meetingTable.id, { onDelete: 'cascade' }),
		/** Actor key. */
		who: text('who').notNull(),
		name: text('name').notNull(),
		raisedAt: instant('raised_at').notNull()
	},
	(table) => [primaryKey({ columns: [table.meetingId, table.who] })]
);

/** A place at the table for citizen or relative: no account, for one meeting, let in by the facilitator. */
export const seatTable = pgTable(
	'seat',
	{
		id: id<SeatId>().primaryKey(),
		meetingId: id<MeetingId>('meeting_id')
			.notNull()
			.references(() => meetingTable.id, { onDelete: 'cascade' }),
		memberId: id<MemberId>('member_id'),
		name: text('name').notNull(),
		as: text('as').$type<'citizen' | 'relative'>().notNull(),
		state: text('state').$type<'waiting' | 'in' | 'refused' | 'ended'>().notNull(),
		/** SHA-256 of the secret in the cookie. */
		tokenHash: text('token_hash').notNull().unique(),
		createdAt: createdAt(),
		decidedAt: instant('decided_at')
	},
	(table) => [index('seat_meeting').on(table.meetingId)]
);

/** The shared screen: a device, not a person. */
export const screenTable = pgTable(
	'screen',
	{
		id: id<ScreenId>().primaryKey(),
		/** Null until a facilitator typed the PIN that the screen shows. */
		meetingId: id<MeetingId>('meeting_id').references(() => meetingTable.id, {
			onDelete: 'cascade'
		}),
		pin: text('pin'),
		tokenHash: text('token_hash').notNull().unique(),
		theme: text('theme').$type<'light' | 'dark'>().notNull().default('light'),
		textSize: text('text_size').$type<'normal' | 'large'>().notNull().default('normal'),
		blank: boolean('blank').notNull().default(false),
		/** The screen itself says that it is blank. */
		blankConfirmed: boolean('blank_confirmed').notNull().default(false),
		createdAt: createdAt(),
		pairedAt: instant('paired_at'),
		endedAt: instant('ended_at')
	},
	(table) => [index('screen_meeting').on(table.meetingId), index('screen_pin').on(table.pin)]
);

/** How the citizen feels, 1 to 5, at check-in and check-out. Never in a document, never printed. */
export const moodTable = pgTable(
	'mood',
	{
		meetingId: id<MeetingId>('meeting_id')
			.notNull()
			.references(() => meetingTable.id, { onDelete: 'cascade' }),
		who: text('who').notNull(),
		moment: text('moment').$type<'in' | 'out'>().notNull(),
		face: smallint('face').notNull(),
		at: instant('at').notNull()
	},
	(table) => [primaryKey({ columns: [table.meetingId, table.who, table.moment] })]
);

export const minutesTable = pgTable('minutes', {
	meetingId: id<MeetingId>('meeting_id')
		.primaryKey()
		.references(() => meetingTable.id, { onDelete: 'cascade' }),
	state: text('state').$type<'draft' | 'corrected' | 'approved'>().notNull(),
	content: jsonb('content').$type<Minutes>().notNull(),
	contentHash: text('content_hash').notNull(),
	version: integer('version').notNull().default(1),
	createdAt: createdAt(),
	lockedAt: instant('locked_at')
});

/** What was put right in the minutes before they were approved, by whom. Append-only. */
export const minutesCorrectionTable = pgTable(
	'minutes_correction',
	{
		id: bigserial('id', { mode: 'number' }).primaryKey(),
		meetingId: id<MeetingId>('meeting_id')
			.notNull()
			.references(() => minutesTable.meetingId, { onDelete: 'cascade' }),
		/** The version of the minutes that it made. */
		version: integer('version').notNull(),
		/** A part of `MinutesChange`, or `redrawn` when the agreements were taken from the board again. */
		part: text('part').notNull(),
		before: text('before').notNull(),
		after: text('after').notNull(),
		/** Actor key. */
		by: text('by').notNull(),
		byName: text('by_name').notNull(),
		at: instant('at').notNull()
	},
	(table) => [index('minutes_correction_meeting').on(table.meetingId)]
);

/**
 * Which card of the citizen's plan a copy on the table was made of. The row is the server's word for it:
 * who may read the meeting may see the card's picture while it is there, and when the card goes the
 * copy goes.
 */
export const shownCardTable = pgTable(
	'shown_card',
	{
		meetingId: id<MeetingId>('meeting_id')
			.notNull()
			.references(() => meetingTable.id, { onDelete: 'cascade' }),
		/** Of the copy. */
		key: text('key').notNull(),
		documentId: id<DocumentId>('document_id').notNull(),
		root: text('root').$type<PlanRoot>().notNull(),
		card: text('card').notNull(),
		/** One of the citizen's own. */
		pictureId: id<PictureId>('picture_id')
	},
	(table) => [
		primaryKey({ columns: [table.meetingId, table.key] }),
		index('shown_card_document').on(table.documentId),
		index('shown_card_picture').on(table.pictureId)
	]
);
