//! Signs for a device that a form of its came back and nothing of it was taken, so that it lets go of the record that it
//! keeps of it: on the word of nobody else, whatever status somebody on the way makes up.

use axum::{
    extract::{Request, State},
    http::HeaderValue,
    middleware::Next,
    response::Response,
};
use domain::outbox;
use web::{RETURNED, Returned};

use crate::word::Voice;

pub async fn sign(State(voice): State<Voice>, request: Request, next: Next) -> Response {
    let id = web::record_id(request.headers()).filter(|_| !request.method().is_safe());
    let mut response = next.run(request).await;
    let Some(id) = id.filter(|_| came_back(&response)) else { return response };
    let signature = voice.sign(&outbox::Returned(&id));
    if let Some(signature) = signature.and_then(|signature| HeaderValue::from_str(&signature).ok()) {
        response.headers_mut().insert(RETURNED, signature);
    }
    response
}

fn came_back(response: &Response) -> bool {
    response.status().is_client_error() || response.extensions().get::<Returned>().is_some()
}
