CREATE TABLE "shown_card" (
	"meeting_id" text NOT NULL,
	"key" text NOT NULL,
	"document_id" text NOT NULL,
	"root" text NOT NULL,
	"card" text NOT NULL,
	"picture_id" text,
	CONSTRAINT "shown_card_meeting_id_key_pk" PRIMARY KEY("meeting_id","key")
);
--> statement-breakpoint
ALTER TABLE "shown_card" ADD CONSTRAINT "shown_card_meeting_id_meeting_id_fk" FOREIGN KEY ("meeting_id") REFERENCES "public"."meeting"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "shown_card_document" ON "shown_card" USING btree ("document_id");--> statement-breakpoint
CREATE INDEX "shown_card_picture" ON "shown_card" USING btree ("picture_id");