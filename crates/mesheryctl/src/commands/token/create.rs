//! `mesheryctl token create`

use std::path::PathBuf;

use meshery_api::identity::{CreatedApiToken, NewApiToken, TokenFile};
use serde_json::json;

use crate::config;
use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, FormatFlag, Outcome};

/// Make an API token and print it, this once
///
/// A program signs in with it by `mesheryctl system login --token-stdin`, by `--token FILE` with what `--save`
/// wrote, or by the header `Authorization: Bearer`. It can do what you can, or less.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What it is for
    #[arg(long)]
    name: String,
    /// Permission it is good for, such as `designs.read`; all of yours if not given. Can be repeated
    #[arg(long = "scope", value_name = "KEY", value_delimiter = ',')]
    scopes: Vec<String>,
    /// Days until it ends, 1 to 366 [default: 30]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=366))]
    days: Option<u32>,
    /// Write a token file, readable by you only, instead of printing the token
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    #[command(flatten)]
    output: FormatFlag,
}

/// Runs the command.
///
/// # Errors
/// When you may not make tokens, the server can't be reached, or the file exists or can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    if let Some(path) = args.save.as_ref().filter(|path| path.exists()) {
        // Found out before there is a token that would be lost.
        let message = format!("`{}` exists already: choose another name", path.display());
        return Err(Error::Argument { message });
    }
    if args.save.is_none() && args.output.format == Format::Name {
        let (what, format, allowed) = ("a new token", "name", "table, json or yaml, or `--save`");
        return Err(Error::Format { what, format: format.to_owned(), allowed });
    }
    let wanted =
        NewApiToken { name: args.name.clone(), scopes: args.scopes.clone(), expires_in_days: args.days };
    let client = env.client()?;
    let answer = client.create_api_token(&wanted)?;
    let CreatedApiToken { token, access_token } = answer.read()?;
    let mut document = answer.json()?;
    let told = format!("the token `{}` ({}) ends at {}", token.name, token.id, token.expires_at);
    let (text, told) = match &args.save {
        None => (format!("{access_token}\n"), format!("{told}; it is not shown again")),
        Some(path) => {
            let file = json!(TokenFile { provider: token.provider.clone(), token: access_token });
            if let Err(error) = config::write_secret(path, format!("{file:#}\n").as_bytes()) {
                // A token that nobody got is good for nothing. That the file can't be written is what is told.
                drop(client.revoke_api_token(token.id));
                return Err(error.into());
            }
            if let Some(document) = document.as_object_mut() {
                document.shift_remove("accessToken");
            }
            (format!("{}\n", path.display()), told)
        }
    };
    Ok(match args.output.format {
        Format::Table | Format::Wide => Outcome::text(text).with_note(told),
        Format::Json => Outcome::json(&document),
        Format::Yaml => Outcome::yaml(&document),
        Format::Name => Outcome::text(format!("{}\n", token.id)),
    })
}
