//! The table of all settings: what `--help` prints, what the documentation has to list, and where defaults come from.

pub struct Setting {
    pub name: &'static str,
    /// Read like a value that the operator wrote; empty where there is none.
    pub default: &'static str,
    /// Completes "… is \"x\"; expected …".
    pub expected: &'static str,
    pub meaning: &'static str,
}

pub const ALL: [&Setting; 29] = [
    &ADDR,
    &TUNNEL,
    &DATABASE,
    &BASE_URL,
    &SECRET,
    &SECRET_BEFORE,
    &SITE_ROOT,
    &KLARSCHIFF_URL,
    &TILES_URL,
    &TILES_ATTRIBUTION,
    &DEMO,
    &STYLEGUIDE,
    &TRUSTED_PROXIES,
    &LOG,
    &LOG_FORMAT,
    &RATE_LIMITS,
    &METRICS,
    &SECURITY_CONTACT,
    &MAIL,
    &MAIL_FROM,
    &OIDC_ISSUER,
    &OIDC_CLIENT_ID,
    &OIDC_CLIENT_SECRET,
    &OIDC_LABEL,
    &OIDC_SCOPES,
    &OIDC_CLAIMS,
    &SCANNER,
    &PUSH_SERVICES,
    &PUSH_LOCAL,
];

pub const ADDR: Setting = Setting {
    name: "WEGMARKEN_ADDR",
    default: "127.0.0.1:3000",
    expected: "an IP address with a port, like 127.0.0.1:3000",
    meaning: "Where the server listens. It speaks HTTP, so on an address of this machine alone, unless WEGMARKEN_TUNNEL \
              says otherwise.",
};

pub const TUNNEL: Setting = Setting {
    name: "WEGMARKEN_TUNNEL",
    default: "false",
    expected: "true or false",
    meaning: "Lets WEGMARKEN_ADDR be reached from other machines: the way between the proxy and the server is protected, by a \
              tunnel (WireGuard) or inside one machine.",
};

pub const DATABASE: Setting = Setting {
    name: "DATABASE_URL",
    default: "sqlite://var/wegmarken.db",
    expected: "sqlite://PATH of a file, or postgres://USER:PASSWORD@HOST/NAME",
    meaning: "The database. The file of SQLite and its folder are made when missing. A PostgreSQL on another machine needs \
              `?sslmode=verify-full` at the end, and `&sslrootcert=FILE` for an authority of your own.",
};

pub const BASE_URL: Setting = Setting {
    name: "WEGMARKEN_BASE_URL",
    default: "http://127.0.0.1:3000",
    expected: "https://HOST (or http://HOST:PORT) without a path",
    meaning: "The address that people see. With https, cookies are bound to TLS and browsers are told to insist on it.",
};

pub const SECRET: Setting = Setting {
    name: "WEGMARKEN_SECRET",
    default: "",
    expected: "at least 32 characters that nobody can guess",
    meaning: "Signs guest tokens and receipts. Without it one is made once and kept in the database. \
              Changing it makes all receipts and guest tokens invalid that WEGMARKEN_SECRET_BEFORE does not keep.",
};

pub const SECRET_BEFORE: Setting = Setting {
    name: "WEGMARKEN_SECRET_BEFORE",
    default: "",
    expected: "secrets of at least 32 characters each, the latest first, with blanks between them",
    meaning: "What WEGMARKEN_SECRET was before: what was made under it is known for as long as it stands here, and nothing \
              new is made under it.",
};

pub const SITE_ROOT: Setting = Setting {
    name: "WEGMARKEN_SITE_ROOT",
    default: "target/site",
    expected: "the path of a folder",
    meaning: "The folder with the built style, scripts, fonts and pictures. LEPTOS_SITE_ROOT counts when this is not set.",
};

pub const KLARSCHIFF_URL: Setting = Setting {
    name: "WEGMARKEN_KLARSCHIFF_URL",
    default: "https://www.klarschiff-hro.de",
    expected: "an address that begins with https:// or http://",
    meaning: "Where damage is reported.",
};

pub const TILES_URL: Setting = Setting {
    name: "WEGMARKEN_TILES_URL",
    default: "",
    expected: "an address with {z}, {x} and {y}, like https://tiles.example/{z}/{x}/{y}.png",
    meaning: "A tile server for the background of maps. Without it maps show the Ortsteile alone and nobody else \
              learns who looks at them.",
};

pub const TILES_ATTRIBUTION: Setting = Setting {
    name: "WEGMARKEN_TILES_ATTRIBUTION",
    default: "",
    expected: "the attribution that the tiles' licence asks for, together with WEGMARKEN_TILES_URL",
    meaning: "Shown on maps with tiles. Needed when WEGMARKEN_TILES_URL is set.",
};

pub const DEMO: Setting = Setting {
    name: "WEGMARKEN_DEMO",
    default: "",
    expected: "true or false",
    meaning: "Says on every page that contents are invented. Without it: true while demo content is loaded.",
};

pub const STYLEGUIDE: Setting = Setting {
    name: "WEGMARKEN_STYLEGUIDE",
    default: "false",
    expected: "true or false",
    meaning: "Shows the design system under /styleguide. For development and tests.",
};

pub const TRUSTED_PROXIES: Setting = Setting {
    name: "WEGMARKEN_TRUSTED_PROXIES",
    default: "",
    expected: "IP addresses or networks with commas between them, like 127.0.0.1, 10.0.0.0/8",
    meaning: "Reverse proxies whose X-Forwarded-For is believed. Anybody else's is ignored.",
};

pub const LOG: Setting = Setting {
    name: "WEGMARKEN_LOG",
    default: "info,sqlx=warn,sea_orm_migration=warn",
    expected: "levels of modules, like info or info,wegmarken=debug",
    meaning: "What is logged.",
};

pub const LOG_FORMAT: Setting =
    Setting { name: "WEGMARKEN_LOG_FORMAT", default: "text", expected: "text or json", meaning: "How it is logged." };

pub const RATE_LIMITS: Setting = Setting {
    name: "WEGMARKEN_RATE_LIMITS",
    default: "on",
    expected: "on or off",
    meaning: "Limits how often one address may do what, and how much of it at once. Off only for tests.",
};

pub const METRICS: Setting = Setting {
    name: "WEGMARKEN_METRICS",
    default: "local",
    expected: "off, local or a token of at least 16 characters",
    meaning: "Who may read /metrics: nobody, programs on this machine (behind a proxy only once \
              WEGMARKEN_TRUSTED_PROXIES names it), or whoever sends this token as `Authorization: Bearer`.",
};

pub const SECURITY_CONTACT: Setting = Setting {
    name: "WEGMARKEN_SECURITY_CONTACT",
    default: "",
    expected: "mailto:ADDRESS or https://ADDRESS",
    meaning: "Where weaknesses are reported; stands in /.well-known/security.txt. Without it: the page /impressum.",
};

pub const MAIL: Setting = Setting {
    name: "WEGMARKEN_MAIL",
    default: "log",
    expected: "log, folder:PATH, smtp://USER:PASSWORD@HOST:PORT or smtps://USER:PASSWORD@HOST",
    meaning: "Where letters go: a line of the log that says no more than that there was one, a folder with a file for \
              each, or a mail server. smtp:// insists on STARTTLS unless the server is on this machine or `?tls=none` \
              follows.",
};

pub const MAIL_FROM: Setting = Setting {
    name: "WEGMARKEN_MAIL_FROM",
    default: "",
    expected: "an e-mail address, like Wegmarken <beteiligung@stadt.example>",
    meaning: "Who signs letters. Without it: wegmarken@ the host of WEGMARKEN_BASE_URL.",
};

pub const OIDC_ISSUER: Setting = Setting {
    name: "WEGMARKEN_OIDC_ISSUER",
    default: "",
    expected: "https://ADDRESS of a service, as its /.well-known/openid-configuration names it",
    meaning: "Another service with which people may sign in (OpenID Connect), with a button on the page /anmelden. \
              Without TLS only on this machine.",
};

pub const OIDC_CLIENT_ID: Setting = Setting {
    name: "WEGMARKEN_OIDC_CLIENT_ID",
    default: "",
    expected: "the name under which that service knows Wegmarken, together with WEGMARKEN_OIDC_ISSUER",
    meaning: "Needed when WEGMARKEN_OIDC_ISSUER is set. The service sends people back to /anmelden/oidc/zurueck.",
};

pub const OIDC_CLIENT_SECRET: Setting = Setting {
    name: "WEGMARKEN_OIDC_CLIENT_SECRET",
    default: "",
    expected: "the secret that the service gave, together with WEGMARKEN_OIDC_ISSUER",
    meaning: "Without it Wegmarken is a public client there.",
};

pub const OIDC_LABEL: Setting = Setting {
    name: "WEGMARKEN_OIDC_LABEL",
    default: "",
    expected: "up to 40 characters, together with WEGMARKEN_OIDC_ISSUER",
    meaning: "How people call the service; stands on the button. Without it: the host of the service.",
};

pub const OIDC_SCOPES: Setting = Setting {
    name: "WEGMARKEN_OIDC_SCOPES",
    default: "openid email",
    expected: "words with blanks between them, openid among them",
    meaning: "What the service is asked about people. The address of a letter is all that is used.",
};

pub const OIDC_CLAIMS: Setting = Setting {
    name: "WEGMARKEN_OIDC_CLAIMS",
    default: "email=email, verified=email_verified",
    expected: "pairs with commas between them, like email=mail, verified=mail_confirmed",
    meaning: "Under which names the service tells the e-mail address and whether it made sure of it.",
};

pub const SCANNER: Setting = Setting {
    name: "WEGMARKEN_SCANNER",
    default: "",
    expected: "unix:/PATH of a socket or tcp:127.0.0.1:PORT, where clamd listens",
    meaning: "A virus scanner on this machine (clamd). It looks at every file of the editors that is kept as it came, and what \
              it refuses or cannot be asked about is not kept. Without it nobody looks.",
};

pub const PUSH_SERVICES: Setting = Setting {
    name: "WEGMARKEN_PUSH_SERVICES",
    default: "fcm.googleapis.com, *.push.services.mozilla.com, *.push.apple.com, *.notify.windows.com",
    expected: "names of hosts with commas between them, *. before one for all below it, or any",
    meaning: "To which push services messages may go: those of the usual browsers. Browsers of others are refused, and \
              devices of before hear nothing; `any` takes whatever a browser names, as long as it is on the internet.",
};

/// The table as the end of `--help`.
pub fn help() -> String {
    let mut text = String::from(
        "Settings come from environment variables; an empty one counts as not set, and then a file of that name in the \
                                 folder $CREDENTIALS_DIRECTORY (systemd) does:\n",
    );
    for setting in ALL {
        let default = if setting.default.is_empty() { "not set" } else { setting.default };
        text.push_str(&format!("\n  {} [{default}]\n      {}\n", setting.name, setting.meaning));
    }
    text
}

pub const PUSH_LOCAL: Setting = Setting {
    name: "WEGMARKEN_PUSH_LOCAL",
    default: "false",
    expected: "true or false",
    meaning: "Lets push messages go to this machine itself and without TLS. For tests.",
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_in_the_table() {
        let defined = include_str!("settings.rs")
            .lines()
            .filter(|line| line.starts_with("pub const ") && line.contains(": Setting ="))
            .count();
        assert_eq!(defined, ALL.len());
    }

    /// The rows of the table in README.md.
    fn rows() -> Vec<String> {
        let row = |setting: &&Setting| {
            let default = if setting.default.is_empty() { String::new() } else { format!("`{}`", setting.default) };
            format!("| `{}` | {default} | {} |", setting.name, setting.meaning)
        };
        ALL.iter().map(row).collect()
    }

    #[test]
    fn the_readme_lists_every_setting_as_help_does() {
        let readme = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../README.md")).unwrap();
        let rows = rows();
        let is_complete = rows.iter().all(|row| readme.lines().any(|line| line == row));
        assert!(is_complete, "The table of settings in README.md should be:\n{}", rows.join("\n"));
    }
}
