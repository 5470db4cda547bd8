//! What an account leaves behind beside contributions, each with a word of its own.

use domain::{
    accounts::Level,
    barriers::BarrierDraft,
    channel::Channel,
    filter::BoardFilter,
    moderation::{Item, ReportDraft, Rule},
    news::{Delivery, Topic},
    push::Device,
    residents::Typed,
};
use sea_orm::ActiveValue::Set;

use super::*;
use crate::{
    appeals, barriers,
    entity::{picture, place_call, place_mark, survey, survey_response},
    identities::{self, Named},
    moderation, news, outbox, passkeys, reports,
    visibility::Visibility,
};

/// Where news go, which is another address than that of the account.
pub(super) const NEWS: &str = "zeisigpost@privat.example";

/// Tables in which a trace of [`everywhere`] has to be.
pub(super) const TABLES: [&str; 9] = [
    "contact",
    "follow",
    "identity",
    "notice",
    "passkey",
    "place_mark",
    "push_subscription",
    "resident",
    "survey_response",
];

/// Tables that do not know the account, as its owner reads before they delete it.
pub(super) const STAYS: [&str; 4] = ["appeal", "barrier", "delivery", "report"];

pub(super) fn mail(key: &str, to: &str) -> Mail {
    Mail {
        key: key.into(),
        to: to.into(),
        subject: String::new(),
        text: String::new(),
        html: String::new(),
        list_unsubscribe: None,
    }
}

/// Everything that has to go with the account, or to lose its person.
pub(super) async fn everywhere(city: &City, account: AccountId, person: &PersonKey) {
    ways_in(city, account).await;
    followed(city, person).await;
    on_other_pages(city, person).await;
    let typed = Typed { name: "Zeisig Groß".into(), born: "24.12.1990".into(), postal_code: "18055".into() };
    let clerk = Acting { role: Role::Clerk, ..Acting::OPERATOR };
    residents::confirm(city, &clerk, account, &typed.check().ok().unwrap(), NOW).await.unwrap();
}

async fn ways_in(city: &City, account: AccountId) {
    let token = sessions::begin(city, account, None, "Zeisigtelefon", true, NOW).await.unwrap();
    let who = sessions::find(city, &token, NOW).await.unwrap().unwrap();
    let key = passkeys::New { credential: "zeisigpasskey", data: "{\"counter\":1}", name: "Zeisighandy" };
    let token = passkeys::add(city, &who, key, &mail("zeisig-passkey", EMAIL), NOW).await.unwrap();
    let who = sessions::find(city, &token, NOW).await.unwrap().unwrap();
    let named = Named { issuer: "https://anmeldung.example".into(), subject: "zeisigsubjekt".into() };
    identities::connect(city, &who, &named, NOW).await.unwrap();
}

async fn followed(city: &City, person: &PersonKey) {
    let search = Topic::of_board(&BoardFilter::from_pairs([("q", "zeisigsuche")])).unwrap();
    for topic in [search, Topic::Theme(domain::Theme::Verkehr)] {
        news::follow(city, person, &topic, Delivery::Inbox, NOW).await.unwrap();
    }
    let token = std::sync::Mutex::new(String::new());
    let write = |key: &str, made: &str| {
        *token.lock().unwrap() = made.to_owned();
        mail(key, NEWS)
    };
    news::ask_for_email(city, person, NEWS, Language::De, write, NOW).await.unwrap();
    let token = token.into_inner().unwrap();
    assert!(news::confirm(city, &token, NOW).await.unwrap());
    let device =
        Device { endpoint: "https://push.example/zeisiggeraet".into(), p256dh: "B".repeat(87), auth: "a".repeat(22) };
    assert!(news::subscribe(city, person, &device, Language::De, NOW).await.unwrap());
    published(city, 3, "Licht im Park").await;
    while news::spread(city, NOW).await.unwrap() {}
}

async fn on_other_pages(city: &City, person: &PersonKey) {
    let survey = survey::ActiveModel {
        slug: Set("wege".into()),
        title: Set("Wege".into()),
        intro: Set(String::new()),
        starts_at: Set(0),
        questions: Set("[]".into()),
        is_demo: Set(false),
        needed_level: Set(Level::Guest.code().into()),
        ..Default::default()
    };
    let survey = survey::Entity::insert(survey).exec(city.read()).await.unwrap().last_insert_id;
    let said = survey_response::ActiveModel {
        survey_id: Set(survey),
        submission: Set(submission(40).to_string()),
        person_key: Set(person.0.clone()),
        replies: Set("[{\"text\":\"Zeisigantwort\"}]".into()),
        at: Set(NOW.0),
        channel: Set(Channel::Web.code().into()),
        level: Set(Level::Guest.code().into()),
        ..Default::default()
    };
    survey_response::Entity::insert(said).exec(city.read()).await.unwrap();
    let call = place_call::ActiveModel {
        slug: Set("orte".into()),
        title: Set("Orte".into()),
        intro: Set(String::new()),
        starts_at: Set(0),
        categories: Set("[]".into()),
        is_demo: Set(false),
        ..Default::default()
    };
    let call = place_call::Entity::insert(call).exec(city.read()).await.unwrap().last_insert_id;
    let mark = place_mark::ActiveModel {
        call_id: Set(call),
        submission: Set(submission(41).to_string()),
        person_key: Set(person.0.clone()),
        category: Set("treffen".into()),
        verdict: Set("good".into()),
        text: Set("Zeisigort".into()),
        lon: Set(Some(12.1405)),
        lat: Set(Some(54.0887)),
        at: Set(NOW.0),
        state: Set(Visibility::Published.code().into()),
        is_demo: Set(false),
        channel: Set(Channel::Web.code().into()),
        ..Default::default()
    };
    place_mark::Entity::insert(mark).exec(city.read()).await.unwrap();
}

/// One in a draft, and one of the proposal that was sent: so large that they stand in pages of their own, and of bytes that no
/// database makes smaller, with the word in each.
pub(super) async fn pictures(city: &City, own: ProposalId, draft: &str) {
    let mut state = 7_u32;
    let mut noise = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state.to_be_bytes()[0]
    };
    let bytes: Vec<u8> =
        (0..9).flat_map(|_| PICTURE.bytes().chain((0..1_000).map(|_| noise())).collect::<Vec<_>>()).collect();
    for (proposal_id, draft_key) in [(Some(own.0), None), (None, Some(draft.to_owned()))] {
        let row = picture::ActiveModel {
            proposal_id: Set(proposal_id),
            draft_key: Set(draft_key),
            position: Set(1),
            width: Set(4),
            height: Set(3),
            alt: Set("Zeisigworte zum Bild".into()),
            full_jpeg: Set(bytes.clone()),
            thumb_jpeg: Set(PICTURE.into()),
            ..Default::default()
        };
        picture::Entity::insert(row).exec(city.read()).await.unwrap();
    }
}

/// What was sent without the account: it stays until the end of its period.
pub(super) async fn elsewhere(city: &City, person: &PersonKey, others: ProposalId) {
    let barrier =
        BarrierDraft { text: "Zeisigbarriere am Knopf".into(), email: EMAIL.into(), ..BarrierDraft::default() };
    barriers::report(city, &submission(30), &barrier.check().unwrap(), Language::De, NOW).await.unwrap();
    let report = ReportDraft {
        ground: "regel-6".into(),
        text: "Zeisigmeldung: Der Text nennt eine Person.".into(),
        email: EMAIL.into(),
        in_good_faith: true,
        ..ReportDraft::default()
    };
    let about = Item::proposal(others);
    reports::send(city, about, submission(31), &report.check().unwrap(), None, NOW).await.unwrap();
    let refused = outbox::Arriving::new(submission(32), "comment", "Zeisigrest".into(), NOW, Language::De);
    outbox::deliver(city, &refused, person, NOW).await.unwrap();
    let hidden = proposals::submit(city, submission(33), person, proposals::samples::proposal("Mehr Licht"), NOW);
    let hidden = hidden.await.unwrap();
    let item = Item::proposal(hidden.id);
    moderation::hide(city, &Acting::OPERATOR, item, Rule::NO_PERSONAL_DATA, "Nennt jemanden.", NOW).await.unwrap();
    appeals::make(city, &hidden.code, "Zeisigwiderspruch", NOW).await.unwrap();
}
