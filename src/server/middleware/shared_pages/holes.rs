//! A compressed page with places that are filled anew for each reader: forms carry an id that no two people may share.
//!
//! The text between the ids is compressed in pieces, and an id lies between them as it is: brotli has meta-blocks for
//! bytes that do not shrink, which begin and end with a whole byte. So an id is replaced by writing over it.

use axum::body::Bytes;
use brotli::{
    concat::{BroCatli, BroCatliResult},
    enc::BrotliEncoderParams,
};

use crate::middleware::compression;

pub struct Holed {
    body: Bytes,
    /// Where which id begins in the compressed body.
    holes: Vec<(usize, usize)>,
    ids: usize,
}

/// What [`web::random_id`] makes.
const ID: usize = 32;

/// A stream of its own that holds an id: the least window; a meta-block of 32 bytes, not the last one and not
/// compressed; the id; the end.
const BEFORE: [u8; 3] = [0b1111_0000, 0b0000_0001, 0b0001_0000];
const AFTER: u8 = 0b11;

impl Holed {
    /// Nothing when it does not become smaller, or when an id is not what it should be.
    pub fn compress(plain: &Bytes, ids: &[String]) -> Option<Self> {
        if holds_unknown_id(plain, ids) {
            return None;
        }
        if ids.is_empty() {
            let body = compression::brotli(plain)?;
            return Some(Self { body, holes: Vec::new(), ids: 0 });
        }
        if ids.iter().any(|id| id.len() != ID) {
            return None;
        }
        let mut joined = Joined::new();
        let mut holes = Vec::new();
        let mut rest: &[u8] = plain;
        while let Some((at, number)) = first_of(rest, ids) {
            let (text, after) = rest.split_at_checked(at)?;
            let (id, after) = after.split_at_checked(ID)?;
            joined.text(text, plain.len())?;
            joined.add(&[&BEFORE, id, &[AFTER]].concat())?;
            holes.push(number);
            rest = after;
        }
        joined.text(rest, plain.len())?;
        let body = joined.finish()?;
        // An id is found where it lies; a page in which one cannot be found is not kept.
        let mut found = Vec::new();
        let mut from = 0;
        for number in holes {
            let (at, _) = first_of(body.get(from..)?, std::slice::from_ref(ids.get(number)?))?;
            found.push((from + at, number));
            from += at + ID;
        }
        Some(Self { body: body.into(), holes: found, ids: ids.len() })
    }

    pub fn len(&self) -> usize {
        self.body.len()
    }

    pub fn as_made(&self) -> Bytes {
        self.body.clone()
    }

    /// With ids that nobody had before.
    pub fn with_fresh_ids(&self) -> (Bytes, Vec<String>) {
        if self.ids == 0 {
            return (self.body.clone(), Vec::new());
        }
        let ids: Vec<String> = (0..self.ids).map(|_| web::random_id()).collect();
        let mut body = self.body.to_vec();
        for (at, number) in &self.holes {
            if let (Some(hole), Some(id)) = (body.get_mut(*at..*at + ID), ids.get(*number)) {
                hole.copy_from_slice(id.as_bytes());
            }
        }
        (body.into(), ids)
    }
}

/// Whether a field of a form holds what looks like an id and was not said to be one: better no page than one id for two.
fn holds_unknown_id(plain: &[u8], ids: &[String]) -> bool {
    const FIELD: &[u8] = b"value=\"";
    let values = plain.windows(FIELD.len()).enumerate().filter(|(_, window)| *window == FIELD);
    values.map(|(at, _)| plain.get(at + FIELD.len()..).unwrap_or_default()).any(|rest| {
        let is_id =
            rest.get(..ID).is_some_and(|id| id.iter().all(u8::is_ascii_hexdigit)) && rest.get(ID) == Some(&b'"');
        is_id && !ids.iter().any(|id| rest.starts_with(id.as_bytes()))
    })
}

/// Where the first of them begins, and which it is.
fn first_of(text: &[u8], ids: &[String]) -> Option<(usize, usize)> {
    let place = |id: &String| text.windows(ID).position(|window| window == id.as_bytes());
    ids.iter().enumerate().filter_map(|(number, id)| Some((place(id)?, number))).min()
}

/// Streams become one.
struct Joined {
    joiner: BroCatli,
    all: Vec<u8>,
}

impl Joined {
    fn new() -> Self {
        Self { joiner: BroCatli::new(), all: Vec::new() }
    }

    fn text(&mut self, text: &[u8], size: usize) -> Option<()> {
        let parameters = BrotliEncoderParams {
            // The first one is found by what follows it, the others follow something.
            appendable: true,
            catable: !self.all.is_empty(),
            use_dictionary: self.all.is_empty(),
            ..compression::parameters(size)
        };
        let mut small = Vec::new();
        brotli::BrotliCompress(&mut &*text, &mut small, &parameters).ok()?;
        self.add(&small)
    }

    fn add(&mut self, stream: &[u8]) -> Option<()> {
        self.joiner.new_brotli_file();
        let mut out = vec![0; stream.len() + 16];
        let (mut read, mut written) = (0, 0);
        match self.joiner.stream(stream, &mut read, &mut out, &mut written) {
            BroCatliResult::Success | BroCatliResult::NeedsMoreInput if read == stream.len() => {}
            _ => return None,
        }
        self.all.extend_from_slice(out.get(..written)?);
        Some(())
    }

    fn finish(mut self) -> Option<Vec<u8>> {
        let mut out = [0; 16];
        let mut written = 0;
        if self.joiner.finish(&mut out, &mut written) != BroCatliResult::Success {
            return None;
        }
        self.all.extend_from_slice(out.get(..written)?);
        Some(self.all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::chance;

    fn unpacked(body: &[u8]) -> String {
        let mut plain = Vec::new();
        brotli::BrotliDecompress(&mut &*body, &mut plain).unwrap();
        String::from_utf8(plain).unwrap()
    }

    #[test]
    fn each_reader_gets_the_same_text_around_ids_of_their_own() {
        let ids = [chance::id(), chance::id()];
        let (one, two) = (ids[0].as_str(), ids[1].as_str());
        let words = "<p>Mehr Bänke am Hafen, mehr Bäume am Markt.</p>";
        let long = format!("{}{one}{}", words.repeat(3_000), words.repeat(50));
        let texts = [
            format!("{one}{words}{two}"),
            format!("{words}{one}{two}{words}{one}{words}"),
            format!("{words}a{one}b{words}"),
            format!("{words}{words}"),
            long,
        ];
        for text in texts {
            let page = Holed::compress(&text.clone().into(), &ids).unwrap();
            assert_eq!(unpacked(&page.as_made()), text);
            let readers = [page.with_fresh_ids(), page.with_fresh_ids()];
            for (body, fresh) in &readers {
                assert_eq!(unpacked(body), text.replace(one, &fresh[0]).replace(two, &fresh[1]));
            }
            assert!(readers[0].1.iter().all(|id| !readers[1].1.contains(id) && !ids.contains(id)));
        }
    }

    #[test]
    fn a_page_with_an_id_that_nobody_told_of_is_not_kept() {
        let (known, unknown) = (chance::id(), chance::id());
        let page = |id: &str| -> Bytes {
            format!("<p>{}</p><input name=\"a\" value=\"{known}\"><input value=\"{id}\">", "Text ".repeat(99)).into()
        };
        assert!(Holed::compress(&page("Kein Name"), std::slice::from_ref(&known)).is_some());
        assert!(Holed::compress(&page(&unknown), std::slice::from_ref(&known)).is_none());
        assert!(Holed::compress(&page(&unknown), &[known.clone(), unknown.clone()]).is_some());
        assert!(Holed::compress(&page("Kein Name"), &[]).is_none());
    }
}
