//! Editing pages in place: blocks are known by keys, one draft stands beside each page, and every state is kept.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, integer, text, text_null},
    sea_orm::{ConnectionTrait, DbBackend},
};

use crate::table::{belongs_to, drop_all, index, may_point_to, unique, with_id};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let key = text("key").default("").take();
        manager.alter_table(Table::alter().table("block").add_column(key).to_owned()).await?;
        let fresh = match manager.get_database_backend() {
            DbBackend::Postgres => "gen_random_uuid()::text",
            _ => {
                "lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) \
                 || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6)))"
            }
        };
        manager.get_connection().execute_unprepared(&format!("UPDATE block SET \"key\" = {fresh}")).await?;
        manager.create_index(unique("block_key", "block", &["page_id", "key"])).await?;

        drafts(manager).await?;
        kept(manager).await?;

        // What somebody typed and did not save yet.
        let typed = with_id("page_typed")
            .col(big_integer("account_id"))
            .col(big_integer("page_id"))
            .col(text("key"))
            .col(text("body"))
            .col(big_integer("base_revision"))
            .col(big_integer("sequence"))
            .col(big_integer("at"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .foreign_key(&mut belongs_to("page_id", "page"))
            .to_owned();
        manager.create_table(typed).await?;
        manager.create_index(unique("page_typed_once", "page_typed", &["page_id", "key", "account_id"])).await?;
        manager.create_index(index("page_typed_of_account", "page_typed", &["account_id"])).await?;

        let presence = Table::create()
            .table("page_presence")
            .col(text("tab").primary_key())
            .col(big_integer("page_id"))
            .col(big_integer("account_id"))
            .col(text_null("key"))
            .col(big_integer("seen_at"))
            .foreign_key(&mut belongs_to("page_id", "page"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(presence).await?;
        manager.create_index(index("page_presence_on", "page_presence", &["page_id"])).await?;
        manager.create_index(index("page_presence_of_account", "page_presence", &["account_id"])).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            ["page_presence", "page_typed", "page_version", "page_save", "block_revision", "draft_block", "page_draft"];
        drop_all(manager, &tables).await?;
        manager.drop_index(Index::drop().name("block_key").table("block").to_owned()).await?;
        manager.alter_table(Table::alter().table("block").drop_column("key").to_owned()).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn drafts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    // The key is the rule: a page has one draft.
    let draft = Table::create()
        .table("page_draft")
        .col(big_integer("page_id").primary_key())
        .col(text("title"))
        .col(text("summary"))
        .col(text("state"))
        .col(big_integer("change"))
        .col(big_integer_null("submitted_by"))
        .col(text("remark"))
        .col(big_integer("changed_at"))
        .foreign_key(&mut belongs_to("page_id", "page"))
        .foreign_key(&mut may_point_to("submitted_by", "account"))
        .to_owned();
    manager.create_table(draft).await?;
    manager.create_index(index("page_draft_of_account", "page_draft", &["submitted_by"])).await?;

    // A block that was taken out stays, so that it can be brought back.
    let block = with_id("draft_block")
        .col(big_integer("page_id"))
        .col(text("key"))
        .col(integer("position"))
        .col(text("kind"))
        .col(text_null("anchor"))
        .col(text("body"))
        .col(big_integer("revision"))
        .col(boolean("is_gone").default(false))
        .col(big_integer_null("account_id"))
        .col(big_integer("changed_at"))
        .foreign_key(&mut belongs_to("page_id", "page"))
        .foreign_key(&mut may_point_to("account_id", "account"))
        .to_owned();
    manager.create_table(block).await?;
    manager.create_index(unique("draft_block_once", "draft_block", &["page_id", "key"])).await?;
    manager.create_index(index("draft_block_of_account", "draft_block", &["account_id"])).await
}

async fn kept(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let revision = with_id("block_revision")
        .col(big_integer("page_id"))
        .col(text("key"))
        .col(big_integer("revision"))
        .col(text("kind"))
        .col(text("body"))
        .col(big_integer_null("account_id"))
        .col(big_integer("at"))
        .col(text("note"))
        .foreign_key(&mut belongs_to("page_id", "page"))
        .foreign_key(&mut may_point_to("account_id", "account"))
        .to_owned();
    manager.create_table(revision).await?;
    let once = unique("block_revision_once", "block_revision", &["page_id", "key", "revision"]);
    manager.create_index(once).await?;
    manager.create_index(index("block_revision_of_account", "block_revision", &["account_id"])).await?;

    // What was answered to a save, so that its repetition changes nothing and gets the same.
    let save = with_id("page_save")
        .col(big_integer("page_id"))
        .col(text("save"))
        .col(text("request"))
        .col(text("answer"))
        .col(big_integer("at"))
        .foreign_key(&mut belongs_to("page_id", "page"))
        .to_owned();
    manager.create_table(save).await?;
    manager.create_index(unique("page_save_once", "page_save", &["page_id", "save"])).await?;
    manager.create_index(index("page_save_at", "page_save", &["at"])).await?;

    let version = with_id("page_version")
        .col(big_integer("page_id"))
        .col(big_integer("number"))
        .col(text("snapshot"))
        .col(big_integer_null("account_id"))
        .col(big_integer("at"))
        .col(text("note"))
        .foreign_key(&mut belongs_to("page_id", "page"))
        .foreign_key(&mut may_point_to("account_id", "account"))
        .to_owned();
    manager.create_table(version).await?;
    manager.create_index(unique("page_version_once", "page_version", &["page_id", "number"])).await?;
    manager.create_index(index("page_version_of_account", "page_version", &["account_id"])).await
}
