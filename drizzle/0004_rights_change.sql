-- Whose rights may have changed, and in which transaction. Every node reads it; nobody needs it after a
-- crash, when everybody is asked again anyway.
CREATE UNLOGGED TABLE "rights_change" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"xact" xid8 DEFAULT pg_current_xact_id() NOT NULL,
	"subject" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "rights_change_xact" ON "rights_change" USING btree ("xact");
--> statement-breakpoint
CREATE FUNCTION tell_rights_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_notify('rights_change', '');
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER rights_change_told AFTER INSERT ON "rights_change"
	FOR EACH STATEMENT EXECUTE FUNCTION tell_rights_change();
--> statement-breakpoint
-- Arguments: what the subject is, and the column that holds its id, before and after the change.
CREATE FUNCTION note_rights_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF TG_LEVEL = 'STATEMENT' THEN
		INSERT INTO rights_change (subject) VALUES ('all');
		RETURN NULL;
	END IF;
	INSERT INTO rights_change (subject)
	SELECT DISTINCT TG_ARGV[0] || ':' || id
	FROM unnest(ARRAY[to_jsonb(OLD) ->> TG_ARGV[1], to_jsonb(NEW) ->> TG_ARGV[1]]) AS id
	WHERE id IS NOT NULL;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER session_rights AFTER DELETE ON "session"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('person', 'person_id');
--> statement-breakpoint
-- A sign-in that is kept awake takes nothing from anybody.
CREATE TRIGGER session_rights_changed AFTER UPDATE ON "session"
	FOR EACH ROW WHEN (
		NEW.person_id <> OLD.person_id OR NEW.expires_at < OLD.expires_at OR NEW.ends_at < OLD.ends_at
	) EXECUTE FUNCTION note_rights_change('person', 'person_id');
--> statement-breakpoint
CREATE TRIGGER session_rights_emptied AFTER TRUNCATE ON "session"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER person_rights AFTER DELETE ON "person"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('person', 'id');
--> statement-breakpoint
CREATE TRIGGER person_rights_changed AFTER UPDATE ON "person"
	FOR EACH ROW WHEN (
		(OLD.name, OLD.area, OLD.coordination_lead, OLD.manager, OLD.administrator, OLD.disabled_at)
		IS DISTINCT FROM (NEW.name, NEW.area, NEW.coordination_lead, NEW.manager, NEW.administrator, NEW.disabled_at)
	) EXECUTE FUNCTION note_rights_change('person', 'id');
--> statement-breakpoint
CREATE TRIGGER person_rights_emptied AFTER TRUNCATE ON "person"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER care_case_rights AFTER DELETE ON "care_case"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('case', 'id');
--> statement-breakpoint
CREATE TRIGGER care_case_rights_changed AFTER UPDATE ON "care_case"
	FOR EACH ROW WHEN (
		OLD.closed_at
		IS DISTINCT FROM NEW.closed_at
	) EXECUTE FUNCTION note_rights_change('case', 'id');
--> statement-breakpoint
CREATE TRIGGER care_case_rights_emptied AFTER TRUNCATE ON "care_case"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER case_member_rights AFTER INSERT OR DELETE ON "case_member"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('case', 'case_id');
--> statement-breakpoint
CREATE TRIGGER case_member_rights_changed AFTER UPDATE ON "case_member"
	FOR EACH ROW WHEN (
		(OLD.case_id, OLD.role, OLD.person_id, OLD.area, OLD.removed_at)
		IS DISTINCT FROM (NEW.case_id, NEW.role, NEW.person_id, NEW.area, NEW.removed_at)
	) EXECUTE FUNCTION note_rights_change('case', 'case_id');
--> statement-breakpoint
CREATE TRIGGER case_member_rights_emptied AFTER TRUNCATE ON "case_member"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER basis_rights AFTER INSERT OR DELETE ON "basis"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('case', 'case_id');
--> statement-breakpoint
CREATE TRIGGER basis_rights_changed AFTER UPDATE ON "basis"
	FOR EACH ROW WHEN (
		(OLD.case_id, OLD.theme, OLD.grantee_kind, OLD.grantee, OLD.valid_from, OLD.valid_until, OLD.withdrawn_at)
		IS DISTINCT FROM (NEW.case_id, NEW.theme, NEW.grantee_kind, NEW.grantee, NEW.valid_from, NEW.valid_until, NEW.withdrawn_at)
	) EXECUTE FUNCTION note_rights_change('case', 'case_id');
--> statement-breakpoint
CREATE TRIGGER basis_rights_emptied AFTER TRUNCATE ON "basis"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER document_rights AFTER DELETE ON "document"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('document', 'id');
--> statement-breakpoint
CREATE TRIGGER document_rights_changed AFTER UPDATE ON "document"
	FOR EACH ROW WHEN (
		(OLD.kind, OLD.audience, OLD.case_id, OLD.meeting_id, OLD.deleted_at)
		IS DISTINCT FROM (NEW.kind, NEW.audience, NEW.case_id, NEW.meeting_id, NEW.deleted_at)
	) EXECUTE FUNCTION note_rights_change('document', 'id');
--> statement-breakpoint
CREATE TRIGGER document_rights_emptied AFTER TRUNCATE ON "document"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER meeting_rights AFTER DELETE ON "meeting"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('case', 'case_id');
--> statement-breakpoint
CREATE TRIGGER meeting_rights_changed AFTER UPDATE ON "meeting"
	FOR EACH ROW WHEN (
		(OLD.case_id, OLD.phase, OLD.facilitator, OLD.backup_facilitator, OLD.created_by, OLD.scribe)
		IS DISTINCT FROM (NEW.case_id, NEW.phase, NEW.facilitator, NEW.backup_facilitator, NEW.created_by, NEW.scribe)
	) EXECUTE FUNCTION note_rights_change('case', 'case_id');
--> statement-breakpoint
CREATE TRIGGER meeting_rights_emptied AFTER TRUNCATE ON "meeting"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER invitation_rights AFTER INSERT OR DELETE ON "invitation"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('meeting', 'meeting_id');
--> statement-breakpoint
CREATE TRIGGER invitation_rights_changed AFTER UPDATE ON "invitation"
	FOR EACH ROW WHEN (
		(OLD.meeting_id, OLD.member_id, OLD.invited_at)
		IS DISTINCT FROM (NEW.meeting_id, NEW.member_id, NEW.invited_at)
	) EXECUTE FUNCTION note_rights_change('meeting', 'meeting_id');
--> statement-breakpoint
CREATE TRIGGER invitation_rights_emptied AFTER TRUNCATE ON "invitation"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER seat_rights AFTER INSERT OR DELETE ON "seat"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('meeting', 'meeting_id');
--> statement-breakpoint
CREATE TRIGGER seat_rights_changed AFTER UPDATE ON "seat"
	FOR EACH ROW WHEN (
		(OLD.meeting_id, OLD.member_id, OLD."as", OLD.state, OLD.token_hash)
		IS DISTINCT FROM (NEW.meeting_id, NEW.member_id, NEW."as", NEW.state, NEW.token_hash)
	) EXECUTE FUNCTION note_rights_change('meeting', 'meeting_id');
--> statement-breakpoint
CREATE TRIGGER seat_rights_emptied AFTER TRUNCATE ON "seat"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER screen_rights AFTER DELETE ON "screen"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('meeting', 'meeting_id');
--> statement-breakpoint
CREATE TRIGGER screen_rights_changed AFTER UPDATE ON "screen"
	FOR EACH ROW WHEN (
		(OLD.meeting_id, OLD.token_hash, OLD.ended_at)
		IS DISTINCT FROM (NEW.meeting_id, NEW.token_hash, NEW.ended_at)
	) EXECUTE FUNCTION note_rights_change('meeting', 'meeting_id');
--> statement-breakpoint
CREATE TRIGGER screen_rights_emptied AFTER TRUNCATE ON "screen"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
