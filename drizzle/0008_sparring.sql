CREATE TABLE "notebook" (
	"id" text PRIMARY KEY NOT NULL,
	"person_id" text NOT NULL,
	"text" text NOT NULL,
	"on" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sparring_account" (
	"sparring_id" text PRIMARY KEY NOT NULL,
	"fields" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sparring_naming" (
	"person_id" text PRIMARY KEY NOT NULL,
	"named_by" text NOT NULL,
	"named_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "sparring_participant" (
	"sparring_id" text NOT NULL,
	"person_id" text NOT NULL,
	"seat" integer NOT NULL,
	"area" text,
	"attended" boolean DEFAULT false NOT NULL,
	"position" text,
	CONSTRAINT "sparring_participant_sparring_id_person_id_pk" PRIMARY KEY("sparring_id","person_id")
);
--> statement-breakpoint
CREATE TABLE "sparring_pile" (
	"sparring_id" text NOT NULL,
	"step" text NOT NULL,
	"notes" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"votes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "sparring_pile_sparring_id_step_pk" PRIMARY KEY("sparring_id","step")
);
--> statement-breakpoint
CREATE TABLE "sparring" (
	"id" text PRIMARY KEY NOT NULL,
	"document_id" text NOT NULL,
	"series" text NOT NULL,
	"model_key" text NOT NULL,
	"model_version" text NOT NULL,
	"title" jsonb NOT NULL,
	"steps" jsonb NOT NULL,
	"positions" jsonb NOT NULL,
	"call_link" text,
	"starts_at" timestamp with time zone NOT NULL,
	"minutes" integer NOT NULL,
	"phase" text NOT NULL,
	"facilitator" text NOT NULL,
	"backup_facilitator" text,
	"focus" text NOT NULL,
	"interviewer" text,
	"clock" jsonb,
	"round" jsonb,
	"asking" jsonb,
	"finished" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"revealed" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"erase_on" text NOT NULL,
	"erased_at" timestamp with time zone,
	"created_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"cancelled_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sparring_account" ADD CONSTRAINT "sparring_account_sparring_id_sparring_id_fk" FOREIGN KEY ("sparring_id") REFERENCES "public"."sparring"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sparring_participant" ADD CONSTRAINT "sparring_participant_sparring_id_sparring_id_fk" FOREIGN KEY ("sparring_id") REFERENCES "public"."sparring"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sparring_pile" ADD CONSTRAINT "sparring_pile_sparring_id_sparring_id_fk" FOREIGN KEY ("sparring_id") REFERENCES "public"."sparring"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "notebook_person" ON "notebook" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sparring_participant_person" ON "sparring_participant" USING btree ("person_id");--> statement-breakpoint
CREATE INDEX "sparring_document" ON "sparring" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "sparring_starts" ON "sparring" USING btree ("starts_at");--> statement-breakpoint
CREATE INDEX "sparring_series" ON "sparring" USING btree ("series");