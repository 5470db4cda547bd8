//! Documents of offices are archives. Their list of contents says what they are and whether they bring a program along;
//! nothing is ever unpacked.

use super::{Format, Unfit};

/// What ends an archive, without its comment.
const END: usize = 22;
const ENTRY: usize = 46;

pub(super) fn format(bytes: &[u8]) -> Result<Format, Unfit> {
    let names = names(bytes).ok_or(Unfit::Unknown)?;
    let has = |wanted: &[u8]| names.contains(&wanted);
    let runs = |name: &&[u8]| {
        let name = name.to_ascii_lowercase();
        name.ends_with(b"vbaproject.bin") || name.starts_with(b"basic/") || name.starts_with(b"scripts/")
    };
    if names.iter().any(runs) {
        return Err(Unfit::Runs);
    }
    let of_microsoft: [(&[u8], Format); 3] = [
        (b"word/document.xml", Format::Word),
        (b"xl/workbook.xml", Format::Excel),
        (b"ppt/presentation.xml", Format::PowerPoint),
    ];
    let found = if has(b"[Content_Types].xml") {
        of_microsoft.into_iter().find(|(part, _)| has(part)).map(|(_, format)| format)
    } else {
        open_document(bytes).filter(|_| has(b"content.xml"))
    };
    found.ok_or(Unfit::Unknown)
}

/// The first entry of an OpenDocument is its type, as it is.
fn open_document(bytes: &[u8]) -> Option<Format> {
    let length = usize::from(short(bytes, 26)?);
    let extra = usize::from(short(bytes, 28)?);
    let is_type = bytes.get(30..30 + length)? == b"mimetype" && short(bytes, 8)? == 0;
    let start = 30 + length + extra;
    let kind = bytes.get(start..start.checked_add(usize::try_from(long(bytes, 22)?).ok()?)?)?;
    [Format::OdText, Format::OdSheet, Format::OdSlides]
        .into_iter()
        .find(|format| is_type && format.mime().as_bytes() == kind)
}

/// Names of all entries; `None` when the archive does not fill the file from its first to its last byte.
fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let furthest = bytes.len().checked_sub(END)?;
    let nearest = furthest.saturating_sub(usize::from(u16::MAX));
    let end = (nearest..=furthest).rev().find(|at| {
        let comment = short(bytes, at + 20).map(usize::from);
        bytes.get(*at..at + 4) == Some(b"PK\x05\x06") && comment == Some(furthest - at)
    })?;
    let (count, size, start) = (short(bytes, end + 10)?, long(bytes, end + 12)?, long(bytes, end + 16)?);
    let (size, start) = (usize::try_from(size).ok()?, usize::try_from(start).ok()?);
    if start.checked_add(size)? != end {
        return None;
    }
    let (mut at, mut all, mut first) = (start, Vec::new(), usize::MAX);
    for _ in 0..count {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let length = |from: usize| short(bytes, at + from).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        first = first.min(usize::try_from(long(bytes, at + 42)?).ok()?);
        all.push(bytes.get(at + ENTRY..at + ENTRY + name)?);
        at += ENTRY + name + extra + comment;
    }
    (at == end && first == 0).then_some(all)
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..at.checked_add(2)?)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..at.checked_add(4)?)?.first_chunk()?))
}
