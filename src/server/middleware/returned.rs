//! Signs for a device that a form of its came back and nothing of it was taken, so that it lets go of the record that it
//! keeps of it: on the word of nobody else, whatever status somebody on the way makes up, and only where the page has what
//! was typed.

use axum::{
    extract::{Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use domain::{fields::Field, outbox};
use web::{RETURNED, Rescued, Returned};

use super::{Incident, rescue::Cut};
use crate::word::Voice;

pub async fn sign(State(voice): State<Voice>, request: Request, next: Next) -> Response {
    let id = web::record_id(request.headers()).filter(|_| !request.method().is_safe());
    let is_support = is_support(request.uri().path());
    let mut response = next.run(request).await;
    let Some(id) = id.filter(|_| came_back(&response, is_support)) else { return response };
    let signature = voice.sign(&outbox::Returned(&id));
    if let Some(signature) = signature.and_then(|signature| HeaderValue::from_str(&signature).ok()) {
        response.headers_mut().insert(RETURNED, signature);
    }
    response
}

/// By its form or by its button. Nothing is typed into it that could be lost.
fn is_support(path: &str) -> bool {
    path == "/api/fn/support" || path.starts_with("/vorschlaege/") && path.ends_with("/unterstuetzung")
}

fn came_back(response: &Response, is_support: bool) -> bool {
    let extensions = response.extensions();
    // Not let in, or not to the end: it may come again.
    if extensions.get::<Incident>().is_some()
        || extensions.get::<Cut>().is_some()
        || response.status().is_server_error()
    {
        return false;
    }
    // Of the forms with a record only that of a comment is typed into. A name that is there says nothing about its text.
    let is_given_back = extensions.get::<Rescued>().is_some_and(|rescued| rescued.has(&Field::Text.name()));
    let is_refused = response.status().is_client_error() && (is_support || is_given_back);
    is_refused || extensions.get::<Returned>().is_some()
}

#[cfg(test)]
mod tests {
    use web::AppError;

    use super::*;

    fn refused(field: &str) -> Response {
        let written = (field.to_owned(), "Am Hafen fehlen Bänke im Schatten".to_owned());
        Rescued::of([written]).beside(AppError::NotFound)
    }

    #[test]
    fn a_comment_came_back_when_its_text_is_there_and_all_of_it() {
        let mut answer = refused("text");
        assert!(came_back(&answer, false));
        assert!(!came_back(&refused("name"), false));
        answer.extensions_mut().insert(Cut);
        assert!(!came_back(&answer, false));
    }
}
