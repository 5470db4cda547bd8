//! Messages through the push service of a browser. Whatever a browser says about its service is untrusted: nobody makes
//! this server ask an address inside of its own network, or any but those that its operator allows.

use std::net::{IpAddr, Ipv6Addr};

/// Devices of one person.
pub const MOST_DEVICES: u64 = 10;

const LONGEST: usize = 1_000;

/// Where messages may go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Services {
    /// Names of hosts; one that begins with `*.` is all below it. Nothing: any host of the internet.
    hosts: Option<Vec<String>>,
    /// For tests: also this machine itself, without TLS.
    pub is_local: bool,
}

impl Services {
    /// `any`, or names with commas between them.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "any" {
            return Some(Self { hosts: None, is_local: false });
        }
        let hosts: Vec<String> = text.split(',').map(|host| host.trim().to_ascii_lowercase()).collect();
        let is_name = |host: &String| {
            let name = host.strip_prefix("*.").unwrap_or(host);
            name.contains('.') && !name.starts_with('.') && !name.ends_with('.') && is_of_names(name)
        };
        hosts.iter().all(is_name).then_some(Self { hosts: Some(hosts), is_local: false })
    }

    /// Whether messages may go to this address of a device.
    fn allow(&self, endpoint: &str) -> bool {
        if self.is_local && endpoint.starts_with("http://127.0.0.1:") {
            return true;
        }
        let Some(rest) = endpoint.strip_prefix("https://") else { return false };
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
        let host = authority.strip_suffix(":443").unwrap_or(&authority);
        let is_allowed = |known: &String| match known.strip_prefix('*') {
            Some(end) => host.strip_suffix(end).is_some_and(|below| !below.is_empty() && is_of_names(below)),
            None => host == known,
        };
        let is_this_machine = self.is_local && host.starts_with("127.0.0.1:");
        is_this_machine || self.hosts.as_ref().is_none_or(|hosts| hosts.iter().any(is_allowed))
    }
}

/// A browser as it introduces itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Device {
    pub endpoint: String,
    /// base64url, as the browser gives them.
    pub p256dh: String,
    pub auth: String,
}

impl Device {
    /// Whether it can be one, of a service that is allowed.
    pub fn is_plausible(&self, services: &Services) -> bool {
        let is_base64 = |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        services.allow(&self.endpoint)
            && self.endpoint.len() <= LONGEST
            && self.endpoint.bytes().all(|byte| byte.is_ascii_graphic() && !b"@\\\"<>".contains(&byte))
            && is_base64(&self.p256dh)
            && is_base64(&self.auth)
            // 65 and 16 bytes.
            && self.p256dh.len() == 87
            && self.auth.len() == 22
    }
}

/// Nothing that a browser and a server could read in two ways.
fn is_of_names(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte))
}

/// Whether an address belongs to the internet and to nobody's own network.
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => {
            let [a, b, c, _] = v4.octets();
            !(v4.is_private()
                || v4.is_loopback()
                || v4.is_link_local()
                || v4.is_multicast()
                || v4.is_broadcast()
                || v4.is_documentation()
                || a == 0
                || a >= 240
                || (a == 100 && (64..128).contains(&b))
                || (a == 192 && b == 0 && c == 0)
                || (a == 198 && (18..20).contains(&b)))
        }
        IpAddr::V6(v6) => embedded(v6).map_or_else(|| is_global(v6), |v4| is_public(IpAddr::V4(v4))),
    }
}

/// An IPv4 address in the clothes of IPv6: mapped, or behind NAT64.
fn embedded(v6: Ipv6Addr) -> Option<std::net::Ipv4Addr> {
    let [a, b, c, d, e, f, g, h] = v6.segments();
    let last = std::net::Ipv4Addr::from((u32::from(g) << 16) | u32::from(h));
    match (a, b, c, d, e, f) {
        (0, 0, 0, 0, 0, 0xffff) | (0x64, 0xff9b, 0, 0, 0, 0) => Some(last),
        _ => None,
    }
}

/// 2000::/3 without what is there for other ends: documentation, tunnels.
fn is_global(v6: Ipv6Addr) -> bool {
    let [a, b, ..] = v6.segments();
    a & 0xe000 == 0x2000 && !(a == 0x2001 && (b < 0x200 || b == 0xdb8)) && a != 0x2002 && a != 0x3fff
}

#[cfg(test)]
mod tests {
    use super::*;

    fn device(endpoint: &str) -> Device {
        Device { endpoint: endpoint.into(), p256dh: "B".repeat(87), auth: "a".repeat(22) }
    }

    fn services(text: &str) -> Services {
        Services::parse(text).unwrap()
    }

    #[test]
    fn a_message_goes_to_a_service_that_is_allowed_and_to_nobody_else() {
        let few = services("fcm.googleapis.com, *.push.apple.com");
        for fine in [
            "https://fcm.googleapis.com/fcm/send/a:b",
            "https://FCM.googleapis.com:443/x",
            "https://web.push.apple.com/x",
            "https://web.push.apple.com?x",
        ] {
            assert!(device(fine).is_plausible(&few), "{fine}");
        }
        for wrong in [
            "https://push.example/x",
            "https://fcm.googleapis.com.push.example/x",
            "https://push.example/fcm.googleapis.com",
            "https://push.example/?https://fcm.googleapis.com/",
            "https://push.example#.push.apple.com",
            "https://push.example%23.push.apple.com",
            "https://.push.apple.com",
            "https://fcm.googleapis.com:8443/x",
            "https://sub.fcm.googleapis.com/x",
            "https://push.apple.com/x",
            "https://evilpush.apple.com/x",
            "https://fcm.googleapis.com./x",
            "http://fcm.googleapis.com/x",
            "https://9.9.9.9/x",
        ] {
            assert!(!device(wrong).is_plausible(&few), "{wrong}");
        }
        assert!(device("https://push.example/x").is_plausible(&services("any")), "whoever operates it may open it");
    }

    #[test]
    fn names_of_services_are_names() {
        for wrong in
            ["", "*", "any, push.example", "https://push.example", "push", "push.example/x", "*.", "a..*", "p.e,"]
        {
            assert_eq!(Services::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_device_comes_by_https_and_with_both_keys() {
        let any = &services("any");
        assert!(device("https://push.example/abc").is_plausible(any));
        for endpoint in [
            "http://push.example/abc",
            "ftp://push.example/",
            "https://user@push.example/",
            "https://push.example/ a",
            "https://push.example/\r\nHost: x",
            "",
        ] {
            assert!(!device(endpoint).is_plausible(any), "{endpoint}");
        }
        assert!(!device(&format!("https://push.example/{}", "a".repeat(1_000))).is_plausible(any));
        let good = device("https://push.example/abc");
        assert!(!Device { auth: "a".repeat(21), ..good.clone() }.is_plausible(any));
        assert!(!Device { p256dh: "B".repeat(88), ..good.clone() }.is_plausible(any));
        assert!(!Device { p256dh: format!("{}=", "B".repeat(86)), ..good }.is_plausible(any));
        let local = &Services { is_local: true, ..services("fcm.googleapis.com") };
        assert!(
            device("http://127.0.0.1:9/x").is_plausible(local) && device("https://127.0.0.1:9/x").is_plausible(local)
        );
        assert!(
            !device("http://10.0.0.1/x").is_plausible(local) && !device("https://push.example/x").is_plausible(local)
        );
    }

    #[test]
    fn an_address_of_somebodys_own_network_is_not_public() {
        for own in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "192.0.0.8",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2001:db8::1",
            "2002:7f00:1::",
        ] {
            assert!(!is_public(own.parse().unwrap()), "{own}");
        }
        for public in ["9.9.9.9", "142.250.1.1", "2a00:1450:4001::1", "::ffff:9.9.9.9"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
