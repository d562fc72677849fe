//! What every command works with: global flags, the terminal, and on request a session with the server.

use std::cell::OnceCell;
use std::io::{self, BufRead as _, IsTerminal as _, Write as _};
use std::time::Duration;

use meshery_client::{Client, Credentials, Exchange, Settings};

use crate::cli::Global;
use crate::config::{Config, Context};
use crate::error::Error;
use crate::output::Place;

/// What every command works with.
#[derive(Debug)]
pub struct Env {
    global: Global,
    context: OnceCell<String>,
}

impl Env {
    /// Takes the global flags. Nothing is read yet.
    pub fn new(global: Global) -> Self {
        Self { global, context: OnceCell::new() }
    }

    /// Tells whether ids and times are shown in full.
    pub fn is_verbose(&self) -> bool {
        self.global.verbose
    }

    /// Returns where the command runs, as far as it is known: errors tell it.
    pub fn place(&self) -> Place {
        let mut login = "mesheryctl system login".to_owned();
        if let Some(name) = &self.global.context {
            login += &format!(" --context {name}");
        }
        if let Some(path) = &self.global.config {
            login += &format!(" --config {}", path.display());
        }
        Place { context: self.context.get().cloned(), login }
    }

    /// Reads the configuration and returns the context in use.
    ///
    /// # Errors
    /// When the configuration can't be read or names no such context.
    pub fn context(&self) -> Result<Context, Error> {
        self.open().map(|(_, context)| context)
    }

    /// Makes a client for the server of the context in use. Nothing is sent yet.
    ///
    /// # Errors
    /// When configuration or token can't be read.
    pub fn client(&self) -> Result<Client, Error> {
        let (mut config, context) = self.open()?;
        let credentials = config.credentials(&context, self.global.token.as_deref())?;
        let settings = Settings { credentials, observer: self.observer(), ..Settings::default() };
        Ok(Client::new(&context.endpoint, settings)?)
    }

    /// Makes a client that chooses a provider and holds no token yet.
    ///
    /// # Errors
    /// When the context's endpoint is no address.
    pub fn client_of(&self, context: &Context, provider: &str) -> Result<Client, Error> {
        self.client_with(context, Credentials { provider: provider.to_owned(), token: String::new() })
    }

    /// Makes a client that uses other credentials than those of the context.
    ///
    /// # Errors
    /// When the context's endpoint is no address.
    pub fn client_with(&self, context: &Context, credentials: Credentials) -> Result<Client, Error> {
        let settings =
            Settings { credentials: Some(credentials), observer: self.observer(), ..Settings::default() };
        Ok(Client::new(&context.endpoint, settings)?)
    }

    /// Makes a client that asks without a token and soon gives up.
    ///
    /// # Errors
    /// When the context's endpoint is no address.
    pub fn hasty_client(&self, context: &Context) -> Result<Client, Error> {
        let settings = Settings {
            connect_timeout: Duration::from_millis(500),
            timeout: Duration::from_secs(1),
            observer: self.observer(),
            ..Settings::default()
        };
        Ok(Client::new(&context.endpoint, settings)?)
    }

    /// Tells whether a person can be asked something.
    pub fn is_interactive(&self) -> bool {
        io::stdin().is_terminal() && io::stdout().is_terminal()
    }

    /// Says something on standard error.
    pub fn note(&self, text: &str) {
        eprintln!("{text}");
    }

    /// Asks a question on standard error and returns the answer's line; empty at the end of input.
    ///
    /// # Errors
    /// When the terminal can't be read.
    pub fn ask(&self, question: &str) -> Result<String, Error> {
        eprint!("{question}");
        let mut answer = String::new();
        let read = io::stderr().flush().and_then(|()| io::stdin().lock().read_line(&mut answer));
        read.map_err(|source| Error::Read { name: "the terminal".to_owned(), source })?;
        Ok(answer.trim().to_owned())
    }

    /// Lets a person pick one of several and returns its position; `None` at the end of input.
    ///
    /// # Errors
    /// When the terminal can't be read.
    pub fn choose(&self, question: &str, options: &[&str]) -> Result<Option<usize>, Error> {
        self.note(question);
        for (position, option) in options.iter().enumerate() {
            self.note(&format!("  {}  {option}", position + 1));
        }
        loop {
            let answer = self.ask("Number or name: ")?;
            if answer.is_empty() {
                return Ok(None);
            }
            let named = options.iter().position(|option| option.eq_ignore_ascii_case(&answer));
            let numbered = answer.parse().ok().filter(|number| (1..=options.len()).contains(number));
            if let Some(position) = named.or(numbered.map(|number| number - 1)) {
                return Ok(Some(position));
            }
        }
    }

    /// Asks until the answer is yes or no. The end of input is a no.
    ///
    /// # Errors
    /// When nobody can be asked; `flag` would have answered.
    pub fn confirm(&self, question: &str, flag: &'static str) -> Result<bool, Error> {
        if !self.is_interactive() {
            return Err(Error::NeedsTerminal { question: question.to_owned(), flag });
        }
        loop {
            match self.ask(&format!("{question} [y/n] "))?.to_ascii_lowercase().as_str() {
                "y" | "yes" => return Ok(true),
                "n" | "no" | "" => return Ok(false),
                _ => {}
            }
        }
    }

    /// Reads the configuration.
    ///
    /// # Errors
    /// When it can't be read.
    pub fn config(&self) -> Result<Config, Error> {
        let config = Config::open(self.global.config.as_deref())?;
        if config.is_new() {
            self.note(&format!("created {} with the context `local`", config.path().display()));
        }
        Ok(config)
    }

    /// Reads the configuration and the context in use.
    ///
    /// # Errors
    /// When the configuration can't be read or names no such context.
    pub fn open(&self) -> Result<(Config, Context), Error> {
        let config = self.config()?;
        let context = config.context(self.global.context.as_deref())?;
        self.context.get_or_init(|| context.name.clone());
        Ok((config, context))
    }

    fn observer(&self) -> Option<fn(&Exchange<'_>)> {
        self.global.verbose.then_some(tell)
    }
}

fn tell(exchange: &Exchange<'_>) {
    let Exchange { method, url, status, elapsed } = exchange;
    let status = status.map_or_else(|| "no answer".to_owned(), |status| status.to_string());
    eprintln!("{method} {url}: {status} ({:.1} ms)", elapsed.as_secs_f64() * 1e3);
}
