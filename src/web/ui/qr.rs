//! An address as a QR code, drawn of squares by ourselves.

use std::fmt::Write;

use fast_qr::{ECL, QRBuilder};
use leptos::prelude::*;

use super::{SafeHtml, safe_html::Html};

/// Scanners need this much white around (ISO/IEC 18004: four modules).
const QUIET: usize = 4;

#[component]
pub fn Qr(address: String, #[prop(into)] label: String) -> impl IntoView {
    drawing(&address, &label).map(|svg| view! { <Html content=SafeHtml::from_own_svg(svg) class="qr"/> })
}

/// An address is far shorter than the longest text that fits (over a thousand characters at level M).
fn drawing(address: &str, label: &str) -> Option<String> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    let side = code.size + 2 * QUIET;
    let mut path = String::new();
    for y in 0..code.size {
        for (x, module) in code[y].iter().enumerate().take(code.size) {
            if module.value() {
                // Writing into a string cannot fail.
                write!(path, "M{} {}h1v1h-1z", x + QUIET, y + QUIET).unwrap_or_default();
            }
        }
    }
    let label = SafeHtml::escape(label);
    Some(format!(
        "<svg role=\"img\" aria-label=\"{label}\" viewBox=\"0 0 {side} {side}\" width=\"200\" height=\"200\" shape-rendering=\"crispEdges\">\
         <rect width=\"{side}\" height=\"{side}\" fill=\"#fff\"/><path d=\"{path}\" fill=\"#000\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_square_and_has_its_three_corners() {
        let svg = drawing("https://wegmarken.example/beleg/7K3M-Q2RD-X8FA", "QR <Code>").unwrap();
        assert!(svg.contains("QR &lt;Code"), "{svg}");
        // The upper left corner is a dark module right behind the quiet zone.
        assert!(svg.contains("M4 4h1v1h-1z"));
    }
}
