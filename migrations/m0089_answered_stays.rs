//! Below the rules of the program: once somebody answered a survey the database itself refuses other questions, other words
//! or another beginning, and to make a draft of it; once somebody set a mark it refuses that a call asks for something else.
//! An end may still move, a survey may leave the lists, and the words of a call may be mended. Demo content goes as a whole.
//!
//! A later migration that rewrites such a column takes the trigger away first and puts it back.

use sea_orm_migration::prelude::*;

use crate::table::run;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Whoever typed in a sheet of paper waits for the second typing: `U12-K` is one of survey 12. `INSERT OR REPLACE` removes a
/// row without the trigger for it, so an id or an address that is taken is refused before.
const SQLITE: [&str; 4] = [
    "CREATE TRIGGER survey_is_not_changed BEFORE UPDATE ON survey
     WHEN ((old.title, old.intro, old.questions, old.others, old.starts_at, old.edition, old.is_demo)
         IS NOT (new.title, new.intro, new.questions, new.others, new.starts_at, new.edition, new.is_demo)
         OR new.state = 'draft' AND old.state <> 'draft')
     AND (EXISTS (SELECT 1 FROM survey_response WHERE survey_id = old.id)
         OR EXISTS (SELECT 1 FROM paper_sheet WHERE state = 'waiting' AND form LIKE 'U' || old.id || '-_')) BEGIN
         SELECT RAISE(ABORT, 'somebody answered this survey');
     END",
    "CREATE TRIGGER survey_is_not_removed BEFORE DELETE ON survey
     WHEN NOT old.is_demo
     AND (EXISTS (SELECT 1 FROM survey_response WHERE survey_id = old.id)
         OR EXISTS (SELECT 1 FROM paper_sheet WHERE state = 'waiting' AND form LIKE 'U' || old.id || '-_')) BEGIN
         SELECT RAISE(ABORT, 'somebody answered this survey');
     END",
    "CREATE TRIGGER survey_is_not_replaced BEFORE INSERT ON survey
     WHEN EXISTS (SELECT 1 FROM survey_response JOIN survey ON survey.id = survey_id
         WHERE survey.id = new.id OR survey.slug = new.slug) BEGIN
         SELECT RAISE(ABORT, 'somebody answered this survey');
     END",
    "CREATE TRIGGER place_call_asks_the_same BEFORE UPDATE ON place_call
     WHEN (old.district_id IS NOT new.district_id
         OR (SELECT json_group_array(json_array(value ->> 'key', value ->> 'label')) FROM json_each(old.categories))
         IS NOT (SELECT json_group_array(json_array(value ->> 'key', value ->> 'label')) FROM json_each(new.categories)))
     AND EXISTS (SELECT 1 FROM place_mark WHERE call_id = old.id) BEGIN
         SELECT RAISE(ABORT, 'somebody answered this call');
     END",
];

const POSTGRES: [&str; 5] = [
    "CREATE FUNCTION survey_stays() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
         IF EXISTS (SELECT 1 FROM survey_response WHERE survey_id = OLD.id)
             OR EXISTS (SELECT 1 FROM paper_sheet WHERE state = 'waiting' AND form LIKE 'U' || OLD.id || '-_') THEN
             RAISE EXCEPTION 'somebody answered this survey' USING ERRCODE = 'restrict_violation';
         END IF;
         IF TG_OP = 'DELETE' THEN
             RETURN OLD;
         END IF;
         RETURN NEW;
     END $$",
    "CREATE TRIGGER survey_is_not_changed BEFORE UPDATE ON survey FOR EACH ROW
     WHEN ((OLD.title, OLD.intro, OLD.questions, OLD.others, OLD.starts_at, OLD.edition, OLD.is_demo)
         IS DISTINCT FROM (NEW.title, NEW.intro, NEW.questions, NEW.others, NEW.starts_at, NEW.edition, NEW.is_demo)
         OR NEW.state = 'draft' AND OLD.state <> 'draft')
     EXECUTE FUNCTION survey_stays()",
    "CREATE TRIGGER survey_is_not_removed BEFORE DELETE ON survey FOR EACH ROW
     WHEN (NOT OLD.is_demo)
     EXECUTE FUNCTION survey_stays()",
    "CREATE FUNCTION place_call_stays() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN
         IF (OLD.district_id IS DISTINCT FROM NEW.district_id
             OR (SELECT jsonb_agg(jsonb_build_array(one -> 'key', one -> 'label'))
                 FROM jsonb_array_elements(OLD.categories::jsonb) AS one)
             IS DISTINCT FROM (SELECT jsonb_agg(jsonb_build_array(one -> 'key', one -> 'label'))
                 FROM jsonb_array_elements(NEW.categories::jsonb) AS one))
             AND EXISTS (SELECT 1 FROM place_mark WHERE call_id = OLD.id) THEN
             RAISE EXCEPTION 'somebody answered this call' USING ERRCODE = 'restrict_violation';
         END IF;
         RETURN NEW;
     END $$",
    "CREATE TRIGGER place_call_asks_the_same BEFORE UPDATE ON place_call FOR EACH ROW
     EXECUTE FUNCTION place_call_stays()",
];

const SQLITE_DOWN: [&str; 4] = [
    "DROP TRIGGER place_call_asks_the_same",
    "DROP TRIGGER survey_is_not_replaced",
    "DROP TRIGGER survey_is_not_removed",
    "DROP TRIGGER survey_is_not_changed",
];

const POSTGRES_DOWN: [&str; 5] = [
    "DROP TRIGGER place_call_asks_the_same ON place_call",
    "DROP FUNCTION place_call_stays()",
    "DROP TRIGGER survey_is_not_removed ON survey",
    "DROP TRIGGER survey_is_not_changed ON survey",
    "DROP FUNCTION survey_stays()",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &SQLITE, &POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &SQLITE_DOWN, &POSTGRES_DOWN).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
