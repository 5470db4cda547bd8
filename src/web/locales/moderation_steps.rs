//! Steps of moderation: as buttons, and as something that was done.

use domain::moderation::Step;

pub struct ModerationSteps {
    pub publish: &'static str,
    pub ask: &'static str,
    pub hide: &'static str,
    pub merge: &'static str,
    pub split: &'static str,
    pub keep: &'static str,
    pub restore: &'static str,
    pub block: &'static str,
    pub relocate: &'static str,
    pub did_publish: &'static str,
    pub did_ask: &'static str,
    pub did_hide: &'static str,
    pub did_merge: &'static str,
    pub did_split: &'static str,
    pub did_keep: &'static str,
    pub did_restore: &'static str,
    pub did_block: &'static str,
    pub did_unblock: &'static str,
    pub did_unmerge: &'static str,
    pub did_move: &'static str,
    pub did_move_back: &'static str,
    pub did_rejoin: &'static str,
}

impl ModerationSteps {
    /// As a button.
    pub fn button(&self, step: Step) -> &'static str {
        match step {
            Step::Publish => self.publish,
            Step::AskToChange => self.ask,
            Step::Hide => self.hide,
            Step::Merge => self.merge,
            Step::Split => self.split,
            Step::Keep => self.keep,
            Step::Restore => self.restore,
            Step::Block => self.block,
            Step::Unblock => self.did_unblock,
            Step::Unmerge => self.did_unmerge,
            Step::Move => self.relocate,
            Step::MoveBack => self.did_move_back,
            Step::Rejoin => self.did_rejoin,
        }
    }

    /// As something that was done.
    pub fn did(&self, step: Step) -> &'static str {
        match step {
            Step::Publish => self.did_publish,
            Step::AskToChange => self.did_ask,
            Step::Hide => self.did_hide,
            Step::Merge => self.did_merge,
            Step::Split => self.did_split,
            Step::Keep => self.did_keep,
            Step::Restore => self.did_restore,
            Step::Block => self.did_block,
            Step::Unblock => self.did_unblock,
            Step::Unmerge => self.did_unmerge,
            Step::Move => self.did_move,
            Step::MoveBack => self.did_move_back,
            Step::Rejoin => self.did_rejoin,
        }
    }
}

pub const DE: ModerationSteps = ModerationSteps {
    publish: "Veröffentlichen",
    ask: "Um Änderung bitten",
    hide: "Ausblenden",
    merge: "Zusammenführen",
    split: "Teilen",
    keep: "Bleibt stehen",
    restore: "Wieder zeigen",
    block: "Autor*in sperren",
    relocate: "Verschieben",
    did_publish: "veröffentlicht",
    did_ask: "um Änderung gebeten",
    did_hide: "ausgeblendet",
    did_merge: "zusammengeführt",
    did_split: "geteilt",
    did_keep: "bleibt stehen",
    did_restore: "wieder gezeigt",
    did_block: "für begrenzte Zeit gesperrt",
    did_unblock: "Sperre aufgehoben",
    did_unmerge: "Zusammenführung aufgehoben",
    did_move: "in eine andere Liste verschoben",
    did_move_back: "zurück verschoben",
    did_rejoin: "Teile wieder vereint",
};

pub const EN: ModerationSteps = ModerationSteps {
    publish: "Publish",
    ask: "Ask for a change",
    hide: "Hide",
    merge: "Merge",
    split: "Split",
    keep: "Stays",
    restore: "Show again",
    block: "Block the author",
    relocate: "Move",
    did_publish: "published",
    did_ask: "asked for a change",
    did_hide: "hidden",
    did_merge: "merged",
    did_split: "split",
    did_keep: "stays",
    did_restore: "shown again",
    did_block: "blocked for a limited time",
    did_unblock: "block lifted",
    did_unmerge: "merge undone",
    did_move: "moved to another list",
    did_move_back: "moved back",
    did_rejoin: "joined again",
};

pub const LS: ModerationSteps = ModerationSteps {
    publish: "Zeigen",
    ask: "Um Änderung bitten",
    hide: "Nicht zeigen",
    merge: "Zusammen-legen",
    split: "Teilen",
    keep: "Der Text bleibt",
    restore: "Wieder zeigen",
    block: "Mensch sperren",
    relocate: "In eine andere Liste legen",
    did_publish: "gezeigt",
    did_ask: "um Änderung gebeten",
    did_hide: "nicht mehr gezeigt",
    did_merge: "zusammen-gelegt",
    did_split: "geteilt",
    did_keep: "bleibt",
    did_restore: "wieder gezeigt",
    did_block: "für einige Tage gesperrt",
    did_unblock: "Sperre ist zu Ende",
    did_unmerge: "wieder getrennt",
    did_move: "in eine andere Liste gelegt",
    did_move_back: "wieder in die erste Liste gelegt",
    did_rejoin: "wieder zu einem Vorschlag gemacht",
};
