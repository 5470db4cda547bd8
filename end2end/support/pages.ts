// Every page of the site, by who opens it, and nothing else: the server's tests compare these addresses with its routes, so
// that no page is left out of the sweeps. A new page is entered here, and is looked at from then on in every language, light
// and dark, and narrow. `{…}` stands for what the first link of its kind says on the pages before it in the list, or among the
// addresses that the sweep made itself.

export type PublicPage = {
  name: string;
  path: string;
  /** Where it is not 200. */
  status?: number;
  /** The one that the page cannot do without: passkeys and messages of the browser have no other way. */
  module?: string;
};

/** For everybody, without a trace of those who only read. What stands for many of its kind is listed once. */
export const ofEverybody: PublicPage[] = [
  { name: "start page", path: "/" },
  { name: "seed page", path: "/informieren" },
  { name: "goals", path: "/ziele" },
  { name: "goal", path: "/ziele/gluecklich" },
  { name: "themes", path: "/themen" },
  { name: "theme", path: "/themen/verkehr" },
  { name: "board", path: "/vorschlaege" },
  { name: "filtered board", path: "/vorschlaege?thema=verkehr&ziel=verbindend&q=rad" },
  { name: "empty board", path: "/vorschlaege?q=xyzzyqwert" },
  { name: "map of the board", path: "/vorschlaege?ansicht=karte" },
  { name: "open proposal with a discussion", path: "/vorschlaege/61" },
  { name: "implemented proposal", path: "/vorschlaege/1" },
  { name: "rejected proposal", path: "/vorschlaege/12" },
  { name: "reply to a comment", path: "/vorschlaege/113?antwort=327" },
  { name: "question before submitting", path: "/vorschlaege/neu" },
  { name: "surveys", path: "/umfragen" },
  { name: "open survey", path: "/umfragen/stadt-und-digitale-hilfe" },
  { name: "results of a survey", path: "/umfragen/mit-dem-rad-durch-den-winter" },
  { name: "survey to come", path: "/umfragen/treffpunkte-im-stadtteil" },
  { name: "survey on paper", path: "/umfragen/stadt-und-digitale-hilfe/papier" },
  { name: "proposal on paper", path: "/vorschlaege/papier" },
  { name: "board on paper", path: "/vorschlaege/papier/liste?thema=verkehr" },
  { name: "calls for places", path: "/orte" },
  { name: "open call for places", path: "/orte/orte-die-verbinden" },
  { name: "ended call for places", path: "/orte/kuehle-orte" },
  { name: "call for places on paper", path: "/orte/orte-die-verbinden/papier" },
  { name: "calendar", path: "/kalender" },
  { name: "event", path: "/kalender/werkstatt-leichte-sprache" },
  { name: "ways to take part", path: "/mitmachen" },
  { name: "rules", path: "/regeln" },
  { name: "counting", path: "/zaehlung" },
  { name: "overdue answers", path: "/vorschlaege/ueberfaellig" },
  { name: "numbers by the way they came", path: "/zahlen?thema=verkehr" },
  { name: "numbers of a call for places", path: "/zahlen?aufruf=orte-die-verbinden" },
  { name: "sign-in", path: "/anmelden", module: "passkey.js" },
  { name: "sign-in by letter", path: "/anmelden/link" },
  { name: "sign-in that another service began for nobody", path: "/anmelden/oidc/zurueck?state=abc", status: 400 },
  { name: "new password", path: "/passwort" },
  { name: "new account", path: "/registrieren" },
  { name: "news", path: "/neuigkeiten" },
  { name: "how news arrive", path: "/neuigkeiten/einstellungen", module: "push.js" },
  { name: "journal of moderation", path: "/moderation/protokoll" },
  { name: "form for a report", path: "/melden?beitrag=vorschlag-61" },
  { name: "imprint", path: "/impressum" },
  { name: "privacy", path: "/datenschutz" },
  { name: "accessibility", path: "/barrierefreiheit" },
  { name: "report of a barrier", path: "/barrierefreiheit/melden?seite=%2Fkalender" },
  { name: "easy language", path: "/leichte-sprache" },
  { name: "sign language", path: "/gebaerdensprache" },
  { name: "form for a receipt's code", path: "/beleg" },
  { name: "code that opens nothing", path: "/beleg?code=abc", status: 404 },
  { name: "no network and no copy", path: "/ohne-netz", module: "preset.js" },
  { name: "proposal without a network", path: "/ausgang/schreiben" },
  { name: "unknown address", path: "/gibt-es-nicht", status: 404 },
  { name: "styleguide", path: "/styleguide" },
  { name: "styleguide of the kiosk", path: "/styleguide/kiosk" },
  { name: "styleguide of lists", path: "/styleguide/liste" },
];

/** What somebody without an account has begun, here or on a device of the city. */
export const ofGuests = [
  "/vorschlaege/entwurf/{key}",
  "/vorschlaege/entwurf/{key}/pruefen",
  "/beleg/{code}",
  "/beleg/{code}/aendern",
  "/beleg/{code}/angaben",
  "/beleg/{code}/zurueckziehen",
  "/ausgang",
  "/kiosk",
  "/schalter/begleitung/beendet",
];

/** Where letters and shared links lead, and what a password leads to where a second factor is asked for. */
export const ofLinks = [
  "/registrieren/{token}",
  "/anmelden/link/{token}",
  "/anmelden/code",
  "/passwort/{token}",
  "/konto/email/{token}",
  "/neuigkeiten/bestaetigen/{token}",
  "/neuigkeiten/abbestellen/{token}",
  "/verlauf?seite=gebaerdensprache",
];

export const ofAccounts = [
  "/konto",
  "/konto/patenschaft",
  "/konto/wohnsitz",
  "/konto/daten",
  "/konto/passkeys",
  "/konto/passwort",
  "/konto/email",
  "/konto/loeschen",
  "/konto/verbindung",
  "/konto/zweiter-faktor",
];

/** Whoever signed in a while ago is asked here who they are. Whoever did so just now sees it as the answer to a wrong password. */
export const whoAsksAgain = "/konto/bestaetigen";

export const ofModerators = [
  "/moderation",
  "/moderation/{item}",
  "/verwaltung/wortlisten",
  "/verwaltung/barrieren",
  "/verwaltung/barrieren/{id}",
];

/** Of the moderator who decides about an appeal. */
export const ofAppeals = ["/moderation/widersprueche", "/moderation/widersprueche/{id}"];

export const ofAdministrators = [
  "/verwaltung",
  "/verwaltung/personen",
  "/verwaltung/personen/{id}",
  "/verwaltung/fachaemter",
  "/verwaltung/fachaemter/{slug}",
  "/verwaltung/vorschlagslisten",
  "/verwaltung/vorschlagslisten/{slug}",
  "/verwaltung/umfragen",
  "/verwaltung/umfragen/{slug}",
  "/verwaltung/rechte",
  "/verwaltung/protokoll",
  "/verwaltung/auftraege",
  "/verwaltung/patenschaften",
  "/verwaltung/ausgang",
  "/verwaltung/kiosks",
  "/verwaltung/kiosks/{id}",
];

export const ofEditors = [
  "/informieren?bearbeiten",
  "/bearbeiten/{page}/bloecke/{key}",
  "/bearbeiten/{page}/neu",
  "/bearbeiten/{page}/titel",
  "/bearbeiten/{page}/adresse",
  "/bearbeiten/{page}/verlauf",
  "/bearbeiten/{page}/sprachen",
  "/bearbeiten/{page}/nebeneinander",
  "/bearbeiten/{page}/ansichten",
  "/bearbeiten/{page}/ansicht",
  "/bearbeiten/{page}/veroeffentlichen",
  "/vorschau/{token}",
  "/verwaltung/seiten",
  "/verwaltung/seiten/neu",
  "/verwaltung/medien",
  "/verwaltung/medien/{key}",
  "/verwaltung/termine",
  "/verwaltung/termine/neu",
  "/verwaltung/termine/auftakt-wegmarken",
  "/verwaltung/orte",
  "/verwaltung/orte/neu",
  "/verwaltung/orte/orte-die-verbinden",
];

/** A draft, and each kind of question. */
export const ofSurveys = [
  "/verwaltung/umfragen",
  "/verwaltung/umfragen/{slug}/vorschau",
  "/verwaltung/umfragen/{slug}/fragen/{frage}",
];

export const ofClerks = [
  "/schalter",
  "/schalter/papier/V1-W",
  "/schalter/papier/L1-A",
  "/schalter/pruefen/{blatt}",
  "/schalter/fotos/{einsendung}",
  "/schalter/bewohner",
  "/schalter/begleitung",
];

export const ofOffices = ["/verwaltung/posteingang", "/verwaltung/posteingang?zeigen=ueberfaellig", "/vorschlaege/{id}/stellungnahme"];

export const ofCouncils = ["/verwaltung/ortsbeirat", "/vorschlaege/{id}/hinweis"];
