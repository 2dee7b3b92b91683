CREATE TABLE "plan_objection" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"about" text NOT NULL,
	"subject" text NOT NULL,
	"seen" text NOT NULL,
	"agrees" boolean NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "plan_note" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"card" text NOT NULL,
	"text" text NOT NULL,
	"by" text NOT NULL,
	"by_name" text NOT NULL,
	"side" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"withdrawn_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "plan_signature" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"text" text NOT NULL,
	"text_hash" text NOT NULL,
	"drawing" text,
	"by" text NOT NULL,
	"by_name" text NOT NULL,
	"at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "citizen_device" (
	"id" text PRIMARY KEY NOT NULL,
	"way_in_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"label" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"seen_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "citizen_device_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
CREATE TABLE "way_in" (
	"id" text PRIMARY KEY NOT NULL,
	"case_id" text NOT NULL,
	"member_id" text NOT NULL,
	"token_hash" text NOT NULL,
	"sign_hash" text,
	"wrong" smallint DEFAULT 0 NOT NULL,
	"made_by" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "way_in_token_hash_unique" UNIQUE("token_hash")
);
--> statement-breakpoint
ALTER TABLE "plan_objection" ADD CONSTRAINT "plan_objection_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_note" ADD CONSTRAINT "plan_note_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_signature" ADD CONSTRAINT "plan_signature_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "citizen_device" ADD CONSTRAINT "citizen_device_way_in_id_way_in_id_fk" FOREIGN KEY ("way_in_id") REFERENCES "public"."way_in"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "way_in" ADD CONSTRAINT "way_in_case_id_care_case_id_fk" FOREIGN KEY ("case_id") REFERENCES "public"."care_case"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "plan_objection_case" ON "plan_objection" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "plan_note_case" ON "plan_note" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "plan_signature_case" ON "plan_signature" USING btree ("case_id");--> statement-breakpoint
CREATE INDEX "citizen_device_way_in" ON "citizen_device" USING btree ("way_in_id");--> statement-breakpoint
CREATE INDEX "way_in_case" ON "way_in" USING btree ("case_id");