//! What operators copy: the units of systemd and the configurations of proxies in `docs`.

const NGINX: &str = include_str!("../../../docs/nginx.conf");
const CADDY: &str = include_str!("../../../docs/Caddyfile");
const SERVICE: &str = include_str!("../../../docs/wegmarken.service");
const MANUAL: &str = include_str!("../../../docs/betrieb.md");

fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| !line.starts_with('#')).collect()
}

#[test]
fn proxies_speak_todays_tls_and_lead_no_program_on_from_a_network_in_the_clear() {
    let nginx = lines(NGINX);
    assert!(nginx.contains(&"ssl_protocols TLSv1.2 TLSv1.3;"));
    // The server of port 80 comes first.
    let open = nginx.iter().position(|line| *line == "location /api/ { return 403; }").unwrap();
    let led_on = nginx.iter().position(|line| line.contains("return 301 https://")).unwrap();
    let sealed = nginx.iter().position(|line| line.contains("listen 443 ssl")).unwrap();
    assert!(open < sealed && led_on < sealed);
    assert!(
        nginx.iter().filter(|line| line.starts_with("listen") && !line.contains("ssl")).all(|line| line.contains("80"))
    );
    // What Caddy does by itself is TLS 1.2 and 1.3; nothing here opens more.
    assert!(!CADDY.contains("protocols") && CADDY.contains("handle /api/*"));
    for closed in ["/metrics", "/readyz", "/healthz"] {
        assert!(NGINX.contains(&format!("location = {closed}")) && CADDY.contains(closed), "{closed}");
    }
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
