use proptest::prelude::*;

use super::*;

fn found(text: &str) -> Vec<(Kind, &str)> {
    find(text).iter().map(|finding| (finding.kind, finding.of(text))).collect()
}

fn instead(kind: Kind) -> &'static str {
    match kind {
        Kind::Phone => "[Telefonnummer entfernt]",
        Kind::Email => "[E-Mail-Adresse entfernt]",
        Kind::Iban => "[IBAN entfernt]",
        Kind::NumberPlate => "[Kennzeichen entfernt]",
        Kind::Name => "[Name entfernt]",
    }
}

#[test]
fn telephone_numbers_are_found_as_people_write_them() {
    for number in [
        "0381 1234567",
        "0381/1234567",
        "0381 / 123 45 67",
        "0381-1234567",
        "(0381) 1234567",
        "0381.1234567",
        "0381 381-0",
        "038203 12345",
        "0157 12345678",
        "0157/123 456 78",
        "+49 381 1234567",
        "+49 (0)381 1234567",
        "+493811234567",
        "0049 381 1234567",
        "+45 12 34 56 78",
        "015712345678",
        "030 1234567",
    ] {
        for text in
            [number.to_owned(), format!("Ruf an: {number}. Danke!"), format!("unter {number}, abends ab 18 Uhr")]
        {
            assert_eq!(found(&text), [(Kind::Phone, number)], "{text}");
        }
    }
    assert_eq!(found("Tel.: 456 12 34"), [(Kind::Phone, "456 12 34")]);
    assert_eq!(found("Handynummer 4561234"), [(Kind::Phone, "4561234")]);
    assert_eq!(found("Tel.0381 1234567"), [(Kind::Phone, "0381 1234567")]);
    assert_eq!(found("0381 1234567. 5 Bänke"), [(Kind::Phone, "0381 1234567")]);
}

#[test]
fn addresses_accounts_and_plates_are_found() {
    assert_eq!(found("Schreib an jana.meier@example.org."), [(Kind::Email, "jana.meier@example.org")]);
    assert_eq!(found("<jörg+haus@post.müller-haus.de>"), [(Kind::Email, "jörg+haus@post.müller-haus.de")]);
    assert_eq!(found("DE89 3704 0044 0532 0130 00"), [(Kind::Iban, "DE89 3704 0044 0532 0130 00")]);
    assert_eq!(found("Konto de89370400440532013000!"), [(Kind::Iban, "de89370400440532013000")]);
    assert_eq!(found("AT61 1904 3002 3457 3201"), [(Kind::Iban, "AT61 1904 3002 3457 3201")]);
    for plate in
        ["HRO-AB 123", "HRO AB 123", "HRO-AB123", "HRO - AB 123", "B-MW 1", "GÜ-X 99", "LRO-E 12E", "XYZ-AB 12"]
    {
        assert_eq!(found(&format!("Das Auto {plate} steht da.")), [(Kind::NumberPlate, plate)], "{plate}");
    }
}

#[test]
fn full_names_are_found() {
    for (text, name) in [
        ("Frau Müller hat das gesagt", "Frau Müller"),
        ("Bei Herrn Dr. Schmidt wohnt niemand", "Herrn Dr. Schmidt"),
        ("Herr Dr. Schmidt", "Herr Dr. Schmidt"),
        ("Prof. Dr. Kowalski", "Prof. Dr. Kowalski"),
        ("Die Frau Schulze von nebenan", "Frau Schulze"),
        ("Der Hausmeister Peter Kruse", "Peter Kruse"),
        ("Hans-Peter von der Heyde", "Hans-Peter von der Heyde"),
        ("Grüße, Anna Maria Petersen", "Anna Maria Petersen"),
        ("Familie Nowak aus Schmarl", "Familie Nowak"),
        ("Mrs Smith", "Mrs Smith"),
        ("Fragt Frau Kowalski im Haus 7", "Frau Kowalski"),
        ("Dr. med. Vogel", "Dr. med. Vogel"),
        ("Herr von Bülow", "Herr von Bülow"),
        ("Frau Meyer-Lindenberg", "Frau Meyer-Lindenberg"),
    ] {
        assert_eq!(found(text), [(Kind::Name, name)], "{text}");
    }
}

#[test]
fn what_only_looks_like_it_is_passed_over() {
    for text in [
        "Frau Holle Weg",
        "Karl-Marx-Straße",
        "Lange Straße 12",
        "18055 Rostock",
        "2026",
        "12.05.2026",
        "0,5 %",
        "B 105",
        "Linie 6",
        "01.02.2026",
        "05.05.2026 bis 07.05.2026",
        "01.05.–03.05.2026",
        "08:30 Uhr",
        "08.30 – 18.00 Uhr",
        "1.000.000 Euro",
        "1 000 000 Menschen",
        "1 050 000 000 Euro",
        "+20 %",
        "+100.000.000 Euro",
        "§ 35 Abs. 2",
        "DIN EN 1176",
        "DIN 18040-1",
        "A 20",
        "S-Bahn 1",
        "Linien 1, 2, 5 und 6",
        "2025/2026",
        "10-12 Uhr",
        "in 0381",
        "115",
        "Vorwahl 0381",
        "01067-01069",
        "DE89370400440532013001",
        "C++",
        "user@home",
        "@stadtrostock",
        "die Frau Angst hat",
        "wenn eine Frau Hilfe braucht",
        "Frau Oberbürgermeisterin",
        "Herr Nachbar",
        "Frauen und Männer",
        "Herr der Lage",
        "für die ganze Familie. Auch beim Amt",
        "bis zur Professorin. Im Herbst",
        "weil es sonst nichts mit Dach gibt",
        "Auf dem Markt in Reutershagen gibt es",
        "Peter-Weiss-Haus",
        "Peter Weiss Haus",
        "Ernst Barlach",
        "Sankt Peter Ording",
        "Marina Hohe Düne",
        "am Kai Schiffe",
        "im August Ferien",
        "Max Samuel Haus",
        "Käthe Kollwitz Gymnasium",
        "Dr.-Lorenz-Weg",
        "Dr. Lorenz Weg",
        "Albrecht-Tischbein-Straße 48",
        "Anna Straße",
        "Groß Klein",
        "Lütten Klein",
        "5G in Evershagen",
        "CO2",
        "WLAN",
        "49 381",
        "Haus 12, 3. Stock",
        "54.0887, 12.1405",
        "12.1405,54.0887",
        "https://rath.rostock.de/04112026/11234567",
        "1995-2026",
        "U-Bahn",
        "Paul",
        "Anna. Müller",
        "EU-DS 2016",
        "Bürger*innen",
        "Liebe Leute",
        "20.15 Uhr",
        "3.500 m²",
        "Zone 30",
        "30 km/h",
        "0,50 €",
        "ISBN 0-123",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}

#[test]
fn what_is_removed_leaves_the_rest_as_it_was() {
    let text = "Frau Müller (0381 1234567, mueller@example.org) parkt HRO-AB 123 am Kanonsberg.";
    assert_eq!(
        redact(text, instead),
        "[Name entfernt] ([Telefonnummer entfernt], [E-Mail-Adresse entfernt]) parkt [Kennzeichen entfernt] am Kanonsberg."
    );
}

/// Texts made of what is dangerous: pieces of findings next to each other, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("0381 "),
        Just("1234567"),
        Just("+49"),
        Just("("),
        Just(")"),
        Just("/"),
        Just(" "),
        Just("."),
        Just("-"),
        Just("Frau "),
        Just("Dr. "),
        Just("Müller"),
        Just("Anna "),
        Just("HRO"),
        Just("-AB "),
        Just("123"),
        Just("ä@ö.de"),
        Just("DE89 3704 0044 0532 0130 00"),
        Just("@"),
        Just("x.de"),
        Just("–"),
        Just("\u{a0}"),
        Just("Weg"),
        Just("von "),
        Just("\n"),
        Just("🚲"),
        Just("Tel: "),
        Just("00"),
        Just("Ü"),
        Just("\u{301}"),
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let all = find(text);
    for finding in &all {
        prop_assert!(text.is_char_boundary(finding.range.start) && text.is_char_boundary(finding.range.end));
        prop_assert!(!finding.of(text).is_empty());
    }
    prop_assert!(all.windows(2).all(|pair| pair[0].range.end <= pair[1].range.start));
    let once = redact(text, instead);
    prop_assert_eq!(&redact(&once, instead), &once);
    prop_assert_eq!(find(&once), []);
    Ok(())
}

proptest! {
    #[test]
    fn no_text_breaks_it_and_twice_is_once(text in ".{0,200}") {
        holds(&text)?;
    }

    #[test]
    fn no_mixture_of_findings_breaks_it_and_twice_is_once(text in pieces()) {
        holds(&text)?;
    }
}

/// What is looked up by halves is found only in a list that is in order.
#[test]
fn every_first_name_of_the_list_is_found_in_it() {
    use super::words::{FIRST_NAMES, is_listed_in_order};
    for name in FIRST_NAMES.split(' ') {
        assert!(is_listed_in_order(FIRST_NAMES, name), "{name}");
    }
    for word in ["", "A", "Ahmeda", "Bern", "Zoez", "Zz", "Ann", "nna", "Zoe ", "Anna Antje"] {
        assert!(!is_listed_in_order(FIRST_NAMES, word), "{word}");
    }
}

#[test]
fn findings_of_different_kinds_stand_in_the_order_of_the_text() {
    let text = "0381 1234567, Anna Meier, a@b.de, 0381 7654321";
    let kinds: Vec<_> = found(text).into_iter().map(|(kind, _)| kind).collect();
    assert_eq!(kinds, [Kind::Phone, Kind::Name, Kind::Email, Kind::Phone]);
}
