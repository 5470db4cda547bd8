//! CSV (RFC 4180), with the mark by which Excel knows UTF-8.

use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::{Language, text};
use store::{StoreError, proposals::Exported};

use super::Format;
use crate::{dates, locales::Words};

const COLUMNS: [&str; 15] = [
    "Nummer",
    "Titel",
    "Text",
    "Leitthema",
    "Kernziele",
    "Stand",
    "Ortsteil",
    "Längengrad",
    "Breitengrad",
    "Unterstützungen",
    "Beiträge",
    "Eingereicht am",
    "Veröffentlicht am",
    "Beispiel",
    "Adresse",
];

/// The columns are in German whatever the language of the page, so that tables can be put together.
pub struct Table {
    pub base: String,
}

impl Table {
    fn cells(&self, Exported { card, text }: &Exported) -> [String; COLUMNS.len()] {
        let names = &Words::of(Language::De).names;
        let goals: Vec<&str> = card.goals.iter().map(|goal| names.goal(goal)).collect();
        let degrees = |degrees: Option<f64>| degrees.map(|degrees| format!("{degrees:.6}")).unwrap_or_default();
        let (lon, lat) = (card.pin.map(|pin| pin.lon), card.pin.map(|pin| pin.lat));
        [
            card.id.to_string(),
            harmless(&card.title),
            harmless(text),
            names.theme(card.theme).to_owned(),
            goals.join(" | "),
            names.status(card.status).to_owned(),
            card.district.as_ref().map(|district| district.name.clone()).unwrap_or_default(),
            degrees(lon),
            degrees(lat),
            card.supports.to_string(),
            card.comments.to_string(),
            dates::machine(card.submitted_at),
            card.published_at.map(dates::machine).unwrap_or_default(),
            if card.is_demo { "ja" } else { "nein" }.to_owned(),
            format!("{}{}", self.base, card.path()),
        ]
    }
}

/// What a person wrote, as one line (tabs and line ends become spaces) in which no spreadsheet finds a formula: neither
/// at its beginning, nor after a semicolon, where a German Excel that takes commas for text begins a new cell.
fn harmless(text: &str) -> String {
    let mut harmless = String::with_capacity(text.len());
    let mut begins = true;
    for c in text::clean_line(text).chars() {
        let calculates = matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠');
        if begins && calculates {
            harmless.push('\'');
        }
        harmless.push(c);
        begins = c == ';' || (begins && (c.is_whitespace() || matches!(c, '"' | '\'')));
    }
    harmless
}

fn written<'a>(rows: impl IntoIterator<Item = &'a [String]>) -> Result<Vec<u8>, StoreError> {
    let failed = |error: csv::Error| StoreError::Content(error.to_string());
    let mut writer =
        WriterBuilder::new().terminator(Terminator::CRLF).quote_style(QuoteStyle::Necessary).from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| StoreError::Content(error.to_string()))
}

impl Format for Table {
    fn head(&self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = "\u{FEFF}".as_bytes().to_vec();
        let columns = COLUMNS.map(str::to_owned);
        bytes.extend(written([columns.as_slice()])?);
        Ok(bytes)
    }

    fn rows(&mut self, part: &[Exported]) -> Result<Vec<u8>, StoreError> {
        let rows: Vec<_> = part.iter().map(|exported| self.cells(exported)).collect();
        written(rows.iter().map(<[String; COLUMNS.len()]>::as_slice))
    }

    fn tail(&self) -> &'static [u8] {
        b""
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_calculates_begins_a_cell() {
        for begin in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", " =1", "\"=1", "'=1"] {
            let cell = harmless(begin);
            assert!(!cell.trim_start_matches([' ', '"']).starts_with(['=', '+', '-', '@', '＝']), "{begin}: {cell}");
            assert!(cell.contains('\''), "{begin}: {cell}");
        }
        assert_eq!(harmless("Bänke; =HYPERLINK(\"x\")"), "Bänke; '=HYPERLINK(\"x\")");
        assert_eq!(harmless("A;\"=1"), "A;\"'=1");
    }

    #[test]
    fn ordinary_sentences_stay_as_they_are() {
        for sentence in ["Tempo 30 - für alle", "A+B", "Mail an rathaus@rostock.de", "2 = zwei", "S-Bahn; Bus"] {
            assert_eq!(harmless(sentence), sentence);
        }
        assert_eq!(harmless("Erster Satz.\n\n- Punkt"), "Erster Satz. - Punkt");
    }

    #[test]
    fn a_table_is_read_back_as_it_was_written() {
        let row: [String; 3] = ["Mehr „Bänke“".into(), "mit \"Lehne\", bitte".into(), "A\nB".into()];
        let bytes = written([row.as_slice()]).unwrap();
        assert!(bytes.ends_with(b"\r\n"));
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let read: Vec<String> = reader.records().next().unwrap().unwrap().iter().map(str::to_owned).collect();
        assert_eq!(read, row);
    }
}
