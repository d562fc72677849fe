//! `mesheryctl system login`

use meshery_api::identity::Provider;

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;

/// Sign in at the server of the current context
///
/// Asks the server which providers vouch for its users, and writes what it hands out into the token file of
/// the context, readable by you only. With the provider None there is nothing to prove.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the provider, whatever its case; the only one if not given
    #[arg(short, long, value_name = "NAME")]
    provider: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// When the server can't be reached, has no such provider, or the token file can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let (mut config, context) = env.open()?;
    let providers = env.client_of(&context, "")?.providers()?.read()?.0;
    let wanted = args.provider.as_deref().map(|name| if is(name, "local") { "None" } else { name });
    let names: Vec<&str> = providers.keys().map(String::as_str).collect();
    let provider = match (wanted, names.as_slice()) {
        (Some(wanted), _) => providers.values().find(|provider| is(&provider.provider_name, wanted)),
        (None, [only]) => providers.get(*only),
        (None, _) => {
            let message = format!("name a provider with `--provider`, one of {}", names.join(", "));
            return Err(Error::Argument { message });
        }
    };
    let Some(provider) = provider else {
        let wanted = wanted.unwrap_or_default();
        let message = format!("the server has no provider `{wanted}`, only {}", names.join(", "));
        return Err(Error::Argument { message });
    };
    refuse_remote(provider)?;
    let answer = env.client_of(&context, &provider.provider_name)?.token_file()?;
    answer.read()?;
    let path = config.store_token(&context, format!("{:#}\n", answer.json()?).as_bytes())?;
    env.note(&format!("the token of `{}` is in {}", context.name, path.display()));
    Ok(Outcome::text("authenticated\n".to_owned()))
}

fn refuse_remote(provider: &Provider) -> Result<(), Error> {
    if provider.provider_url.is_empty() {
        return Ok(());
    }
    let message = format!(
        "`{}` signs people in through a browser, which this version does not do: take the token file from the \
         server's user interface and name it with `--token`",
        provider.provider_name
    );
    Err(Error::Argument { message })
}

fn is(left: &str, right: &str) -> bool {
    left.eq_ignore_ascii_case(right)
}
