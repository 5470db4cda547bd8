//! Feeds (Atom, RFC 4287), written by hand: a few elements, every text escaped.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use domain::Moment;
use html_escape::encode_quoted_attribute as escape;

use crate::dates;

/// All addresses are absolute.
pub struct Feed {
    /// Never changes; the address of the feed itself.
    pub id: String,
    /// The page that shows the same.
    pub page: String,
    pub title: String,
    pub language: &'static str,
    pub updated: Moment,
    pub author: String,
    pub entries: Vec<Entry>,
}

pub struct Entry {
    pub id: String,
    pub page: String,
    pub title: String,
    pub published: Moment,
    pub updated: Moment,
    pub author: Option<String>,
    pub category: Option<String>,
    pub summary: String,
}

impl Feed {
    fn write(&self) -> String {
        let (id, page) = (escape(&self.id), escape(&self.page));
        let mut xml = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
             <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
             <id>{id}</id>\n<title>{}</title>\n<updated>{}</updated>\n<author><name>{}</name></author>\n\
             <link rel=\"self\" type=\"application/atom+xml\" href=\"{id}\"/>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{page}\"/>\n",
            self.language,
            plain(&self.title),
            dates::machine(self.updated),
            plain(&self.author),
        );
        for entry in &self.entries {
            xml.push_str(&entry.write());
        }
        xml.push_str("</feed>\n");
        xml
    }
}

impl Entry {
    fn write(&self) -> String {
        let author = self.author.as_ref().map(|name| format!("<author><name>{}</name></author>\n", plain(name)));
        let category = self.category.as_ref().map(|term| format!("<category term=\"{}\"/>\n", plain(term)));
        format!(
            "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{}</updated>\n{}{}\
             <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n<summary>{}</summary>\n</entry>\n",
            escape(&self.id),
            plain(&self.title),
            dates::machine(self.published),
            dates::machine(self.updated),
            author.unwrap_or_default(),
            category.unwrap_or_default(),
            escape(&self.page),
            plain(&self.summary),
        )
    }
}

/// XML 1.0 cannot carry control characters or the two last code points of the plane, not even escaped.
fn plain(text: &str) -> String {
    let allowed: String = text
        .chars()
        .filter(|c| matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}')))
        .collect();
    escape(&allowed).into_owned()
}

impl IntoResponse for Feed {
    fn into_response(self) -> Response {
        let headers = [
            (header::CONTENT_TYPE, HeaderValue::from_static("application/atom+xml; charset=utf-8")),
            (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300")),
        ];
        (headers, self.write()).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_wrote_cannot_leave_its_element() {
        let at = Moment(1_795_476_600_000);
        let entry = Entry {
            id: "https://w.example/vorschlaege/1".into(),
            page: "https://w.example/vorschlaege/1-a?b=c&d=e".into(),
            title: "</title><script>&\u{1}\"".into(),
            published: at,
            updated: at,
            author: None,
            category: None,
            summary: "Ä".into(),
        };
        let xml = entry.write();
        assert!(!xml.contains("<script>") && !xml.contains('\u{1}'), "{xml}");
        assert!(xml.contains("href=\"https://w.example/vorschlaege/1-a?b=c&amp;d=e\""), "{xml}");
        assert!(xml.contains("<updated>2026-11-24T00:30:00+01:00</updated>"), "{xml}");
    }
}
