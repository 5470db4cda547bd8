//! The names of goals, themes, states and stances.

use domain::{Goal, Theme, comments::Stance, events::Accessibility, proposals::Status};

pub struct Names {
    pub goals: [&'static str; 4],
    pub goal_subtitles: [&'static str; 4],
    pub themes: [&'static str; 7],
    pub statuses: [&'static str; 9],
    /// What a state means, in one sentence.
    pub status_meanings: [&'static str; 9],
    pub stances: [&'static str; 3],
    pub accessibility: [&'static str; 6],
}

/// A name by its place in the fixed order of its kind; the arrays have exactly as many entries as the kinds.
fn nth<const N: usize>(names: &[&'static str; N], index: usize) -> &'static str {
    names.get(index).copied().unwrap_or_default()
}

impl Names {
    pub fn goal(&self, goal: Goal) -> &'static str {
        nth(&self.goals, goal as usize)
    }

    pub fn goal_subtitle(&self, goal: Goal) -> &'static str {
        nth(&self.goal_subtitles, goal as usize)
    }

    pub fn theme(&self, theme: Theme) -> &'static str {
        nth(&self.themes, theme as usize)
    }

    pub fn status(&self, status: Status) -> &'static str {
        nth(&self.statuses, status as usize)
    }

    pub fn status_meaning(&self, status: Status) -> &'static str {
        nth(&self.status_meanings, status as usize)
    }

    pub fn stance(&self, stance: Stance) -> &'static str {
        nth(&self.stances, stance as usize)
    }

    pub fn accessibility(&self, what: Accessibility) -> &'static str {
        nth(&self.accessibility, what as usize)
    }
}

pub const DE: Names = Names {
    goals: ["Glückliche Bürger*innen", "Mitdenkende Strukturen", "Orte die verbinden", "Lernendes Netzwerk"],
    goal_subtitles: [
        "Bürger-Empowerment & digitale Inklusion",
        "Verwaltungsinnovation & Datensouveränität",
        "Intelligente öffentliche Räume",
        "Vernetzung & Austausch",
    ],
    themes: [
        "Gemeinschaft, Zusammenleben und Mitmachen",
        "Soziales, Gesundheit und Bildung",
        "Kultur, Sport und Ehrenamt",
        "Infrastruktur, Umwelt und Bauen",
        "Verkehr und Mobilität",
        "Wirtschaft, Wissenschaft und Innovation",
        "Verwaltung und Organisation",
    ],
    statuses: [
        "Eingereicht",
        "Veröffentlicht",
        "In Prüfung",
        "Angenommen",
        "In Umsetzung",
        "Umgesetzt",
        "Abgelehnt",
        "Zusammengeführt",
        "Zurückgezogen",
    ],
    status_meanings: [
        "Die Moderation schaut den Vorschlag an, bevor er erscheint.",
        "Alle können ihn lesen, unterstützen und besprechen.",
        "Ein Fachamt prüft, ob und wie es geht.",
        "Die Stadt will den Vorschlag umsetzen.",
        "Die Arbeit daran hat begonnen.",
        "Was vorgeschlagen war, gibt es jetzt.",
        "Die Stadt setzt ihn nicht um und sagt warum.",
        "Er lebt in einem anderen Vorschlag weiter.",
        "Die Person, die ihn eingereicht hat, verfolgt ihn nicht weiter.",
    ],
    stances: ["Dafür", "Dagegen", "Hinweis"],
    accessibility: [
        "Stufenlos erreichbar",
        "Barrierefreies WC",
        "Höranlage",
        "Gebärdensprache",
        "Leichte Sprache",
        "Ruheraum",
    ],
};

pub const EN: Names = Names {
    goals: ["Happy citizens", "Structures that think ahead", "Places that connect", "A learning network"],
    goal_subtitles: [
        "Citizen empowerment & digital inclusion",
        "Innovation in administration & data sovereignty",
        "Intelligent public spaces",
        "Networking & exchange",
    ],
    themes: [
        "Community, living together and taking part",
        "Social affairs, health and education",
        "Culture, sport and volunteering",
        "Infrastructure, environment and building",
        "Transport and mobility",
        "Business, science and innovation",
        "Administration and organisation",
    ],
    statuses: [
        "Submitted",
        "Published",
        "Under review",
        "Accepted",
        "In progress",
        "Implemented",
        "Rejected",
        "Merged",
        "Withdrawn",
    ],
    status_meanings: [
        "The moderators look at the proposal before it appears.",
        "Everybody can read, support and discuss it.",
        "An office examines whether and how it can be done.",
        "The city wants to carry the proposal out.",
        "Work on it has begun.",
        "What was proposed now exists.",
        "The city will not carry it out and says why.",
        "It lives on in another proposal.",
        "The person who submitted it does not pursue it any longer.",
    ],
    stances: ["In favour", "Against", "Note"],
    accessibility: [
        "Step-free access",
        "Accessible toilet",
        "Induction loop",
        "Sign language",
        "Easy language",
        "Quiet room",
    ],
};

pub const LS: Names = Names {
    goals: ["Glückliche Menschen", "Die Stadt denkt mit", "Orte verbinden Menschen", "Zusammen lernen"],
    goal_subtitles: [
        "Alle Menschen können mitmachen",
        "Die Ämter arbeiten gut zusammen",
        "Gute Plätze für alle",
        "Von anderen Städten lernen",
    ],
    themes: [
        "Zusammen leben und mitmachen",
        "Hilfe, Gesundheit und Lernen",
        "Kultur, Sport und Ehren-Amt",
        "Straßen, Natur und Bauen",
        "Unterwegs in der Stadt",
        "Arbeit, Forschung und neue Ideen",
        "Stadt-Verwaltung",
    ],
    statuses: [
        "Abgeschickt",
        "Alle können es lesen",
        "Ein Amt prüft es",
        "Die Stadt sagt ja",
        "Die Arbeit hat begonnen",
        "Fertig",
        "Die Stadt sagt nein",
        "Verbunden",
        "Zurück-Genommen",
    ],
    status_meanings: [
        "Wir lesen die Idee zuerst. Danach können alle sie lesen.",
        "Alle können die Idee lesen. Alle können dazu etwas schreiben.",
        "Ein Amt prüft die Idee. Das Amt fragt: Geht das?",
        "Die Stadt will die Idee umsetzen.",
        "Die Stadt arbeitet an der Idee.",
        "Die Idee ist fertig.",
        "Die Stadt macht es anders. Die Stadt sagt den Grund.",
        "Die Idee steht jetzt bei einer anderen Idee.",
        "Die Person hat die Idee zurück-genommen.",
    ],
    stances: ["Ich bin dafür", "Ich bin dagegen", "Ich habe einen Hinweis"],
    accessibility: [
        "Sie kommen ohne Stufen hinein",
        "Es gibt eine Toilette für Rollstuhl-Fahrer",
        "Es gibt Hilfe zum Hören",
        "Es gibt Gebärden-Sprache",
        "Es gibt Leichte Sprache",
        "Es gibt einen ruhigen Raum",
    ],
};
