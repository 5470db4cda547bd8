//! Sentences and words of a CommonMark text, with their places in it.

use std::ops::Range;

#[derive(Debug)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub range: Range<usize>,
}

#[derive(Debug, Default)]
pub(super) struct Sentence<'a> {
    pub words: Vec<Word<'a>>,
}

impl Sentence<'_> {
    pub fn range(&self) -> Range<usize> {
        let start = self.words.first().map_or(0, |word| word.range.start);
        let end = self.words.last().map_or(start, |word| word.range.end);
        start..end
    }
}

/// A sentence ends with its mark, or where its paragraph, heading or entry of a list ends.
pub(super) fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut all = Vec::new();
    let mut current = Sentence::default();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let start = from;
        from += line.len();
        if begins_a_part(line) {
            end(&mut current, &mut all);
        }
        let mut cursor = Cursor { text, at: start, until: from };
        while let Some(token) = cursor.next() {
            match token {
                Token::Word(word) => current.words.push(word),
                Token::End => end(&mut current, &mut all),
            }
        }
        // A heading is one line.
        if line.trim_start().starts_with('#') {
            end(&mut current, &mut all);
        }
    }
    end(&mut current, &mut all);
    all
}

fn end<'a>(current: &mut Sentence<'a>, all: &mut Vec<Sentence<'a>>) {
    if !current.words.is_empty() {
        all.push(std::mem::take(current));
    }
}

fn begins_a_part(line: &str) -> bool {
    let line = line.trim();
    let is_numbered = line.split_once(['.', ')']).is_some_and(|(number, _)| {
        !number.is_empty() && number.len() < 4 && number.bytes().all(|byte| byte.is_ascii_digit())
    });
    line.is_empty() || is_numbered || line.starts_with(['#', '-', '*', '+', '>', '|'])
}

enum Token<'a> {
    Word(Word<'a>),
    End,
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    until: usize,
}

impl<'a> Cursor<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..self.until).unwrap_or_default()
    }

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            let first = rest.chars().next()?;
            if let Some(length) = address(rest) {
                self.at += length;
            } else if first.is_alphanumeric() {
                return Some(Token::Word(self.word(rest)));
            } else {
                self.at += first.len_utf8();
                if matches!(first, '.' | '!' | '?' | ':' | '…' | '|') {
                    return Some(Token::End);
                }
            }
        }
    }

    /// Letters and digits, and what holds them together: `E-Mail`, `Rad·weg`, `z.B.`, `1.000`.
    fn word(&mut self, rest: &'a str) -> Word<'a> {
        let joins = |sign: char| matches!(sign, '-' | '·' | '\'' | '’' | '.' | ',' | '/' | '\u{ad}');
        let mut length = 0;
        let mut signs = rest.chars().peekable();
        while let Some(sign) = signs.next() {
            let goes_on = signs.peek().is_some_and(|next| next.is_alphanumeric());
            if !(sign.is_alphanumeric() || joins(sign) && goes_on) {
                break;
            }
            length += sign.len_utf8();
        }
        let mut text = rest.get(..length).unwrap_or_default();
        // The point of an abbreviation ends no sentence.
        let with_point = rest.get(..length + 1).filter(|longer| longer.ends_with('.'));
        if let Some(longer) = with_point.filter(|longer| super::vocabulary::is_abbreviation(longer)) {
            text = longer;
        }
        let range = self.at..self.at + text.len();
        self.at = range.end;
        Word { text, range }
    }
}

/// How long the address of a link at the beginning of this is, with what stands around it.
fn address(rest: &str) -> Option<usize> {
    if rest.starts_with("](") {
        return rest.find(')').map(|end| end + 1);
    }
    let is_one = rest.starts_with("http://") || rest.starts_with("https://") || rest.starts_with("mailto:");
    is_one.then(|| rest.find(|sign: char| sign.is_whitespace() || sign == '>' || sign == ')').unwrap_or(rest.len()))
}
