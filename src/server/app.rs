//! The whole application as one service: used by the server and by the tests alike.

use std::{sync::Weak, time::Duration};

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware::{from_fn, from_fn_with_state},
};
use tower::{ServiceBuilder, util::MapRequest};
use web::Site;

use crate::{
    config::Config,
    http::{api, dev_reload, kiosk, metrics, offline, old_addresses, probes, security_txt, static_files, unopened},
    metrics::Metrics,
    middleware::{
        compression, etags, measure, open_data, overload, panics,
        rate_limits::{self, RateLimits},
        request_limits, rescue, returned, same_origin,
        security_headers::{self, SecurityHeaders},
        shared_pages::{self, SharedPages},
        trace,
    },
    word::Voice,
};

pub type App = MapRequest<Router, fn(Request) -> Request>;

/// How much of everything one process takes on; tests make it small.
#[derive(Clone, Default)]
pub struct Capacity {
    pub requests: request_limits::Limits,
    pub room: overload::Room,
}

pub fn app(config: &Config, site: Site) -> App {
    let routes = routes(site.clone());
    protected(config, site, routes, Capacity::default())
}

pub fn routes(site: Site) -> Router {
    let store = site.store.clone();
    let reload = site.settings.reload_port.map_or_else(Router::new, |_| dev_reload::routes());
    web::routes::router(site.clone())
        .merge(reload)
        .merge(offline::routes(site.clone()))
        .merge(kiosk::routes(site.clone()))
        .merge(unopened::routes(site.clone()))
        .merge(api::routes(site))
        .merge(probes::routes(store))
        .merge(old_addresses::routes())
}

/// Puts the layers around `routes`. Must be called inside a runtime.
pub fn protected(config: &Config, site: Site, routes: Router, capacity: Capacity) -> App {
    let files = static_files::StaticFiles::in_folder(&config.site_root);
    prepare(&files, &site);
    let limits = RateLimits::of(config);
    tokio::spawn(forget_idle(std::sync::Arc::downgrade(&limits)));
    let counters = Metrics::of(&site.store);
    let routes =
        routes.merge(metrics::routes(config, counters.clone(), site.store.clone())).merge(security_txt::routes(config));

    let shared = SharedPages::of(&site);
    // From the outermost to the innermost.
    let layers = ServiceBuilder::new()
        .layer(from_fn_with_state(SecurityHeaders::of(config), security_headers::add))
        // Files pass none of what follows: no log line, no counter, no limit, no compression at each request.
        .layer(from_fn_with_state(files, static_files::serve))
        .layer(from_fn_with_state(counters, measure::count))
        .layer(from_fn(trace::log))
        .layer(from_fn(open_data::allow))
        .layer(compression::of_streams())
        .layer(from_fn(compression::of_pages))
        // At each height: the page about an error is code of ours too, and so is what keeps the words for it.
        .layer(panics::layer())
        .layer(from_fn_with_state(site.clone(), web::error_pages))
        .layer(from_fn(api::complete))
        .layer(panics::layer())
        .layer(from_fn_with_state(capacity.room.counting_clients(config), overload::shed))
        // Nobody else's page puts words on one of ours by a form that is given back.
        .layer(from_fn_with_state(same_origin::OurOrigin(config.base_url.clone()), same_origin::check))
        .layer(from_fn_with_state(Voice::of(site.store.keys()), returned::sign))
        .layer(from_fn_with_state(capacity.requests, rescue::give_back))
        .layer(panics::layer())
        .layer(from_fn_with_state(limits, rate_limits::limit))
        .layer(from_fn_with_state(capacity.requests, request_limits::apply))
        .layer(from_fn_with_state(site.clone(), web::recognise))
        // Our own limit, which knows which requests carry pictures.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(shared, shared_pages::serve))
        .layer(from_fn(etags::compare));
    // Addresses lose their language before they are routed.
    MapRequest::new(routes.layer(layers), web::speak)
}

fn prepare(files: &static_files::StaticFiles, site: &Site) {
    let (files, site) = (files.clone(), site.clone());
    tokio::spawn(async move {
        let assets = &site.assets;
        files.prepare(&[&assets.style, &assets.script, &assets.wasm, "/icons.svg", "/start.js"]).await;
    });
}

async fn forget_idle(limits: Weak<RateLimits>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        let Some(limits) = limits.upgrade() else { return };
        limits.forget_idle();
    }
}
