//! MP4 files are boxes within boxes. What a camera or a program wrote beside the film (place, device, names) stands in
//! boxes of its own, which are blanked: the film itself is not touched.

use std::ops::Range;

/// Nothing that is looked at lies deeper than what a track of a film says of itself.
const DEEPEST: u8 = 3;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tracks {
    has_pictures: bool,
    has_sound: bool,
}

impl Tracks {
    pub(super) fn are_sound_alone(self) -> bool {
        self.has_sound && !self.has_pictures
    }
}

struct Parts {
    has_film: bool,
    tracks: Tracks,
    /// Where the name of a box stands, and what is in it.
    beside: Vec<(usize, Range<usize>)>,
}

/// What is in it, if the boxes fill the file to its last byte and one of them is a film: nothing is hidden behind the end.
pub(super) fn tracks(bytes: &[u8]) -> Option<Tracks> {
    parts(bytes).filter(|parts| parts.has_film).map(|parts| parts.tracks)
}

/// The film without what stands beside it; `None` for what is no film.
pub(super) fn without_metadata(mut bytes: Vec<u8>) -> Option<Vec<u8>> {
    let parts = parts(&bytes).filter(|parts| parts.has_film)?;
    for (name, content) in parts.beside {
        bytes.get_mut(name..name + 4)?.copy_from_slice(b"free");
        bytes.get_mut(content)?.fill(0);
    }
    Some(bytes)
}

fn parts(bytes: &[u8]) -> Option<Parts> {
    let mut parts = Parts { has_film: false, tracks: Tracks::default(), beside: Vec::new() };
    look(bytes, 0..bytes.len(), 0, &mut parts)?;
    Some(parts)
}

fn look(bytes: &[u8], range: Range<usize>, depth: u8, parts: &mut Parts) -> Option<()> {
    let mut at = range.start;
    while at < range.end {
        let short = u32::from_be_bytes(*bytes.get(at..at + 4)?.first_chunk()?);
        let name: [u8; 4] = *bytes.get(at + 4..at + 8)?.first_chunk()?;
        let (head, size) = match short {
            // To the end of what it is in.
            0 => (8, range.end - at),
            1 => (16, usize::try_from(u64::from_be_bytes(*bytes.get(at + 8..at + 16)?.first_chunk()?)).ok()?),
            size => (8, usize::try_from(size).ok()?),
        };
        let end = at.checked_add(size).filter(|end| size >= head && *end <= range.end)?;
        match &name {
            b"udta" | b"meta" | b"uuid" => parts.beside.push((at + 4, at + head..end)),
            // Eight bytes behind its head it says which track this is.
            b"hdlr" => match bytes.get(at + head + 8..at + head + 12) {
                Some(b"vide") => parts.tracks.has_pictures = true,
                Some(b"soun") => parts.tracks.has_sound = true,
                _ => {}
            },
            b"moov" | b"trak" | b"mdia" if depth < DEEPEST => {
                parts.has_film |= &name == b"moov";
                look(bytes, at + head..end, depth + 1, parts)?;
            }
            _ => {}
        }
        at = end;
    }
    Some(())
}
