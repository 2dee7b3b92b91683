CREATE TABLE "learning_note" (
	"id" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"words" text NOT NULL,
	"state" text NOT NULL,
	"by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"entered_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "learning_vouch" (
	"note_id" text NOT NULL,
	"person_id" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "learning_vouch_note_id_person_id_pk" PRIMARY KEY("note_id","person_id")
);
--> statement-breakpoint
ALTER TABLE "learning_vouch" ADD CONSTRAINT "learning_vouch_note_id_learning_note_id_fk" FOREIGN KEY ("note_id") REFERENCES "public"."learning_note"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "learning_note_words" ON "learning_note" USING gin (to_tsvector('danish', "title" || ' ' || "words"));