//! Addresses that are refused before anything is connected.

use std::time::Duration;

use meshery_errors::Coded;
use meshery_fetch::artifact_hub::Package;
use meshery_fetch::git::Location;
use meshery_fetch::oci::Reference;
use meshery_fetch::{Error, Fetcher, Policy};

use crate::support::{Names, Wire, ok};

const PUBLIC: &str = "93.184.216.34";

fn names() -> Names {
    Names::default()
        .with("public.example", &[PUBLIC])
        .with("loopback.example", &["127.0.0.1"])
        .with("loopback6.example", &["::1"])
        .with("private.example", &["10.1.2.3"])
        .with("mixed.example", &[PUBLIC, "192.168.1.1"])
        .with("mixed6.example", &[PUBLIC, "fd00::1"])
        .with("mapped.example", &["::ffff:169.254.169.254"])
        .with("nat64.example", &["64:ff9b::a00:1"])
        .with("metadata.google.internal", &["169.254.169.254"])
        .with("shared.example", &["100.64.0.1"])
        .with("zero.example", &["0.0.0.0"])
        .with("localhost", &[PUBLIC])
        .with("a.localhost", &[PUBLIC])
        .with("nowhere.example", &[])
}

/// Addresses with the code of their refusal.
const REFUSED: &[(&str, &str)] = &[
    // No web address at all.
    ("", "1652"),
    ("public.example", "1652"),
    ("//public.example/x", "1652"),
    ("http://", "1652"),
    ("http:///", "1652"),
    ("http://[::1", "1652"),
    ("http://[fe80::1%25eth0]/", "1652"),
    ("http://a b/", "1652"),
    ("http://1.2.3.4.5/", "1652"),
    ("http://256.1.1.1/", "1652"),
    ("http://0x100000000/", "1652"),
    ("http://public.example:99999/", "1652"),
    // Other schemes.
    ("file:///etc/passwd", "1653"),
    ("ftp://public.example/", "1653"),
    ("gopher://public.example/", "1653"),
    ("data:text/plain,hello", "1653"),
    ("javascript:alert(1)", "1653"),
    ("ws://public.example/", "1653"),
    ("unix:/var/run/docker.sock", "1653"),
    ("ssh://public.example/", "1653"),
    ("git://public.example/x.git", "1653"),
    // User names and passwords.
    ("http://user@public.example/", "1654"),
    ("http://user:pw@public.example/", "1654"),
    ("http://:pw@public.example/", "1654"),
    ("http://public.example%40x@127.0.0.1/", "1654"),
    // Ports of other services.
    ("http://public.example:22/", "1655"),
    ("http://public.example:25/", "1655"),
    ("http://public.example:0/", "1655"),
    ("http://public.example:6667/", "1655"),
    ("https://public.example:993/", "1655"),
    // Loopback, in every spelling.
    ("http://127.0.0.1/", "1656"),
    ("http://127.0.0.1:8080/", "1656"),
    ("https://127.1.2.3/", "1656"),
    ("http://127.1/", "1656"),
    ("http://2130706433/", "1656"),
    ("http://0x7f000001/", "1656"),
    ("http://0x7f.0.0.1/", "1656"),
    ("http://0177.0.0.1/", "1656"),
    ("http://017700000001/", "1656"),
    ("http://127.0.0.1./", "1656"),
    ("http://127。0。0。1/", "1656"),
    ("http://１２７.0.0.1/", "1656"),
    ("http://%31%32%37.0.0.1/", "1656"),
    ("http:\\\\127.0.0.1\\x", "1656"),
    ("http:127.0.0.1/", "1656"),
    ("\thttp://127.0.0.1/", "1656"),
    ("http://127.0.0\n.1/", "1656"),
    ("http://[::1]/", "1656"),
    ("http://[0:0:0:0:0:0:0:1]/", "1656"),
    ("http://localhost/", "1656"),
    ("http://LOCALHOST/", "1656"),
    ("http://localhost./", "1656"),
    ("http://localhost../", "1656"),
    ("http://a.localhost/", "1656"),
    ("http://a.localhost./", "1656"),
    // Other networks that are not public.
    ("http://0.0.0.0/", "1656"),
    ("http://0/", "1656"),
    ("http://0.1.2.3/", "1656"),
    ("http://10.0.0.1/", "1656"),
    ("http://10.255.255.255/", "1656"),
    ("http://100.64.0.1/", "1656"),
    ("http://100.100.100.200/", "1656"),
    ("http://168.63.129.16/", "1656"),
    ("http://169.254.169.254/latest/meta-data/", "1656"),
    ("http://0xa9fea9fe/", "1656"),
    ("http://2852039166/", "1656"),
    ("http://0251.0376.0251.0376/", "1656"),
    ("http://169.254.43518/", "1656"),
    ("http://172.16.0.1/", "1656"),
    ("http://172.31.255.255/", "1656"),
    ("http://192.0.0.192/", "1656"),
    ("http://192.0.2.1/", "1656"),
    ("http://192.88.99.1/", "1656"),
    ("http://192.168.0.1/", "1656"),
    ("http://198.18.0.1/", "1656"),
    ("http://198.51.100.1/", "1656"),
    ("http://203.0.113.1/", "1656"),
    ("http://224.0.0.1/", "1656"),
    ("http://239.255.255.250:1900/", "1656"),
    ("http://240.0.0.1/", "1656"),
    ("http://255.255.255.255/", "1656"),
    ("http://[::]/", "1656"),
    ("http://[::ffff:127.0.0.1]/", "1656"),
    ("http://[::ffff:7f00:1]/", "1656"),
    ("http://[::ffff:169.254.169.254]/", "1656"),
    ("http://[::127.0.0.1]/", "1656"),
    ("http://[64:ff9b::127.0.0.1]/", "1656"),
    ("http://[64:ff9b:1::1]/", "1656"),
    ("http://[100::1]/", "1656"),
    ("http://[2001::1]/", "1656"),
    ("http://[2001:db8::1]/", "1656"),
    ("http://[2002:7f00:1::]/", "1656"),
    ("http://[2002:a9fe:a9fe::]/", "1656"),
    ("http://[fc00::1]/", "1656"),
    ("http://[fd00:ec2::254]/", "1656"),
    ("http://[fe80::1]/", "1656"),
    ("http://[fec0::1]/", "1656"),
    ("http://[ff02::1]/", "1656"),
    ("http://[4000::1]/", "1656"),
    // Names that lead there.
    ("http://loopback.example/", "1656"),
    ("https://loopback.example./", "1656"),
    ("http://loopback6.example/", "1656"),
    ("http://private.example/", "1656"),
    ("http://PRIVATE.example/", "1656"),
    ("http://mixed.example/", "1656"),
    ("http://mixed6.example/", "1656"),
    ("http://mapped.example/", "1656"),
    ("http://nat64.example/", "1656"),
    ("http://metadata.google.internal/", "1656"),
    ("http://shared.example/", "1656"),
    ("http://zero.example/", "1656"),
    // Names that lead nowhere.
    ("http://nowhere.example/", "1657"),
    ("http://unknown.example/", "1657"),
];

#[tokio::test]
async fn what_is_refused_is_never_dialled() {
    for (address, code) in REFUSED {
        let wire = Wire::default();
        let fetcher = Fetcher::with(Policy::default(), names(), wire.clone()).expect("a fetcher");
        let refused = fetcher.get(address).await.expect_err(address);
        assert_eq!(refused.code().as_str(), format!("meshery-server-{code}"), "{address}: {refused}");
        assert_eq!(wire.dialled(), Vec::<String>::new(), "{address}");
    }
}

#[tokio::test]
async fn public_addresses_are_dialled_as_they_were_resolved() {
    for (address, dialled) in [
        ("http://public.example/", "93.184.216.34:80"),
        ("https://public.example./", "93.184.216.34:443"),
        ("http://public.example:8080/", "93.184.216.34:8080"),
        ("http://93.184.216.34/", "93.184.216.34:80"),
        ("http://[2606:4700::1111]:8000/", "[2606:4700::1111]:8000"),
    ] {
        let wire = Wire::default();
        let fetcher = Fetcher::with(Policy::default(), names(), wire.clone()).expect("a fetcher");
        let failed = fetcher.get(address).await.expect_err("nobody there");
        assert!(matches!(failed, Error::Unreachable { .. }), "{address}: {failed}");
        assert_eq!(wire.dialled(), [dialled]);
    }
}

#[tokio::test]
async fn a_name_that_changes_its_mind_is_not_asked_twice() {
    let names =
        Names::default().with("rebinding.example", &[PUBLIC]).with("rebinding.example", &["127.0.0.1"]);
    let wire = Wire::default().answering("93.184.216.34:80", &ok("first"));
    let fetcher = Fetcher::with(Policy::default(), names, wire.clone()).expect("a fetcher");
    let fetched = fetcher.get("http://rebinding.example/").await.expect("the first address");
    assert_eq!(fetched.body.into_bytes().expect("bytes"), b"first");
    assert_eq!(wire.dialled(), ["93.184.216.34:80"]);
    // The next call asks again, and sees what the name has become.
    let refused = fetcher.get("http://rebinding.example/").await.expect_err("the second address");
    assert!(matches!(refused, Error::Forbidden { .. }));
    assert_eq!(wire.dialled().len(), 1);
}

#[tokio::test]
async fn a_listed_name_may_be_private_and_nothing_else_may() {
    let policy = Policy {
        allow: vec!["private.example".parse().expect("a name"), "localhost".parse().expect("a name")],
        ..Policy::default()
    };
    let wire = Wire::default().answering("10.1.2.3:80", &ok("inside"));
    let fetcher = Fetcher::with(policy, names(), wire.clone()).expect("a fetcher");
    assert!(fetcher.get("http://Private.Example./").await.is_ok());
    for address in ["http://10.1.2.3/", "http://loopback.example/", "http://x.private.example/"] {
        assert!(fetcher.get(address).await.is_err(), "{address}");
    }
    assert_eq!(wire.dialled(), ["10.1.2.3:80"]);
}

#[tokio::test]
async fn an_address_that_swallows_packets_leaves_time_for_the_others() {
    let names = Names::default().with("two.example", &["93.184.216.33", PUBLIC]);
    let wire = Wire::default().silent("93.184.216.33:80").answering("93.184.216.34:80", &ok("second"));
    let policy = Policy { connect_timeout: Duration::from_millis(400), ..Policy::default() };
    let fetcher = Fetcher::with(policy, names, wire.clone()).expect("a fetcher");
    assert!(fetcher.get("http://two.example/").await.is_ok());
    assert_eq!(wire.dialled(), ["93.184.216.33:80", "93.184.216.34:80"]);
}

#[tokio::test]
async fn refusals_repeat_no_password_and_no_resolved_address() {
    let fetcher = Fetcher::with(Policy::default(), names(), Wire::default()).expect("a fetcher");
    let with_password = "//user:s3cret@public.example/packages/helm/x/y/z/1/2";
    let (http, oci) = (format!("http:{with_password}"), format!("oci:{with_password}"));
    for refused in [
        fetcher.get(&http).await.expect_err("refused"),
        fetcher.chart(&http, "x", None).await.expect_err("refused"),
        fetcher.chart(&oci, "x", Some("1")).await.expect_err("refused"),
        oci.parse::<Reference>().expect_err("refused"),
        http.parse::<Package>().expect_err("refused"),
        http.parse::<Location>().expect_err("refused"),
        Location::new(&http, None, "").expect_err("refused"),
    ] {
        assert!(matches!(refused, Error::Userinfo), "{refused}");
        assert!(!format!("{refused} {refused:?}").contains("s3cret"), "{refused}");
    }
    let text = fetcher.get("http://private.example/?token=s3cret").await.expect_err("refused").to_string();
    assert!(!text.contains("10.1.2.3") && !text.contains("s3cret"), "{text}");
}
