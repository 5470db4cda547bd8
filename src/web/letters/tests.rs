use domain::{
    Moment,
    history::{Actor, Happening},
    ids::ProposalId,
    news::Tie,
    proposals::Status,
};
use store::{kiosks::Told, news::Item};

use super::*;

fn item(title: Option<&str>) -> Item {
    Item {
        id: 1,
        at: Moment(1_795_435_200_000),
        is_new: true,
        tie: Tie::Supporter,
        topic: None,
        proposal: ProposalId(12),
        title: title.map(ToOwned::to_owned),
        is_public: title.is_some(),
        actor: Actor::Office,
        happening: Happening::StatusChanged {
            from: Status::Published,
            to: Status::Accepted,
            office: Some("Tiefbauamt".into()),
            reasons: title.map(|_| "Das Geld ist da.\nWir <b>fangen</b> an.".into()),
        },
        lives_on: None,
    }
}

fn letter(language: Language, items: Vec<Item>) -> Mail {
    let letter = Letter {
        key: "news-7-c3".into(),
        to: "ada@example.org".into(),
        language,
        items,
        stop: "c3.abc".into(),
        is_for_author: false,
    };
    news(&letter, "https://wegmarken.example", &[])
}

#[test]
fn a_letter_says_what_happened_where_to_read_it_and_how_to_end_it() {
    for language in Language::ALL {
        let mail = letter(language, vec![item(Some("Bänke am Hafen"))]);
        assert!(mail.subject.contains("Bänke am Hafen"), "{}", mail.subject);
        for form in [&mail.text, &mail.html] {
            for part in [
                "Bänke am Hafen",
                "Tiefbauamt",
                "Das Geld ist da.",
                &format!("https://wegmarken.example{}", language.path("/vorschlaege/12")),
                &format!("https://wegmarken.example{}", language.path("/neuigkeiten/einstellungen")),
                &format!("https://wegmarken.example{}", language.path("/neuigkeiten/abbestellen/c3.abc")),
            ] {
                assert!(form.contains(part), "{part} is missing in {form}");
            }
        }
        assert_eq!(mail.list_unsubscribe.as_deref(), Some("https://wegmarken.example/neuigkeiten/abbestellen/c3.abc"));
        assert!(!mail.text.contains('{') && !mail.subject.contains('{'), "a gap was left open: {}", mail.text);
    }
}

#[test]
fn what_people_wrote_is_text_in_the_html_too_and_nothing_is_loaded() {
    let mail = letter(Language::De, vec![item(Some("<img src=x onerror=alert(1)> \"Bänke\""))]);
    assert!(!mail.html.contains("<img") && !mail.html.contains("<b>"), "{}", mail.html);
    for loaded in ["src=", "<style", "style=", "<link", "<script"] {
        assert!(!mail.html.replace("&lt;img src=x", "").contains(loaded), "{loaded} in {}", mail.html);
    }
}

#[test]
fn what_nobody_may_read_any_more_has_no_link_and_no_words() {
    let mail = letter(Language::De, vec![item(None)]);
    assert_eq!(mail.subject, "Neues von Wegmarken");
    assert!(!mail.text.contains("/vorschlaege/12") && mail.text.contains("nicht mehr zu lesen"), "{}", mail.text);
}

#[test]
fn a_collected_letter_counts_what_is_in_it() {
    let mail = letter(Language::De, vec![item(Some("Bänke")), item(Some("Licht"))]);
    assert_eq!(mail.subject, "2 Neuigkeiten von Wegmarken");
    assert!(mail.text.contains("Bänke") && mail.text.contains("Licht"));
}

#[test]
fn the_question_whether_letters_are_wanted_has_one_link_and_needs_no_answer() {
    let mail = confirm(Language::En, "https://wegmarken.example", "confirm-1", "ada@example.org", "3.abc");
    assert_eq!(mail.text.matches("https://").count(), 1);
    assert!(mail.text.contains("https://wegmarken.example/en/neuigkeiten/bestaetigen/3.abc"), "{}", mail.text);
    assert_eq!(mail.list_unsubscribe, None);
}

#[test]
fn a_letter_about_pages_says_which_whose_and_where_and_names_nobody() {
    use store::editing::{About, Letter, ToldPage};
    let page = |title: &str, office: Option<&str>| ToldPage {
        page: 7,
        address: "mitmachen/regeln".into(),
        language: Language::En,
        title: title.into(),
        office: office.map(ToOwned::to_owned),
    };
    let letter = |about, pages| {
        let (key, to) = ("page-letter-1".into(), "ada@example.org".into());
        pages::about(&Letter { key, to, language: Language::De, about, pages }, "https://wegmarken.example")
    };
    let rules = || page("Rules <1>", Some("Tiefbauamt"));
    let waiting = letter(About::Waiting(0), vec![rules()]);
    assert_eq!(waiting.subject, "Wartet auf Prüfung: Rules <1>");
    let told = "Rules <1> (zuständig: Tiefbauamt)\nhttps://wegmarken.example/bearbeiten/7/veroeffentlichen\n";
    assert!(waiting.text.contains(told), "{}", waiting.text);
    assert!(waiting.html.contains("Rules &lt;1&gt;"), "{}", waiting.html);
    let many = letter(About::Waiting(0), vec![rules(), page("Dates", None)]);
    assert_eq!(many.subject, "2 Seiten warten auf Prüfung");
    assert!(many.text.contains("Dates (zuständig: Redaktion)"), "{}", many.text);
    let returned = letter(About::Returned(7), vec![rules()]);
    assert_eq!(returned.subject, "Überarbeitung nötig: Rules <1>");
    assert!(returned.text.contains("https://wegmarken.example/en/mitmachen/regeln?bearbeiten\n"), "{}", returned.text);
    let published = letter(About::Published(7), vec![rules()]);
    assert!(published.text.contains("https://wegmarken.example/en/mitmachen/regeln\n"), "{}", published.text);
}

#[test]
fn a_letter_about_a_kiosk_says_which_one_since_when_and_where_to_look() {
    let letter = |place: &str, told| store::kiosks::Letter {
        key: "kiosk-silent-3".into(),
        to: "ada@example.org".into(),
        language: Language::De,
        kiosk: domain::ids::KioskId(3),
        name: "Ortsamt <Mitte>".into(),
        place: place.into(),
        since: Moment(1_795_435_200_000),
        told,
    };
    let silent = kiosks::about(&letter("Neuer Markt", Told::Silent), "https://wegmarken.example");
    assert_eq!(silent.subject, "Ein Kiosk meldet sich nicht: Ortsamt <Mitte>");
    let said = "Der Kiosk „Ortsamt <Mitte>, Neuer Markt“ meldet sich nicht mehr, zuletzt am 23. November 2026, 13:00";
    assert!(silent.text.contains(said), "{}", silent.text);
    assert!(silent.text.contains("\nhttps://wegmarken.example/verwaltung/kiosks/3\n"), "{}", silent.text);
    assert!(silent.html.contains("Ortsamt &lt;Mitte&gt;"), "{}", silent.html);
    let back = kiosks::about(&letter("", Told::Back(Moment(1_795_438_800_000))), "");
    assert!(back.text.contains("„Ortsamt <Mitte>“ meldet sich wieder, seit 23. November 2026, 14:00"), "{}", back.text);
    let call = kiosks::about(&letter("Neuer Markt", Told::CallsForHelp), "https://wegmarken.example");
    assert_eq!(call.subject, "Am Kiosk ruft jemand Hilfe: Ortsamt <Mitte>");
    let said = "„Ortsamt <Mitte>, Neuer Markt“ hat jemand Hilfe gerufen, am 23. November 2026, 13:00";
    assert!(call.text.contains(said) && call.text.contains("in den nächsten 15 Minuten"), "{}", call.text);
    assert!(call.text.contains("\nhttps://wegmarken.example/verwaltung/kiosks\n"), "{}", call.text);
}
