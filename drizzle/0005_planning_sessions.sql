CREATE TABLE "session_answer" (
	"meeting_id" text NOT NULL,
	"step" text NOT NULL,
	"content" jsonb NOT NULL,
	"by" text NOT NULL,
	"own" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	CONSTRAINT "session_answer_meeting_id_step_pk" PRIMARY KEY("meeting_id","step")
);
--> statement-breakpoint
CREATE TABLE "trend_sharing" (
	"case_id" text PRIMARY KEY NOT NULL,
	"audience" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "meeting" ADD COLUMN "stopped_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "session_answer" ADD CONSTRAINT "session_answer_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trend_sharing" ADD CONSTRAINT "trend_sharing_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;