//! Accounts, and the ways into them. Nothing here is needed to take part.

use sea_orm_migration::{
    prelude::*,
    schema::{big_integer, big_integer_null, boolean, text, text_null},
};

use crate::table::{belongs_to, drop_all, index, may_point_to, unique, with_id};

const OF_PERSON: [(&str, &str, &str); 5] = [
    ("support_of_person", "support", "person_key"),
    ("proposal_of_author", "proposal", "author_key"),
    ("comment_of_person", "comment", "person_key"),
    ("place_mark_of_person", "place_mark", "person_key"),
    ("survey_response_of_person", "survey_response", "person_key"),
];

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let account = with_id("account")
            .col(text("email").unique_key())
            .col(text_null("name"))
            .col(text_null("password_hash"))
            // Under this pseudonym the person takes part, signed in or, before, as a guest.
            .col(text("person_key").unique_key())
            .col(text("language"))
            .col(big_integer_null("email_confirmed_at"))
            .col(big_integer_null("resident_at"))
            .col(text_null("totp_secret"))
            .col(big_integer_null("totp_at"))
            .col(big_integer_null("totp_step"))
            .col(big_integer("created_at"))
            .to_owned();
        manager.create_table(account).await?;

        let session = with_id("session")
            .col(big_integer("account_id"))
            .col(text("token_hash").unique_key())
            .col(text("device"))
            .col(big_integer("created_at"))
            .col(big_integer("seen_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("second_factor_at"))
            // Set when the person's rights changed: the next request gets another token.
            .col(boolean("is_stale").default(false))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(session).await?;
        manager.create_index(index("session_of_account", "session", &["account_id", "seen_at"])).await?;
        manager.create_index(index("session_expires", "session", &["expires_at"])).await?;

        let passkey = with_id("passkey")
            .col(big_integer("account_id"))
            .col(text("credential_id").unique_key())
            .col(text("data"))
            .col(text("name"))
            .col(big_integer("created_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(passkey).await?;
        manager.create_index(index("passkey_of_account", "passkey", &["account_id"])).await?;

        // Whom another sign-in (OpenID Connect) says that the person is.
        let identity = with_id("identity")
            .col(big_integer("account_id"))
            .col(text("issuer"))
            .col(text("subject"))
            .col(big_integer("created_at"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(identity).await?;
        manager.create_index(unique("identity_once", "identity", &["issuer", "subject"])).await?;

        // Links in letters, and what has to be remembered in the middle of a sign-in. Each is used once.
        let ticket = with_id("ticket")
            .col(text("token_hash").unique_key())
            .col(text("purpose"))
            .col(big_integer_null("account_id"))
            .col(text("data"))
            .col(big_integer("created_at"))
            .col(big_integer("expires_at"))
            .col(big_integer_null("used_at"))
            .foreign_key(&mut belongs_to("account_id", "account"))
            .to_owned();
        manager.create_table(ticket).await?;
        manager.create_index(index("ticket_expires", "ticket", &["expires_at"])).await?;

        // One resident, one voice: a keyed hash of who the clerk saw, and nothing else. It outlives the account.
        let resident = Table::create()
            .table("resident")
            .col(text("fingerprint").primary_key())
            .col(big_integer_null("account_id"))
            .col(text("method"))
            .col(big_integer("confirmed_at"))
            .foreign_key(&mut may_point_to("account_id", "account"))
            .to_owned();
        manager.create_table(resident).await?;
        manager.create_index(unique("resident_of_account", "resident", &["account_id"])).await?;

        // What one person did.
        for (name, table, column) in OF_PERSON {
            manager.create_index(index(name, table, &[column])).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, _) in OF_PERSON {
            manager.drop_index(Index::drop().name(name).table(table).to_owned()).await?;
        }
        drop_all(manager, &["resident", "ticket", "identity", "passkey", "session", "account"]).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
