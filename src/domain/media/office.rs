//! Documents of offices are archives. Their list of contents says what they are and whether they bring a program along;
//! nothing is ever unpacked. What says who wrote them, and with what, stands in parts of its own, which are emptied.

use super::{Format, Unfit};

/// What ends an archive, without its comment.
const END: usize = 22;
const ENTRY: usize = 46;

/// Parts about the document, and each as it is when it says nothing.
const NOTES: [(&[u8], &[u8]); 5] = [
    (
        b"docProps/core.xml",
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<cp:coreProperties \
          xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\"/>",
    ),
    (
        b"docProps/app.xml",
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties \
          xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"/>",
    ),
    (
        b"docProps/custom.xml",
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Properties \
          xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"/>",
    ),
    (
        b"word/people.xml",
        b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w15:people \
          xmlns:w15=\"http://schemas.microsoft.com/office/word/2012/wordml\"/>",
    ),
    (
        b"meta.xml",
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-meta \
          xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" office:version=\"1.2\"/>",
    ),
];

/// Who signed a document wants to be known, and with one byte changed nobody would be.
const SIGNED: [&[u8]; 2] = [b"_xmlsignatures/", b"META-INF/documentsignatures.xml"];

/// What the list says of a part.
struct Entry<'a> {
    name: &'a [u8],
    listed: &'a [u8],
    /// Where the part itself begins.
    at: usize,
}

struct List<'a> {
    entries: Vec<Entry<'a>>,
    start: usize,
    end: usize,
}

/// The archive with its notes emptied and everything else as it was, byte for byte.
pub(super) fn without_notes(bytes: &[u8]) -> Option<Vec<u8>> {
    let List { mut entries, start, end } = list(bytes)?;
    let is_signed = |entry: &Entry<'_>| SIGNED.iter().any(|signed| entry.name.starts_with(signed));
    if entries.iter().any(is_signed) {
        return Some(bytes.to_vec());
    }
    entries.sort_by_key(|entry| entry.at);
    let next = entries.iter().skip(1).map(|entry| entry.at).chain([start]);
    let (mut all, mut listed) = (Vec::with_capacity(bytes.len()), Vec::new());
    for (entry, next) in entries.iter().zip(next) {
        let at = u32::try_from(all.len()).ok()?;
        let part = bytes.get(entry.at..next).filter(|part| part.starts_with(b"PK\x03\x04"))?;
        match NOTES.iter().find(|(name, _)| *name == entry.name) {
            Some((name, _)) if name.starts_with(b"meta") && is_encrypted(part) => return Some(bytes.to_vec()),
            Some((name, content)) => {
                let middle = stored(name, content)?;
                all.extend([b"PK\x03\x04".as_slice(), &middle, name, content].concat());
                listed.extend([b"PK\x01\x02\x14\0", middle.as_slice(), &[0; 10], &at.to_le_bytes(), name].concat());
            }
            None => {
                all.extend_from_slice(part);
                let from = listed.len();
                listed.extend_from_slice(entry.listed);
                listed.get_mut(from + 42..from + ENTRY)?.copy_from_slice(&at.to_le_bytes());
            }
        }
    }
    let (at, size) = (u32::try_from(all.len()).ok()?, u32::try_from(listed.len()).ok()?);
    all.extend(listed);
    let last = all.len();
    all.extend_from_slice(bytes.get(end..)?);
    all.get_mut(last + 12..last + 16)?.copy_from_slice(&size.to_le_bytes());
    all.get_mut(last + 16..last + 20)?.copy_from_slice(&at.to_le_bytes());
    Some(all)
}

/// Whether these notes of an OpenDocument need a password: then this part is not packed and is no XML, and the list of sums inside the archive knows it as it is.
fn is_encrypted(part: &[u8]) -> bool {
    let two = |at: usize| part.get(at..at + 2).and_then(|two| two.try_into().ok());
    let number = |at: usize| usize::from(two(at).map_or(0, u16::from_le_bytes));
    let content = part.get(30 + number(26) + number(28)..).unwrap_or_default();
    number(8) == 0 && !content.trim_ascii_start().starts_with(b"<") && !content.starts_with(b"\xEF\xBB\xBF<")
}

/// What stands before and in the list alike about a part that is not packed: no flags, the first of January 1980, its sum, its
/// size twice, the length of its name, and nothing more.
fn stored(name: &[u8], content: &[u8]) -> Option<Vec<u8>> {
    let size = u32::try_from(content.len()).ok()?.to_le_bytes();
    let length = u16::try_from(name.len()).ok()?.to_le_bytes();
    Some(
        [&[20, 0, 0, 0, 0, 0, 0, 0, 0x21, 0][..], &sum(content).to_le_bytes(), &size, &size, &length, &[0, 0]].concat(),
    )
}

/// CRC-32.
fn sum(bytes: &[u8]) -> u32 {
    let bit = |sum: u32, _| if sum & 1 == 1 { (sum >> 1) ^ 0xEDB8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), bit))
}

pub(super) fn format(bytes: &[u8]) -> Result<Format, Unfit> {
    let list = list(bytes).ok_or(Unfit::Unknown)?;
    let names: Vec<&[u8]> = list.entries.iter().map(|entry| entry.name).collect();
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

/// All entries; `None` when the archive does not fill the file from its first to its last byte.
fn list(bytes: &[u8]) -> Option<List<'_>> {
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
    let (mut at, mut entries) = (start, Vec::new());
    for _ in 0..count {
        if bytes.get(at..at + 4)? != b"PK\x01\x02" {
            return None;
        }
        let length = |from: usize| short(bytes, at + from).map(usize::from);
        let (name, extra, comment) = (length(28)?, length(30)?, length(32)?);
        let next = at + ENTRY + name + extra + comment;
        entries.push(Entry {
            name: bytes.get(at + ENTRY..at + ENTRY + name)?,
            listed: bytes.get(at..next)?,
            at: usize::try_from(long(bytes, at + 42)?).ok()?,
        });
        at = next;
    }
    let is_from_the_first_byte = entries.iter().map(|entry| entry.at).min() == Some(0);
    (at == end && is_from_the_first_byte).then_some(List { entries, start, end })
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*bytes.get(at..at.checked_add(2)?)?.first_chunk()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*bytes.get(at..at.checked_add(4)?)?.first_chunk()?))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_sum_of_a_part_is_what_every_archive_has() {
        assert_eq!(super::sum(b"123456789"), 0xCBF4_3926);
        assert_eq!(super::sum(b""), 0);
    }
}
