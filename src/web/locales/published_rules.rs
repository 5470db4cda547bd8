//! Short names of the published rules, and words to start a reason from.

use domain::moderation::Rule;

/// A published rule: its heading on the page `/regeln`, and words to start a reason from.
#[derive(Clone, Copy)]
pub struct RuleWords {
    pub number: u8,
    pub name: &'static str,
    pub template: &'static str,
}

pub struct PublishedRules {
    /// `Regel 6: Keine Daten über andere`.
    pub numbered: &'static str,
    pub words: [RuleWords; 10],
}

impl PublishedRules {
    fn of_rule(&self, rule: Rule) -> Option<RuleWords> {
        self.words.into_iter().find(|words| words.number == rule.number())
    }

    /// With its number.
    pub fn name(&self, rule: Rule) -> String {
        let name = self.of_rule(rule).map_or("", |words| words.name);
        super::fill(self.numbered, &[("n", &rule.number().to_string()), ("name", name)])
    }

    pub fn template(&self, rule: Rule) -> &'static str {
        self.of_rule(rule).map_or("", |words| words.template)
    }
}

pub const DE: PublishedRules = PublishedRules {
    numbered: "Regel {n}: {name}",
    words: [
        RuleWords { number: 1, name: "Vorschläge für Rostock", template: "Der Beitrag betrifft nichts, worauf die Stadt Rostock Einfluss hat." },
        RuleWords { number: 3, name: "Ein Vorschlag, ein Thema", template: "Der Beitrag enthält mehrere Anliegen. Bitte beschreibe jedes in einem eigenen Vorschlag." },
        RuleWords { number: 4, name: "Widerspruch gehört dazu", template: "Der Beitrag bleibt nicht bei der Sache. Bitte nenne Gründe." },
        RuleWords { number: 5, name: "Keine Beleidigung, kein Hass", template: "Der Beitrag beleidigt oder bedroht andere oder setzt sie herab. Bitte beschreibe Dein Anliegen ohne diese Worte." },
        RuleWords { number: 6, name: "Keine Daten über andere", template: "Der Beitrag nennt Daten einer Privatperson. Bitte lass Namen, Anschrift, Telefonnummer oder Kennzeichen weg." },
        RuleWords { number: 7, name: "Nichts Rechtswidriges", template: "Der Beitrag enthält etwas Rechtswidriges, zum Beispiel verbotene Zeichen, falsche Verdächtigungen oder fremde Texte ohne Erlaubnis." },
        RuleWords { number: 8, name: "Keine Werbung", template: "Der Beitrag wirbt für Waren, Dienste, eine Partei oder eine Wahl." },
        RuleWords { number: 9, name: "Kein Täuschen", template: "Der Beitrag gibt eine falsche Person oder Stelle als Absender an oder wurde mehrfach gesendet." },
        RuleWords { number: 10, name: "Keine Schäden, keine Notfälle", template: "Der Beitrag meldet einen Schaden oder Notfall. Schäden nimmt Klarschiff auf, im Notfall hilft 110 oder 112." },
        RuleWords { number: 15, name: "Gleiche Vorschläge zusammenführen", template: "Ein anderer Vorschlag will dasselbe. Beide gehen gemeinsam weiter, alle Unterstützungen zählen einmal." },
    ],
};

pub const EN: PublishedRules = PublishedRules {
    numbered: "Rule {n}: {name}",
    words: [
        RuleWords { number: 1, name: "Proposals for Rostock", template: "The contribution is about nothing that the city of Rostock can influence." },
        RuleWords { number: 3, name: "One proposal, one subject", template: "The contribution holds several wishes. Please describe each in a proposal of its own." },
        RuleWords { number: 4, name: "Disagreement is part of it", template: "The contribution does not keep to the matter. Please give reasons." },
        RuleWords { number: 5, name: "No insults, no hatred", template: "The contribution insults, threatens or degrades others. Please describe your concern without these words." },
        RuleWords { number: 6, name: "No information about other people", template: "The contribution gives data of a private person. Please leave out name, address, telephone number or number plate." },
        RuleWords { number: 7, name: "Nothing unlawful", template: "The contribution holds something unlawful, for example forbidden signs, false accusations or texts of others without permission." },
        RuleWords { number: 8, name: "No advertising", template: "The contribution advertises goods, services, a party or an election." },
        RuleWords { number: 9, name: "No deception", template: "The contribution names a wrong person or office as its sender or was sent several times." },
        RuleWords { number: 10, name: "No damage reports, no emergencies", template: "The contribution reports damage or an emergency. Klarschiff takes damage, in an emergency call 110 or 112." },
        RuleWords { number: 15, name: "Proposals that want the same are merged", template: "Another proposal wants the same. Both go on together, all supports count once." },
    ],
};

pub const LS: PublishedRules = PublishedRules {
    numbered: "Regel {n}: {name}",
    words: [
        RuleWords { number: 1, name: "Vorschläge für Rostock", template: "Die Stadt Rostock kann das nicht ändern." },
        RuleWords { number: 3, name: "Ein Vorschlag, ein Thema", template: "In Ihrem Text stehen mehrere Wünsche. Bitte schreiben Sie für jeden Wunsch einen Text." },
        RuleWords { number: 4, name: "Sie dürfen dagegen sein", template: "Bitte schreiben Sie: Warum sind Sie dagegen?" },
        RuleWords { number: 5, name: "Nicht beleidigen", template: "Ihr Text beleidigt andere Menschen. Bitte schreiben Sie anders." },
        RuleWords { number: 6, name: "Nichts Privates über andere", template: "In Ihrem Text steht der Name von einem anderen Menschen. Bitte löschen Sie den Namen." },
        RuleWords { number: 7, name: "An Gesetze halten", template: "In Ihrem Text steht etwas Verbotenes." },
        RuleWords { number: 8, name: "Keine Werbung", template: "Ihr Text ist Werbung." },
        RuleWords { number: 9, name: "Nicht betrügen", template: "Ihr Text ist mehrfach da. Oder der Name ist falsch." },
        RuleWords { number: 10, name: "Schäden und Notfälle", template: "Sie melden einen Schaden. Bitte gehen Sie zu Klarschiff." },
        RuleWords { number: 15, name: "Aus 2 wird 1", template: "Ein anderer Vorschlag will das Gleiche. Jetzt ist es 1 Vorschlag." },
    ],
};

#[cfg(test)]
mod tests {
    use domain::Language;

    use super::*;
    use crate::locales::Words;

    #[test]
    fn every_rule_has_its_number_and_its_heading_of_the_published_page() {
        for language in Language::ALL {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../content/pages");
            let page = std::fs::read_to_string(format!("{folder}/{}/regeln.md", language.code())).unwrap();
            let words = &Words::of(language).published_rules;
            for rule in Rule::ALL {
                let name = words.name(rule);
                assert!(page.contains(&format!("### {name}\n")), "{language:?}: {name}");
                assert!(page.contains(&format!("#regel-{}\n", rule.number())), "{language:?}: {name}");
                assert!(!words.template(rule).is_empty(), "{language:?}: {name}");
            }
        }
    }
}
