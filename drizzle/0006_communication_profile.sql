CREATE TABLE "communication_profile" (
	"case_id" text PRIMARY KEY NOT NULL,
	"minutes" smallint NOT NULL,
	"break_every" smallint,
	"choices" smallint NOT NULL,
	"text_level" text NOT NULL,
	"text_size" text NOT NULL,
	"read_aloud" boolean NOT NULL,
	"pictures" boolean NOT NULL,
	"calm" boolean NOT NULL,
	"helper" text,
	"leave_out_topics" text[] DEFAULT '{}' NOT NULL,
	"leave_out" text DEFAULT '' NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "communication_profile" ADD CONSTRAINT "communication_profile_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;