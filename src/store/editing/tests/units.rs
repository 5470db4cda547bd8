//! Pages of a unit: who decides about them, what moves along, and who is told.

use domain::{editing::Unit, ids::OfficeId, policy::Grant};

use super::{places::*, *};
use crate::{jobs, offices, roles};

/// `regeln` is the Tiefbauamt's; ada is an editor of no office, bea of the Tiefbauamt, cleo of another one.
struct City {
    world: World,
    unit: OfficeId,
    cleo: Acting,
}

async fn with_office(store: &Store, by: Acting, office: OfficeId) -> Acting {
    let grant = Grant::new(Role::Editor, Scope::Office(office)).unwrap();
    roles::give(store, &Acting::OPERATOR, by.account.unwrap(), grant, NOW).await.unwrap();
    Acting { scope: grant.scope, ..by }
}

impl City {
    async fn all() -> Vec<Self> {
        let mut all = Vec::new();
        for mut world in World::all().await {
            let store = &world.store;
            let unit = offices::open(store, &Acting::OPERATOR, "Tiefbauamt", None, NOW).await.unwrap();
            let other = offices::open(store, &Acting::OPERATOR, "Amt für Kultur", None, NOW).await.unwrap();
            let everywhere = Grant::new(Role::Editor, Scope::Everywhere).unwrap();
            roles::give(store, &Acting::OPERATOR, world.ada.account.unwrap(), everywhere, NOW).await.unwrap();
            let bea = with_office(store, world.bea, unit).await;
            let cleo = editor(store, "cleo").await;
            let cleo = with_office(store, cleo, other).await;
            assign_now(store, &world.ada, "regeln", Some(Unit::Office(unit)), NOW).await.unwrap();
            world.bea = bea;
            all.push(Self { world, unit, cleo });
        }
        all
    }

    /// A suggestion of this person, handed in.
    async fn suggested(&self, by: &Acting, number: u32, now: Moment) -> i64 {
        let World { store, page, .. } = &self.world;
        let first = self.world.draft().await.blocks.remove(0);
        let text = at(first.revision, number, &format!("Vorschlag {number}"));
        stored(self.world.save(by, &first.key, &text).await);
        let change = self.world.draft().await.change;
        hand_in(store, by, *page, change, now).await.unwrap();
        change
    }

    /// To whom letters leave until then, about which pages, in the order of the people.
    async fn letters(&self, now: Moment) -> Vec<(String, About, usize)> {
        let store = &self.world.store;
        let mut all = Vec::new();
        while let Some(job) = jobs::claim(store, now).await.unwrap() {
            if let Some(letter) = open_letter(store, &job).await.unwrap() {
                all.push((letter.to, letter.about, letter.pages.len()));
            }
            jobs::done(store, &job, now).await.unwrap();
        }
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    }
}

fn is_refused<T: std::fmt::Debug>(done: &Result<T, StoreError>) -> bool {
    matches!(done, Err(StoreError::Refused(Refusal::OtherUnit)))
}

#[tokio::test]
async fn everybody_suggests_and_those_who_look_after_the_page_decide() {
    for city in City::all().await {
        let World { store, ada, bea, page, .. } = &city.world;
        let (cleo, page, name) = (&city.cleo, *page, store.name);
        let change = city.suggested(cleo, 1, NOW).await;
        let time = Some(NOW.plus_days(1));
        for done in [
            send_back(store, cleo, page, (change, "So nicht."), NOW).await,
            publish(store, cleo, page, (change, ""), NOW).await.map(|_| ()),
            schedule(store, cleo, page, (Due::Publish, change, time), "", NOW).await,
            schedule(store, cleo, page, (Due::TakeBack, change, time), "", NOW).await,
            schedule(store, cleo, page, (Due::Publish, change, None), "", NOW).await,
            relocate_now(store, cleo, "regeln", "andere-regeln", NOW).await,
            retire_now(store, cleo, "regeln", None, NOW).await,
            bring_back_now(store, cleo, "regeln", NOW).await,
            assign_now(store, cleo, "regeln", None, NOW).await,
        ] {
            assert!(is_refused(&done), "{name} {done:?}");
        }
        assert_eq!(city.world.draft().await.state, State::InReview, "{name}");
        let asked = care(store, cleo, page).await.unwrap();
        assert_eq!((asked.unit, asked.office.as_deref()), (Unit::Office(city.unit), Some("Tiefbauamt")), "{name}");
        assert_eq!((asked.people, asked.is_own), (vec!["bea".to_owned()], false), "{name}");
        let listed =
            async |by: &Acting| all(store, by).await.unwrap().into_iter().find(|one| one.page == page).unwrap();
        assert_eq!((listed(cleo).await.is_theirs, listed(bea).await.is_theirs), (false, true), "{name}");

        send_back(store, bea, page, (change, "Bitte kürzer."), NOW).await.unwrap();
        let change = city.suggested(cleo, 2, NOW).await;
        publish(store, ada, page, (change, ""), NOW).await.unwrap();
        assert_eq!(
            city.world.public().await.blocks[0].body,
            "Vorschlag 2",
            "{name}: who belongs to no office decides too"
        );
        let change = city.suggested(bea, 3, NOW).await;
        let own = publish(store, bea, page, (change, ""), NOW).await;
        assert!(matches!(own, Err(StoreError::SamePerson)), "{name}: four eyes see it all the same: {own:?}");
        let administrator = Acting { role: Role::Administrator, scope: Scope::Everywhere, ..*cleo };
        publish(store, &administrator, page, (change, ""), NOW).await.unwrap();

        let both = with_office(store, *cleo, city.unit).await;
        let of_other = Acting { scope: cleo.scope, ..both };
        retire_now(store, &of_other, "regeln", None, NOW).await.unwrap();
        let elsewhere = page_at(store, "impressum", Language::De).await.unwrap().unwrap();
        let theirs = care(store, &of_other, elsewhere).await.unwrap();
        assert_eq!(
            (theirs.unit, theirs.is_own),
            (Unit::Editors, false),
            "{name}: pages of no office are not everybody's"
        );
    }
}

#[tokio::test]
async fn what_stands_below_a_page_belongs_to_its_unit_and_moves_only_between_ones_own() {
    for city in City::all().await {
        let World { store, ada, bea, .. } = &city.world;
        let (cleo, name) = (&city.cleo, store.name);
        let of_unit = Unit::Office(city.unit);
        let unit_of = async |page: i64| care(store, ada, page).await.unwrap().unit;
        let below = create(store, cleo, ("regeln/kurz", Language::De), "Kurz", NOW).await.unwrap();
        assert_eq!(unit_of(below).await, of_unit, "{name}");
        assert!(is_refused(&publish(store, cleo, below, (0, ""), NOW).await), "{name}");
        publish(store, bea, below, (0, ""), NOW).await.unwrap();
        let top = create(store, bea, ("freies", Language::De), "Freies", NOW).await.unwrap();
        assert_eq!(unit_of(top).await, Unit::Editors, "{name}");

        let given_away = relocate_now(store, bea, "regeln/kurz", "mitmachen/kurz", NOW).await;
        assert!(is_refused(&given_away), "{name}: it would be the editorial office's");
        assert!(
            is_refused(&relocate_now(store, bea, "freies", "regeln/freies", NOW).await),
            "{name}: it is not theirs"
        );
        relocate_now(store, bea, "regeln/kurz", "regeln/knapp", NOW).await.unwrap();
        relocate_now(store, bea, "regeln", "spielregeln", NOW).await.unwrap();
        assert_eq!(unit_of(below).await, of_unit, "{name}: what was set goes along");
        let english = page_at(store, "spielregeln", Language::En).await.unwrap().unwrap();
        assert_eq!(unit_of(english).await, of_unit, "{name}: in all languages");

        let nobodys = assign_now(store, bea, "spielregeln/knapp", Some(Unit::Office(OfficeId(9999))), NOW).await;
        assert!(matches!(nobodys, Err(StoreError::Unstorable)), "{name} {nobodys:?}");
        assign_now(store, bea, "spielregeln/knapp", Some(Unit::Editors), NOW).await.unwrap();
        assert_eq!(unit_of(below).await, Unit::Editors, "{name}");
        assert!(
            is_refused(&assign_now(store, bea, "spielregeln/knapp", None, NOW).await),
            "{name}: it is theirs no more"
        );
        assign_now(store, ada, "spielregeln/knapp", None, NOW).await.unwrap();
        assert_eq!(unit_of(below).await, of_unit, "{name}");
    }
}

#[tokio::test]
async fn a_hand_in_is_told_once_to_those_who_decide_and_what_became_of_it_to_its_author() {
    for city in City::all().await {
        let World { store, ada, bea, page, .. } = &city.world;
        let (cleo, page, name) = (&city.cleo, *page, store.name);
        let [mail_ada, mail_bea, mail_cleo] = ["ada", "bea", "cleo"].map(|name| format!("{name}@example.org"));
        let after = |minutes: i64| Moment(NOW.0 + minutes * Moment::MINUTE);
        let other = create(store, cleo, ("regeln/kurz", Language::De), "Kurz", NOW).await.unwrap();
        hand_in(store, cleo, other, 0, after(1)).await.unwrap();
        let change = city.suggested(cleo, 1, after(2)).await;
        assert_eq!(city.letters(after(10)).await, [], "{name}: it is collected");
        let waiting = About::Waiting(NOW.0);
        assert_eq!(city.letters(after(11)).await, [(mail_bea, waiting, 2)], "{name}");
        assert_eq!(city.letters(after(60)).await, [], "{name}: once");

        send_back(store, bea, page, (change, "Bitte kürzer."), after(61)).await.unwrap();
        assert_eq!(city.letters(after(61)).await, [(mail_cleo.clone(), About::Returned(page), 1)], "{name}");
        let change = city.suggested(cleo, 2, after(62)).await;
        publish(store, bea, page, (change, ""), after(63)).await.unwrap();
        let told = city.letters(after(180)).await;
        assert_eq!(told, [(mail_cleo, About::Published(page), 1)], "{name}: of what is done nobody else is told");

        // The only one of the unit hands in: the editorial office looks.
        city.suggested(bea, 3, after(200)).await;
        let told = city.letters(after(300)).await;
        assert_eq!(told, [(mail_ada, About::Waiting(after(200).0), 1)], "{name}");
        let change = city.world.draft().await.change;
        publish(store, ada, page, (change, ""), after(301)).await.unwrap();
        let grant = Grant::new(Role::Editor, Scope::Office(city.unit)).unwrap();
        roles::take(store, &Acting::OPERATOR, bea.account.unwrap(), grant, after(302)).await.unwrap();
        assert_eq!(city.letters(after(303)).await, [], "{name}: whoever edits no more is told no more");
    }
}
