//! Puts the configuration together from its sources.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, anyhow, bail};
use etcetera::BaseStrategy as _;
use figment::Figment;
use figment::error::Kind;
use figment::providers::{Env, Format as _, Serialized, Toml};

use super::flags::Overrides;
use super::{Accounts, Config, Fetch, Flags, Limits, Local, Log, LogFormat, Remote, Sessions, Tls};

const DEFAULT_PORT: u16 = 9081;

/// Names read from the environment, after `MESHERY_`; `__` separates a section from its key.
const ENVIRONMENT: &[&str] = &[
    "listen",
    "allow_anonymous",
    "data_dir",
    "database_url",
    "drain_seconds",
    "public_url",
    "provider",
    "public_metrics",
    "tls__cert",
    "tls__key",
    "local__enabled",
    "accounts__enabled",
    "fetch__max_bytes",
    "fetch__seconds",
    "sessions__idle_hours",
    "sessions__longest_days",
    "log__format",
    "log__filter",
    "limits__body_bytes",
    "limits__page_size",
    "limits__yaml_depth",
    "limits__yaml_nodes",
    "limits__yaml_alias_nodes",
    "limits__yaml_alias_bytes",
    "limits__yaml_documents",
    "limits__components",
    "limits__relationships",
    "limits__concurrent_jobs",
    "limits__request_seconds",
    "limits__import_bytes",
    "limits__import_seconds",
    "limits__archive_entries",
    "limits__archive_file_bytes",
    "limits__archive_bytes",
    "limits__archive_ratio",
    "limits__archive_name_bytes",
    "limits__archive_depth",
];

impl Config {
    /// Reads the configuration from defaults, file, environment and flags.
    ///
    /// # Errors
    /// Names the key that is unknown or has a wrong value, and where it was set.
    pub fn load(flags: &Flags) -> anyhow::Result<Self> {
        let mut figment = Figment::from(Serialized::defaults(Self::defaults()?));
        if let Some(file) = file(flags)? {
            figment = figment.merge(Toml::file_exact(file));
        }
        if let Some(listen) = listen_from_port()? {
            figment = figment.merge(("listen", listen));
        }
        let environment = Env::prefixed("MESHERY_")
            .filter(|name| ENVIRONMENT.iter().any(|known| name.as_str().eq_ignore_ascii_case(known)))
            .split("__");
        refuse_misspelled()?;
        figment = figment.merge(originals()).merge(environment);
        figment = figment.merge(Serialized::defaults(Overrides::from(flags)));
        let mut config: Self = figment.extract().map_err(|error| explain(&error))?;
        super::identity::secrets_from_environment(&mut config.oidc);
        Ok(config)
    }

    fn defaults() -> anyhow::Result<Self> {
        let base = etcetera::choose_base_strategy().context("the home directory is not known")?;
        Ok(Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, DEFAULT_PORT)),
            allow_anonymous: false,
            data_dir: base.data_dir().join("meshery"),
            database_url: None,
            drain_seconds: 10,
            public_url: None,
            trusted_proxies: Vec::new(),
            provider: None,
            public_metrics: None,
            tls: Tls::default(),
            local: Local::default(),
            accounts: Accounts::default(),
            oidc: Vec::new(),
            remote: Vec::new(),
            fetch: Fetch::default(),
            sessions: Sessions::default(),
            log: Log { format: LogFormat::Text, filter: "info".to_owned() },
            limits: Limits::default(),
        })
    }
}

/// The file that was asked for, or the one in the user's configuration directory if it is there.
fn file(flags: &Flags) -> anyhow::Result<Option<PathBuf>> {
    if let Some(file) = &flags.config {
        if !Path::new(file).is_file() {
            bail!("the configuration file `{}` does not exist", file.display());
        }
        return Ok(Some(file.clone()));
    }
    let base = etcetera::choose_base_strategy().context("the home directory is not known")?;
    Ok(Some(base.config_dir().join("meshery").join("meshery.toml")).filter(|file| file.is_file()))
}

/// Refuses a name in the environment that is nearly one of ours: it would be ignored without a word. Others are
/// let be, since orchestrators put names of their own under the same prefix.
fn refuse_misspelled() -> anyhow::Result<()> {
    const OTHERS: [&str; 3] = ["config", "encryption_key", "bin"];
    const NEAR: f64 = 0.6;
    for (name, _) in std::env::vars_os() {
        let Some(given) = name.to_str().and_then(|name| name.strip_prefix("MESHERY_")) else { continue };
        let given = given.to_ascii_lowercase();
        if ENVIRONMENT.contains(&given.as_str())
            || OTHERS.contains(&given.as_str())
            || given.starts_with("oidc_")
        {
            continue;
        }
        let near = ENVIRONMENT.iter().max_by(|a, b| likeness(a, &given).total_cmp(&likeness(b, &given)));
        if let Some(near) = near.filter(|near| likeness(near, &given) >= NEAR) {
            bail!(
                "the environment has an unknown name `MESHERY_{}`, did you mean `MESHERY_{}`?",
                given.to_ascii_uppercase(),
                near.to_ascii_uppercase()
            );
        }
    }
    Ok(())
}

/// Names of the original server's environment that mean the same here.
fn originals() -> Figment {
    let mut figment = Figment::new();
    let given = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    if let Some(provider) = given("PROVIDER") {
        figment = figment.merge(("provider", provider));
    }
    if let Some(addresses) = given("PROVIDER_BASE_URLS") {
        let remote = |url: &str| Remote { url: url.to_owned(), name: None };
        let remotes: Vec<Remote> =
            addresses.split(',').map(str::trim).filter(|url| !url.is_empty()).map(remote).collect();
        figment = figment.merge(Serialized::default("remote", remotes));
    }
    figment
}

/// The original server takes its port from `PORT`.
fn listen_from_port() -> anyhow::Result<Option<String>> {
    let Ok(port) = std::env::var("PORT") else { return Ok(None) };
    let port: u16 = port.parse().map_err(|_| anyhow!("PORT is `{port}`, which is not a port number"))?;
    Ok(Some(SocketAddr::from((Ipv4Addr::LOCALHOST, port)).to_string()))
}

fn explain(error: &figment::Error) -> anyhow::Error {
    let place = error.metadata.as_ref().map(|metadata| metadata.name.to_string()).unwrap_or_default();
    let key = error.path.join(".");
    match &error.kind {
        Kind::UnknownField(unknown, known) => {
            let nearest = known.iter().max_by(|a, b| likeness(a, unknown).total_cmp(&likeness(b, unknown)));
            let hint = nearest.map(|name| format!(", did you mean `{name}`?")).unwrap_or_default();
            let section = error.path.split_last().map_or(&[][..], |(_, section)| section).join(".");
            let section = if section.is_empty() { section } else { format!(" in section `{section}`") };
            anyhow!("the configuration has an unknown key `{unknown}`{section}{hint}")
        }
        _ if key.is_empty() => anyhow!("the configuration can't be read: {} ({place})", reason(&error.kind)),
        kind => anyhow!("the configuration value `{key}` is wrong: {} ({place})", reason(kind)),
    }
}

/// Says what is wrong without quoting what was found: it may be a secret.
fn reason(kind: &Kind) -> String {
    match kind {
        Kind::InvalidType(found, expected) | Kind::InvalidValue(found, expected) => {
            let found = found.to_string();
            let sort = found.split(['`', '"']).next().unwrap_or_default().trim_end();
            format!("found {sort}, expected {expected}")
        }
        // The TOML parser shows the line, between a head and what is wrong with it.
        Kind::Message(text) => match text.split_once("\n  |\n") {
            Some((head, rest)) => format!("{head}: {}", rest.trim_end().lines().last().unwrap_or_default()),
            None => text.clone(),
        },
        kind => kind.to_string(),
    }
}

/// Share of neighbouring letter pairs two names have in common (Dice's coefficient).
fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> Vec<(char, char)> { text.chars().zip(text.chars().skip(1)).collect() };
    let (a, b) = (pairs(a), pairs(b));
    let common = a.iter().filter(|pair| b.contains(pair)).count();
    2.0 * f64::from(u32::try_from(common).unwrap_or(0))
        / f64::from(u32::try_from(a.len() + b.len()).unwrap_or(u32::MAX).max(1))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn load(text: &str) -> anyhow::Result<Config> {
        let mut file = tempfile::NamedTempFile::new().expect("file");
        file.write_all(text.as_bytes()).expect("write");
        Config::load(&Flags { config: Some(file.path().to_owned()), ..Flags::default() })
    }

    #[test]
    fn flags_win_over_the_file() {
        let mut file = tempfile::NamedTempFile::new().expect("file");
        file.write_all(b"listen = \"127.0.0.1:1\"\n[log]\nformat = \"json\"\n").expect("write");
        let listen = Some("127.0.0.1:2".parse().expect("address"));
        let config =
            Config::load(&Flags { config: Some(file.path().to_owned()), listen, ..Flags::default() })
                .expect("config");
        assert_eq!(config.listen.port(), 2);
        assert_eq!(config.log.format, LogFormat::Json);
        assert_eq!(config.log.filter, "info");
    }

    #[test]
    fn an_unknown_key_names_the_nearest_one() {
        let error = load("[limits]\nbody_byte = 1\n").expect_err("unknown key");
        assert_eq!(
            error.to_string(),
            "the configuration has an unknown key `body_byte` in section `limits`, did you mean `body_bytes`?"
        );
    }

    #[test]
    fn a_wrong_value_names_its_key() {
        let error = load("listen = 9081\n").expect_err("wrong type");
        assert!(error.to_string().starts_with("the configuration value `listen` is wrong"), "{error}");
    }
}
