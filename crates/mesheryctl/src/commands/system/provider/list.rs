//! `mesheryctl system provider list`

use meshery_api::identity::SignIn;

use crate::env::Env;
use crate::error::Error;
use crate::output::{Format, FormatFlag, Outcome, Table};

/// List the providers the server offers; the one of the context is marked
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    output: FormatFlag,
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let context = env.context()?;
    let answer = env.client_of(&context, "")?.providers()?;
    let providers = answer.read()?.0;
    Ok(match args.output.format {
        Format::Table | Format::Wide => {
            let mut table = Table::new(&["", "provider", "sign-in", "address"]);
            for provider in providers.into_values() {
                let mark =
                    if provider.provider_name.eq_ignore_ascii_case(&context.provider) { "*" } else { "" };
                let sign_in = match provider.sign_in {
                    SignIn::None => "not needed",
                    SignIn::Password => "name and password",
                    SignIn::Redirect => "at the provider",
                };
                let cells =
                    [mark.to_owned(), provider.provider_name, sign_in.to_owned(), provider.provider_url];
                table.push(cells);
            }
            Outcome::text(table.to_string())
        }
        Format::Json => Outcome::json(&answer.json()?),
        Format::Yaml => Outcome::yaml(&answer.json()?),
        Format::Name => Outcome::text(providers.into_keys().map(|name| name + "\n").collect::<String>()),
    })
}
