create or replace trigger tell_account_change AFTER INSERT OR UPDATE ON organisations_user FOR EACH ROW EXECUTE FUNCTION tell_account_change();
