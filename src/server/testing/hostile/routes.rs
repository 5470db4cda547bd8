//! Every address of the site with everything that can be sent to it. A new route has to be entered here: `registered`
//! compares the list with the source.

use super::fields::{
    ADDRESS, ANSWER, APPEAL, ARRANGE, BLOCK, BOARD_SETTINGS, COMMENT, COUNTER, DECISION, DEVICE, FOLLOW, GRANT,
    HEARTBEAT, KIOSK, KIOSK_CHANGE, LANGUAGES, MARK, MOVE, NEW_BLOCK, NEW_BLOCK_FORM, OFFICE, ON_PAPER, PAIRING,
    PASSKEY, PRESENT, PROPOSAL, RECORD, REPORT, REVIEW, SAVE, SEALED, SPONSOR, SUBMISSION, SURVEY, TICKED, TIME, TITLE,
    TYPED, UPLOAD, WRITTEN,
};

/// The name of a field and a value that is fine.
pub type Field = (&'static str, &'static str);

/// A field that only some button sends.
pub const LEFT_OUT: &str = "(left out)";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    None,
    /// `application/x-www-form-urlencoded`.
    Form(&'static [Field]),
    /// `multipart/form-data`.
    Parts(&'static [Field]),
    /// JSON that is fine.
    Json(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub method: &'static str,
    pub path: &'static str,
    pub query: &'static [&'static str],
    pub body: Body,
}

impl Route {
    pub fn changes_something(&self) -> bool {
        !matches!(self.method, "GET" | "ANY")
    }

    /// Programs come without the headers of a browser.
    pub fn is_for_programs(&self) -> bool {
        self.path.starts_with("/api/v1/")
    }

    /// The others answer scripts of ours, and say what is wrong as JSON.
    pub fn is_page(&self) -> bool {
        let is_for_the_editor = self.path.starts_with("/bearbeiten/")
            && (matches!(self.body, Body::Json(_))
                || matches!(self.method, "PUT" | "DELETE")
                || self.path == "/bearbeiten/{page}/medien"
                || self.path.ends_with("/entwurf.json")
                || self.path.ends_with("/ereignisse"));
        !self.path.starts_with("/api/") && !is_for_the_editor
    }
}

const fn get(path: &'static str, query: &'static [&'static str]) -> Route {
    Route { method: "GET", path, query, body: Body::None }
}

const fn send(method: &'static str, path: &'static str, body: Body) -> Route {
    Route { method, path, query: &[], body }
}

const BOARD: &[&str] =
    &["q", "thema", "ziel", "ort", "status", "sortierung", "nahe", "seite", "ansicht", "karte", "nichts"];
const READING: &[&str] = &["beitraege", "beitragsseite", "antwort", "gesendet"];
const CALL: &[&str] = &["gesendet", "kategorie", "urteil", "karte", "seite", "punkt"];
const BEGIN: &[&str] = &["thema", "ziel", "ort", "verworfen"];
const DRAFT: &[&str] = &["pruefen", "bild", "punkt", "ortssuche", "gespeichert"];

pub const ROUTES: &[Route] = &[
    get("/", &["nichts", "bearbeiten"]),
    get("/bearbeiten/{page}/entwurf.json", &[]),
    get("/bearbeiten/{page}/ereignisse", &["seit"]),
    send("POST", "/bearbeiten/{page}/bloecke", Body::Json(NEW_BLOCK)),
    get("/bearbeiten/{page}/bloecke/{key}", &["getippt"]),
    send("POST", "/bearbeiten/{page}/bloecke/{key}", Body::Form(BLOCK)),
    send("PUT", "/bearbeiten/{page}/bloecke/{key}", Body::Json(SAVE)),
    send("DELETE", "/bearbeiten/{page}/bloecke/{key}", Body::None),
    send("POST", "/bearbeiten/{page}/medien", Body::Parts(UPLOAD)),
    send("POST", "/bearbeiten/{page}/bloecke/{key}/medien", Body::Parts(UPLOAD)),
    send("POST", "/bearbeiten/{page}/bloecke/{key}/verschieben", Body::Json(MOVE)),
    send("POST", "/bearbeiten/{page}/bloecke/{key}/zurueckholen", Body::Json(MOVE)),
    send("PUT", "/bearbeiten/{page}/getippt/{key}", Body::Json(TYPED)),
    send("DELETE", "/bearbeiten/{page}/getippt/{key}", Body::None),
    send("POST", "/bearbeiten/{page}/vorschau", Body::Json("{\"kind\":\"text\",\"body\":\"## Hafen\"}")),
    send("POST", "/bearbeiten/{page}/anwesend", Body::Json(PRESENT)),
    get("/bearbeiten/{page}/neu", &["nach"]),
    send("POST", "/bearbeiten/{page}/neu", Body::Form(NEW_BLOCK_FORM)),
    send("POST", "/bearbeiten/{page}/ordnen", Body::Form(ARRANGE)),
    get("/bearbeiten/{page}/titel", &[]),
    send("POST", "/bearbeiten/{page}/titel", Body::Form(TITLE)),
    get("/bearbeiten/{page}/veroeffentlichen", &[]),
    send("POST", "/bearbeiten/{page}/veroeffentlichen", Body::Form(&[("notiz", "Klarer"), ("stand", "0")])),
    send("POST", "/bearbeiten/{page}/pruefung", Body::Form(REVIEW)),
    send("POST", "/bearbeiten/{page}/vorschaulink", Body::Form(&[("aktion", "neu"), ("link", LEFT_OUT)])),
    get("/vorschau/{token}", &[]),
    send("POST", "/bearbeiten/{page}/zeitpunkt", Body::Form(TIME)),
    get("/verwaltung/seiten", &[]),
    get("/bearbeiten/{page}/ansichten", &[]),
    get("/bearbeiten/{page}/ansicht", &[]),
    get("/bearbeiten/{page}/adresse", &[]),
    send("POST", "/bearbeiten/{page}/adresse", Body::Form(ADDRESS)),
    get("/verwaltung/seiten/neu", &["unter"]),
    send("POST", "/verwaltung/seiten/neu", Body::Form(&[("adresse", "mitmachen/vor-ort"), ("titel", "Vor Ort")])),
    get("/bearbeiten/{page}/sprachen", &[]),
    send("POST", "/bearbeiten/{page}/sprachen", Body::Form(LANGUAGES)),
    send("POST", "/bearbeiten/{page}/verlauf/fuer-alle", Body::Form(&[("aktion", "zeigen")])),
    get("/verlauf", &["seite", "fassung"]),
    get("/bearbeiten/{page}/verlauf", &["von", "bis"]),
    send("POST", "/bearbeiten/{page}/verlauf", Body::Form(&[("fassung", "1")])),
    get("/anmelden", &["weiter"]),
    send(
        "POST",
        "/anmelden",
        Body::Form(&[("email", "ada@example.org"), ("passwort", "Möwe Hafen Regen"), ("weiter", "/konto")]),
    ),
    get("/anmelden/code", &["weiter"]),
    send("POST", "/anmelden/code", Body::Form(&[("code", "123456"), ("ersatz", LEFT_OUT), ("weiter", "/konto")])),
    send("POST", "/anmelden/code/aufgabe", Body::Form(&[])),
    get("/anmelden/passkey", &[]),
    send("POST", "/anmelden/passkey", Body::Form(PASSKEY)),
    send("POST", "/anmelden/passkey/aufgabe", Body::Form(&[])),
    get("/anmelden/oidc", &[]),
    send("POST", "/anmelden/oidc", Body::Form(&[("weiter", "/konto")])),
    get("/anmelden/oidc/zurueck", &["state", "code", "error", "error_description", "iss", "session_state"]),
    get("/anmelden/link", &["weiter", "gesendet"]),
    send("POST", "/anmelden/link", Body::Form(&[("email", "ada@example.org"), ("weiter", "/konto")])),
    get("/anmelden/link/{token}", &["weiter"]),
    send("POST", "/anmelden/link/{token}", Body::Form(&[("weiter", "/konto")])),
    get("/registrieren", &["weiter", "gesendet"]),
    send("POST", "/registrieren", Body::Form(&[("email", "ada@example.org"), ("weiter", "/konto")])),
    get("/registrieren/{token}", &["weiter"]),
    send(
        "POST",
        "/registrieren/{token}",
        Body::Form(&[("name", "Ada"), ("passwort", "Möwe Hafen Regen"), ("weiter", "/konto")]),
    ),
    get("/passwort", &["gesendet"]),
    send("POST", "/passwort", Body::Form(&[("email", "ada@example.org"), ("weiter", LEFT_OUT)])),
    send("POST", "/abmelden", Body::Form(&[])),
    get("/passwort/{token}", &[]),
    send("POST", "/passwort/{token}", Body::Form(&[("passwort", "Möwe Hafen Regen")])),
    get("/konto", &["gespeichert", "getrennt"]),
    send("POST", "/konto/angaben", Body::Form(&[("name", "Ada"), ("sprache", "de")])),
    send("POST", "/konto/sitzungen", Body::Form(&[("sitzung", "1")])),
    get("/konto/passwort", &["gespeichert"]),
    send(
        "POST",
        "/konto/passwort",
        Body::Form(&[("altes-passwort", "Möwe Hafen Regen"), ("passwort", "Möwe Strand Regen"), ("email", LEFT_OUT)]),
    ),
    get("/konto/email", &["gesendet"]),
    send(
        "POST",
        "/konto/email",
        Body::Form(&[("neue-email", "ada@example.org"), ("altes-passwort", "Möwe Hafen Regen")]),
    ),
    get("/konto/email/{token}", &[]),
    send("POST", "/konto/email/{token}", Body::Form(&[])),
    get("/konto/bestaetigen", &["weiter"]),
    send(
        "POST",
        "/konto/bestaetigen",
        Body::Form(&[
            ("altes-passwort", "Möwe Hafen Regen"),
            ("aufgabe", LEFT_OUT),
            ("antwort", LEFT_OUT),
            ("weiter", "/konto"),
        ]),
    ),
    get("/konto/passkeys", &["neu", "entfernt"]),
    send("POST", "/konto/passkeys", Body::Form(PASSKEY)),
    send("POST", "/konto/passkeys/aufgabe", Body::Form(&[])),
    send("POST", "/konto/passkeys/nachweis", Body::Form(&[])),
    send("POST", "/konto/passkeys/{id}", Body::Form(&[])),
    get("/konto/verbindung", &["neu"]),
    send("POST", "/konto/verbindung", Body::Form(&[])),
    send("POST", "/konto/verbindung/{id}", Body::Form(&[])),
    get("/konto/daten", &[]),
    get("/konto/daten.json", &[]),
    get("/konto/loeschen", &[]),
    send("POST", "/konto/loeschen", Body::Form(&[("texte", "lassen"), ("altes-passwort", "Möwe Hafen Regen")])),
    get("/barrierefreiheit/melden", &["seite"]),
    send(
        "POST",
        "/barrierefreiheit/melden",
        Body::Form(&[
            ("seite", "/kalender"),
            ("text", "Der Knopf hat keinen Namen."),
            ("name", "Ada"),
            ("email", "ada@example.org"),
            ("einsendung", ""),
        ]),
    ),
    get("/verwaltung/barrieren", &["geprueft"]),
    send("POST", "/verwaltung/barrieren/erklaerung", Body::Form(&[])),
    get("/verwaltung/barrieren/{id}", &["gesendet"]),
    send("POST", "/verwaltung/barrieren/{id}", Body::Form(&[("text", "Danke, der Knopf hat jetzt einen Namen.")])),
    get("/konto/zweiter-faktor", &["weiter"]),
    send(
        "POST",
        "/konto/zweiter-faktor",
        Body::Form(&[
            ("aktion", "einrichten"),
            ("schluessel", "00000000000000000000000000000000"),
            ("code", "123456"),
            ("ersatz", LEFT_OUT),
            ("weiter", "/konto"),
        ]),
    ),
    get("/ziele/{slug}", &[]),
    get("/themen/{slug}", &[]),
    get("/umfragen", &[]),
    get("/umfragen/{slug}", &["gesendet"]),
    send("POST", "/umfragen/{slug}", Body::Form(SURVEY)),
    get("/orte", &[]),
    get("/orte/{slug}", CALL),
    send("POST", "/orte/{slug}", Body::Form(MARK)),
    get("/kalender", &[]),
    get("/kalender.ics", &[]),
    get("/kalender/{slug}", &[]),
    get("/vorschlaege", BOARD),
    get("/vorschlaege/feed.atom", BOARD),
    get("/vorschlaege/export.csv", BOARD),
    get("/vorschlaege/export.geojson", BOARD),
    get("/vorschlaege/neu", BEGIN),
    send("POST", "/vorschlaege/neu", Body::Form(&[("schluessel", ""), ("thema", ""), ("ziel", ""), ("ort", "")])),
    get("/vorschlaege/karte.svg", &["karte", "punkt"]),
    get("/vorschlaege/entwurf/{key}", DRAFT),
    send("POST", "/vorschlaege/entwurf/{key}", Body::Parts(PROPOSAL)),
    get("/vorschlaege/entwurf/{key}/bild/{id}", &[]),
    get("/vorschlaege/entwurf/{key}/pruefen", &["geaendert", "unkenntlich"]),
    get("/vorschlaege/entwurf/{key}/unkenntlich", &[]),
    send("POST", "/vorschlaege/entwurf/{key}/unkenntlich", Body::Form(&[("fassung", LEFT_OUT)])),
    get("/vorschlaege/entwurf/{key}/einreichen", &[]),
    get("/beleg", &["code"]),
    get("/beleg/{code}", &["neu", "geaendert", "entfernt"]),
    get("/beleg/{code}/bild/{id}", &[]),
    get("/beleg/{code}/aendern", &[]),
    send("POST", "/beleg/{code}/aendern", Body::Parts(PROPOSAL)),
    get("/beleg/{code}/angaben", &[]),
    send(
        "POST",
        "/beleg/{code}/angaben",
        Body::Form(&[("stelle", "0381 1234567"), ("worte", "an der Kaikante"), ("name", LEFT_OUT)]),
    ),
    get("/beleg/{code}/zurueckziehen", &[]),
    get("/vorschlaege/ueberfaellig", &["seite"]),
    get("/vorschlaege/{id}", READING),
    get("/vorschlaege/{id}/stellungnahme", &["vorschau", "gespeichert"]),
    send("POST", "/vorschlaege/{id}/stellungnahme", Body::Form(ANSWER)),
    get("/vorschlaege/{id}/hinweis", &[]),
    send(
        "POST",
        "/vorschlaege/{id}/hinweis",
        Body::Form(&[("text", "Der Weg gehört der Kirche."), ("fassung", "0"), ("aktion", "veroeffentlichen")]),
    ),
    get("/vorschlaege/{id}/feed.atom", &[]),
    get("/vorschlaege/{id}/unterstuetzung", &[]),
    send("POST", "/vorschlaege/{id}/unterstuetzung", Body::Form(&[("aktion", "unterstuetzen")])),
    get("/vorschlaege/{id}/beitraege", &[]),
    send("POST", "/vorschlaege/{id}/beitraege", Body::Form(COMMENT)),
    get("/bilder/{id}", &[]),
    get("/bilder/{id}/klein", &[]),
    get("/medien/{key}", &[]),
    get("/medien/{key}/{size}", &[]),
    get("/verwaltung", &[]),
    get("/verwaltung/ortsbeirat", &["ortsbeirat", "zeigen", "seite"]),
    get("/verwaltung/posteingang", &["amt", "zeigen", "seite"]),
    get("/verwaltung/personen", &["email", "rolle"]),
    get("/verwaltung/personen/{id}", &["gegeben", "genommen"]),
    send("POST", "/verwaltung/personen/{id}", Body::Form(GRANT)),
    get("/verwaltung/fachaemter", &[]),
    send("POST", "/verwaltung/fachaemter", Body::Form(OFFICE)),
    get("/verwaltung/fachaemter/{slug}", &["gespeichert"]),
    send("POST", "/verwaltung/fachaemter/{slug}", Body::Form(OFFICE)),
    get("/verwaltung/vorschlagslisten", &[]),
    get("/verwaltung/vorschlagslisten/{slug}", &["gespeichert"]),
    send("POST", "/verwaltung/vorschlagslisten/{slug}", Body::Form(BOARD_SETTINGS)),
    get("/verwaltung/umfragen", &[]),
    get("/verwaltung/umfragen/{slug}", &["gespeichert"]),
    send("POST", "/verwaltung/umfragen/{slug}", Body::Form(&[("teilnahme", "guest")])),
    get("/verwaltung/patenschaften", &[]),
    send("POST", "/verwaltung/patenschaften/{id}", Body::Form(&[("fassung", "1"), ("aktion", "zeigen")])),
    get("/konto/patenschaft", &["gespeichert"]),
    send("POST", "/konto/patenschaft", Body::Form(SPONSOR)),
    get("/verwaltung/wortlisten", &[]),
    send("POST", "/verwaltung/wortlisten", Body::Form(&[("wort", "Blödsinn")])),
    send("POST", "/verwaltung/wortlisten/{id}", Body::Form(&[])),
    get("/verwaltung/rechte", &[]),
    get("/verwaltung/protokoll", &["handlung", "person", "gegenstand", "nummer", "vor"]),
    get("/verwaltung/auftraege", &["zustand", "vor"]),
    send("POST", "/verwaltung/auftraege/{id}", Body::Form(&[])),
    get("/neuigkeiten", &["vor"]),
    send("POST", "/neuigkeiten/gelesen", Body::Form(&[("bis", "1")])),
    get("/neuigkeiten/einstellungen", &["verfolgt", "gespeichert", "zuviel", "geloescht"]),
    send("POST", "/neuigkeiten/verfolgen", Body::Form(FOLLOW)),
    send("POST", "/neuigkeiten/eigenes", Body::Form(&[("wie", "taeglich")])),
    send("POST", "/neuigkeiten/email", Body::Form(&[("email", "ada@example.org"), ("aktion", LEFT_OUT)])),
    send("POST", "/neuigkeiten/geraet", Body::Form(DEVICE)),
    get("/neuigkeiten/bestaetigen/{token}", &[]),
    send("POST", "/neuigkeiten/bestaetigen/{token}", Body::Form(&[])),
    get("/neuigkeiten/abbestellen/{token}", &[]),
    send("POST", "/neuigkeiten/abbestellen/{token}", Body::Form(&[("List-Unsubscribe", "One-Click")])),
    get("/moderation", &["erledigt"]),
    get("/moderation/protokoll", &["vor"]),
    get("/moderation/protokoll.csv", &[]),
    get("/moderation/widersprueche", &[]),
    get("/moderation/widersprueche/{id}", &["uebernommen"]),
    send("POST", "/moderation/widersprueche/{id}", Body::Form(APPEAL)),
    send("POST", "/moderation/widersprueche/{id}/belegt", Body::Form(&[("uebernehmen", LEFT_OUT)])),
    get("/melden", &["beitrag"]),
    send("POST", "/melden", Body::Form(REPORT)),
    send("POST", "/beleg/{code}/widersprechen", Body::Form(&[("text", "Das war keine Beleidigung.")])),
    get("/moderation/{item}", &["uebernommen"]),
    send("POST", "/moderation/{item}", Body::Form(DECISION)),
    send("POST", "/moderation/{item}/belegt", Body::Form(&[("uebernehmen", LEFT_OUT)])),
    get("/metrics", &[]),
    get("/.well-known/security.txt", &[]),
    get("/konto/wohnsitz", &[]),
    send("POST", "/konto/wohnsitz", Body::Form(&[("brief", "7K3M-Q2RD-X8FA")])),
    get("/schalter", &["bogen", "gezaehlt", "verworfen"]),
    get("/schalter/papier/{bogen}", &[]),
    send("POST", "/schalter/papier/{bogen}", Body::Form(ON_PAPER)),
    get("/schalter/pruefen/{blatt}", &[]),
    send("POST", "/schalter/pruefen/{blatt}", Body::Form(TICKED)),
    get("/umfragen/{slug}/papier", &[]),
    get("/vorschlaege/papier", &[]),
    get("/vorschlaege/papier/liste", BOARD),
    get("/papier/{bogen}", &[]),
    get("/schalter/bewohner", &["bestaetigt"]),
    send("POST", "/schalter/bewohner", Body::Form(COUNTER)),
    get("/schalter/briefe", &[]),
    send("POST", "/schalter/briefe", Body::Form(COUNTER)),
    get("/robots.txt", &[]),
    get("/sitemap.xml", &[]),
    get("/sitemap/{name}", &[]),
    get("/styleguide", &[]),
    get("/dev-reload.js", &[]),
    get("/healthz", &[]),
    get("/readyz", &[]),
    Route { method: "ANY", ..get("/rostock", &[]) },
    Route { method: "ANY", ..get("/rostock/", &[]) },
    Route { method: "ANY", ..get("/rostock/{*rest}", &[]) },
    send("POST", "/api/fn/{name}", Body::Json("{}")),
    send("POST", "/api/fn/support", Body::Json(r#"{"proposal":1,"support":true}"#)),
    send("POST", "/api/fn/similar", Body::Json(r#"{"title":"Bänke am Hafen","language":"de"}"#)),
    send("POST", "/api/fn/find-place", Body::Json(r#"{"typed":"Neuer Markt"}"#)),
    send("POST", "/api/fn/locate", Body::Json(r#"{"point":"12.140500,54.088700"}"#)),
    send(
        "POST",
        "/api/fn/draft",
        Body::Json(
            r#"{"key":"","draft":["Bänke am Hafen","Text","verkehr","","","","",""],"seen":"","descriptions":[[1,"Eine Bank"]]}"#,
        ),
    ),
    get("/ausgang", &["gespeichert"]),
    get("/ausgang/schreiben", &[]),
    send("POST", "/ausgang/schreiben", Body::Form(WRITTEN)),
    get("/ohne-netz", &["voll"]),
    get("/verwaltung/ausgang", &["vor"]),
    get("/sw.js", &[]),
    get("/offline/{version}/{name}", &[]),
    get("/api/v1/proposals", BOARD),
    send("POST", "/api/v1/proposals", Body::Json(SUBMISSION)),
    get("/api/v1/proposals/{id}", &[]),
    send(
        "POST",
        "/api/v1/proposals/{id}/comments",
        Body::Json(
            r#"{"submission":"","stance":"for","text":"Das wünsche ich mir auch.","author":"Ada","reply_to":""}"#,
        ),
    ),
    send("PUT", "/api/v1/proposals/{id}/support", Body::None),
    send("DELETE", "/api/v1/proposals/{id}/support", Body::None),
    send("POST", "/api/v1/outbox", Body::Json(RECORD)),
    get("/api/v1/kiosk/parts/{name}", &["v"]),
    send("POST", "/api/v1/kiosk/pairing", Body::Json(PAIRING)),
    send("POST", "/api/v1/kiosk/heartbeat", Body::Json(HEARTBEAT)),
    send("POST", "/api/v1/kiosk/records", Body::Json(SEALED)),
    get("/kiosk", &[]),
    get("/kiosk/sw.js", &[]),
    get("/kiosk/{version}/{name}", &[]),
    get("/verwaltung/kiosks", &[]),
    send("POST", "/verwaltung/kiosks", Body::Form(KIOSK)),
    get("/verwaltung/kiosks/{id}", &["gespeichert"]),
    send("POST", "/verwaltung/kiosks/{id}", Body::Form(KIOSK_CHANGE)),
    get("/api/v1/themes", &[]),
    get("/api/v1/figures", &[]),
    get("/api/v1/goals", &[]),
    get("/api/v1/openapi.json", &[]),
    Route { method: "ANY", ..get("/api/v1/{*rest}", &[]) },
    // Last, because it looks like every other address.
    get("/{seite}", &[]),
    // These end what they are used on, so they come last.
    send("POST", "/vorschlaege/entwurf/{key}/verwerfen", Body::Form(&[])),
    send("POST", "/vorschlaege/entwurf/{key}/einreichen", Body::Form(&[("fassung", LEFT_OUT), ("webseite", "")])),
    send("POST", "/beleg/{code}/zurueckziehen", Body::Form(&[])),
];
