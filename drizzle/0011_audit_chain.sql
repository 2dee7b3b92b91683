-- Each audit row is linked to the one that was committed before it: tamper-evident, not tamper-proof.
CREATE TABLE "audit_chain" (
	"place" bigint PRIMARY KEY NOT NULL,
	"seq" bigint NOT NULL UNIQUE,
	"hash" text NOT NULL
);
--> statement-breakpoint
-- What a link is made of: the link before, and everything that the row says.
CREATE FUNCTION audit_link(before text, audit_row audit_event) RETURNS text LANGUAGE sql STABLE AS $$
	SELECT encode(sha256(convert_to(before || E'\n' || jsonb_build_array(
		audit_row.seq, (extract(epoch FROM audit_row.at) * 1000000)::bigint, audit_row.actor, audit_row.event,
		audit_row.case_id, audit_row.document_id, audit_row.meeting_id, audit_row.details
	)::text, 'UTF8')), 'hex')
$$;
--> statement-breakpoint
CREATE FUNCTION link_audit_event() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	last record;
BEGIN
	-- A row that was restored comes with its link.
	IF EXISTS (SELECT 1 FROM audit_chain WHERE seq = NEW.seq) THEN
		RETURN NULL;
	END IF;
	PERFORM pg_advisory_xact_lock(hashtext('audit_chain'), 0);
	SELECT place, hash INTO last FROM audit_chain ORDER BY place DESC LIMIT 1;
	INSERT INTO audit_chain (place, seq, hash)
	VALUES (coalesce(last.place, 0) + 1, NEW.seq, audit_link(coalesce(last.hash, ''), NEW));
	RETURN NULL;
END $$;
--> statement-breakpoint
DO $$
DECLARE
	one audit_event;
	last text := '';
	at_place bigint := 0;
BEGIN
	FOR one IN SELECT * FROM audit_event ORDER BY seq LOOP
		at_place := at_place + 1;
		last := audit_link(last, one);
		INSERT INTO audit_chain (place, seq, hash) VALUES (at_place, one.seq, last);
	END LOOP;
END $$;
--> statement-breakpoint
-- At the commit, when everything else is locked already: so nobody waits for anybody in a circle.
CREATE CONSTRAINT TRIGGER audit_event_linked AFTER INSERT ON "audit_event"
	DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION link_audit_event();
--> statement-breakpoint
CREATE OR REPLACE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_chain_append_only BEFORE UPDATE OR DELETE ON "audit_chain"
	FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
--> statement-breakpoint
CREATE TRIGGER audit_chain_no_truncate BEFORE TRUNCATE ON "audit_chain"
	FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
