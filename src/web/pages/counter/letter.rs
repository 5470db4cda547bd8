//! The sheet that the platform prints for a letter: DIN 5008 form B, so that the address stands in the window of the
//! envelope; the code in large letters, and the address to type or to scan.

use super::sfnt::Sfnt;
use domain::{Language, Moment};
use fast_qr::{ECL, QRBuilder};
use krilla::{
    Document,
    geom::{PathBuilder, Point, Rect},
    page::PageSettings,
    paint::Fill,
    surface::Surface,
    text::{Font, GlyphId, KrillaGlyph},
};

use crate::dates;

const FONT: &[u8] = include_bytes!("letter/print.ttf");

/// Points of a millimetre.
const MM: f32 = 72.0 / 25.4;
const LEFT: f32 = 25.0;
const WIDTH: f32 = 165.0;

const SENDER: &str = "Hanse- und Universitätsstadt Rostock · Wegmarken · 18050 Rostock";
const SUBJECT: &str = "Ihr Code für Wegmarken";
const BEFORE: &str = "Guten Tag,\n\nSie haben bei Wegmarken ein Konto. Wegmarken ist die Plattform, auf der alle in Rostock mitreden können.\n\nMit diesem Code zeigen Sie: Ich wohne in Rostock.";
const AFTER: &str = "So geht es:\n1. Melden Sie sich bei Wegmarken an.\n2. Öffnen Sie diese Seite, oder scannen Sie das Bild mit dem Handy:";
const LAST: &str = "3. Schreiben Sie den Code in das Feld.\n\nDer Code gilt sechs Wochen und nur für Ihr Konto. Geben Sie ihn niemandem weiter.\n\nSie haben kein Konto bei Wegmarken? Dann werfen Sie den Brief bitte weg. Es passiert nichts.\n\nFragen? Rufen Sie uns an: 115.";

pub struct Sheet<'a> {
    pub name: &'a str,
    pub street: &'a str,
    pub town: &'a str,
    pub code: &'a str,
    /// Where the code is typed.
    pub address: &'a str,
    pub at: Moment,
}

impl Sheet<'_> {
    pub fn pdf(&self) -> Option<Vec<u8>> {
        let font = Font::new(FONT.into(), 0)?;
        let mut document = Document::new();
        let mut page = document.start_page_with(PageSettings::from_wh(210.0 * MM, 297.0 * MM)?);
        self.draw(&mut Pen { surface: page.surface(), font, sfnt: Sfnt::read(FONT)?, y: 0.0 })?;
        page.finish();
        document.finish().ok()
    }

    fn draw(&self, pen: &mut Pen<'_>) -> Option<()> {
        pen.surface.set_fill(Some(Fill::default()));

        // The window of the envelope: 45 mm from the top edge, 20 mm from the left one.
        pen.at(50.0).line(SENDER, 7.0);
        pen.at(63.0);
        for line in [self.name, self.street, self.town] {
            pen.line(line, 11.0);
        }
        pen.at(98.0).line(&format!("Rostock, {}", dates::date(Language::De, self.at)), 11.0);
        pen.at(112.0).line(SUBJECT, 14.0);
        pen.space(3.0).text(BEFORE, 11.0);
        pen.space(4.0).line(self.code, 24.0);
        pen.space(2.0).text(AFTER, 11.0);
        pen.line(self.address, 11.0);
        pen.space(2.0).qr(self.address, 32.0)?;
        pen.space(4.0).text(LAST, 11.0);
        Some(())
    }
}

struct Pen<'a> {
    surface: Surface<'a>,
    font: Font,
    sfnt: Sfnt<'static>,
    /// Millimetres from the top.
    y: f32,
}

impl Pen<'_> {
    fn at(&mut self, y: f32) -> &mut Self {
        self.y = y;
        self
    }

    fn space(&mut self, more: f32) -> &mut Self {
        self.y += more;
        self
    }

    fn width(&self, text: &str, size: f32) -> f32 {
        text.chars().map(|c| self.sfnt.glyph(c).1).sum::<f32>() * size / MM
    }

    /// One line, however long it is.
    fn line(&mut self, text: &str, size: f32) {
        let mut start = 0;
        let glyphs: Vec<KrillaGlyph> = text
            .chars()
            .map(|c| {
                let (id, width) = self.sfnt.glyph(c);
                let range = start..start + c.len_utf8();
                start = range.end;
                KrillaGlyph {
                    glyph_id: GlyphId::new(u32::from(id)),
                    text_range: range,
                    x_advance: width,
                    x_offset: 0.0,
                    y_offset: 0.0,
                    y_advance: 0.0,
                    location: None,
                }
            })
            .collect();
        let from = Point::from_xy(LEFT * MM, self.y * MM);
        self.surface.draw_glyphs(from, &glyphs, self.font.clone(), text, size, false);
        self.y += size * 1.4 / MM;
    }

    /// Paragraphs, broken between words.
    fn text(&mut self, text: &str, size: f32) {
        for paragraph in text.lines() {
            let mut line = String::new();
            for word in paragraph.split(' ') {
                let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
                if self.width(&longer, size) > WIDTH && !line.is_empty() {
                    self.line(&line, size);
                    word.clone_into(&mut line);
                } else {
                    line = longer;
                }
            }
            self.line(&line, size);
        }
    }

    fn qr(&mut self, address: &str, side: f32) -> Option<()> {
        let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
        let module = side / code.size as f32;
        let mut path = PathBuilder::new();
        for y in 0..code.size {
            for (x, _) in code[y].iter().enumerate().take(code.size).filter(|(_, module)| module.value()) {
                let (left, top) = (LEFT + x as f32 * module, self.y + y as f32 * module);
                path.push_rect(Rect::from_xywh(left * MM, top * MM, module * MM, module * MM)?);
            }
        }
        self.surface.draw_path(&path.finish()?);
        self.y += side + 4.0;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_font_knows_the_letters_of_names() {
        let font = Sfnt::read(FONT).unwrap();
        for c in "AZaz09äöüÄÖÜßéèłńšžçğı–·-.,()/".chars() {
            let (glyph, width) = font.glyph(c);
            assert!(glyph > 0 && width > 0.05, "{c}");
        }
        assert_eq!(font.glyph('漢').0, 0);
        assert!(font.glyph('W').1 > font.glyph('i').1);
    }

    #[test]
    fn a_sheet_is_one_page() {
        let sheet = Sheet {
            name: "Jürgen Łukasz Groß",
            street: "Neuer Markt 1",
            town: "18055 Rostock",
            code: "7K3M-Q2RD-X8FA",
            address: "https://wegmarken.example/konto/wohnsitz",
            at: Moment(1_795_435_200_000),
        };
        let pdf = sheet.pdf().unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
        let pages = pdf.windows(11).filter(|part| part == b"/Type /Page" || part == b"/Type/Page\n").count();
        assert!(pages <= 2, "{pages}");
    }
}
