//! A strict reader of XML that knows nothing of how ours is written: whatever is not well-formed is an error.

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    pub name: String,
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
    /// What stands directly inside.
    pub text: String,
}

impl Node {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the only child of this name.
    pub fn text_of(&self, name: &str) -> &str {
        let found: Vec<&Self> = self.children.iter().filter(|child| child.name == name).collect();
        assert_eq!(found.len(), 1, "{name} in {}", self.name);
        &found[0].text
    }
}

/// The root element.
pub fn read(document: &str) -> Result<Node, String> {
    let mut reader = Reader { rest: document };
    if document.starts_with("<?xml ") {
        reader.up_to("?>")?;
    }
    reader.rest = reader.rest.trim_start();
    let root = reader.element()?;
    if reader.rest.trim().is_empty() { Ok(root) } else { Err(format!("after the end: {}", reader.here())) }
}

struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn here(&self) -> String {
        self.rest.chars().take(40).collect()
    }

    fn up_to(&mut self, end: &str) -> Result<&'a str, String> {
        let (before, after) = self.rest.split_once(end).ok_or_else(|| format!("no {end} after {}", self.here()))?;
        self.rest = after;
        Ok(before)
    }

    fn take(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn name(&mut self) -> Result<String, String> {
        let is_of_name = |c: char| c.is_alphanumeric() || matches!(c, ':' | '_' | '-' | '.');
        let end = self.rest.find(|c| !is_of_name(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            return Err(format!("no name at {}", self.here()));
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    fn element(&mut self) -> Result<Node, String> {
        if !self.take("<") {
            return Err(format!("no element at {}", self.here()));
        }
        let mut node = Node { name: self.name()?, ..Node::default() };
        loop {
            let has_space = self.rest.starts_with(char::is_whitespace);
            self.rest = self.rest.trim_start();
            if self.take("/>") {
                return Ok(node);
            }
            if self.take(">") {
                break;
            }
            let name = self.name()?;
            if !has_space || node.get(&name).is_some() || !self.take("=\"") {
                return Err(format!("attribute {name} of {}", node.name));
            }
            let value = decoded(self.up_to("\"")?)?;
            node.attributes.push((name, value));
        }
        loop {
            let text = self.rest.split('<').next().unwrap_or_default();
            node.text += &decoded(text)?;
            self.rest = &self.rest[text.len()..];
            if self.take("</") {
                let name = self.up_to(">")?;
                return if name == node.name { Ok(node) } else { Err(format!("{name} closes {}", node.name)) };
            }
            node.children.push(self.element()?);
        }
    }
}

/// Text and values of attributes: every reference is one that XML itself knows, every character one that it may have.
fn decoded(text: &str) -> Result<String, String> {
    let is_allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    let mut pieces = text.split('&');
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let (reference, rest) = piece.split_once(';').ok_or_else(|| format!("& without end: {piece}"))?;
        let number = reference.strip_prefix("#x").map(|hex| u32::from_str_radix(hex, 16).ok());
        let number = number.or_else(|| reference.strip_prefix('#').map(|digits| digits.parse().ok()));
        let sign = match (reference, number) {
            ("amp", _) => '&',
            ("lt", _) => '<',
            ("gt", _) => '>',
            ("quot", _) => '"',
            ("apos", _) => '\'',
            (_, Some(Some(number))) => char::from_u32(number).ok_or_else(|| format!("&{reference};"))?,
            _ => return Err(format!("unknown &{reference};")),
        };
        whole.push(sign);
        whole += rest;
    }
    match whole.chars().find(|c| !is_allowed(*c)) {
        Some(c) => Err(format!("a character that XML has not: {c:?}")),
        None if text.contains('<') => Err(format!("< in {text}")),
        None => Ok(whole),
    }
}

#[test]
fn what_is_not_well_formed_is_found() {
    let fine = "<?xml version=\"1.0\"?>\n<a b=\"1 &amp; 2\"><c/>ä &lt;&#65;&#x42;</a>\n";
    let node = read(fine).unwrap();
    assert_eq!((node.get("b"), node.text.as_str(), node.children[0].name.as_str()), (Some("1 & 2"), "ä <AB", "c"));
    for broken in [
        "<a>",
        "<a></b>",
        "<a>&nbsp;</a>",
        "<a>& </a>",
        "<a b=\"<\"/>",
        "<a b=\"1\"b=\"2\"/>",
        "<a/><b/>",
        "a",
        "<a>\u{1}</a>",
        "<a b=1/>",
        "<1/>",
        "<a>&#1;</a>",
    ] {
        assert!(read(broken).is_err(), "{broken}");
    }
}
