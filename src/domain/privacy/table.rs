//! One table of the register.

use super::Matter;

#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub columns: Columns,
}

#[derive(Clone, Copy, Debug)]
pub enum Columns {
    /// Places, settings, texts of the city: nothing that a person did or is. Named are all columns with text, because
    /// a text may say anything: whoever adds one thinks of what people write into it.
    AboutNobody(&'static [&'static str]),
    /// All columns, under what they are kept for.
    Personal(&'static [(Matter, &'static [&'static str])]),
    /// Some columns can name somebody; of the others, which name nobody, those with text.
    Partly(&'static [(Matter, &'static [&'static str])], &'static [&'static str]),
}

impl Columns {
    pub fn groups(self) -> &'static [(Matter, &'static [&'static str])] {
        match self {
            Self::AboutNobody(_) => &[],
            Self::Personal(groups) | Self::Partly(groups, _) => groups,
        }
    }
}

pub(super) const fn about_nobody(name: &'static str, texts: &'static [&'static str]) -> Table {
    Table { name, columns: Columns::AboutNobody(texts) }
}

pub(super) const fn partly(
    name: &'static str,
    groups: &'static [(Matter, &'static [&'static str])],
    texts: &'static [&'static str],
) -> Table {
    Table { name, columns: Columns::Partly(groups, texts) }
}

pub(super) const fn personal(name: &'static str, groups: &'static [(Matter, &'static [&'static str])]) -> Table {
    Table { name, columns: Columns::Personal(groups) }
}
