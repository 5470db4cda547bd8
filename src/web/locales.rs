//! The words of the interface in German, English and Leichte Sprache.
//!
//! Each feature has one struct of words and three constants of it side by side: a missing word is a compile error, and
//! a translator sees the three versions together. Words are compiled into the server only; an island gets the few that
//! it needs as props.

use domain::Language;

/// Within those of the kiosk.
mod kiosk_tools;

/// One line for each feature: its file here, its struct of words in it.
macro_rules! words {
    ($($feature:ident: $kind:ident),+ $(,)?) => {
        $(pub mod $feature;)+

        /// All words of one language.
        pub struct Words {
            $(pub $feature: $feature::$kind,)+
        }

        static DE: Words = Words { $($feature: $feature::DE,)+ };
        static EN: Words = Words { $($feature: $feature::EN,)+ };
        static LS: Words = Words { $($feature: $feature::LS,)+ };
    };
}

words! {
    accounts: Accounts,
    announcing: Announcing,
    answering: Answering,
    at_form: AtForm,
    audit_log: AuditLog,
    barriers: Barriers,
    beside: Beside,
    board: Board,
    boards: Boards,
    calendar: Calendar,
    channels: Channels,
    common: Common,
    council: Council,
    desk: Desk,
    discussion: Discussion,
    editing: Editing,
    errors: Errors,
    fields: Fields,
    formats: Formats,
    from_library: FromLibrary,
    home: Home,
    keeping: Keeping,
    kiosk_screen: KioskScreen,
    kiosk_survey: KioskSurvey,
    kiosk_ways: KioskWays,
    kiosks: Kiosks,
    line_form: LineForm,
    links: Links,
    map: Map,
    media_library: MediaLibrary,
    moderation: Moderation,
    moderation_steps: ModerationSteps,
    my_account: MyAccount,
    names: Names,
    news: News,
    news_letters: NewsLetters,
    outbox: Outbox,
    page_history: PageHistory,
    page_languages: PageLanguages,
    page_release: PageRelease,
    paper: Paper,
    page_tree: PageTree,
    page_units: PageUnits,
    passkeys: Passkeys,
    permissions: Permissions,
    personal: Personal,
    picture_form: PictureForm,
    place_calls: PlaceCalls,
    privacy: Privacy,
    proposal: Proposal,
    published_rules: PublishedRules,
    receipt: Receipt,
    reports: Reports,
    side_by_side: SideBySide,
    special_blocks: SpecialBlocks,
    sponsors: Sponsors,
    residence: Residence,
    second_factor: SecondFactor,
    services: Services,
    sitting: Sitting,
    staff: Staff,
    staff_calls: StaffCalls,
    staff_events: StaffEvents,
    staff_offices: StaffOffices,
    submit: Submit,
    survey_desk: SurveyDesk,
    survey_steps: SurveySteps,
    surveys: Surveys,
    thematic: Thematic,
    versions: Versions,
    word_lists: WordLists,
}

impl Words {
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::De => &DE,
            Language::En => &EN,
            Language::Ls => &LS,
        }
    }
}

/// Puts values into a sentence: `fill("Noch {n} Zeichen", &[("n", "12")])`.
pub fn fill(sentence: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(sentence.to_owned(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

/// One word for one thing, another for several.
#[derive(Clone, Copy, Debug)]
pub struct Plural {
    pub one: &'static str,
    pub other: &'static str,
}

impl Plural {
    /// `{n}` in the word becomes the number, written as the language writes it.
    pub fn with(self, language: Language, n: i64) -> String {
        let word = if n == 1 { self.one } else { self.other };
        word.replace("{n}", &number(language, n))
    }
}

/// What stands between thousands.
pub fn thousands(language: Language) -> &'static str {
    if language == Language::En { "," } else { "." }
}

/// `1.234` in German, `1,234` in English.
pub fn number(language: Language, n: i64) -> String {
    crate::numbers::grouped(n, thousands(language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_the_language_does() {
        assert_eq!(number(Language::De, 1_234_567), "1.234.567");
        assert_eq!(number(Language::En, -1_234), "−1,234");
        assert_eq!(number(Language::Ls, 999), "999");
    }

    #[test]
    fn one_is_not_several() {
        let plural = Plural { one: "{n} Vorschlag", other: "{n} Vorschläge" };
        assert_eq!(plural.with(Language::De, 1), "1 Vorschlag");
        assert_eq!(plural.with(Language::De, 1_000), "1.000 Vorschläge");
    }
}
