//! The lists behind the findings. As texts, because a table of them would weigh more in the browser.

/// Countries of the European payment area, with the length of their IBANs.
pub(super) const IBAN_LENGTHS: [(&str, usize); 32] = [
    ("DE", 22),
    ("AT", 20),
    ("BE", 16),
    ("BG", 22),
    ("CH", 21),
    ("CY", 28),
    ("CZ", 24),
    ("DK", 18),
    ("EE", 20),
    ("ES", 24),
    ("FI", 18),
    ("FR", 27),
    ("GB", 22),
    ("GR", 27),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IS", 26),
    ("IT", 27),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("MT", 31),
    ("NL", 18),
    ("NO", 15),
    ("PL", 28),
    ("PT", 25),
    ("RO", 24),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
];

/// Mecklenburg-Vorpommern and what is often seen in Rostock.
pub(super) const DISTRICTS: &str = "HRO LRO DBR GÜ ROS TET HWI NWM GDB GVM WIS SN PCH LUP LWL HGN LBZ STB VR HST NVP \
    GMN RDG RÜG VG HGW ANK PW UEM SBG WLG MSE NB MST MÜR ALT WRN NZ DM MC B HH HB H M K F S L DD HL KI OD RZ NMS \
    FL LG BS WOB MD HAL EF LE PM OPR PR BAR UM MOL OHV HVL TF LDS BRB FF CB P DO BO D E KA MA HD FR N A R WÜ KS GÖ";

/// What is written like a district, and is none.
pub(super) const NO_DISTRICTS: &str = "DIN ISO EN EU UN US USB PKW LKW ÖPNV MV EC IC ICE RE RB IP TV CO PH WC AG EV";

/// Before a woman who is not addressed by her name.
pub(super) const ARTICLES: [&str; 34] = [
    "eine",
    "einer",
    "einen",
    "ein",
    "die",
    "der",
    "den",
    "dem",
    "das",
    "jede",
    "jeder",
    "keine",
    "keiner",
    "meine",
    "meiner",
    "deine",
    "seine",
    "seiner",
    "ihre",
    "ihrer",
    "unsere",
    "als",
    "pro",
    "diese",
    "dieser",
    "alte",
    "junge",
    "ältere",
    "welche",
    "manche",
    "andere",
    "schwangere",
    "ob",
    "zur",
];

pub(super) const SAINTS: [&str; 5] = ["Sankt", "St", "Heilige", "Heiliger", "Heiligen"];

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
pub(super) const PLACES: &str = "weg straße strasse str platz allee ring ufer damm gasse park brücke schule haus halle \
    kirche hof stadion gymnasium bibliothek universität denkmal preis stiftung saal theater museum campus stadt garten \
    markt viertel siedlung turm tor berg strand bad institut verein zentrum festival orchester";

/// Endings of words that name a place by themselves.
pub(super) const PLACE_ENDS: &str = "straße strasse allee platz gasse brücke schule gymnasium theater museum -weg -ring \
    -platz -park -haus -hof -ufer -damm kirche";

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
