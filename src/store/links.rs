//! Links in letters: what somebody who typed an address is sent. The answer on the page is always the same; only the
//! letter, which reaches the owner of the address, tells whether there is an account.

use domain::{Moment, accounts::Email, ids::AccountId};
use sea_orm::{
    ActiveModelTrait,
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter,
};
use serde::{Deserialize, Serialize};

use crate::{
    Store, StoreError,
    accounts::{self, NewAccount},
    attempts::{self, Guess},
    entity::account,
    errors::duplicate_is_taken,
    mail::{self, Mail},
    sessions,
    tickets::{self, Purpose},
};

/// What somebody asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Register,
    SignIn,
    NewPassword,
}

/// What the letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// Opens an account, as was asked for.
    Register,
    /// Somebody wanted to sign in, and there is no account yet.
    Unknown,
    SignIn,
    /// Somebody wanted to open an account, and there is one.
    Known,
    NewPassword,
}

impl Occasion {
    fn purpose(self) -> Purpose {
        match self {
            Self::Register | Self::Unknown => Purpose::Register,
            Self::SignIn | Self::Known => Purpose::SignIn,
            Self::NewPassword => Purpose::NewPassword,
        }
    }
}

#[derive(Deserialize, Serialize)]
struct Address {
    email: Email,
}

/// Writes to an address. Both ways, for a known and an unknown one, do the same work. Somebody who asks again and again
/// is answered as always, but no more letters go out for a while.
pub async fn ask(
    store: &Store,
    email: &Email,
    wish: Wish,
    letter: impl Fn(Occasion, &str) -> Mail,
    now: Moment,
) -> Result<(), StoreError> {
    if attempts::begin(store, &Guess::Letter(email), now).await?.is_err() {
        return Ok(());
    }
    let data = serde_json::to_string(&Address { email: email.clone() })?;
    store
        .write(async |tx| {
            let found = account::Entity::find().filter(account::Column::Email.eq(email.as_str())).one(tx).await?;
            let occasion = match (&found, wish) {
                (None, Wish::Register) => Occasion::Register,
                (None, _) => Occasion::Unknown,
                (Some(_), Wish::Register) => Occasion::Known,
                (Some(_), Wish::SignIn) => Occasion::SignIn,
                (Some(_), Wish::NewPassword) => Occasion::NewPassword,
            };
            let account = found.map(|row| AccountId(row.id));
            let token = tickets::issue(tx, &store.keys, occasion.purpose(), account, &data, now).await?;
            mail::send(tx, &letter(occasion, &token), now).await?;
            Ok(())
        })
        .await
}

/// The address of which a link to register or to another address tells.
pub async fn address(store: &Store, purpose: Purpose, token: &str, now: Moment) -> Result<Option<Email>, StoreError> {
    let Some(ticket) = tickets::look(store, purpose, token, now).await? else { return Ok(None) };
    let address: Address = serde_json::from_str(&ticket.data)?;
    Ok(Some(address.email))
}

/// Opens the account of whoever followed the link. `None` when the link was used, or the address has an account by now.
pub async fn register(
    store: &Store,
    token: &str,
    new: impl Fn(Email) -> NewAccount,
    now: Moment,
) -> Result<Option<AccountId>, StoreError> {
    let done = store
        .write(async |tx| {
            let ticket = tickets::take(tx, &store.keys, Purpose::Register, token, now).await?;
            let Some(ticket) = ticket else { return Ok(None) };
            let address: Address = serde_json::from_str(&ticket.data)?;
            accounts::open_in(tx, &store.keys, new(address.email), now).await.map(Some)
        })
        .await;
    match done {
        Err(StoreError::Taken) => Ok(None),
        done => done,
    }
}

/// Signs in whoever followed the link; they have the address.
pub async fn sign_in(store: &Store, token: &str, now: Moment) -> Result<Option<AccountId>, StoreError> {
    store
        .write(async |tx| {
            let ticket = tickets::take(tx, &store.keys, Purpose::SignIn, token, now).await?;
            let Some(account) = ticket.and_then(|ticket| ticket.account) else { return Ok(None) };
            accounts::confirm_email(tx, account, now).await?;
            Ok(Some(account))
        })
        .await
}

/// Writes to another address of this account: to it a link, or word that it has an account, and to the old one word of
/// the wish.
pub async fn ask_for_email(
    store: &Store,
    id: AccountId,
    email: &Email,
    to_new: impl Fn(Option<&str>) -> Mail,
    to_old: &Mail,
    now: Moment,
) -> Result<(), StoreError> {
    if attempts::begin(store, &Guess::Letter(email), now).await?.is_err() {
        return Ok(());
    }
    let data = serde_json::to_string(&Address { email: email.clone() })?;
    store
        .write(async |tx| {
            let taken = account::Entity::find().filter(account::Column::Email.eq(email.as_str())).one(tx).await?;
            tickets::drop_of(tx, Purpose::ChangeEmail, id).await?;
            let token = tickets::issue(tx, &store.keys, Purpose::ChangeEmail, Some(id), &data, now).await?;
            let token = taken.is_none().then_some(token.as_str());
            mail::send(tx, &to_new(token), now).await?;
            mail::send(tx, to_old, now).await?;
            Ok(())
        })
        .await
}

/// The link in the letter to the new address. Links of old letters end with it.
pub async fn change_email(store: &Store, token: &str, now: Moment) -> Result<Option<AccountId>, StoreError> {
    store
        .write(async |tx| {
            let ticket = tickets::take(tx, &store.keys, Purpose::ChangeEmail, token, now).await?;
            let Some(ticket) = ticket else { return Ok(None) };
            let address: Address = serde_json::from_str(&ticket.data)?;
            let Some(id) = ticket.account else { return Ok(None) };
            let old = account::Entity::find_by_id(id.0).one(tx).await?.map(|row| row.email);
            let row = account::ActiveModel {
                id: Unchanged(id.0),
                email: Set(address.email.as_str().to_owned()),
                email_confirmed_at: Set(Some(now.0)),
                ..Default::default()
            };
            row.update(tx).await.map_err(duplicate_is_taken)?;
            // From here on letters with ways into the account go elsewhere.
            sessions::make_stale(tx, id).await?;
            accounts::use_address_for_news(tx, id, old.as_deref(), now).await?;
            for purpose in [Purpose::SignIn, Purpose::NewPassword] {
                tickets::drop_of(tx, purpose, id).await?;
            }
            Ok(Some(id))
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        accounts::tests::new,
        entity::job,
        testing::{NOW, TestStore, stores},
    };

    fn letter(store: &TestStore) -> impl Fn(Occasion, &str) -> Mail + use<> {
        let key = store.keys().clone();
        move |occasion, token| Mail {
            key: key.sign(token),
            to: "ada@example.org".into(),
            subject: format!("{occasion:?}"),
            text: token.to_owned(),
            html: String::new(),
            list_unsubscribe: None,
        }
    }

    /// Subject and token of the letters that wait.
    async fn letters(store: &TestStore) -> Vec<(String, String)> {
        let rows = job::Entity::find().all(store.read()).await.unwrap();
        let read = |row: &job::Model| serde_json::from_str::<Mail>(&row.payload).unwrap();
        rows.iter().map(read).map(|mail| (mail.subject, mail.text)).collect()
    }

    #[tokio::test]
    async fn the_letter_alone_tells_whether_there_is_an_account() {
        for store in stores().await {
            let email = Email::parse("ada@example.org").unwrap();
            for wish in [Wish::SignIn, Wish::Register] {
                ask(&store, &email, wish, letter(&store), NOW).await.unwrap();
            }
            let sent = letters(&store).await;
            let subjects: Vec<&str> = sent.iter().map(|(subject, _)| subject.as_str()).collect();
            assert_eq!(subjects, ["Unknown", "Register"], "{}", store.name);
            let id = register(&store, &sent[1].1, |email| new(email.as_str()), NOW).await.unwrap();
            assert!(id.is_some());
            assert_eq!(register(&store, &sent[1].1, |email| new(email.as_str()), NOW).await.unwrap(), None);
            // The other letter opens nothing any more: there is one.
            assert_eq!(register(&store, &sent[0].1, |email| new(email.as_str()), NOW).await.unwrap(), None);
            for wish in [Wish::SignIn, Wish::Register, Wish::NewPassword] {
                ask(&store, &email, wish, letter(&store), NOW).await.unwrap();
            }
            let sent = letters(&store).await;
            let subjects: Vec<&str> = sent[2..].iter().map(|(subject, _)| subject.as_str()).collect();
            assert_eq!(subjects, ["SignIn", "Known", "NewPassword"], "{}", store.name);
            assert_eq!(sign_in(&store, &sent[4].1, NOW).await.unwrap(), None);
            assert_eq!(sign_in(&store, &sent[3].1, NOW).await.unwrap(), id);
            assert_eq!(sign_in(&store, &sent[3].1, NOW).await.unwrap(), None);
            // Nobody fills a letter box.
            ask(&store, &email, Wish::SignIn, letter(&store), NOW).await.unwrap();
            assert_eq!(letters(&store).await.len(), 5, "{}", store.name);
        }
    }

    #[tokio::test]
    async fn another_address_counts_once_its_owner_followed_the_link() {
        for store in stores().await {
            let id = accounts::open(&store, new("ada@example.org"), NOW).await.unwrap();
            let eve = accounts::open(&store, new("eve@example.org"), NOW).await.unwrap();
            let write = letter(&store);
            let old = write(Occasion::SignIn, "old");
            let email = Email::parse("new@example.org").unwrap();
            let to_new = |token: Option<&str>| write(Occasion::SignIn, token.unwrap_or("taken"));
            ask_for_email(&store, id, &email, to_new, &old, NOW).await.unwrap();
            let sent = letters(&store).await;
            assert_eq!(sent.len(), 2, "{}", store.name);
            assert_eq!(address(&store, Purpose::ChangeEmail, &sent[0].1, NOW).await.unwrap(), Some(email.clone()));
            assert_eq!(accounts::find(&store, id).await.unwrap().unwrap().email.as_str(), "ada@example.org");
            assert_eq!(change_email(&store, &sent[0].1, NOW).await.unwrap(), Some(id));
            assert_eq!(accounts::find(&store, id).await.unwrap().unwrap().email, email);
            assert_eq!(change_email(&store, &sent[0].1, NOW).await.unwrap(), None);
            // Somebody else's address gets a letter without a link.
            let write = letter(&store);
            let to_new = |token: Option<&str>| write(Occasion::Known, token.unwrap_or("taken"));
            let another = write(Occasion::SignIn, "another");
            ask_for_email(&store, eve, &email, to_new, &another, NOW).await.unwrap();
            assert_eq!(letters(&store).await[2].1, "taken", "{}", store.name);
        }
    }
}
