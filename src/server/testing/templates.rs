//! What operators copy: the units of systemd and the configurations of proxies in `docs`.

use axum::{body::Body, http::Request};
use domain::Language;
use web::locales::Words;

use crate::{
    config::settings,
    middleware::request_limits::{Kind, Limits, SPARE},
};

const NGINX: &str = include_str!("../../../docs/nginx.conf");
const CADDY: &str = include_str!("../../../docs/Caddyfile");
const SERVICE: &str = include_str!("../../../docs/wegmarken.service");
const SOCKET: &str = include_str!("../../../docs/wegmarken.socket");
const MANUAL: &str = include_str!("../../../docs/betrieb.md");

const AUDIT: [&str; 2] =
    [include_str!("../../../docs/wegmarken-pruefung.service"), include_str!("../../../docs/wegmarken-pruefung.timer")];
const BACKUPS: [&str; 2] = [
    include_str!("../../../docs/wegmarken-backup.service"),
    include_str!("../../../docs/wegmarken-backup-postgres.service"),
];
const MEASURED: &str = include_str!("../../trial/bench/restore.rs");
const JOURNAL: &str = include_str!("../../../docs/journal-upload.conf");
const SEALED: &str = include_str!("../../../docs/wegmarken-geheimnisse.conf");
const WEAKNESSES: [&str; 2] = [
    include_str!("../../../docs/wegmarken-schwachstellen.service"),
    include_str!("../../../docs/wegmarken-schwachstellen.timer"),
];

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.starts_with('#')).collect()
}

#[test]
fn proxies_speak_todays_tls_and_lead_no_program_on_from_a_network_in_the_clear() {
    let nginx = lines(NGINX);
    assert!(nginx.contains(&"ssl_protocols TLSv1.2 TLSv1.3;"));
    let ciphers = nginx.iter().find_map(|line| line.strip_prefix("ssl_ciphers ")?.strip_suffix(';')).unwrap();
    let is_good = |name: &str| name.starts_with("ECDHE-") && (name.contains("-GCM-") || name.contains("POLY1305"));
    assert!(ciphers.split(':').all(is_good), "{ciphers}");
    // The server of port 80 comes first.
    let open = nginx.iter().position(|line| *line == "location /api/ { return 403; }").unwrap();
    let led_on = nginx.iter().position(|line| line.contains("return 301 https://")).unwrap();
    let sealed = nginx.iter().position(|line| line.contains("listen 443 ssl")).unwrap();
    assert!(open < sealed && led_on < sealed);
    assert!(
        nginx.iter().filter(|line| line.starts_with("listen") && !line.contains("ssl")).all(|line| line.contains("80"))
    );
    // What Caddy does by itself is TLS 1.2 and 1.3 with the same; nothing here opens more.
    assert!(!CADDY.contains("protocols") && !CADDY.contains("ciphers") && CADDY.contains("handle /api/*"));
}

/// In every language, which is taken off an address before it is routed, as are slashes too many.
const OF_WATCHERS: &str = "^(/en|/ls)?/[^a-z]*(metrics|readyz|healthz)$";

#[test]
fn proxies_show_the_world_nothing_that_is_for_watchers() {
    assert!(lines(NGINX).contains(&format!("location ~ {OF_WATCHERS} {{ return 404; }}").as_str()));
    assert!(lines(CADDY).contains(&format!("@intern path_regexp {OF_WATCHERS}").as_str()));
    assert!(lines(CADDY).contains(&"respond @intern 404"));
}

/// Where the body of a request is passed on as it comes.
const AS_IT_COMES: &str = "location ~ ^(/en|/ls)?/(vorschlaege/entwurf/[^/]+|beleg/[^/]+/aendern|bearbeiten/.+/medien|schalter/fotos/[^/]+)$ {";

/// An address of each kind; [`Kind`] says which of them carry files.
#[test]
fn proxies_wait_for_forms_and_pass_on_files_as_they_come() {
    let nginx = lines(NGINX);
    let streaming = nginx.iter().position(|line| *line == "proxy_request_buffering off;").unwrap();
    assert_eq!(nginx.iter().filter(|line| line.starts_with("proxy_request_buffering")).count(), 1);
    assert_eq!(nginx[streaming - 1], AS_IT_COMES);
    for address in [
        "/vorschlaege/entwurf/00ff",
        "/beleg/00ff/aendern",
        "/bearbeiten/1/medien",
        "/bearbeiten/1/bloecke/a/medien",
        "/schalter/fotos/00ff",
    ] {
        let request = Request::post(address).body(Body::from(vec![b'a'; 70_000])).unwrap();
        assert_eq!(Kind::of(&request), Kind::Upload, "{address}");
    }
    let most = Limits::default().ordinary.bytes / 1024;
    // What people write does not lie on a proxy's disk.
    assert!(nginx.contains(&format!("client_body_buffer_size {most}k;").as_str()));
    assert!(CADDY.contains(&format!("request_buffers {most}KiB")));
    assert!(nginx.iter().any(|line| line.starts_with("limit_conn anschluss ")));
}

/// From the pause it follows up to which size of a database no more than a minute is lost.
#[test]
fn a_backup_that_runs_again_and_again_pauses_as_long_as_is_reckoned_with() {
    let pause = MANUAL.split("OnUnitInactiveSec=").nth(1).and_then(|rest| rest.split("s\n").next()).unwrap();
    assert!(MEASURED.contains(&format!("\nconst PAUSE: f64 = {pause}.0;\n")), "the manual waits {pause} s");
    // The calendar of the night would go on beside it.
    assert!(MANUAL.contains("\n# OnCalendar=\n"));
}

/// Who has too many connections hears from nginx, because nothing of it comes to the program.
#[test]
fn a_proxy_that_refuses_says_so_in_each_language_and_when_to_come_again() {
    let nginx = lines(NGINX);
    for line in ["limit_conn_status 503;", "error_page 502 503 504 =503 @voll;", "add_header Retry-After 2 always;"] {
        assert!(nginx.contains(&line), "{line}");
    }
    let page = NGINX.split("return 503 '").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
    for language in Language::ALL {
        let (title, text) = Words::of(language).errors.busy;
        assert!(page.contains(title) && page.contains(&format!("lang=\"{}\"", language.tag())), "{page}");
        assert!(page.contains(text), "{text}");
    }
}

/// What the first line of this name sets.
fn megabytes(lines: &[&str], name: &str, unit: &str) -> u64 {
    let value = lines.iter().find_map(|line| line.strip_prefix(name)?.trim_start().strip_suffix(unit));
    value.unwrap_or_else(|| panic!("{name} is not set in {unit}")).parse().unwrap()
}

/// A proxy that refuses a form gives nothing back, so it is the program that does.
#[test]
fn proxies_let_in_all_that_is_read_to_give_back_the_words_beside_too_large_files() {
    let read = (Limits::default().upload.bytes + SPARE) / 1024 / 1024;
    let nginx = lines(NGINX);
    let uploads = nginx.iter().position(|line| *line == AS_IT_COMES).unwrap();
    let most = megabytes(&nginx[uploads..], "client_max_body_size", "m;");
    assert!(most > read, "nginx: {most} MB of {read}");
    let most = megabytes(&lines(CADDY), "max_size", "MiB");
    assert!(most > read, "Caddy: {most} MB of {read}");
    assert!(MANUAL.contains(&format!("lässt Uploads von {most} MB durch")));
}

#[test]
fn the_service_has_an_account_of_its_own_and_may_do_what_it_needs() {
    let service = lines(SERVICE);
    for line in [
        "User=wegmarken",
        "StateDirectoryMode=0700",
        "UMask=0077",
        "NoNewPrivileges=yes",
        "CapabilityBoundingSet=",
        "ProtectSystem=strict",
        "ProtectHome=yes",
        "MemoryDenyWriteExecute=yes",
        "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX",
        "SystemCallFilter=~@privileged @resources",
    ] {
        assert!(service.contains(&line), "{line}");
    }
    assert!(MANUAL.contains("install -m 600 docs/umgebung.beispiel"), "the settings are for their owner alone");
}

/// Of the same name as the service, which then takes its port from there.
#[test]
fn the_port_stays_open_while_one_process_follows_another() {
    let port = NGINX.split("server 127.0.0.1:").nth(1).and_then(|rest| rest.split(';').next()).unwrap();
    assert!(lines(SOCKET).contains(&format!("ListenStream=127.0.0.1:{port}").as_str()));
    for line in [
        "cp docs/wegmarken.service docs/wegmarken.socket /etc/systemd/system/",
        "systemctl enable --now wegmarken.socket wegmarken",
    ] {
        assert!(MANUAL.lines().any(|said| said == line), "{line}");
    }
}

#[test]
fn secrets_are_kept_sealed_and_the_database_wants_none() {
    let names = lines(SEALED).into_iter().filter_map(|line| line.strip_prefix("LoadCredentialEncrypted="));
    assert_eq!(
        names.collect::<Vec<_>>(),
        ["WEGMARKEN_SECRET:/etc/wegmarken/geheim/WEGMARKEN_SECRET"],
        "only what is there: a line without its file keeps the service from starting"
    );
    for line in SEALED.lines().filter_map(|line| line.trim_start_matches("# ").strip_prefix("LoadCredentialEncrypted="))
    {
        let (name, path) = line.split_once(':').unwrap();
        assert!(settings::ALL.iter().any(|setting| setting.name == name), "{name}");
        assert_eq!(path, format!("/etc/wegmarken/geheim/{name}"));
    }
    for line in [
        "install -d -m 700 /etc/wegmarken/geheim",
        "systemd-creds encrypt --name=WEGMARKEN_SECRET - neu &&",
        "[ \"$(systemd-creds decrypt --name=WEGMARKEN_SECRET neu -)\" = \"$secret\" ] && mv neu WEGMARKEN_SECRET",
        "install -D -m 644 docs/wegmarken-geheimnisse.conf",
        "s/^LoadCredential/--property=&/p",
        "postgres:///wegmarken?host=/run/postgresql&user=wegmarken",
    ] {
        assert!(MANUAL.contains(line), "{line}");
    }
}

/// Each night, also when the machine was off then.
fn is_nightly(timer: &str) -> bool {
    let timer = lines(timer);
    timer.iter().any(|line| line.starts_with("OnCalendar=*-*-* ")) && timer.contains(&"Persistent=true")
}

#[test]
fn each_night_either_database_is_saved_into_files_that_nobody_else_reads() {
    let timer = include_str!("../../../docs/wegmarken-backup.timer");
    // Which of the two it calls is decided by what the operator copies to the name that both have.
    assert!(is_nightly(timer) && !timer.contains("Unit="));
    for service in BACKUPS {
        assert!(service.starts_with("# /etc/systemd/system/wegmarken-backup.service"));
        let service = lines(service);
        for line in ["User=wegmarken", "UMask=0077", "StateDirectoryMode=0700", "ProtectSystem=strict"] {
            assert!(service.contains(&line), "{line}");
        }
    }
    for line in [
        "cp docs/wegmarken-backup.service docs/wegmarken-backup.timer /etc/systemd/system/",
        "cp docs/wegmarken-backup-postgres.service /etc/systemd/system/wegmarken-backup.service",
    ] {
        assert!(MANUAL.lines().any(|said| said == line), "{line}");
    }
}

#[test]
fn the_journal_and_the_end_of_the_audit_log_go_to_another_machine() {
    let upload = lines(JOURNAL);
    assert!(upload.iter().any(|line| line.starts_with("URL=https://")), "over TLS");
    for file in ["ServerKeyFile=", "ServerCertificateFile=", "TrustedCertificateFile="] {
        assert!(upload.iter().any(|line| line.starts_with(file)), "{file}: both sides show who they are");
    }
    let [service, timer] = AUDIT;
    assert!(lines(service).contains(&"ExecStart=/usr/local/bin/wegmarken check audit") && is_nightly(timer));
    // What it prints is in the journal as long as nobody sends it elsewhere.
    assert!(!service.contains("StandardOutput"));
    for name in ["journal-upload.conf", "wegmarken-pruefung.service", "wegmarken-pruefung.timer", "check audit --kept"]
    {
        assert!(MANUAL.contains(name), "{name}");
    }
}

#[test]
fn somebody_looks_each_night_for_known_weaknesses() {
    let [service, timer] = WEAKNESSES;
    let script = include_str!("../../../script/supply-chain");
    let run = lines(service).into_iter().find_map(|line| line.strip_prefix("ExecStart=/srv/wegmarken/")).unwrap();
    assert!(run == "script/supply-chain weaknesses" && is_nightly(timer));
    assert!(script.contains("check --hide-inclusion-graph advisories"));
    let (_, unreached) = script.split_once("elif [ \"$what\" = weaknesses ]; then").unwrap();
    assert!(unreached.trim_start().starts_with("fail "), "not asked is not fine");
    assert!(MANUAL.contains("wegmarken-schwachstellen.timer"));
}
