//! What became of a request that got no ordinary answer; travels to the counters inside the answer's extensions.

use axum::{
    http::StatusCode,
    response::{IntoResponse, Response},
};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Incident {
    RateLimit,
    Overload,
    /// As many at once as one client may have.
    OneClient,
    TooLarge,
    TooSlow,
    /// A body that would have to be unpacked first.
    Packed,
    OtherSite,
    GivenUp,
    Panic,
}

impl Incident {
    pub const ALL: [Self; 9] = [
        Self::RateLimit,
        Self::Overload,
        Self::OneClient,
        Self::TooLarge,
        Self::TooSlow,
        Self::Packed,
        Self::OtherSite,
        Self::GivenUp,
        Self::Panic,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Self::RateLimit => "rate_limit",
            Self::Overload => "overload",
            Self::OneClient => "one_client",
            Self::TooLarge => "too_large",
            Self::TooSlow => "too_slow",
            Self::Packed => "packed",
            Self::OtherSite => "other_site",
            Self::GivenUp => "given_up",
            Self::Panic => "panic",
        }
    }

    /// The bare answer, to which a page is added further out.
    pub fn answer(self) -> Response {
        let status = match self {
            Self::RateLimit => StatusCode::TOO_MANY_REQUESTS,
            Self::Overload | Self::OneClient | Self::GivenUp => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::Packed => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::OtherSite => StatusCode::FORBIDDEN,
            Self::Panic => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let mut response = status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manual_says_what_each_kind_means() {
        let manual = include_str!("../../../docs/betrieb.md");
        for incident in Incident::ALL {
            let label = format!("kind=\"{}\"", incident.name());
            assert!(manual.contains(&label), "docs/betrieb.md does not explain {label}");
        }
    }
}
