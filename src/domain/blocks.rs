//! Editable content: a page is a list of blocks; a block is CommonMark text or a live list.

mod beside;
mod filled;
mod line_form;
mod picture;
mod picture_form;
mod said;

pub use beside::{Beside, Companion, with_companion, with_companions_confirmed, without_companion, without_companions};
pub use filled::{with_alt, with_file};
pub use line_form::{Held, LineForm, ListedFile};
pub use picture::{Crop, Shape};
pub use picture_form::PictureForm;
pub use said::{Field, Figure, Said, Shown};
use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlockKind {
    Text,
    Lead,
    Callout,
    Facts,
    Steps,
    Funding,
    Goals,
    Themes,
    OpenNow,
    Link,
    /// What is kept about people, from the register.
    StoredData,
    Cookies,
    /// When the declaration of accessibility was checked, and when it has to be again.
    Declaration,
    /// Sections that fold away, one below each heading.
    Accordion,
    /// The newest proposals of a Leitthema.
    Board,
    /// Where open proposals are.
    Map,
    /// The platform in numbers, as they are now.
    Indicator,
    /// One picture, with words for those who do not see it.
    Image,
    /// Files to take along.
    Files,
    /// A film of ours, or the way to one elsewhere.
    Video,
}

impl BlockKind {
    pub const ALL: [Self; 20] = [
        Self::Text,
        Self::Lead,
        Self::Callout,
        Self::Facts,
        Self::Steps,
        Self::Funding,
        Self::Goals,
        Self::Themes,
        Self::OpenNow,
        Self::Link,
        Self::StoredData,
        Self::Cookies,
        Self::Declaration,
        Self::Accordion,
        Self::Board,
        Self::Map,
        Self::Indicator,
        Self::Image,
        Self::Files,
        Self::Video,
    ];

    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Lead => "lead",
            Self::Callout => "callout",
            Self::Facts => "facts",
            Self::Steps => "steps",
            Self::Funding => "funding",
            Self::Goals => "goals",
            Self::Themes => "themes",
            Self::OpenNow => "open-now",
            Self::Link => "link",
            Self::StoredData => "stored-data",
            Self::Cookies => "cookies",
            Self::Declaration => "declaration",
            Self::Accordion => "accordion",
            Self::Board => "board",
            Self::Map => "map",
            Self::Indicator => "indicator",
            Self::Image => "image",
            Self::Files => "files",
            Self::Video => "video",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Whether its look is in a style sheet of its own, which pages without such blocks do not load.
    pub fn has_own_style(self) -> bool {
        matches!(self, Self::Accordion | Self::Board | Self::Map | Self::Indicator) || self.takes_files()
    }

    /// Whether it shows what somebody uploaded.
    pub fn takes_files(self) -> bool {
        matches!(self, Self::Image | Self::Files | Self::Video)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    pub kind: BlockKind,
    pub anchor: Option<String>,
    pub body: String,
}

/// One page in one language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Address without language prefix and without the leading slash; `start` is `/`.
    pub address: String,
    pub title: String,
    pub summary: String,
    pub blocks: Vec<Block>,
    pub updated_at: crate::Moment,
    /// Of a text in another language than German.
    pub standing: crate::editing::Standing,
    /// Everybody may read how it changed.
    pub is_history_public: bool,
}

/// Where the page of this address is, without language prefix.
pub fn path(address: &str) -> String {
    if address == "start" { "/".to_owned() } else { format!("/{address}") }
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BlockError {
    #[error("line {line}: unknown kind of block \"{kind}\"")]
    UnknownKind { line: usize, kind: String },
    #[error("line {line}: text before the first block")]
    NoBlock { line: usize },
}

/// Reads blocks from a source in which a line `::: kind #anchor` starts each one.
pub fn parse(source: &str) -> Result<Vec<Block>, BlockError> {
    let mut blocks: Vec<Block> = Vec::new();
    for (index, line) in source.lines().enumerate() {
        if let Some(head) = line.strip_prefix(":::") {
            let mut words = head.split_whitespace();
            let code = words.next().unwrap_or_default();
            let kind = BlockKind::from_code(code)
                .ok_or_else(|| BlockError::UnknownKind { line: index + 1, kind: code.to_owned() })?;
            let anchor = words.find_map(|word| word.strip_prefix('#')).map(str::to_owned);
            blocks.push(Block { kind, anchor, body: String::new() });
        } else if let Some(block) = blocks.last_mut() {
            block.body.push_str(line);
            block.body.push('\n');
        } else if !line.trim().is_empty() {
            return Err(BlockError::NoBlock { line: index + 1 });
        }
    }
    for block in &mut blocks {
        block.body = block.body.trim().to_owned();
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_falls_into_its_blocks() {
        let blocks = parse("\n::: text #ziel\n## Hallo\n\nWelt\n::: goals\n").unwrap();
        assert_eq!(blocks.len(), 2);
        assert_eq!(blocks[0].anchor.as_deref(), Some("ziel"));
        assert_eq!(blocks[0].body, "## Hallo\n\nWelt");
        assert_eq!(blocks[1].kind, BlockKind::Goals);
    }

    #[test]
    fn an_unknown_kind_is_named_with_its_line() {
        assert_eq!(parse("::: text\n::: frame"), Err(BlockError::UnknownKind { line: 2, kind: "frame".into() }));
    }
}
