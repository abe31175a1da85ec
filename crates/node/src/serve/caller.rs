//! Who calls, for counting alone: the address of the connection, or, behind a server on this machine, the one that it names last.

use axum::extract::ConnectInfo;
use axum::http::{Extensions, HeaderMap};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

/// The address. A connection that has none, as in tests, is one of this machine.
pub fn address(headers: &HeaderMap, extensions: &Extensions) -> IpAddr {
    let of_connection = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    let own = of_connection.unwrap_or(IpAddr::V4(Ipv4Addr::LOCALHOST));
    // A stranger may name whom it likes: only the server before us is believed.
    let named = headers.get_all("x-forwarded-for").into_iter().next_back().and_then(|value| value.to_str().ok());
    let named = named.and_then(|list| list.rsplit(',').next()?.trim().parse().ok());
    network(named.filter(|_| own.is_loopback()).unwrap_or(own))
}

/// Whoever has one address of IPv6 has a whole network of them.
fn network(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V6(six) if six.to_ipv4_mapped().is_none() => IpAddr::V6((six.to_bits() >> 64 << 64).into()),
        other => other.to_canonical(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(from: &str, forwarded: Option<&str>) -> String {
        let (mut headers, mut extensions) = (HeaderMap::new(), Extensions::new());
        extensions.insert(ConnectInfo(SocketAddr::new(from.parse().unwrap(), 9)));
        if let Some(forwarded) = forwarded {
            headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        }
        address(&headers, &extensions).to_string()
    }

    #[test]
    fn only_the_server_on_this_machine_is_believed() {
        assert_eq!(seen("127.0.0.1", None), "127.0.0.1");
        assert_eq!(seen("127.0.0.1", Some("192.0.2.1, 192.0.2.9")), "192.0.2.9");
        assert_eq!(seen("127.0.0.1", Some("anything")), "127.0.0.1");
        assert_eq!(seen("192.0.2.7", Some("192.0.2.1")), "192.0.2.7");
        assert_eq!(seen("2001:db8:1:2:3:4:5:6", None), "2001:db8:1:2::");
        assert_eq!(seen("::ffff:192.0.2.7", None), "192.0.2.7");
    }
}
