//! The lists behind the findings. As texts, because a table of them would weigh more in the browser.

use std::cmp::Ordering;

/// Whether a list has this word, written with the same letters.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    any(list, |listed| listed == word)
}

/// As [`is_listed`], in a list that is in the order of its bytes: every capitalised word of a text is looked for there.
pub(super) fn is_listed_in_order(list: &str, word: &str) -> bool {
    let bytes = list.as_bytes();
    let is_end = |byte: &u8| *byte == b' ';
    let (mut from, mut to) = (0, bytes.len());
    while from < to {
        let middle = from.midpoint(to);
        let before = bytes.get(from..middle).unwrap_or_default().iter().rposition(is_end);
        let start = before.map_or(from, |at| from + at + 1);
        let listed = bytes.get(start..).unwrap_or_default().split(is_end).next().unwrap_or_default();
        match listed.cmp(word.as_bytes()) {
            Ordering::Equal => return true,
            Ordering::Less => from = start + listed.len() + 1,
            Ordering::Greater => to = start,
        }
    }
    false
}

pub(super) fn begins_listed(list: &str, word: &str) -> bool {
    any(list, |listed| word.starts_with(listed))
}

pub(super) fn ends_listed(list: &str, word: &str) -> bool {
    any(list, |listed| word.ends_with(listed))
}

fn any(list: &str, mut is_meant: impl FnMut(&str) -> bool) -> bool {
    list.split(' ').any(|listed| !listed.is_empty() && is_meant(listed))
}

/// Countries of the European payment area, with the length of their IBANs.
pub(super) const IBAN_LENGTHS: &str = "DE22 AT20 BE16 BG22 CH21 CY28 CZ24 DK18 EE20 ES24 FI18 FR27 GB22 GR27 HR21 HU28 \
    IE22 IS26 IT27 LI21 LT20 LU20 LV21 MT31 NL18 NO15 PL28 PT25 RO24 SE24 SI19 SK24";

/// A number without area code is one of a telephone when one of these words stands before it.
pub(super) const CUES: &str = "Tel tel Tel Telefon telefon Telefonnummer Telefonnr Handy handy Handynummer Handynr Mobil \
    mobil Mobilnummer Fon Phone phone Rufnummer WhatsApp Whatsapp Fax";

pub(super) const ADDRESSES: &str = "Frau Fr Herr Herrn Hr Familie Mr Mrs Ms";
pub(super) const TITLES: &str = "Dr Prof Doktor Professor Professorin";
pub(super) const DEGREES: &str = "Dr Prof Doktor Professor Professorin Dipl Ing med phil";
/// Titles that are written with a point.
pub(super) const SHORTENED: &str = "Fr Hr Mr Mrs Ms Dr Prof Dipl Ing med phil";
pub(super) const PARTICLES: &str = "von van de zu zur el";
/// Behind a particle: "von der".
pub(super) const ARTICLES_OF_NAMES: &str = "der den dem";
pub(super) const SAINTS: &str = "Sankt St Heilige Heiliger Heiligen";

/// Endings of nouns that nobody is called by.
pub(super) const NO_NAME_ENDS: &str = "ung heit keit schaft tion innen ismus tät";

/// Mecklenburg-Vorpommern and what is often seen in Rostock.
pub(super) const DISTRICTS: &str = "HRO LRO DBR GÜ ROS TET HWI NWM GDB GVM WIS SN PCH LUP LWL HGN LBZ STB VR HST NVP \
    GMN RDG RÜG VG HGW ANK PW UEM SBG WLG MSE NB MST MÜR ALT WRN NZ DM MC B HH HB H M K F S L DD HL KI OD RZ NMS \
    FL LG BS WOB MD HAL EF LE PM OPR PR BAR UM MOL OHV HVL TF LDS BRB FF CB P DO BO D E KA MA HD FR N A R WÜ KS GÖ";

/// What is written like a district, and is none.
pub(super) const NO_DISTRICTS: &str = "DIN ISO EN EU UN US USB PKW LKW ÖPNV MV EC IC ICE RE RB IP TV CO PH WC AG EV";

/// Before a woman who is not addressed by her name.
pub(super) const ARTICLES: &str = "eine Eine einer einen ein die Die der Der den dem das jede Jede jeder keine Keine keiner \
    meine Meine meiner deine seine seiner ihre ihrer unsere als Als pro diese Diese dieser alte junge ältere welche \
    manche andere schwangere ob zur";

/// Words that stand behind a title and name an office, or a tale. Also what begins with them.
pub(super) const NO_SURNAMES: &str = "Bürgermeister Oberbürgermeister Präsident Minister Senator Kolleg Nachbar Holle \
    Landrat Landrät Kanzler Bundes Ober Direktor Rektor Schulleiter Vorsitzend Abgeordnet Amtsleiter Stadt Polizist \
    Gott Mann Frau Herr Kind Doktor Professor Straße Rostock Warnemünde Hanse Uhr Euro Prozent Meter Jahr Mensch";

/// The sixty commonest surnames.
pub(super) const SURNAMES: &str = "Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer \
    Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner \
    Schmitz Krause Meier Lehmann Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang \
    Scholz Möller Weiß Jung Hahn Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Hansen";

/// Behind a name they make it the name of a place or of a house.
pub(super) const PLACES: &str = "Weg Straße Strasse Str Platz Allee Ring Ufer Damm Gasse Park Brücke Schule Haus Halle \
    Kirche Hof Stadion Gymnasium Bibliothek Universität Denkmal Preis Stiftung Saal Theater Museum Campus Stadt Garten \
    Markt Viertel Siedlung Turm Tor Berg Strand Bad Institut Verein Zentrum Festival Orchester";

/// Endings of words that name a place by themselves.
pub(super) const PLACE_ENDS: &str = "straße strasse allee platz gasse brücke schule gymnasium theater museum kirche -Straße \
    -Strasse -Allee -Gasse -Brücke -Schule -Gymnasium -Theater -Museum -Kirche -Weg -Ring -Platz -Park -Haus -Hof -Ufer -Damm";

/// Common first names in Germany, young and old. Left out are those that are also words or places here: Ernst, Kai, Mark,
/// August, Rosa, Wolf, Rose, Heide, Marina, Roman.
pub(super) const FIRST_NAMES: &str = "Ahmed Albert Alexander Alfred Ali Amelie Amina Andrea Andreas Anja Anke Anna \
    Antje Anton Arthur Artur Aylin Ayse Barbara Beate Ben Bernd Bernhard Birgit Björn Brigitte Britta Bärbel Carola \
    Carsten Charlotta Charlotte Christa Christian Christine Clara Claudia Cornelia Daniel Daniela David Dennis Dieter \
    Dirk Dmitri Doris Dörte Edeltraud Egon Elfriede Elias Elisabeth Elke Ella Emil Emilia Emily Emma Eric Erich Erik \
    Erika Erwin Eva Evelyn Fabian Fatima Fatma Felix Finn Florian Frank Franz Franziska Frauke Frida Frieda Friedrich \
    Fritz Gabriele Georg Gerd Gerda Gerhard Gert Gertrud Gisela Greta Gudrun Gustav Günter Günther Hanna Hannah \
    Hannelore Hannes Hans Harald Hassan Heidi Heike Heiko Heiner Heinrich Heinz Helene Helga Helmut Henning Henriette \
    Henrik Henry Herbert Hermann Hildegard Holger Horst Hugo Ibrahim Ida Igor Ilse Ines Inge Ingo Ingrid Irene Irina \
    Iris Irmgard Jacob Jacqueline Jakob Jan Jana Janina Jannik Jasmin Jennifer Jens Jessica Joachim Johann Johanna \
    Johannes Jonas Jonathan Josef Judith Julia Julian Juliane Jutta Jörg Jürgen Karin Karl Karla Karsten Katharina \
    Kathrin Katja Katrin Kerstin Kevin Klara Klaus Konrad Kristin Kurt Käthe Lara Lars Laura Lea Lena Leni Leo Leon \
    Leonie Liam Lilly Lina Linus Lisa Lothar Lotte Louis Luca Lucas Ludwig Luis Luisa Luise Lukas Magdalena Maik Mandy \
    Manfred Manuela Marcel Marco Mareike Margarete Margit Maria Marianne Marie Mario Marion Marko Markus Marlene Marta \
    Martha Martin Martina Mathias Mathilda Mats Matthias Max Maximilian Mehmet Melanie Mia Michael Michaela Mike Mila \
    Miriam Mohamed Mohammed Monika Moritz Mustafa Nadine Nadja Natalie Natascha Nele Nguyen Nico Nicole Niklas Nils \
    Nina Noah Nora Norbert Oksana Olaf Ole Olena Olga Oliver Omar Oskar Otto Patrick Paul Paula Pauline Peter Petra \
    Philip Philipp Rainer Ralf Ramona Regina Renate René Ricarda Richard Rico Rita Robert Rolf Romy Ronny Rosemarie \
    Roswitha Rudolf Ruth Sabine Sabrina Samuel Sandra Sara Sarah Sascha Sebastian Sergej Siegfried Sigrid Silke Silvia \
    Silvio Simon Simone Sina Sofia Sofie Sonja Sophie Stefan Stefanie Steffen Stephan Stephanie Susanne Sven Svenja \
    Swetlana Sylvia Tanja Tatjana Thea Theo Theresa Thomas Thorsten Tim Timo Tobias Torsten Udo Ulrich Ulrike Ursula \
    Uta Ute Uwe Valentin Vanessa Veit Vera Verena Veronika Viktoria Vincent Volker Walter Waltraud Werner Wiebke \
    Wilfried Wilhelm Willi Wladimir Wolfgang Yusuf Yvonne Zoe";
