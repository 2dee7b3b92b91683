CREATE TABLE "municipal_picture" (
	"pictogram" text PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"bytes" "bytea" NOT NULL,
	"by" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "municipal_picture_id_unique" UNIQUE("id")
);
