//! Every address of the pages, in one list.

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request, State},
    http::{StatusCode, header},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use leptos::prelude::provide_context;

use crate::{
    AppError, Site,
    pages::{self, accounts, counter, editing, moderation, receipt, staff, submit},
};

/// The pages. Addresses are without language prefix; [`crate::speak`] takes it off before.
pub fn router(site: Site) -> Router {
    Router::new()
        .route("/", get(pages::home::show))
        .route("/ziele/{slug}", get(pages::thematic::goal))
        .route("/themen/{slug}", get(pages::thematic::theme))
        .route("/umfragen", get(pages::surveys::list))
        .route("/umfragen/{slug}", get(pages::surveys::show).post(pages::surveys::respond))
        .route("/orte", get(pages::place_calls::list))
        .route("/umfragen/{slug}/papier", get(pages::paper::survey))
        .route("/orte/{slug}/papier", get(pages::paper::place))
        .route("/orte/{slug}", get(pages::place_calls::show).post(pages::place_calls::add))
        .route("/kalender", get(pages::calendar::list))
        .route("/kalender.ics", get(pages::calendar::feed))
        .route("/kalender/{slug}", get(pages::calendar::show))
        .route("/vorschlaege", get(pages::board::show))
        .route("/vorschlaege/feed.atom", get(pages::board::feed))
        .route("/vorschlaege/export.csv", get(pages::board::csv))
        .route("/vorschlaege/export.geojson", get(pages::board::geojson))
        .route("/vorschlaege/neu", get(submit::start::ask).post(submit::start::begin))
        .route("/vorschlaege/papier", get(pages::paper::proposal))
        .route("/vorschlaege/papier/liste", get(pages::paper::list))
        .route("/papier/{bogen}", get(pages::paper::scanned))
        .route("/vorschlaege/karte.svg", get(submit::map_picture::show))
        .route("/vorschlaege/entwurf/{key}", get(submit::draft::show).post(submit::saving::save).layer(unlimited()))
        .route("/vorschlaege/entwurf/{key}/bild/{id}", get(submit::draft::picture))
        .route("/vorschlaege/entwurf/{key}/verwerfen", post(submit::draft::discard))
        .route("/vorschlaege/entwurf/{key}/pruefen", get(submit::review::show))
        .route("/vorschlaege/entwurf/{key}/unkenntlich", get(submit::review::back).post(submit::redact::remove))
        .route("/vorschlaege/entwurf/{key}/einreichen", get(submit::review::back).post(submit::review::submit))
        .route("/barrierefreiheit/melden", get(pages::barriers::ask).post(pages::barriers::report))
        .route("/beleg", get(receipt::find))
        .route("/beleg/{code}", get(receipt::show))
        .route("/beleg/{code}/bild/{id}", get(receipt::picture))
        .route("/beleg/{code}/aendern", get(receipt::correct::edit).post(receipt::correct::save).layer(unlimited()))
        .route("/beleg/{code}/angaben", get(receipt::redact::ask).post(receipt::redact::remove))
        .route("/beleg/{code}/zurueckziehen", get(receipt::withdraw::ask).post(receipt::withdraw::withdraw))
        .route("/vorschlaege/ueberfaellig", get(pages::overdue::show))
        .route("/zahlen", get(pages::figures::show))
        .route("/beleg/{code}/widersprechen", post(pages::reports::appeal))
        .route("/melden", get(pages::reports::ask).post(pages::reports::send))
        .route("/vorschlaege/{id}", get(pages::proposal::show))
        .route("/vorschlaege/{id}/hinweis", get(pages::council::show).post(pages::council::change))
        .route("/verwaltung/ortsbeirat", get(pages::council::inbox))
        .route("/vorschlaege/{id}/stellungnahme", get(pages::answering::show).post(pages::answering::change))
        .route("/vorschlaege/{id}/feed.atom", get(pages::proposal::feed))
        .route("/vorschlaege/{id}/unterstuetzung", get(pages::proposal::back).post(pages::proposal::support))
        .route("/vorschlaege/{id}/beitraege", get(pages::proposal::back).post(pages::proposal::comment))
        .route("/bilder/{id}", get(pages::proposal::picture))
        .route("/bilder/{id}/klein", get(pages::proposal::picture_thumb))
        .route("/anmelden", get(accounts::sign_in::ask).post(accounts::sign_in::sign_in))
        .route("/anmelden/code", get(accounts::code::ask).post(accounts::code::check))
        .route("/anmelden/code/aufgabe", post(accounts::code::question))
        .route("/anmelden/passkey", get(accounts::by_passkey::back).post(accounts::by_passkey::sign_in))
        .route("/anmelden/passkey/aufgabe", post(accounts::by_passkey::question))
        .route("/anmelden/oidc", get(accounts::by_service::ask).post(accounts::by_service::begin))
        .route("/anmelden/oidc/zurueck", get(accounts::by_service::back))
        .route("/anmelden/link", get(accounts::links::ask_to_sign_in).post(accounts::links::sign_in))
        .route("/anmelden/link/{token}", get(accounts::by_link::ask_to_enter).post(accounts::by_link::enter))
        .route("/registrieren", get(accounts::links::ask_to_register).post(accounts::links::register))
        .route("/registrieren/{token}", get(accounts::by_link::ask_to_open).post(accounts::by_link::open))
        .route("/passwort", get(accounts::links::ask_for_password).post(accounts::links::new_password))
        .route("/abmelden", post(accounts::sign_in::sign_out))
        .route("/passwort/{token}", get(accounts::new_password::ask).post(accounts::new_password::set))
        .route("/konto", get(accounts::home::show))
        .route("/konto/angaben", post(accounts::home::save))
        .route("/konto/sitzungen", post(accounts::home::end_session))
        .route("/konto/passwort", get(accounts::password::ask).post(accounts::password::change))
        .route("/konto/email", get(accounts::email::ask).post(accounts::email::change))
        .route("/konto/email/{token}", get(accounts::email::ask_to_confirm).post(accounts::email::confirm))
        .route("/konto/bestaetigen", get(accounts::confirm::ask).post(accounts::confirm::confirm))
        .route("/konto/passkeys", get(accounts::passkeys::show).post(accounts::passkeys::add))
        .route("/konto/passkeys/aufgabe", post(accounts::passkeys::question))
        .route("/konto/passkeys/nachweis", post(accounts::passkeys::prove))
        .route("/konto/passkeys/{id}", post(accounts::passkeys::remove))
        .route("/konto/verbindung", get(accounts::connection::show).post(accounts::connection::connect))
        .route("/konto/verbindung/{id}", post(accounts::connection::cut))
        .route("/konto/daten", get(accounts::data::page))
        .route("/konto/daten.json", get(accounts::data::file))
        .route("/konto/loeschen", get(accounts::leave::ask).post(accounts::leave::leave))
        .route("/verwaltung", get(staff::overview::show))
        .route("/verwaltung/posteingang", get(staff::inbox::show))
        .route("/verwaltung/personen", get(staff::people::show))
        .route("/verwaltung/personen/{id}", get(staff::person::show).post(staff::person::change))
        .route("/verwaltung/fachaemter", get(staff::offices::show).post(staff::offices::open))
        .route("/verwaltung/fachaemter/{slug}", get(staff::office::show).post(staff::office::change))
        .route("/verwaltung/vorschlagslisten", get(staff::boards::list).post(staff::new_board::open))
        .route("/verwaltung/vorschlagslisten/{slug}", get(staff::boards::show).post(staff::boards::change))
        .merge(survey_routes())
        .merge(announcing_routes())
        .route("/verwaltung/patenschaften", get(staff::sponsors::show))
        .route("/verwaltung/patenschaften/{id}", post(staff::sponsors::decide))
        .route("/konto/patenschaft", get(pages::sponsors::show).post(pages::sponsors::change))
        .route("/verwaltung/wortlisten", get(staff::word_lists::show).post(staff::word_lists::add))
        .route("/verwaltung/wortlisten/{id}", post(staff::word_lists::remove))
        .route("/verwaltung/seiten", get(staff::content_pages::show))
        .route("/verwaltung/seiten/neu", get(staff::new_page::show).post(staff::new_page::create))
        .route("/verwaltung/medien", get(staff::media::show))
        .route("/verwaltung/medien/{key}", get(staff::medium::show).post(staff::medium::remove))
        .route("/verwaltung/rechte", get(staff::permissions::show))
        .route("/verwaltung/protokoll", get(staff::audit::show))
        .route("/verwaltung/auftraege", get(staff::jobs::show))
        .route("/verwaltung/auftraege/{id}", post(staff::jobs::retry))
        .route("/kiosk", get(pages::kiosk::show))
        .route("/verwaltung/kiosks", get(staff::kiosks::show).post(staff::kiosks::add))
        .route("/verwaltung/kiosks/{id}", get(staff::kiosk::show).post(staff::kiosk::change))
        .route("/ausgang", get(pages::outbox::show))
        .route("/ausgang/schreiben", get(pages::outbox::write).post(pages::outbox::begin))
        .route("/ohne-netz", get(pages::outbox::away))
        .route("/verwaltung/ausgang", get(staff::outbox::show))
        .route("/neuigkeiten", get(pages::news::show))
        .route("/neuigkeiten/gelesen", post(pages::news::read))
        .route("/neuigkeiten/einstellungen", get(pages::news::settings))
        .route("/neuigkeiten/verfolgen", post(pages::news::follow))
        .route("/neuigkeiten/eigenes", post(pages::news::own))
        .route("/neuigkeiten/email", post(pages::news::email))
        .route("/neuigkeiten/geraet", post(pages::news::push))
        .route("/neuigkeiten/bestaetigen/{token}", get(pages::news::ask_confirm).post(pages::news::confirm))
        .route("/neuigkeiten/abbestellen/{token}", get(pages::news::ask_stop).post(pages::news::stop))
        .route("/verwaltung/barrieren", get(pages::barriers::staff::list))
        .route("/verwaltung/barrieren/erklaerung", post(pages::barriers::staff::review))
        .route("/verwaltung/barrieren/{id}", get(pages::barriers::staff::show).post(pages::barriers::staff::answer))
        .route("/konto/zweiter-faktor", get(accounts::second_factor::show).post(accounts::second_factor::change))
        .route("/konto/wohnsitz", get(accounts::residence::show).post(accounts::residence::redeem))
        .route("/schalter", get(counter::desk::show))
        .route("/schalter/papier/{bogen}", get(counter::typing::show).post(counter::typing::enter))
        .route("/schalter/pruefen/{blatt}", get(counter::typing::again).post(counter::typing::check))
        .route("/schalter/fotos/{einsendung}", get(counter::photos::show).post(counter::photos::change))
        .route("/schalter/fotos/{einsendung}/bild/{id}", get(counter::photos::picture))
        .route("/schalter/hilferufe/{id}", post(staff::kiosk_calls::answer))
        .route("/schalter/begleitung", get(counter::sitting::show).post(counter::sitting::begin))
        .route("/schalter/begleitung/ende", get(counter::sitting::back).post(counter::sitting::end))
        .route("/schalter/begleitung/beendet", get(counter::sitting::over))
        .route("/schalter/bewohner", get(counter::show).post(counter::confirm))
        .route("/schalter/briefe", get(counter::back).post(counter::print))
        .route("/moderation", get(moderation::list))
        .route("/moderation/protokoll", get(pages::journal::show))
        .route("/moderation/protokoll.csv", get(pages::journal::csv))
        .route("/moderation/widersprueche", get(moderation::appeals::list))
        .route("/moderation/widersprueche/{id}", get(moderation::appeals::show).post(moderation::appeals::decide))
        .route("/moderation/widersprueche/{id}/belegt", post(moderation::appeals::hold))
        .route("/moderation/{item}", get(moderation::show).post(moderation::decide))
        .route("/moderation/{item}/belegt", post(moderation::hold))
        .route("/medien/{key}", get(pages::media::whole))
        .route("/medien/{key}/{size}", get(pages::media::smaller))
        .route("/robots.txt", get(pages::robots::show))
        .route("/sitemap.xml", get(pages::sitemap::index))
        .route("/sitemap/{name}", get(pages::sitemap::part))
        .route("/styleguide", get(pages::styleguide::show))
        .route("/styleguide/kiosk", get(pages::styleguide::kiosk::show))
        .route("/styleguide/liste", get(pages::styleguide::lists::show))
        .route("/api/fn/{name}", post(server_function))
        .merge(editing_routes())
        .fallback(pages::content::show)
        .layer(from_fn(readable))
        .with_state(site)
}

/// Where staff make surveys.
fn survey_routes() -> Router<Site> {
    use staff::surveys::{desk, level, list, make, preview, question, questions, steps};
    Router::new()
        .route("/verwaltung/umfragen", get(list).post(make))
        .route("/verwaltung/umfragen/{slug}", get(desk::show).post(desk::describe))
        .route("/verwaltung/umfragen/{slug}/vorschau", get(preview::show))
        .route("/verwaltung/umfragen/{slug}/fragen/{frage}", get(question::show).post(question::save))
        .route("/verwaltung/umfragen/{slug}/ordnen", get(desk::back).post(questions::arrange))
        .route("/verwaltung/umfragen/{slug}/teilnahme", get(desk::back).post(level::change))
        .route("/verwaltung/umfragen/{slug}/schritt", get(desk::back).post(steps::take))
}

fn announcing_routes() -> Router<Site> {
    Router::new()
        .route("/verwaltung/termine", get(staff::events::list))
        .route("/verwaltung/termine/neu", get(staff::new_event::show).post(staff::new_event::create))
        .route("/verwaltung/termine/{slug}", get(staff::events::show).post(staff::events::change))
        .route("/verwaltung/orte", get(staff::calls::list))
        .route("/verwaltung/orte/neu", get(staff::new_call::show).post(staff::new_call::create))
        .route("/verwaltung/orte/{slug}", get(staff::calls::show).post(staff::calls::change))
}

/// What editors and their browsers ask.
fn editing_routes() -> Router<Site> {
    Router::new()
        .route("/bearbeiten/{page}/entwurf.json", get(editing::data::draft))
        .route("/bearbeiten/{page}/bloecke", post(editing::data::insert))
        .route(
            "/bearbeiten/{page}/bloecke/{key}",
            get(editing::block::show).post(editing::block::save).put(editing::data::save).delete(editing::data::remove),
        )
        .route("/bearbeiten/{page}/bloecke/{key}/medien", post(editing::upload::into_form))
        .route("/bearbeiten/{page}/medien", get(editing::library::list).post(editing::upload::for_editor))
        .route("/bearbeiten/{page}/bloecke/{key}/verschieben", post(editing::data::shift))
        .route("/bearbeiten/{page}/bloecke/{key}/zurueckholen", post(editing::data::restore))
        .route("/bearbeiten/{page}/getippt/{key}", put(editing::data::keep).delete(editing::data::forget))
        .route("/bearbeiten/{page}/vorschau", post(editing::data::preview))
        .route("/bearbeiten/{page}/anwesend", post(editing::presence::here))
        .route("/bearbeiten/{page}/ereignisse", get(editing::events::listen))
        .route("/bearbeiten/{page}/neu", get(editing::new::show).post(editing::new::insert))
        .route("/bearbeiten/{page}/ordnen", post(editing::arrange::change))
        .route("/bearbeiten/{page}/titel", get(editing::title::show).post(editing::title::save))
        .route("/bearbeiten/{page}/veroeffentlichen", get(editing::publish::show).post(editing::publish::publish))
        .route("/bearbeiten/{page}/vorschaulink", post(editing::preview::change))
        .route("/vorschau/{token}", get(editing::preview::show))
        .route("/bearbeiten/{page}/zeitpunkt", post(editing::schedule::change))
        .route("/bearbeiten/{page}/pruefung", post(editing::review::change))
        .route("/bearbeiten/{page}/ansichten", get(editing::devices::show))
        .route("/bearbeiten/{page}/ansicht", get(editing::devices::frame))
        .route("/bearbeiten/{page}/adresse", get(editing::address::show).post(editing::address::change))
        .route("/bearbeiten/{page}/sprachen", get(editing::languages::show).post(editing::languages::change))
        .route("/bearbeiten/{page}/nebeneinander", get(editing::side_by_side::show).post(editing::side_by_side::save))
        .route("/bearbeiten/{page}/verlauf/fuer-alle", post(editing::opened::change))
        .route("/verlauf", get(editing::opened::show))
        .route("/bearbeiten/{page}/verlauf", get(editing::history::show).post(editing::history::restore))
}

/// No address of ours holds a control character. PostgreSQL would refuse a NUL and a redirect a line break, both as
/// if it were our mistake.
async fn readable(request: Request, next: Next) -> Response {
    if holds_control(request.uri().path()) { AppError::NotFound.into_response() } else { next.run(request).await }
}

/// In an address they only come encoded.
fn holds_control(path: &str) -> bool {
    path.as_bytes().windows(3).any(|part| match part {
        [b'%', b'0' | b'1', last] => last.is_ascii_hexdigit(),
        part => part.eq_ignore_ascii_case(b"%7F"),
    })
}

/// Pictures come with a draft or a correction; how much may come at all is decided for every request before it gets here.
fn unlimited() -> DefaultBodyLimit {
    DefaultBodyLimit::disable()
}

/// The functions that islands call. Each has an address of its own, is reached by POST alone and authorises inside.
async fn server_function(State(site): State<Site>, mut request: Request<Body>) -> Response {
    // To a browser that asks for a page Leptos answers with a way back to wherever it says that it came from.
    for name in [header::ACCEPT, header::REFERER] {
        request.headers_mut().remove(name);
    }
    let answer = leptos_axum::handle_server_fns_with_context(move || provide_context(site.clone()), request).await;
    let answer = answer.into_response();
    if answer.status() == StatusCode::INTERNAL_SERVER_ERROR { blame(answer).await } else { answer }
}

/// Arguments that cannot be read are the caller's mistake; Leptos answers them like a failure of ours, and with the names
/// of our types.
async fn blame(answer: Response) -> Response {
    const CALLERS: [&[u8]; 3] = [b"Args|", b"Deserialization|", b"MissingArg|"];
    const LONGEST: usize = 64 * 1024;
    let (mut head, body) = answer.into_parts();
    // The message quotes what was sent; ours are short.
    let Ok(body) = to_bytes(body, LONGEST).await else { return AppError::BadRequest.into_response() };
    let Some(kind) = CALLERS.iter().find(|kind| body.starts_with(kind)) else {
        return Response::from_parts(head, Body::from(body));
    };
    head.status = StatusCode::BAD_REQUEST;
    head.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(head, Body::from([kind, b"the request cannot be read".as_slice()].concat()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What [`server_function`] takes away; when Leptos stops following it, that can go.
    #[tokio::test]
    async fn without_our_care_leptos_leads_a_browser_wherever_the_request_says() {
        let request = Request::post("/api/fn/similar")
            .header(header::CONTENT_TYPE, "application/json")
            .header(header::ACCEPT, "text/html")
            .header(header::REFERER, "https://wgmx.example/")
            .body(Body::from("{"))
            .unwrap();
        let answer = leptos_axum::handle_server_fns(request).await.into_response();
        assert_eq!(answer.status(), StatusCode::FOUND);
        assert!(answer.headers()[header::LOCATION].as_bytes().starts_with(b"https://wgmx.example/"));
    }

    #[test]
    fn control_characters_are_found_however_they_are_written() {
        for path in ["/%00", "/a%0d%0Ab", "/%1f", "/%7F", "/%7f/x"] {
            assert!(holds_control(path), "{path}");
        }
        for path in ["/", "/%20", "/%C3%BC", "/%2500", "/100%", "/%0", "/%0x"] {
            assert!(!holds_control(path), "{path}");
        }
    }
}
