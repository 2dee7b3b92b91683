-- A place in a sparring is a right as well: who was asked, who was named, and until when it can be read.
CREATE TRIGGER sparring_rights AFTER DELETE ON "sparring"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('document', 'document_id');
--> statement-breakpoint
CREATE TRIGGER sparring_rights_changed AFTER UPDATE ON "sparring"
	FOR EACH ROW WHEN (
		(OLD.document_id, OLD.erase_on, OLD.erased_at)
		IS DISTINCT FROM (NEW.document_id, NEW.erase_on, NEW.erased_at)
	) EXECUTE FUNCTION note_rights_change('document', 'document_id');
--> statement-breakpoint
CREATE TRIGGER sparring_rights_emptied AFTER TRUNCATE ON "sparring"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER sparring_participant_rights AFTER INSERT OR DELETE ON "sparring_participant"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('person', 'person_id');
--> statement-breakpoint
-- Neither that somebody has come nor what they listen for takes anything from anybody.
CREATE TRIGGER sparring_participant_rights_changed AFTER UPDATE ON "sparring_participant"
	FOR EACH ROW WHEN (
		(OLD.sparring_id, OLD.person_id)
		IS DISTINCT FROM (NEW.sparring_id, NEW.person_id)
	) EXECUTE FUNCTION note_rights_change('person', 'person_id');
--> statement-breakpoint
CREATE TRIGGER sparring_participant_rights_emptied AFTER TRUNCATE ON "sparring_participant"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER sparring_naming_rights AFTER INSERT OR DELETE ON "sparring_naming"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('person', 'person_id');
--> statement-breakpoint
CREATE TRIGGER sparring_naming_rights_changed AFTER UPDATE ON "sparring_naming"
	FOR EACH ROW WHEN (OLD.person_id IS DISTINCT FROM NEW.person_id)
	EXECUTE FUNCTION note_rights_change('person', 'person_id');
--> statement-breakpoint
CREATE TRIGGER sparring_naming_rights_emptied AFTER TRUNCATE ON "sparring_naming"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
-- Who coordinates a case may come to sparring, which hangs on no case: beside the case's documents, the
-- person is asked again.
CREATE TRIGGER case_member_person_rights AFTER DELETE ON "case_member"
	FOR EACH ROW WHEN (OLD.role = 'coordinator')
	EXECUTE FUNCTION note_rights_change('person', 'person_id');
--> statement-breakpoint
CREATE TRIGGER case_member_person_rights_changed AFTER UPDATE ON "case_member"
	FOR EACH ROW WHEN (
		(OLD.case_id, OLD.role, OLD.person_id, OLD.removed_at)
		IS DISTINCT FROM (NEW.case_id, NEW.role, NEW.person_id, NEW.removed_at)
	) EXECUTE FUNCTION note_rights_change('person', 'person_id');
--> statement-breakpoint
CREATE FUNCTION note_coordinators_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO rights_change (subject)
	SELECT DISTINCT 'person:' || person_id FROM case_member
	WHERE case_id = NEW.id AND role = 'coordinator' AND person_id IS NOT NULL;
	RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER care_case_person_rights_changed AFTER UPDATE ON "care_case"
	FOR EACH ROW WHEN (OLD.closed_at IS DISTINCT FROM NEW.closed_at)
	EXECUTE FUNCTION note_coordinators_change();
