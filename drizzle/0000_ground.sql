CREATE TABLE "audit_event" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"event" text NOT NULL,
	"case_id" text,
	"document_id" text,
	"meeting_id" text,
	"details" jsonb
);
--> statement-breakpoint
CREATE TABLE "calendar_feed" (
	"person_id" text PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "calendar_feed_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "care_case" (
	"id" text PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"display_name" text,
	"areas" text[] NOT NULL,
	"inquiry_on" date,
	"first_talk_at" timestamp with time zone,
	"treatment_began_on" date,
	"exceeded_reason" text,
	"closed_at" timestamp with time zone,
	"closing_reason" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "care_case_number_unique" UNIQUE("number")
);
--> statement-breakpoint
CREATE TABLE "case_member" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"role" text NOT NULL,
	"person_id" text,
	"name" text NOT NULL,
	"relation" text,
	"area" text,
	"substitute" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"removed_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "basis" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"theme" text NOT NULL,
	"grantee_kind" text NOT NULL,
	"grantee" text NOT NULL,
	"kind" text NOT NULL,
	"ground" text NOT NULL,
	"valid_from" date NOT NULL,
	"valid_until" date,
	"recorded_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone,
	"withdrawn_by" text,
	"withdrawal_reason" text
);
--> statement-breakpoint
CREATE TABLE "document_client" (
	"document_id" text NOT NULL,
	"client_id" bigint NOT NULL,
	"owner" text NOT NULL,
	CONSTRAINT "document_client_document_id_client_id_pk" PRIMARY KEY("document_id","client_id")
);
--> statement-breakpoint
CREATE TABLE "document_snapshot" (
	"document_id" text PRIMARY KEY NOT NULL,
	"state" "bytea" NOT NULL,
	"upto" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "document" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"audience" text,
	"case_id" text,
	"meeting_id" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"deleted_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "document_update" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"document_id" text NOT NULL,
	"update" "bytea" NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"quarantined_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "projection" (
	"document_id" text PRIMARY KEY NOT NULL,
	"upto" bigint NOT NULL,
	"version" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"to" text NOT NULL,
	"letter" text NOT NULL,
	"facts" jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "hand" (
	"meeting_id" text NOT NULL,
	"who" text NOT NULL,
	"name" text NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	CONSTRAINT "hand_meeting_id_who_pk" PRIMARY KEY("meeting_id","who")
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"meeting_id" text NOT NULL,
	"member_id" text NOT NULL,
	"attended" boolean DEFAULT false NOT NULL,
	"invited_at" timestamp with time zone,
	CONSTRAINT "invitation_meeting_id_member_id_pk" PRIMARY KEY("meeting_id","member_id")
);
--> statement-breakpoint
CREATE TABLE "meeting" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"kind" text NOT NULL,
	"template_key" text NOT NULL,
	"template_version" text NOT NULL,
	"steps" jsonb NOT NULL,
	"title" text NOT NULL,
	"place" text DEFAULT '' NOT NULL,
	"call_link" text,
	"starts_at" timestamp with time zone NOT NULL,
	"minutes" integer NOT NULL,
	"phase" text NOT NULL,
	"facilitator" text NOT NULL,
	"backup_facilitator" text,
	"clock" jsonb,
	"round" jsonb,
	"scribe" text,
	"join_code" text,
	"version" integer DEFAULT 1 NOT NULL,
	"previous_meeting_id" text,
	"next_meeting_id" text,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"invited_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "minutes" (
	"meeting_id" text PRIMARY KEY NOT NULL,
	"state" text NOT NULL,
	"content" jsonb NOT NULL,
	"content_hash" text NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"locked_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "mood" (
	"meeting_id" text NOT NULL,
	"who" text NOT NULL,
	"moment" text NOT NULL,
	"face" smallint NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "mood_meeting_id_who_moment_pk" PRIMARY KEY("meeting_id","who","moment")
);
--> statement-breakpoint
CREATE TABLE "screen" (
	"id" text PRIMARY KEY NOT NULL,
	"meeting_id" text,
	"pin" text,
	"token_hash" text NOT NULL,
	"theme" text DEFAULT 'light' NOT NULL,
	"text_size" text DEFAULT 'normal' NOT NULL,
	"blank" boolean DEFAULT false NOT NULL,
	"blank_confirmed" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"paired_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	CONSTRAINT "screen_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "seat" (
	"id" text PRIMARY KEY NOT NULL,
	"meeting_id" text NOT NULL,
	"member_id" text,
	"name" text NOT NULL,
	"as" text NOT NULL,
	"state" text NOT NULL,
	"token_hash" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"decided_at" timestamp with time zone,
	CONSTRAINT "seat_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "next_step" (
	"document_id" text NOT NULL,
	"key" text NOT NULL,
	"case_id" text NOT NULL,
	"what" text NOT NULL,
	"owner" text,
	"helper" text,
	"help_level" text,
	"due" date,
	"status" text NOT NULL,
	"obstacle" text,
	"focus_point" text,
	"abc" text[] NOT NULL,
	"notice" text,
	"agreed_on" date,
	"meeting_id" text,
	"status_at" timestamp with time zone,
	"order" text NOT NULL,
	CONSTRAINT "next_step_document_id_key_pk" PRIMARY KEY("document_id","key")
);
--> statement-breakpoint
CREATE TABLE "person" (
	"id" text PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"area" text,
	"coordination_lead" boolean DEFAULT false NOT NULL,
	"manager" boolean DEFAULT false NOT NULL,
	"administrator" boolean DEFAULT false NOT NULL,
	"password_hash" text,
	"overview_seen_at" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "person_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "record" (
	"id" text PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"answer" text NOT NULL,
	"reason" text,
	"text" text NOT NULL,
	"text_hash" text NOT NULL,
	"case_id" text NOT NULL,
	"document_id" text,
	"meeting_id" text,
	"by" text NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "password_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"device" text DEFAULT '' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sign_in_attempt" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"account_hash" text NOT NULL,
	"ip_hash" text NOT NULL,
	"ok" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "calendar_feed" ADD CONSTRAINT "calendar_feed_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_member" ADD CONSTRAINT "case_member_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "case_member" ADD CONSTRAINT "case_member_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "basis" ADD CONSTRAINT "basis_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "hand" ADD CONSTRAINT "hand_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting" ADD CONSTRAINT "meeting_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "minutes" ADD CONSTRAINT "minutes_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "mood" ADD CONSTRAINT "mood_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "screen" ADD CONSTRAINT "screen_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "seat" ADD CONSTRAINT "seat_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_link" ADD CONSTRAINT "password_link_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_person_id_person_id_fk" FOREIGN KEY ("person_id") REFERENCES "public"."person"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "audit_event_case" ON "audit_event" USING btree ("case_id","seq");--> statement-breakpoint
CREATE INDEX "audit_event_actor" ON "audit_event" USING btree ("actor","seq");--> statement-breakpoint
CREATE INDEX "case_member_case" ON "case_member" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "case_member_person" ON "case_member" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "basis_case" ON "basis" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "document_case" ON "document" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "document_meeting" ON "document" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "document_update_document" ON "document_update" USING btree ("document_id","seq");--> statement-breakpoint
CREATE INDEX "outbox_unsent" ON "outbox" USING btree ("sent_at");--> statement-breakpoint
CREATE INDEX "meeting_case" ON "meeting" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "meeting_starts" ON "meeting" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "meeting_join_code" ON "meeting" USING btree ("join_code");--> statement-breakpoint
CREATE INDEX "screen_meeting" ON "screen" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "screen_pin" ON "screen" USING btree ("pin");--> statement-breakpoint
CREATE INDEX "seat_meeting" ON "seat" USING btree ("meeting_id");--> statement-breakpoint
CREATE INDEX "next_step_owner" ON "next_step" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "next_step_case" ON "next_step" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "record_case" ON "record" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "record_subject" ON "record" USING btree ("document_id","subject");--> statement-breakpoint
CREATE INDEX "session_person" ON "session" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_account" ON "sign_in_attempt" USING btree ("account_hash","at");--> statement-breakpoint
CREATE INDEX "sign_in_attempt_ip" ON "sign_in_attempt" USING btree ("ip_hash","at");