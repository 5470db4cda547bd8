//! `POST /neuigkeiten/email`: where letters are to go, or that there are to be none.

use axum::{
    Form,
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use domain::{
    fields::{Field, FieldErrors, Problem},
    text,
};
use store::news::{self, Asked};

use super::{
    field,
    settings::{Settings, page},
    to_settings,
};
use crate::{AppError, Guest, Site, Visit, letters};

pub async fn change(
    State(site): State<Site>,
    visit: Visit,
    guest: Guest,
    Form(pairs): Form<Vec<(String, String)>>,
) -> Result<Response, AppError> {
    if field(&pairs, "aktion") == "loeschen" {
        if let Some(person) = guest.key() {
            news::forget_email(&site.store, &person).await?;
        }
        return Ok(to_settings(&visit, "geloescht").into_response());
    }
    let typed = field(&pairs, "email");
    let email = typed.trim().to_owned();
    let problem = match email.as_str() {
        "" => Some(Problem::Missing),
        email if !text::is_email(email) => Some(Problem::NotAnEmail),
        _ => None,
    };
    if let Some(problem) = problem {
        let mut settings = Settings::load(&site, guest.key().as_ref()).await?;
        let mut errors = FieldErrors::default();
        errors.add(Field::Email, problem);
        settings.errors = errors;
        settings.typed = typed;
        return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, site, visit, settings));
    }
    let mut cookies = HeaderMap::new();
    let person = guest.ensure(&site, &mut cookies);
    let write = |key: &str, token: &str| letters::confirm(visit.language, &site.settings.base_url, key, &email, token);
    match news::ask_for_email(&site.store, &person, &email, visit.language, write, site.now()).await? {
        Asked::Sent | Asked::Confirmed => Ok((cookies, to_settings(&visit, "gespeichert")).into_response()),
        Asked::TooOften => {
            let mut settings = Settings::load(&site, Some(&person)).await?;
            settings.is_too_often = true;
            settings.typed = typed;
            Ok((cookies, page(StatusCode::TOO_MANY_REQUESTS, site, visit, settings)).into_response())
        }
    }
}
