//! A citizen with one of everything that an account can have.

use axum::http::Request;
use domain::{
    Language, Theme,
    comments::CommentDraft,
    ids::{PersonKey, ProposalId},
    news::{Delivery, Topic},
    proposals::Draft,
    push::Device,
};
use sea_orm::{ConnectionTrait, Database};
use store::{accounts, comments, drafts, identities, news, passkeys, sessions};
use web::site::now;

use super::super::{
    attack,
    world::{self, World},
};
use crate::testing::Answer;

pub struct Citizen {
    pub cookie: String,
    /// A word that stands in everything of theirs.
    mark: String,
    pub draft: String,
    pub picture: i64,
    pub receipt: String,
    pub sent_picture: i64,
    pub comment: i64,
    pub comment_code: String,
    passkey: i64,
    identity: i64,
    /// Another browser in which they are signed in.
    session: i64,
}

impl Citizen {
    pub async fn new(world: &World, name: &str) -> Self {
        let (app, store, mark) = (&world.app, &world.app.store, format!("eigenmarke{name}"));
        let account = app.account(&format!("{mark}@example.org")).await;
        let person = accounts::find(store, account).await.unwrap().unwrap().person;
        app.session(account, false).await;
        let session = sessions::list(store, account, now()).await.unwrap()[0].id.0;
        let cookie = app.session(account, false).await;

        let (draft, picture) = begin(world, &person, &mark).await;
        let (sent, sent_picture) = begin(world, &person, &mark).await;
        let sent = drafts::submit(store, &sent, None, &person, now()).await.unwrap();
        let words = CommentDraft {
            stance: "for".into(),
            text: format!("Das wünsche ich mir auch, {mark}."),
            ..CommentDraft::default()
        };
        let words = words.check().unwrap();
        let comment =
            comments::add(store, ProposalId(world.proposal), world.id(), &person, words, now()).await.unwrap();
        news::follow(store, &person, &Topic::Theme(Theme::Verkehr), Delivery::Inbox, now()).await.unwrap();
        let device = Device {
            endpoint: format!("https://push.example.org/{mark}"),
            p256dh: "BLn9b-VR0ca83knDNZ32dCHGyjJp-1riX9ZTN40MqV8K_LpQmLqxC_DoHvqvFXO_nGdAB4W9dogZb_sM-uV4JbY".into(),
            auth: "_ordMnz7uTCmrpBTeUV4Bw".into(),
        };
        news::subscribe(store, &person, &device, Language::De, now()).await.unwrap();
        let look = Database::connect(&app.database_url).await.unwrap();
        for sql in [
            format!(
                "INSERT INTO passkey (account_id, credential_id, data, name, created_at)
                 VALUES ({account}, '{mark}', '{{}}', '{mark}', 1)"
            ),
            format!(
                "INSERT INTO identity (account_id, issuer, subject, created_at)
                 VALUES ({account}, 'https://anmeldung.example', '{mark}', 1)"
            ),
            format!(
                "INSERT INTO notice (person_key, event_id, proposal_id, tie, target, at)
                 SELECT '{}', min(id), {}, 'follower', '', 1 FROM event",
                person.0, world.proposal
            ),
        ] {
            look.execute_unprepared(&sql).await.unwrap();
        }
        look.close().await.unwrap();
        Self {
            cookie,
            mark,
            draft,
            picture,
            receipt: sent.code.to_string(),
            sent_picture,
            comment: comment.id.0,
            comment_code: comment.code.to_string(),
            passkey: passkeys::list(store, account).await.unwrap()[0].id.0,
            identity: identities::list(store, account).await.unwrap()[0].id.0,
            session,
        }
    }

    /// Where one of their things is, by its number.
    pub fn address(&self, path: &str) -> String {
        let id = match path {
            "/konto/passkeys/{id}" => self.passkey,
            "/konto/verbindung/{id}" => self.identity,
            other => panic!("no sample of a person's own for {other}"),
        };
        path.replace("{id}", &id.to_string())
    }

    /// What changes something of whoever sends it, with ids of this person in it.
    pub fn bodies(&self, world: &World) -> Vec<(String, String)> {
        let support = format!("/vorschlaege/{}/unterstuetzung", world.proposal);
        [
            ("/konto/sitzungen", format!("sitzung={}", self.session)),
            ("/neuigkeiten/gelesen", format!("bis={}", i32::MAX)),
            ("/neuigkeiten/verfolgen", "art=theme&ziel=verkehr&wie=nicht".to_owned()),
            ("/konto/angaben", "name=Wgmx&sprache=en".to_owned()),
            (support.as_str(), "aktion=unterstuetzen".to_owned()),
        ]
        .map(|(address, body)| (address.to_owned(), body))
        .into()
    }

    /// The field for the words about their picture.
    pub fn picture_text(&self) -> String {
        format!("bildtext-{}", self.picture)
    }

    pub async fn draft_page(&self, world: &World) -> String {
        super::get(world, &format!("/vorschlaege/entwurf/{}", self.draft), &self.cookie).await.text()
    }

    /// Everything that is stored about this person, as they get it.
    pub async fn download(&self, world: &World) -> String {
        super::get(world, "/konto/daten.json", &self.cookie).await.text()
    }

    /// After somebody else's request: it told nothing of this person and changed nothing of theirs.
    pub async fn is_untouched(&self, world: &World, before: &str, answer: &Answer, what: &str) {
        assert!(!answer.status.is_server_error(), "{what} answered {}", answer.status);
        let told = String::from_utf8_lossy(&answer.body).into_owned() + &format!("{:?}", answer.headers);
        for secret in [&self.mark, &self.draft, &self.receipt, &self.comment_code] {
            assert!(!told.contains(secret), "{what} tells {secret}");
        }
        assert_eq!(self.download(world).await, before, "{what} changed something");
    }
}

/// A draft with a picture.
async fn begin(world: &World, person: &PersonKey, mark: &str) -> (String, i64) {
    let (store, key) = (&world.app.store, world.id().to_string());
    let draft = Draft {
        title: format!("Bänke am Hafen, {mark}"),
        text: format!("{} {mark}", world::TEXT),
        theme: "verkehr".into(),
        ..Draft::default()
    };
    drafts::create(store, &key, Some(person), &draft, now()).await.unwrap();
    world::upload(&world.app, &format!("/vorschlaege/entwurf/{key}"), "a.png").await;
    let picture = drafts::load(store, &key).await.unwrap().unwrap().pictures[0].id.0;
    (key, picture)
}

/// The form of a draft with these fields alone.
pub async fn post_parts(world: &World, address: &str, fields: &[(String, Vec<u8>)], cookie: &str) -> Answer {
    let request = Request::post(address)
        .header("sec-fetch-site", "same-origin")
        .header("cookie", cookie)
        .header("content-type", "multipart/form-data; boundary=wgmxboundary");
    world.app.send(request.body(attack::parts(fields).into()).unwrap()).await
}
