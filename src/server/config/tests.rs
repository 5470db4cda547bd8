use std::collections::HashMap;

use super::*;

fn read(values: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let values: HashMap<&str, &str> = values.iter().copied().collect();
    Config::read(|name| values.get(name).map(OsString::from))
}

fn error(name: &str, value: &str) -> String {
    let Err(error) = read(&[(name, value)]) else { panic!("{name}={value} was accepted") };
    assert_eq!(error.name, name);
    error.to_string()
}

#[test]
fn without_any_variable_the_defaults_of_the_table_hold() {
    let config = read(&[]).unwrap();
    assert_eq!(config.addr.to_string(), settings::ADDR.default);
    assert_eq!(config.database_url, settings::DATABASE.default);
    assert_eq!(config.base_url, settings::BASE_URL.default);
    assert_eq!(config.site_root, PathBuf::from(settings::SITE_ROOT.default));
    assert_eq!(config.klarschiff_url, settings::KLARSCHIFF_URL.default);
    assert!(config.secret.is_none() && config.tiles.is_none() && config.is_demo.is_none());
    assert!(config.metrics == MetricsAccess::Local && config.security_contact.is_none() && config.is_local());
    assert!(matches!(config.mail, MailDoor::Log) && config.mail_from.to_string() == "Wegmarken <wegmarken@localhost>");
    assert!(config.limits_rates && !config.shows_styleguide && config.trusted_proxies.is_empty());
}

#[test]
fn an_empty_variable_counts_as_not_set() {
    for setting in settings::ALL {
        assert!(read(&[(setting.name, "  ")]).is_ok(), "{}", setting.name);
    }
}

#[test]
fn a_wrong_value_gets_one_line_that_names_its_variable() {
    insta::assert_snapshot!(error("WEGMARKEN_ADDR", "localhost"), @r#"WEGMARKEN_ADDR is "localhost"; expected an IP address with a port, like 127.0.0.1:3000."#);
    let wrong = [
        ("WEGMARKEN_ADDR", "3000"),
        ("WEGMARKEN_BASE_URL", "wegmarken.example"),
        ("WEGMARKEN_BASE_URL", "https://wegmarken.example/pfad"),
        ("WEGMARKEN_BASE_URL", "https://a@wegmarken.example"),
        ("WEGMARKEN_BASE_URL", "ftp://wegmarken.example"),
        ("DATABASE_URL", "mysql://localhost/wegmarken"),
        ("DATABASE_URL", "sqlite::memory:"),
        ("DATABASE_URL", "wegmarken.db"),
        ("WEGMARKEN_KLARSCHIFF_URL", "javascript:alert(1)"),
        ("WEGMARKEN_TILES_URL", "https://tiles.example/karte.png"),
        ("WEGMARKEN_DEMO", "perhaps"),
        ("WEGMARKEN_STYLEGUIDE", "2"),
        ("WEGMARKEN_TRUSTED_PROXIES", "10.0.0.0/8, proxy"),
        ("WEGMARKEN_LOG", "wegmarken=loud"),
        ("WEGMARKEN_LOG_FORMAT", "xml\nzwei"),
        ("WEGMARKEN_RATE_LIMITS", "a few"),
        ("WEGMARKEN_METRICS", "everybody"),
        ("WEGMARKEN_PUSH_SERVICES", "https://push.example"),
        ("WEGMARKEN_SCANNER", "tcp:192.0.2.7:3310"),
        ("WEGMARKEN_SECURITY_CONTACT", "sicherheit@stadt.example"),
        ("WEGMARKEN_SECURITY_CONTACT", "https://stadt.example/a\nb"),
        ("WEGMARKEN_MAIL", "sendmail"),
        ("WEGMARKEN_MAIL_FROM", "die Stadt"),
    ];
    for (name, value) in wrong {
        let line = error(name, value);
        assert!(line.starts_with(name) && line.lines().count() == 1, "{line}");
    }
}

#[test]
fn an_error_never_shows_a_secret_or_a_password() {
    assert!(!error("WEGMARKEN_SECRET", "kurz-und-geheim").contains("geheim"));
    assert!(!error("WEGMARKEN_SECRET_BEFORE", &format!("{} kurz-und-geheim", "x".repeat(32))).contains("geheim"));
    assert!(!error("WEGMARKEN_METRICS", "geheim-und-kurz").contains("geheim"));
    assert!(!error("WEGMARKEN_MAIL", "smtpx://stadt:geheim@mail.example").contains("geheim"));
    assert!(!error("DATABASE_URL", "mysql://root:geheim@localhost/x").contains("geheim"));
}

#[test]
fn secrets_come_out_of_the_folder_of_credentials_and_one_that_cannot_be_read_is_not_passed_over() {
    let folder = tempfile::tempdir().unwrap();
    let keep = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    let there = ("CREDENTIALS_DIRECTORY", folder.path().to_str().unwrap());
    assert!(read(&[there]).unwrap().secret.is_none());
    keep("WEGMARKEN_SECRET", &format!("{}\n", "g".repeat(32)));
    keep("WEGMARKEN_MAIL", "smtps://stadt:geheim@mail.example");
    // As the line of the template stands there.
    let config = read(&[there, ("WEGMARKEN_SECRET", "")]).unwrap();
    assert_eq!(config.secret, Some("g".repeat(32)));
    assert!(!matches!(config.mail, MailDoor::Log));
    let written = read(&[there, ("WEGMARKEN_SECRET", &"w".repeat(32))]).unwrap();
    assert_eq!(written.secret, Some("w".repeat(32)), "what stands in the environment is nearer");
    assert!(read(&[("WEGMARKEN_SECRET", "")]).unwrap().secret.is_none());

    keep("WEGMARKEN_SECRET", "kurz-und-geheim");
    let short = read(&[there]).err().unwrap();
    assert!(short.name == "WEGMARKEN_SECRET" && !short.to_string().contains("geheim"), "{short}");
    std::fs::remove_file(folder.path().join("WEGMARKEN_SECRET")).unwrap();
    std::fs::create_dir(folder.path().join("WEGMARKEN_SECRET")).unwrap();
    let closed = read(&[there]).err().unwrap();
    assert!(closed.name == "WEGMARKEN_SECRET" && closed.to_string().contains("cannot be read"), "{closed}");
}

#[test]
fn another_machine_asks_through_a_tunnel_or_not_at_all() {
    for here in ["127.0.0.1:3000", "127.0.0.2:80", "[::1]:3000", "[::ffff:127.0.0.1]:3000"] {
        assert!(read(&[("WEGMARKEN_ADDR", here)]).is_ok(), "{here}");
    }
    for open in ["0.0.0.0:3000", "[::]:3000", "10.8.0.2:3000", "203.0.113.9:80"] {
        let refused = error("WEGMARKEN_ADDR", open);
        assert!(refused.contains(open) && refused.contains("WEGMARKEN_TUNNEL=true"), "{refused}");
        let config = read(&[("WEGMARKEN_ADDR", open), ("WEGMARKEN_TUNNEL", "true")]).unwrap();
        assert_eq!(config.addr.to_string(), open);
    }
}

#[test]
fn secrets_of_before_are_read_in_their_order() {
    let (one, two) = ("a".repeat(32), "b".repeat(32));
    let config = read(&[("WEGMARKEN_SECRET_BEFORE", &format!("{two}  {one}"))]).unwrap();
    assert_eq!(config.secrets_before, [two, one]);
    assert!(read(&[]).unwrap().secrets_before.is_empty());
}

#[test]
fn the_base_address_is_kept_without_a_slash_at_its_end() {
    let config = read(&[("WEGMARKEN_BASE_URL", "https://wegmarken.example/")]).unwrap();
    assert_eq!(config.base_url, "https://wegmarken.example");
    assert!(config.is_https());
}

#[test]
fn tiles_need_their_attribution() {
    let url = ("WEGMARKEN_TILES_URL", "https://tiles.example/{z}/{x}/{y}.png");
    assert_eq!(read(&[url]).err().map(|error| error.name), Some("WEGMARKEN_TILES_ATTRIBUTION"));
    assert!(read(&[url, ("WEGMARKEN_TILES_ATTRIBUTION", "© Rostock")]).unwrap().tiles.is_some());
}

#[test]
fn our_own_name_for_the_site_folder_wins_over_the_one_of_the_build_tool() {
    let leptos = ("LEPTOS_SITE_ROOT", "/srv/built");
    assert_eq!(read(&[leptos]).unwrap().site_root, PathBuf::from("/srv/built"));
    assert_eq!(read(&[leptos, ("WEGMARKEN_SITE_ROOT", "/srv/site")]).unwrap().site_root, PathBuf::from("/srv/site"));
}

#[test]
fn another_service_to_sign_in_is_named_whole_and_over_tls() {
    let issuer = ("WEGMARKEN_OIDC_ISSUER", "https://anmeldung.stadt.example/realms/stadt");
    let id = ("WEGMARKEN_OIDC_CLIENT_ID", "wegmarken");
    assert_eq!(read(&[issuer]).err().map(|error| error.name), Some("WEGMARKEN_OIDC_CLIENT_ID"));
    assert_eq!(read(&[id]).err().map(|error| error.name), Some("WEGMARKEN_OIDC_CLIENT_ID"));
    let secret = read(&[("WEGMARKEN_OIDC_CLIENT_SECRET", "geheim")]).err().unwrap();
    assert!(!secret.to_string().contains("geheim"), "{secret}");
    let chosen = read(&[issuer, id]).unwrap().open_id.unwrap();
    assert_eq!((chosen.label.as_str(), chosen.issuer.as_str()), ("anmeldung.stadt.example", issuer.1));
    assert_eq!(chosen.scopes, ["openid", "email"]);
    assert!(read(&[("WEGMARKEN_OIDC_ISSUER", "http://127.0.0.1:4000"), id]).is_ok());
    for wrong in
        ["http://anmeldung.example", "anmeldung.example", "https://a@anmeldung.example", "https://x.example/?a"]
    {
        let found = read(&[("WEGMARKEN_OIDC_ISSUER", wrong), id]).err().map(|error| error.name);
        assert_eq!(found, Some("WEGMARKEN_OIDC_ISSUER"), "{wrong}");
    }
    for (name, wrong) in [
        ("WEGMARKEN_OIDC_SCOPES", "email"),
        ("WEGMARKEN_OIDC_CLAIMS", "mail"),
        ("WEGMARKEN_OIDC_LABEL", "ein Name, der auf keinem Knopf der Welt Platz findet"),
    ] {
        assert_eq!(read(&[issuer, id, (name, wrong)]).err().map(|error| error.name), Some(name));
    }
}

/// The template that an operator copies, as systemd reads it; `with_the_rest` also what waits behind a `#` to be switched on.
fn template(with_the_rest: bool) -> Vec<(&'static str, &'static str)> {
    let is_name =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || "_0123456789".contains(c));
    let lines = include_str!("../../../docs/umgebung.beispiel").lines();
    let lines = lines.map(|line| line.strip_prefix("# ").filter(|_| with_the_rest).unwrap_or(line));
    let settings = lines.filter_map(|line| line.split_once('=')).filter(|(name, _)| is_name(name));
    settings.collect()
}

#[test]
fn the_template_of_the_settings_is_accepted_as_it_is_and_with_everything_switched_on() {
    let few = template(false);
    assert!(few.len() > 5 && few.len() < template(true).len());
    let config = read(&few).unwrap_or_else(|error| panic!("{error}"));
    assert!(config.is_https() && config.is_sqlite() && config.secret.is_none() && !config.trusted_proxies.is_empty());
    let all = read(&template(true)).unwrap_or_else(|error| panic!("{error}"));
    assert!(!all.is_sqlite() && all.open_id.is_some() && all.tiles.is_some());
}

#[test]
fn the_template_knows_no_setting_that_the_program_does_not_know_and_every_one_is_explained() {
    let named: Vec<_> = template(true).into_iter().map(|(name, _)| name).collect();
    for name in &named {
        assert!(settings::ALL.iter().any(|setting| setting.name == *name), "docs/umgebung.beispiel sets {name}");
    }
    let manual = include_str!("../../../docs/betrieb.md");
    for setting in settings::ALL {
        let in_manual = manual.match_indices(setting.name).any(|(at, name)| {
            let next = manual[at + name.len()..].chars().next();
            next.is_none_or(|next| next != '_' && !next.is_ascii_uppercase())
        });
        assert!(named.contains(&setting.name) || in_manual, "nobody explains {}", setting.name);
    }
}
