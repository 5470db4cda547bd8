//! What roles and actions are called, for the page that shows the table of permissions.

use domain::policy::{Action, Role};

pub struct Permissions {
    pub title: &'static str,
    pub lead: &'static str,
    pub table: &'static str,
    pub action: &'static str,
    pub condition: &'static str,
    pub allowed: &'static str,
    /// In the order of [`Role::ALL`].
    pub roles: [&'static str; Role::ALL.len()],
    /// In the order of [`Action::ALL`].
    pub actions: [&'static str; Action::ALL.len()],
    pub always: &'static str,
    pub public_unless: &'static str,
    pub takes_part: &'static str,
    pub early: &'static str,
    pub early_and_unsupported: &'static str,
    pub scopes: &'static str,
}

impl Permissions {
    pub fn role(&self, role: Role) -> &'static str {
        nth(&Role::ALL, &self.roles, role)
    }

    pub fn action(&self, action: Action) -> &'static str {
        nth(&Action::ALL, &self.actions, action)
    }
}

fn nth<T: PartialEq>(all: &[T], names: &[&'static str], wanted: T) -> &'static str {
    all.iter().zip(names).find(|(one, _)| **one == wanted).map(|(_, name)| *name).unwrap_or_default()
}

pub const DE: Permissions = Permissions {
    title: "Rechte",
    lead: "Wer darf was? Diese Tabelle ist dieselbe, nach der das Programm jede Handlung prüft.",
    table: "Rechte nach Rollen",
    action: "Handlung",
    condition: "Bedingung",
    allowed: "darf",
    roles: [
        "Gast",
        "Autor*in",
        "Bürger*in",
        "Schalter",
        "Redaktion",
        "Moderation",
        "Fachamt",
        "Ortsbeirat",
        "Pat*in",
        "Administration",
        "Betrieb",
    ],
    actions: [
        "Einen Vorschlag lesen",
        "Einen Vorschlag unterstützen",
        "Einen Beitrag schreiben",
        "Den eigenen Vorschlag ändern",
        "Den eigenen Vorschlag zurückziehen",
        "Persönliche Angaben aus eigenen Texten entfernen",
        "Den eigenen Beitrag vor der Prüfung ändern",
        "Vorschläge und Beiträge prüfen",
        "Zu einem Vorschlag Stellung nehmen",
        "Als Ortsbeirat einen Hinweis geben",
        "Seiten bearbeiten",
        "Den Verlauf einer Seite für alle öffnen",
        "Den Wohnsitz bestätigen",
        "Eingaben auf Papier erfassen",
        "Menschen am Schalter beim Mitmachen helfen",
        "Rollen geben und nehmen",
        "Fachämter verwalten",
        "Vorschlagslisten einstellen",
        "Kioske verwalten",
        "Das Protokoll lesen",
        "Aufträge im Hintergrund sehen",
        "Über Widersprüche entscheiden",
        "Meldungen zur Barrierefreiheit beantworten",
        "Sich selbst vorstellen",
    ],
    always: "keine",
    public_unless: "Der Vorschlag ist veröffentlicht. Auch vorher: {roles}",
    takes_part: "Der Vorschlag ist veröffentlicht und offen, die Vorschlagsliste auch",
    early: "Noch arbeitet kein Amt daran",
    early_and_unsupported: "Noch arbeitet kein Amt daran, und niemand unterstützt den Text",
    scopes: "Mitglieder eines Fachamts handeln nur für ihr Amt, Mitglieder eines Ortsbeirats nur für ihren Ortsteil. Wer für die Stadt arbeitet, braucht dafür immer den zweiten Faktor.",
};

pub const EN: Permissions = Permissions {
    title: "Permissions",
    lead: "Who may do what? The program checks every action by this very table.",
    table: "Permissions by role",
    action: "Action",
    condition: "Condition",
    allowed: "may",
    roles: [
        "Guest",
        "Author",
        "Citizen",
        "Clerk",
        "Editor",
        "Moderator",
        "Office",
        "District council",
        "Sponsor",
        "Administrator",
        "Operator",
    ],
    actions: [
        "Read a proposal",
        "Support a proposal",
        "Write a comment",
        "Change one’s own proposal",
        "Withdraw one’s own proposal",
        "Remove personal details from one’s own texts",
        "Change one’s own comment before it is checked",
        "Check proposals and comments",
        "Answer a proposal",
        "Give a note as district council",
        "Edit pages",
        "Open the history of a page to everybody",
        "Confirm where somebody lives",
        "Enter what came on paper",
        "Help people at the counter to take part",
        "Give and take roles",
        "Manage offices",
        "Set up proposal lists",
        "Manage kiosks",
        "Read the audit log",
        "Watch background jobs",
        "Decide appeals",
        "Answer accessibility reports",
        "Introduce oneself",
    ],
    always: "none",
    public_unless: "The proposal is published. Before that, too: {roles}",
    takes_part: "The proposal is published and open, and so is its list",
    early: "No office works on it yet",
    early_and_unsupported: "No office works on it yet, and nobody supports its text",
    scopes: "Members of an office act for their office only, members of a district council for their district only. Whoever works for the city always needs the second factor.",
};

pub const LS: Permissions = Permissions {
    title: "Rechte",
    lead: "Wer darf was? Hier steht es. Das Programm prüft alles nach dieser Tabelle.",
    table: "Rechte nach Rollen",
    action: "Was?",
    condition: "Wann?",
    allowed: "darf",
    roles: [
        "Gast",
        "Autor*in",
        "Bürger*in",
        "Schalter",
        "Redaktion",
        "Moderation",
        "Amt",
        "Orts-Beirat",
        "Pat*in",
        "Verwaltung",
        "Technik",
    ],
    actions: [
        "Einen Vorschlag lesen",
        "Einen Vorschlag unterstützen",
        "Einen Beitrag schreiben",
        "Den eigenen Vorschlag ändern",
        "Den eigenen Vorschlag zurück-nehmen",
        "Persönliche Angaben im eigenen Text löschen",
        "Den eigenen Text vor der Prüfung ändern",
        "Vorschläge und Beiträge prüfen",
        "Auf einen Vorschlag antworten",
        "Für den Orts-Beirat etwas dazu sagen",
        "Seiten ändern",
        "Allen zeigen, was auf einer Seite neu ist",
        "Den Wohnort bestätigen",
        "Papier-Bögen eintragen",
        "Menschen am Schalter helfen",
        "Rollen geben und nehmen",
        "Ämter eintragen",
        "Listen von Vorschlägen einstellen",
        "Kioske einstellen",
        "Das Protokoll lesen",
        "Aufträge im Hinter-Grund sehen",
        "Über einen Widerspruch entscheiden",
        "Auf Meldungen zu Hindernissen antworten",
        "Sich selbst vorstellen",
    ],
    always: "immer",
    public_unless: "Der Vorschlag steht auf der Seite. Diese dürfen es auch vorher: {roles}",
    takes_part: "Der Vorschlag steht auf der Seite. Der Vorschlag ist offen.",
    early: "Noch arbeitet kein Amt daran.",
    early_and_unsupported: "Noch arbeitet kein Amt daran. Und noch unterstützt niemand den Text.",
    scopes: "Ein Amt handelt nur für sich. Ein Orts-Beirat handelt nur für seinen Orts-Teil. Alle brauchen die sichere Anmeldung.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_and_every_action_has_a_name_of_its_own() {
        for words in [DE, EN, LS] {
            let roles = Role::ALL.map(|role| words.role(role));
            let actions = Action::ALL.map(|action| words.action(action));
            for names in [roles.as_slice(), actions.as_slice()] {
                let different: std::collections::BTreeSet<_> = names.iter().collect();
                assert_eq!(different.len(), names.len());
                assert!(names.iter().all(|name| !name.is_empty()));
            }
        }
    }
}
