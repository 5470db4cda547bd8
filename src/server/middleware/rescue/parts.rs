//! What is typed into a form with files, taken out of it while it passes: of the files nothing stays.

use memchr::memmem::{self, Finder};

/// Longer heads have only parts that no form of ours sends.
const HEAD: usize = 4 * 1024;

/// `multipart/form-data` as it comes, in whatever pieces.
pub(super) struct Parts {
    /// With the line break before it, which belongs to it.
    delimiter: Finder<'static>,
    /// The last of what came, when it may be the beginning of something.
    pending: Vec<u8>,
    at: At,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    Head,
    Text,
    File,
    /// Behind the last part, or where nothing can be told apart.
    End,
}

impl Parts {
    /// `None` when it is something else, or does not say where its parts end.
    pub(super) fn of(kind: &str) -> Option<Self> {
        let delimiter = format!("\r\n--{}", boundary(kind)?);
        // Before the first part nothing is typed either, and it may begin without a line break.
        Some(Self { delimiter: Finder::new(&delimiter).into_owned(), pending: b"\r\n".to_vec(), at: At::File })
    }

    /// Hands on all parts that are no files, as they came.
    pub(super) fn pass(&mut self, data: &[u8], mut keep: impl FnMut(&[u8])) {
        let mut all = std::mem::take(&mut self.pending);
        all.extend_from_slice(data);
        let mut rest = all.as_slice();
        while let Some(done) = self.step(rest, &mut keep) {
            rest = rest.get(done..).unwrap_or_default();
        }
        self.pending = rest.to_vec();
    }

    /// What makes a whole form of its beginning.
    pub(super) fn end(&self) -> Vec<u8> {
        [self.delimiter.needle(), b"--\r\n"].concat()
    }

    /// How many bytes are decided, until more have to come.
    fn step(&mut self, rest: &[u8], keep: &mut impl FnMut(&[u8])) -> Option<usize> {
        match self.at {
            At::Head => self.head(rest, keep),
            At::Text => self.content(rest, keep),
            At::File => self.content(rest, &mut |_: &[u8]| ()),
            At::End => Some(rest.len()).filter(|all| *all > 0),
        }
    }

    fn head(&mut self, rest: &[u8], keep: &mut impl FnMut(&[u8])) -> Option<usize> {
        if rest.starts_with(b"--") {
            self.at = At::End;
            return Some(0);
        }
        let Some(end) = memmem::find(rest, b"\r\n\r\n").map(|at| at + 4) else {
            if rest.len() > HEAD {
                self.at = At::End;
                return Some(0);
            }
            return None;
        };
        let head = rest.get(..end).unwrap_or_default();
        self.at = if is_file(head) { At::File } else { At::Text };
        if self.at == At::Text {
            keep(self.delimiter.needle());
            keep(head);
        }
        Some(end)
    }

    fn content(&mut self, rest: &[u8], keep: &mut impl FnMut(&[u8])) -> Option<usize> {
        let found = self.delimiter.find(rest);
        let end = found.unwrap_or_else(|| self.decided(rest));
        keep(rest.get(..end).unwrap_or_default());
        if found.is_some() {
            self.at = At::Head;
            return Some(end + self.delimiter.needle().len());
        }
        Some(end).filter(|end| *end > 0)
    }

    /// Everything before what may be the beginning of a delimiter.
    fn decided(&self, rest: &[u8]) -> usize {
        let delimiter = self.delimiter.needle();
        let first = rest.len().saturating_sub(delimiter.len() - 1);
        let begins = |at: &usize| delimiter.starts_with(rest.get(*at..).unwrap_or_default());
        (first..rest.len()).find(begins).unwrap_or(rest.len())
    }
}

fn boundary(kind: &str) -> Option<&str> {
    const LONGEST: usize = 70;
    let mut parts = kind.split(';').map(str::trim);
    let is_form = parts.next()?.eq_ignore_ascii_case("multipart/form-data");
    let boundary = parts.find_map(|part| part.strip_prefix("boundary="))?.trim_matches('"');
    (is_form && (1..=LONGEST).contains(&boundary.len())).then_some(boundary)
}

fn is_file(head: &[u8]) -> bool {
    memmem::find(&head.to_ascii_lowercase(), b"filename").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::chance;

    const KIND: &str = "multipart/form-data; boundary=x";
    const FORM: &str = "--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nB\u{e4}nke\r\n--y\r\nam Hafen\r\n\
                        --x\r\nContent-Disposition: form-data; name=\"datei\"; filename=\"a.png\"\r\n\r\nBild\r\n-\r\n\
                        --x\r\nContent-Disposition: form-data; name=\"notiz\"\r\n\r\n\r\n\
                        --x\r\nContent-Disposition: form-data; name=\"quelle\"\r\n\r\nArchiv\r\n--x--\r\nnach allem";
    const TYPED: &str = "\r\n--x\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nB\u{e4}nke\r\n--y\r\nam Hafen\
                         \r\n--x\r\nContent-Disposition: form-data; name=\"notiz\"\r\n\r\n\
                         \r\n--x\r\nContent-Disposition: form-data; name=\"quelle\"\r\n\r\nArchiv";

    fn typed(pieces: &[&[u8]]) -> Vec<u8> {
        let (mut parts, mut kept) = (Parts::of(KIND).unwrap(), Vec::new());
        for piece in pieces {
            parts.pass(piece, |data| kept.extend_from_slice(data));
            assert!(parts.pending.len() <= HEAD, "{}", parts.pending.len());
        }
        kept
    }

    #[test]
    fn files_go_by_however_the_form_is_cut_into_pieces() {
        for size in 1..FORM.len() {
            let pieces: Vec<&[u8]> = FORM.as_bytes().chunks(size).collect();
            assert_eq!(typed(&pieces), TYPED.as_bytes(), "in pieces of {size}");
        }
    }

    #[test]
    fn what_breaks_off_anywhere_is_there_up_to_its_last_letters() {
        for end in 0..FORM.len() {
            let kept = typed(&[FORM.as_bytes().split_at(end).0]);
            assert!(TYPED.as_bytes().starts_with(&kept), "{end}");
        }
        assert_eq!(Parts::of(KIND).unwrap().end(), b"\r\n--x--\r\n");
    }

    #[test]
    fn whatever_comes_is_the_same_in_pieces_as_in_one() {
        let in_pieces = |form: &[u8]| {
            let whole = typed(&[form]);
            for size in [1, 7] {
                assert_eq!(typed(&form.chunks(size).collect::<Vec<_>>()), whole, "in pieces of {size}");
            }
            !whole.is_empty()
        };
        let tried = trial::try_out("parts", chance::seed(), &[FORM.as_bytes()], 300, in_pieces).unwrap();
        assert!(tried.taken > 30, "{tried:?}");
    }

    #[test]
    fn a_large_file_and_an_endless_head_leave_nothing() {
        let file = b"--x\r\nContent-Disposition: form-data; name=\"a\"; FileName=\"a\"\r\n\r\n".as_slice();
        let piece = [b'a'; HEAD];
        let mut pieces = vec![file];
        pieces.extend([piece.as_slice(); 100]);
        assert_eq!(typed(&pieces), b"");
        assert_eq!(typed(&[b"--x\r\nA: ", &piece, &piece]), b"");
    }

    #[test]
    fn only_a_form_that_says_where_its_parts_end_has_any() {
        for kind in [KIND, "multipart/form-data; boundary=\"x\"", "Multipart/Form-Data; charset=utf-8; boundary=x"] {
            assert_eq!(Parts::of(kind).map(|parts| parts.end()), Some(b"\r\n--x--\r\n".to_vec()), "{kind}");
        }
        for kind in ["multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x", "", "a;b"]
        {
            assert!(Parts::of(kind).is_none(), "{kind}");
        }
    }
}
