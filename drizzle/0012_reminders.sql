ALTER TABLE "invitation" ADD COLUMN "reminded_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "person" ADD COLUMN "language" text DEFAULT 'da' NOT NULL;