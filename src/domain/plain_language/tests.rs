use proptest::prelude::*;

use super::*;

fn found(text: &str) -> Vec<(Rule, &str)> {
    let of = |finding: Finding| (finding.rule, text.get(finding.range).unwrap());
    check(text, Language::Ls).into_iter().map(of).collect()
}

#[test]
fn an_easy_text_has_nothing_to_find() {
    for text in [
        "Hier können Sie mit·machen.\nSie haben eine Idee?\nSchreiben Sie uns!",
        "- Sie schreiben einen Vorschlag.\n- Andere lesen ihn.\n\n**Das Amt antwortet.**",
        "## Wer hilft mir?\nDas Bürger-Büro hilft Ihnen. [Zum Büro](/kontakt/buergerbuero-mitte-am-neuen-markt)",
        "Das wird ein Spielplatz. Er wird schön. Wir werden Ihnen helfen.",
        "Gegen den Lärm hilft eine Wand. Gestern war es laut.",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn each_rule_finds_its_place() {
    for (text, rule, place) in [
        ("Die Bürgerbeteiligungssatzung gilt.", Rule::LongWord, "Bürgerbeteiligungssatzung"),
        ("Der Weg wird gebaut.", Rule::Passive, "wird"),
        ("Der Plan wurde im Mai beschlossen.", Rule::Passive, "wurde"),
        ("Ihr Antrag wird abgelehnt.", Rule::Passive, "wird"),
        ("Die Brücke ist saniert worden.", Rule::Passive, "worden"),
        ("Das ist das Ende des Hafens.", Rule::Genitive, "des"),
        ("Das ist die Idee eines Kindes.", Rule::Genitive, "eines"),
        ("Wegen Regen fällt das Fest aus.", Rule::Genitive, "Wegen"),
        ("Wir könnten helfen.", Rule::Subjunctive, "könnten"),
        ("Das geht nicht.", Rule::Negation, "nicht"),
        ("Es gibt keine Bank.", Rule::Negation, "keine"),
        ("Wir haben z.B. Bänke.", Rule::Abbreviation, "z.B."),
        ("Bänke, Bäume usw. fehlen.", Rule::Abbreviation, "usw."),
        ("Partizipation ist gut.", Rule::ForeignWord, "Partizipation"),
    ] {
        assert!(found(text).contains(&(rule, place)), "{text}: {:?}", found(text));
    }
}

#[test]
fn a_foreign_word_may_be_used_when_it_is_explained() {
    assert_eq!(found("Das ist Partizipation. Das heißt: Viele machen mit."), []);
    assert_eq!(found("Partizipation bedeutet: Viele machen mit."), []);
    assert_eq!(found("Das ist Partizipation. Viele machen mit."), [(Rule::ForeignWord, "Partizipation")]);
}

#[test]
fn a_sentence_ends_where_its_paragraph_ends() {
    let half = "eins zwei drei vier fünf sechs sieben";
    assert_eq!(found(&format!("{half}\n\n{half}")), []);
    assert_eq!(found(&format!("- {half}\n- {half}")), []);
    assert_eq!(found(&format!("# {half}\n{half}")), []);
    let whole = format!("{half}\n{half}");
    assert_eq!(found(&whole), [(Rule::LongSentence, whole.as_str())]);
}

#[test]
fn german_and_english_are_told_of_long_sentences_only() {
    let long = ["wort"; 26].join(" ");
    for language in [Language::De, Language::En] {
        assert_eq!(check("Der Weg wird nicht gebaut.", language), []);
        assert_eq!(check(&long, language).len(), 1);
    }
}

#[test]
fn editors_can_read_what_is_looked_at() {
    let written = include_str!("../../../docs/leichte-sprache.md");
    for rule in Rule::ALL {
        assert!(written.contains(&format!("`{}`", rule.code())), "{rule:?} is not written down");
    }
    for number in [most_words(Language::Ls), most_words(Language::De), LONGEST_WORD] {
        assert!(written.contains(&format!("mehr als {number} ")), "{number} is another number there");
    }
}

#[test]
fn addresses_are_no_words() {
    assert_eq!(found("[Hier](https://www.rostock.de/buergerbeteiligungssatzung/des/hafens) steht mehr."), []);
    assert_eq!(found("Mehr unter https://rathaus.rostock.de/nicht/kein/Beteiligungsverfahrensordnung"), []);
}

proptest! {
    #[test]
    fn every_place_is_in_the_text(text in "(\\PC|[ \n.#*-]|wird gebaut|des Hafens){0,60}") {
        let found = check(&text, Language::Ls);
        for finding in &found {
            prop_assert!(text.get(finding.range.clone()).is_some_and(|place| !place.is_empty()));
        }
        prop_assert!(found.windows(2).all(|pair| pair[0].range.start <= pair[1].range.start));
    }
}
