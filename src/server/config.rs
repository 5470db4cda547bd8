//! Every choice an operator has, checked before anything starts.

mod mail;
mod network;
mod open_id;
pub mod settings;
#[cfg(test)]
mod tests;

use std::{
    ffi::OsString,
    io::ErrorKind,
    net::{IpAddr, SocketAddr},
    path::PathBuf,
};

use axum::http::Uri;
use domain::push::Services;
use lettre::message::Mailbox;
use tracing_subscriber::EnvFilter;
use web::{scanner::Scanner, site::Tiles};

pub use mail::MailDoor;
pub use network::Network;
use settings::Setting;

use crate::http::dev_reload;

/// Checked settings. Not `Debug`: it holds the secret and perhaps the password of the database.
#[derive(Clone)]
pub struct Config {
    pub addr: SocketAddr,
    pub database_url: String,
    /// Without a slash at the end.
    pub base_url: String,
    pub secret: Option<String>,
    /// What counted before, the latest first.
    pub secrets_before: Vec<String>,
    pub site_root: PathBuf,
    /// Where cargo-leptos wrote the hashes of the built files.
    pub hash_file: PathBuf,
    pub klarschiff_url: String,
    pub tiles: Option<Tiles>,
    /// Another service with which people may sign in.
    pub open_id: Option<web::open_id::Settings>,
    /// `None`: as long as demo content is loaded.
    pub is_demo: Option<bool>,
    pub shows_styleguide: bool,
    pub trusted_proxies: Vec<Network>,
    pub log: String,
    pub log_format: LogFormat,
    pub limits_rates: bool,
    /// Of cargo-leptos while it watches; it sets it, no operator does.
    pub reload_port: Option<u16>,
    pub metrics: MetricsAccess,
    /// As it stands in `security.txt`.
    pub security_contact: Option<String>,
    pub mail: MailDoor,
    pub mail_from: Mailbox,
    pub push_services: Services,
    /// A virus scanner on this machine.
    pub scanner: Option<Scanner>,
}

/// Who may read `/metrics`.
#[derive(Clone, PartialEq, Eq)]
pub enum MetricsAccess {
    Off,
    /// Programs on this machine.
    Local,
    /// Whoever brings this token.
    Token(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    Text,
    Json,
}

/// One line that names the variable, what it holds and what it should hold.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name} is {found}; expected {expected}.")]
pub struct ConfigError {
    pub name: &'static str,
    found: String,
    expected: &'static str,
}

impl Config {
    pub fn from_environment() -> Result<Self, ConfigError> {
        Self::read(|name| std::env::var_os(name))
    }

    pub fn read(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self, ConfigError> {
        let values = Values { variable: &variable };
        let site_root =
            match (values.own(&settings::SITE_ROOT)?, values.named("LEPTOS_SITE_ROOT", &settings::SITE_ROOT)?) {
                (Some(path), _) | (None, Some(path)) => PathBuf::from(path),
                (None, None) => PathBuf::from(settings::SITE_ROOT.default),
            };
        let hash_file = match values.named("LEPTOS_HASH_FILE_NAME", &settings::SITE_ROOT)? {
            Some(path) => PathBuf::from(path),
            None => site_root.with_file_name("site-hash.txt"),
        };
        let base_url = values.parsed(&settings::BASE_URL, origin)?;
        Ok(Self {
            addr: values.addr()?,
            database_url: values.database()?,
            mail: values.mail()?,
            mail_from: values.sender(&base_url)?,
            base_url,
            push_services: values.push_services()?,
            scanner: values.optional(&settings::SCANNER, Scanner::parse)?,
            secret: values.secret()?,
            secrets_before: values.secrets_before()?,
            site_root,
            hash_file,
            klarschiff_url: values.parsed(&settings::KLARSCHIFF_URL, |text| is_web(text).then(|| text.to_owned()))?,
            tiles: values.tiles()?,
            open_id: values.open_id()?,
            is_demo: values.optional(&settings::DEMO, truth)?,
            shows_styleguide: values.parsed(&settings::STYLEGUIDE, truth)?,
            trusted_proxies: values.optional(&settings::TRUSTED_PROXIES, networks)?.unwrap_or_default(),
            log: values.parsed(&settings::LOG, |text| EnvFilter::try_new(text).is_ok().then(|| text.to_owned()))?,
            log_format: values.parsed(&settings::LOG_FORMAT, log_format)?,
            limits_rates: values.parsed(&settings::RATE_LIMITS, truth)?,
            reload_port: dev_reload::port(|name| variable(name)?.into_string().ok()),
            metrics: values.metrics()?,
            security_contact: values.optional(&settings::SECURITY_CONTACT, contact)?,
        })
    }

    pub fn is_sqlite(&self) -> bool {
        self.database_url.starts_with("sqlite:")
    }

    /// Whether only this machine reaches the server, under the name that people are given.
    pub fn is_local(&self) -> bool {
        let host = self.base_url.parse::<Uri>().ok().and_then(|uri| uri.host().map(ToOwned::to_owned));
        host.is_some_and(|host| {
            let ip = host.trim_matches(['[', ']']).parse::<IpAddr>();
            host.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| ip.is_loopback())
        })
    }

    pub fn is_https(&self) -> bool {
        self.base_url.starts_with("https://")
    }
}

struct Values<'a> {
    variable: &'a dyn Fn(&str) -> Option<OsString>,
}

impl Values<'_> {
    fn own(&self, setting: &Setting) -> Result<Option<String>, ConfigError> {
        self.named(setting.name, setting)
    }

    /// The text of a variable without the blanks around it; an empty one counts as not set. Then a credential of its name
    /// does.
    fn named(&self, name: &str, setting: &Setting) -> Result<Option<String>, ConfigError> {
        let not_text = |_| setting.error("not UTF-8 text".into());
        let written = (self.variable)(name).map(OsString::into_string).transpose().map_err(not_text)?;
        let is_empty = |text: &String| text.trim().is_empty();
        let found = match written.filter(|text| !is_empty(text)) {
            Some(text) => Some(text),
            None => self.credential(name, setting)?.filter(|text| !is_empty(text)),
        };
        Ok(found.map(|text| text.trim().to_owned()))
    }

    /// What systemd, or whoever else starts the program, lays into a folder for it alone: secrets stand there in no
    /// environment and, where they are sealed, open on no disk.
    fn credential(&self, name: &str, setting: &Setting) -> Result<Option<String>, ConfigError> {
        let Some(folder) = (self.variable)("CREDENTIALS_DIRECTORY") else { return Ok(None) };
        match std::fs::read_to_string(PathBuf::from(folder).join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(setting.error(format!("a credential that cannot be read ({})", error.kind()))),
        }
    }

    fn optional<T>(&self, setting: &Setting, parse: impl Fn(&str) -> Option<T>) -> Result<Option<T>, ConfigError> {
        let Some(text) = self.own(setting)? else { return Ok(None) };
        parse(&text).map(Some).ok_or_else(|| setting.error(shown(&text)))
    }

    fn parsed<T>(&self, setting: &Setting, parse: impl Fn(&str) -> Option<T>) -> Result<T, ConfigError> {
        match self.optional(setting, &parse)? {
            Some(value) => Ok(value),
            None => parse(setting.default).ok_or_else(|| setting.error(shown(setting.default))),
        }
    }

    /// Whatever people send crosses no network in the clear, unless the operator writes so.
    fn addr(&self) -> Result<SocketAddr, ConfigError> {
        let setting = &settings::ADDR;
        let addr: SocketAddr = self.parsed(setting, |text| text.parse().ok())?;
        if addr.ip().to_canonical().is_loopback() || self.parsed(&settings::TUNNEL, truth)? {
            return Ok(addr);
        }
        let expected = "an address of this machine, like 127.0.0.1:3000, or WEGMARKEN_TUNNEL=true beside it where the way \
                        from the proxy is protected";
        Err(ConfigError { name: setting.name, found: shown(&addr.to_string()), expected })
    }

    /// The address may hold a password, so an error shows only how it begins.
    fn database(&self) -> Result<String, ConfigError> {
        let setting = &settings::DATABASE;
        let url = self.own(setting)?.unwrap_or_else(|| setting.default.to_owned());
        let (scheme, rest) = url.split_once("://").unwrap_or((url.as_str(), ""));
        let is_known = matches!(scheme, "sqlite" | "postgres" | "postgresql");
        // A database in memory would be another one for each connection.
        if is_known && !rest.is_empty() && !rest.contains(":memory:") && !rest.contains("mode=memory") {
            return Ok(url);
        }
        let found = match url.split_once(':') {
            Some((scheme, _)) => shown(&format!("{scheme}:…")),
            None => "without a scheme".into(),
        };
        Err(setting.error(found))
    }

    fn secret(&self) -> Result<Option<String>, ConfigError> {
        let setting = &settings::SECRET;
        self.own(setting)?.map(|secret| long_enough(setting, secret)).transpose()
    }

    fn secrets_before(&self) -> Result<Vec<String>, ConfigError> {
        let setting = &settings::SECRET_BEFORE;
        let text = self.own(setting)?.unwrap_or_default();
        text.split_whitespace().map(|secret| long_enough(setting, secret.to_owned())).collect()
    }

    /// Like the address of the database it may hold a password.
    fn mail(&self) -> Result<MailDoor, ConfigError> {
        let setting = &settings::MAIL;
        let text = self.own(setting)?.unwrap_or_else(|| setting.default.to_owned());
        mail::door(&text)
            .ok_or_else(|| setting.error(shown(&format!("{}…", text.split(':').next().unwrap_or_default()))))
    }

    fn sender(&self, base_url: &str) -> Result<Mailbox, ConfigError> {
        let setting = &settings::MAIL_FROM;
        match self.optional(setting, mail::sender)? {
            Some(sender) => Ok(sender),
            None => mail::usual_sender(base_url).ok_or_else(|| setting.error("not set".into())),
        }
    }

    fn push_services(&self) -> Result<Services, ConfigError> {
        let mut services = self.parsed(&settings::PUSH_SERVICES, Services::parse)?;
        services.is_local = self.parsed(&settings::PUSH_LOCAL, truth)?;
        Ok(services)
    }

    fn metrics(&self) -> Result<MetricsAccess, ConfigError> {
        const SHORTEST: usize = 16;
        let setting = &settings::METRICS;
        let text = self.own(setting)?.unwrap_or_else(|| setting.default.to_owned());
        match (text.as_str(), text.chars().count()) {
            ("off", _) => Ok(MetricsAccess::Off),
            ("local", _) => Ok(MetricsAccess::Local),
            // Perhaps a token, so it is not shown.
            (_, length) if length < SHORTEST => Err(setting.error(format!("{length} characters long"))),
            _ => Ok(MetricsAccess::Token(text)),
        }
    }

    fn tiles(&self) -> Result<Option<Tiles>, ConfigError> {
        let template = self.optional(&settings::TILES_URL, |text| {
            let is_template =
                is_web(&text.replace(['{', '}'], "")) && ["{z}", "{x}", "{y}"].iter().all(|part| text.contains(part));
            is_template.then(|| text.to_owned())
        })?;
        match (template, self.own(&settings::TILES_ATTRIBUTION)?) {
            (Some(template), Some(attribution)) => Ok(Some(Tiles { template, attribution })),
            (None, None) => Ok(None),
            (Some(_), None) => Err(settings::TILES_ATTRIBUTION.error("not set".into())),
            (None, Some(text)) => Err(settings::TILES_ATTRIBUTION.error(format!("{} without tiles", shown(&text)))),
        }
    }
}

impl Setting {
    fn error(&self, found: String) -> ConfigError {
        ConfigError { name: self.name, found, expected: self.expected }
    }
}

/// A secret is not shown, whatever is wrong with it.
fn long_enough(setting: &Setting, secret: String) -> Result<String, ConfigError> {
    const SHORTEST: usize = 32;
    let length = secret.chars().count();
    if length < SHORTEST { Err(setting.error(format!("{length} characters long"))) } else { Ok(secret) }
}

/// Quoted, on one line, and not longer than a line.
fn shown(text: &str) -> String {
    const MOST: usize = 60;
    let start: String = text.chars().take(MOST).collect();
    if start.len() < text.len() { format!("{start:?}…") } else { format!("{start:?}") }
}

fn is_web(text: &str) -> bool {
    text.parse::<Uri>().is_ok_and(|uri| {
        matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some_and(|host| !host.is_empty())
    })
}

fn origin(text: &str) -> Option<String> {
    let text = text.strip_suffix('/').unwrap_or(text);
    let uri: Uri = text.parse().ok()?;
    let has_user = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    (is_web(text) && !has_user && uri.path() == "/" && uri.query().is_none() && !text.ends_with('/'))
        .then(|| text.to_owned())
}

fn truth(text: &str) -> Option<bool> {
    match text.to_ascii_lowercase().as_str() {
        "true" | "on" | "yes" | "1" => Some(true),
        "false" | "off" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// One line of `security.txt`: an e-mail address or a page.
fn contact(text: &str) -> Option<String> {
    let is_mail = text.strip_prefix("mailto:").is_some_and(|address| address.contains('@'));
    let is_known = is_mail || (text.starts_with("https://") && is_web(text));
    (is_known && !text.contains(|c: char| c.is_whitespace() || c.is_control())).then(|| text.to_owned())
}

fn networks(text: &str) -> Option<Vec<Network>> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

fn log_format(text: &str) -> Option<LogFormat> {
    match text {
        "text" => Some(LogFormat::Text),
        "json" => Some(LogFormat::Json),
        _ => None,
    }
}
