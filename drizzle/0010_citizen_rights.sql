-- The citizen's own address and devices are asked at every door, so a change of them is a change of rights.
CREATE TRIGGER way_in_rights AFTER INSERT OR DELETE ON "way_in"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('case', 'case_id');
--> statement-breakpoint
CREATE TRIGGER way_in_rights_changed AFTER UPDATE ON "way_in"
	FOR EACH ROW WHEN (
		(OLD.case_id, OLD.member_id, OLD.token_hash, OLD.wrong, OLD.revoked_at)
		IS DISTINCT FROM (NEW.case_id, NEW.member_id, NEW.token_hash, NEW.wrong, NEW.revoked_at)
	) EXECUTE FUNCTION note_rights_change('case', 'case_id');
--> statement-breakpoint
CREATE TRIGGER way_in_rights_emptied AFTER TRUNCATE ON "way_in"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
--> statement-breakpoint
CREATE TRIGGER citizen_device_rights AFTER DELETE ON "citizen_device"
	FOR EACH ROW EXECUTE FUNCTION note_rights_change('device', 'id');
--> statement-breakpoint
CREATE TRIGGER citizen_device_rights_changed AFTER UPDATE ON "citizen_device"
	FOR EACH ROW WHEN (
		(OLD.way_in_id, OLD.token_hash, OLD.ended_at)
		IS DISTINCT FROM (NEW.way_in_id, NEW.token_hash, NEW.ended_at)
	) EXECUTE FUNCTION note_rights_change('device', 'id');
--> statement-breakpoint
CREATE TRIGGER citizen_device_rights_emptied AFTER TRUNCATE ON "citizen_device"
	FOR EACH STATEMENT EXECUTE FUNCTION note_rights_change();
