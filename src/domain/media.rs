//! Files that editors put on pages: what may come is told by what is in it, never by its name or by what a browser says.

mod film;
mod mp3;
mod office;
mod ogg;

use crate::text;

/// How a file is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MediaKind {
    Image,
    File,
    Video,
    /// Somebody speaks.
    Audio,
    /// The spoken words of a video, with their times.
    Captions,
}

impl MediaKind {
    /// Megabytes that one may have. A form carries 30 of them at most.
    pub fn most_megabytes(self) -> usize {
        match self {
            Self::Image => 10,
            Self::File | Self::Audio => 20,
            Self::Video => 28,
            Self::Captions => 1,
        }
    }
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Whatever came, it is kept as JPEG.
    Picture,
    Pdf,
    Word,
    Excel,
    PowerPoint,
    OdText,
    OdSheet,
    OdSlides,
    Mp4,
    WebM,
    Vtt,
    Mp3,
    Ogg,
    M4a,
}

impl Format {
    pub const ALL: [Self; 14] = [
        Self::Picture,
        Self::Pdf,
        Self::Word,
        Self::Excel,
        Self::PowerPoint,
        Self::OdText,
        Self::OdSheet,
        Self::OdSlides,
        Self::Mp4,
        Self::WebM,
        Self::Vtt,
        Self::Mp3,
        Self::Ogg,
        Self::M4a,
    ];

    pub fn kind(self) -> MediaKind {
        match self {
            Self::Picture => MediaKind::Image,
            Self::Mp4 | Self::WebM => MediaKind::Video,
            Self::Vtt => MediaKind::Captions,
            Self::Mp3 | Self::Ogg | Self::M4a => MediaKind::Audio,
            _ => MediaKind::File,
        }
    }

    /// Behind the dot; also how the database keeps it.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Picture => "jpg",
            Self::Pdf => "pdf",
            Self::Word => "docx",
            Self::Excel => "xlsx",
            Self::PowerPoint => "pptx",
            Self::OdText => "odt",
            Self::OdSheet => "ods",
            Self::OdSlides => "odp",
            Self::Mp4 => "mp4",
            Self::WebM => "webm",
            Self::Vtt => "vtt",
            Self::Mp3 => "mp3",
            Self::Ogg => "ogg",
            Self::M4a => "m4a",
        }
    }

    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.extension() == extension)
    }

    pub fn mime(self) -> &'static str {
        match self {
            Self::Picture => "image/jpeg",
            Self::Pdf => "application/pdf",
            Self::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Self::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Self::PowerPoint => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            Self::OdText => "application/vnd.oasis.opendocument.text",
            Self::OdSheet => "application/vnd.oasis.opendocument.spreadsheet",
            Self::OdSlides => "application/vnd.oasis.opendocument.presentation",
            Self::Mp4 => "video/mp4",
            Self::WebM => "video/webm",
            Self::Vtt => "text/vtt; charset=utf-8",
            Self::Mp3 => "audio/mpeg",
            Self::Ogg => "audio/ogg",
            Self::M4a => "audio/mp4",
        }
    }
}

/// Why a file is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// None of the formats, or not whole.
    Unknown,
    /// A document that runs something when it is opened.
    Runs,
    TooLarge(MediaKind),
}

/// What the bytes are. A picture is only told by its beginning; whether it is one shows when it is read.
pub fn recognise(bytes: &[u8]) -> Result<Format, Unfit> {
    // Its beginning says how large it may be, before all of it is looked at.
    let fits = |kind: MediaKind| {
        let most = kind.most_megabytes() * 1024 * 1024;
        if bytes.len() > most { Err(Unfit::TooLarge(kind)) } else { Ok(()) }
    };
    fits(kind_of(bytes).ok_or(Unfit::Unknown)?)?;
    let format = format_of(bytes)?;
    // A film without pictures is a recording, which only shows when it is looked at.
    fits(format.kind())?;
    Ok(format)
}

/// What is kept of a film, a recording or a document: without what cameras and programs wrote beside it.
pub fn without_notes(format: Format, bytes: Vec<u8>) -> Option<Vec<u8>> {
    match format {
        Format::Mp4 | Format::M4a => film::without_metadata(bytes),
        Format::Mp3 => mp3::frames(&bytes).and_then(|frames| bytes.get(frames).map(<[u8]>::to_vec)),
        Format::Ogg => ogg::without_notes(bytes),
        Format::Word | Format::Excel | Format::PowerPoint => office::without_notes(&bytes),
        Format::OdText | Format::OdSheet | Format::OdSlides => office::without_notes(&bytes),
        Format::Picture | Format::WebM | Format::Vtt | Format::Pdf => Some(bytes),
    }
}

fn starts(bytes: &[u8], from: usize, word: &[u8]) -> bool {
    bytes.get(from..from + word.len()) == Some(word)
}

fn kind_of(bytes: &[u8]) -> Option<MediaKind> {
    let at = |from, word: &[u8]| starts(bytes, from, word);
    if at(0, b"\xFF\xD8\xFF") || at(0, b"\x89PNG\r\n\x1a\n") || at(0, b"RIFF") {
        Some(MediaKind::Image)
    } else if at(0, b"%PDF-") || at(0, b"PK\x03\x04") {
        Some(MediaKind::File)
    } else if at(4, b"ftypM4A ") || at(0, b"OggS") || is_mp3(bytes) {
        Some(MediaKind::Audio)
    } else if at(4, b"ftyp") || at(0, b"\x1A\x45\xDF\xA3") {
        Some(MediaKind::Video)
    } else if at(0, b"WEBVTT") || at(0, b"\xEF\xBB\xBFWEBVTT") {
        Some(MediaKind::Captions)
    } else {
        None
    }
}

/// Notes, or the beginning of a frame.
fn is_mp3(bytes: &[u8]) -> bool {
    starts(bytes, 0, b"ID3") || matches!(bytes, [0xFF, second, ..] if second & 0xE6 == 0xE2)
}

fn format_of(bytes: &[u8]) -> Result<Format, Unfit> {
    let at = |from, word: &[u8]| starts(bytes, from, word);
    if at(0, b"\xFF\xD8\xFF") || at(0, b"\x89PNG\r\n\x1a\n") || (at(0, b"RIFF") && at(8, b"WEBP")) {
        return Ok(Format::Picture);
    }
    if at(0, b"%PDF-") {
        return whole_pdf(bytes);
    }
    if at(0, b"PK\x03\x04") {
        return office::format(bytes);
    }
    if at(4, b"ftyp") {
        return match film::tracks(bytes) {
            Some(tracks) if at(8, b"M4A ") || tracks.are_sound_alone() => Ok(Format::M4a),
            Some(_) => Ok(Format::Mp4),
            None => Err(Unfit::Unknown),
        };
    }
    if at(0, b"OggS") {
        return if ogg::is_sound(bytes) { Ok(Format::Ogg) } else { Err(Unfit::Unknown) };
    }
    if is_mp3(bytes) {
        return mp3::frames(bytes).map(|_| Format::Mp3).ok_or(Unfit::Unknown);
    }
    if at(0, b"\x1A\x45\xDF\xA3") && holds(bytes.get(..64).unwrap_or(bytes), b"webm") {
        return Ok(Format::WebM);
    }
    if is_captions(bytes) { Ok(Format::Vtt) } else { Err(Unfit::Unknown) }
}

fn whole_pdf(bytes: &[u8]) -> Result<Format, Unfit> {
    let end = bytes.get(bytes.len().saturating_sub(2_048)..).unwrap_or_default();
    if !holds(end, b"%%EOF") {
        return Err(Unfit::Unknown);
    }
    let runs = [b"/JavaScript".as_slice(), b"/Launch"].into_iter().any(|word| holds(bytes, word));
    if runs { Err(Unfit::Runs) } else { Ok(Format::Pdf) }
}

/// WebVTT says so in its first line, and is text.
fn is_captions(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let rest = text.trim_start_matches('\u{FEFF}').strip_prefix("WEBVTT");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\n', '\r'])) && !text.contains('\0')
}

fn holds(bytes: &[u8], word: &[u8]) -> bool {
    bytes.windows(word.len()).any(|part| part == word)
}

/// Letters of a name.
const NAME: usize = 120;

/// A name for people: without folders, without an ending, never empty.
pub fn clean_name(sent: &str) -> String {
    let last = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| if stem.is_empty() { last } else { stem });
    let plain: String = text::clean_line(stem).chars().filter(|c| !"<>\"|:*?".contains(*c)).take(NAME).collect();
    let plain = plain.trim().to_owned();
    if plain.is_empty() || text::deceives(&plain) { "Datei".to_owned() } else { plain }
}

/// What stands in the address of a file: 32 hexadecimal digits that nobody can guess.
pub fn is_key(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Every key that stands somewhere in a text, whatever is around it.
pub fn keys_in(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|letter: char| !letter.is_ascii_digit() && !('a'..='f').contains(&letter));
    runs.filter(|run| is_key(run))
}

#[cfg(test)]
mod tests;
