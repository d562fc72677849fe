//! The load of `bench/denial`: `flood <logins|botnet|tokens> <number> <address> <token>` floods a server and prints how
//! long requests of somebody who is signed in take meanwhile.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context as _, ensure};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use meshery_testkit::Connection;
use serde_json::json;

/// Connections that flood.
const CONNECTIONS: usize = 8;
/// Time between two good requests.
const PACE: Duration = Duration::from_millis(2);

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [kind, number, url, token] = arguments.as_slice() else {
        anyhow::bail!("usage: flood <logins|botnet|tokens> <number> <address> <token>");
    };
    let number: usize = number.parse().context("the number")?;
    let one: fn(&mut Connection, usize, &str) -> anyhow::Result<u16> = match kind.as_str() {
        "logins" => |connection, number, _| login(connection, number, ""),
        // The server has to trust this machine as a proxy.
        "botnet" => |connection, number, _| {
            let [_, a, b, c] = u32::try_from(number)?.to_be_bytes();
            login(connection, number, &format!("x-forwarded-for: 10.{a}.{b}.{c}\r\n"))
        },
        "tokens" => forged,
        _ => anyhow::bail!("`{kind}` is none of `logins`, `botnet` and `tokens`"),
    };
    let alone = good(url, token, || false, 400)?;
    report("no flood", alone);

    let is_over = AtomicBool::new(false);
    let begin = Instant::now();
    std::thread::scope(|threads| {
        let good = threads.spawn(|| good(url, token, || !is_over.load(Ordering::Relaxed), 100));
        let floods: Vec<_> = (0..CONNECTIONS)
            .map(|first| threads.spawn(move || flood(url, token, (first..number).step_by(CONNECTIONS), one)))
            .collect();
        let mut statuses = [0_usize; 600];
        for flood in floods {
            for status in flood.join().expect("no thread panics")? {
                *statuses.get_mut(usize::from(status)).context("a status")? += 1;
            }
        }
        let took = begin.elapsed();
        is_over.store(true, Ordering::Relaxed);
        let good = good.join().expect("no thread panics")?;
        let counts: Vec<String> = (0..600)
            .filter(|&status| statuses[status] > 0)
            .map(|status| format!("{} x {status}", statuses[status]))
            .collect();
        println!("{number} {kind} in {:.1} s: {}", took.as_secs_f64(), counts.join(", "));
        report("flood", good);
        Ok(())
    })
}

fn flood(
    url: &str,
    token: &str,
    numbers: impl Iterator<Item = usize>,
    one: fn(&mut Connection, usize, &str) -> anyhow::Result<u16>,
) -> anyhow::Result<Vec<u16>> {
    let mut connection = Connection::open(url)?;
    numbers.map(|number| one(&mut connection, number, token)).collect()
}

/// A wrong password, for an account that exists and for one that does not.
fn login(connection: &mut Connection, number: usize, headers: &str) -> anyhow::Result<u16> {
    let login = if number.is_multiple_of(2) { "root".to_owned() } else { format!("nobody-{number}") };
    let body = json!({ "login": login, "password": format!("wrong password {number}") }).to_string();
    let headers = format!("content-type: application/json\r\n{headers}");
    Ok(connection.ask("POST", "/api/identity/accounts/login", &headers, &body)?.status)
}

/// Garbage, a key nobody has, and a signature that is wrong by a bit.
fn forged(connection: &mut Connection, number: usize, token: &str) -> anyhow::Result<u16> {
    let parts: Vec<&str> = token.split('.').collect();
    let [head, body, signature] = parts.as_slice() else { anyhow::bail!("the token is no JWT") };
    let token = match number % 3 {
        0 => format!("random-{number}"),
        1 => {
            let head = json!({ "alg": "EdDSA", "typ": "JWT", "kid": format!("key-{number}") }).to_string();
            format!("{}.{body}.{signature}", URL_SAFE_NO_PAD.encode(head))
        }
        _ => {
            let mut bytes = URL_SAFE_NO_PAD.decode(signature)?;
            let length = bytes.len();
            *bytes.get_mut(number % length).context("a byte")? ^= 1;
            format!("{head}.{body}.{}", URL_SAFE_NO_PAD.encode(bytes))
        }
    };
    let bearer = format!("authorization: Bearer {token}\r\n");
    Ok(connection.ask("GET", "/api/user", &bearer, "")?.status)
}

/// Sends good requests at an even pace for as long as asked, at least so many, and returns how long each took.
/// One that comes late because the one before it was slow counts from when it was due.
fn good(url: &str, token: &str, goes_on: impl Fn() -> bool, least: usize) -> anyhow::Result<Vec<Duration>> {
    let mut connection = Connection::open(url)?;
    let bearer = format!("authorization: Bearer {token}\r\n");
    let mut times = Vec::new();
    let mut due = Instant::now();
    while times.len() < least || goes_on() {
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let path = if times.len().is_multiple_of(2) { "/api/user" } else { "/api/pattern" };
        let answered = connection.ask("GET", path, &bearer, "")?;
        ensure!(answered.status == 200, "a good request is answered with {}", answered.status);
        times.push(due.elapsed());
        due += PACE;
    }
    Ok(times)
}

fn report(what: &str, mut times: Vec<Duration>) {
    times.sort();
    let at =
        |share: usize| times.get((times.len() - 1) * share / 100).copied().unwrap_or_default().as_secs_f64();
    println!(
        "{what:>9}: {:6} good requests, p50 {:.2} ms, p99 {:.2} ms, longest {:.2} ms",
        times.len(),
        at(50) * 1000.0,
        at(99) * 1000.0,
        at(100) * 1000.0
    );
}
