//! The history of the schema. Every step runs in one transaction on both databases and can be undone.

use sea_orm_migration::prelude::*;

mod m0001_settings;
mod m0002_areas;
mod m0003_pages;
mod m0004_proposals;
mod m0005_supports_and_answers;
mod m0006_search;
mod m0007_comments;
mod m0008_drafts_and_pictures;
mod m0009_surveys;
mod m0010_place_calls;
mod m0011_calendar;
mod m0012_events;
mod m0013_replaced_responses;
mod m0014_accounts;
mod m0015a_jobs;
mod m0015b_news;
mod m0016_arrivals;
mod m0017_staff;
mod m0018_moderation;
mod m0019_answers;
mod m0019_sponsors;
mod m0019_word_list;
mod m0020_word_index;
mod m0021_levels_and_attempts;
mod m0022_barriers;
mod m0030_identity_of_account;
mod m0031_proved_again;
mod m0035_split_and_moved;
mod m0036_push;
mod m0037_council_notes;
mod m0040_editing;
mod m0041_page_previews;
mod m0042_page_times;
mod m0050_deliveries;
mod m0051_kiosks;
mod m0052_survey_levels;
mod m0053_receipt_of_a_mark;
mod m0055_variants;
mod m0056_page_tree;
mod m0057_public_history;
mod m0058_media;
mod m0060_channels;
mod m0061_paper_sheets;
mod m0062_audit_stays;
mod m0063_paper_photos;
mod m0064_sittings;
mod m0065_unnamed_media;
mod m0067_silence_of_kiosks;
mod m0068_appeal_of_each_report;
mod m0070_board_revision;
mod m0071_draft_board;
mod m0078_surveys_of_staff;
mod m0079_survey_changes;
mod m0080_staff_events;
mod m0081_staff_calls;
mod m0082_page_units;
mod m0083_version_of_program;
mod m0084_calls_of_kiosks;
mod m0085_offers_of_kiosks;
mod m0086_place_of_a_mark;
mod m0087_records_of_old_profiles;
mod m0088_kept_of_kiosks;
mod m0089_answered_stays;
mod m0090_replaced_kiosks;
mod m0091_residents_in_sittings;
mod table;

pub use sea_orm_migration::{MigratorTrait, SchemaManager};

pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_settings::Migration),
            Box::new(m0002_areas::Migration),
            Box::new(m0003_pages::Migration),
            Box::new(m0004_proposals::Migration),
            Box::new(m0005_supports_and_answers::Migration),
            Box::new(m0006_search::Migration),
            Box::new(m0007_comments::Migration),
            Box::new(m0008_drafts_and_pictures::Migration),
            Box::new(m0009_surveys::Migration),
            Box::new(m0010_place_calls::Migration),
            Box::new(m0011_calendar::Migration),
            Box::new(m0012_events::Migration),
            Box::new(m0013_replaced_responses::Migration),
            Box::new(m0014_accounts::Migration),
            Box::new(m0015a_jobs::Migration),
            Box::new(m0015b_news::Migration),
            Box::new(m0016_arrivals::Migration),
            Box::new(m0017_staff::Migration),
            Box::new(m0018_moderation::Migration),
            Box::new(m0019_answers::Migration),
            Box::new(m0019_sponsors::Migration),
            Box::new(m0019_word_list::Migration),
            Box::new(m0020_word_index::Migration),
            Box::new(m0021_levels_and_attempts::Migration),
            Box::new(m0022_barriers::Migration),
            Box::new(m0030_identity_of_account::Migration),
            Box::new(m0031_proved_again::Migration),
            Box::new(m0035_split_and_moved::Migration),
            Box::new(m0036_push::Migration),
            Box::new(m0037_council_notes::Migration),
            Box::new(m0040_editing::Migration),
            Box::new(m0041_page_previews::Migration),
            Box::new(m0042_page_times::Migration),
            Box::new(m0050_deliveries::Migration),
            Box::new(m0051_kiosks::Migration),
            Box::new(m0052_survey_levels::Migration),
            Box::new(m0053_receipt_of_a_mark::Migration),
            Box::new(m0055_variants::Migration),
            Box::new(m0056_page_tree::Migration),
            Box::new(m0057_public_history::Migration),
            Box::new(m0058_media::Migration),
            Box::new(m0060_channels::Migration),
            Box::new(m0061_paper_sheets::Migration),
            Box::new(m0062_audit_stays::Migration),
            Box::new(m0063_paper_photos::Migration),
            Box::new(m0064_sittings::Migration),
            Box::new(m0065_unnamed_media::Migration),
            Box::new(m0067_silence_of_kiosks::Migration),
            Box::new(m0068_appeal_of_each_report::Migration),
            Box::new(m0070_board_revision::Migration),
            Box::new(m0071_draft_board::Migration),
            Box::new(m0078_surveys_of_staff::Migration),
            Box::new(m0079_survey_changes::Migration),
            Box::new(m0080_staff_events::Migration),
            Box::new(m0081_staff_calls::Migration),
            Box::new(m0082_page_units::Migration),
            Box::new(m0083_version_of_program::Migration),
            Box::new(m0084_calls_of_kiosks::Migration),
            Box::new(m0085_offers_of_kiosks::Migration),
            Box::new(m0086_place_of_a_mark::Migration),
            Box::new(m0087_records_of_old_profiles::Migration),
            Box::new(m0088_kept_of_kiosks::Migration),
            Box::new(m0089_answered_stays::Migration),
            Box::new(m0090_replaced_kiosks::Migration),
            Box::new(m0091_residents_in_sittings::Migration),
        ]
    }
}
