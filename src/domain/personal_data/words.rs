//! The lists behind the findings. As texts, because a table of them would weigh more in the browser.

/// Whether a list has this word, written with the same letters.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    any(list, |listed| listed == word)
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
pub(super) const FIRST_NAMES: &str = "Peter Michael Thomas Andreas Wolfgang Klaus Jürgen Günter Günther Stefan Stephan \
    Christian Uwe Werner Horst Frank Dieter Manfred Gerhard Hans Bernd Torsten Thorsten Mathias Matthias Helmut Walter \
    Heinz Martin Jörg Rolf Jens Sven Alexander Jan Rainer Holger Karl Dirk Joachim Ralf Carsten Karsten Herbert Oliver \
    Wilhelm Kurt Markus Heinrich Paul Daniel Otto Harald Siegfried Hermann Rudolf Volker Norbert Ulrich Robert Steffen \
    Tobias Florian Sebastian Dennis Marcel Patrick Philipp Philip Felix Lukas Lucas Leon Luca Jonas Tim Finn Noah Ben \
    Elias Paul Luis Louis Maximilian Max Niklas Jakob Jacob David Moritz Julian Fabian Kevin Marco Marko Mario Simon Erik \
    Eric Henry Emil Anton Oskar Theo Mats Liam Leo Linus Nico Nils Lars Björn Ole Hannes Johannes Johann Jannik Jonathan \
    Samuel Vincent Valentin Friedrich Fritz Georg Gustav Hugo Ludwig Richard Bernhard Konrad Albert Alfred Artur Arthur \
    Egon Erich Erwin Franz Gert Gerd Heiko Heiner Henning Henrik Ingo Josef Lothar Maik Mike Olaf René Ronny Rico Sascha \
    Silvio Timo Udo Veit Wilfried Willi Mohammed Mohamed Ahmed Ali Mehmet Mustafa Ibrahim Omar Yusuf Hassan Dmitri Igor \
    Sergej Wladimir Nguyen Anna Maria Ursula Monika Petra Elisabeth Sabine Renate Helga Karin Brigitte Ingrid Erika \
    Andrea Gisela Claudia Susanne Gabriele Christa Christine Hildegard Anja Anke Antje Barbara Bärbel Beate Birgit Britta \
    Carola Cornelia Daniela Doris Dörte Edeltraud Elfriede Elke Ella Emma Eva Evelyn Frauke Franziska Gerda Gertrud \
    Gudrun Hannelore Hanna Hannah Heike Heidi Helene Henriette Ilse Ines Inge Irene Iris Irmgard Jana Jacqueline Janina \
    Jasmin Jennifer Jessica Johanna Judith Julia Juliane Jutta Karla Katharina Kathrin Katrin Katja Käthe Kerstin Klara \
    Clara Kristin Laura Lea Leonie Lena Lina Lisa Lotte Luise Luisa Magdalena Mandy Manuela Mareike Margarete Margit \
    Marianne Marie Marion Marlene Marta Martha Martina Melanie Mia Michaela Mila Miriam Nadine Nadja Natalie Nele Nicole \
    Nina Nora Olga Pauline Paula Ramona Regina Ricarda Rita Romy Rosemarie Roswitha Ruth Sabrina Sandra Sara Sarah \
    Sigrid Silke Silvia Simone Sina Sofia Sofie Sophie Sonja Stefanie Stephanie Svenja Sylvia Tanja Tatjana Thea Theresa \
    Ulrike Ute Uta Vanessa Vera Verena Veronika Viktoria Waltraud Wiebke Yvonne Charlotte Charlotta Emilia Emily Amelie \
    Ida Frieda Frida Greta Mathilda Lilly Lara Leni Zoe Fatma Ayse Aylin Amina Fatima Olena Oksana Natascha Swetlana Irina";
