//! `mesheryctl model generate`

use std::path::{Path, PathBuf};

use clap::ArgGroup;
use meshery_generate::Finding;
use meshery_generate::package::{self, Export, FileType};
use meshery_registry::Package;

use super::facts::Facts;
use super::import::{self, How};
use crate::commands::registry::sheets;
use crate::env::Env;
use crate::error::Error;
use crate::exit::Exit;
use crate::output::Outcome;
use crate::package::write_all;

/// Make models from custom resources, a chart or sheets, without a server
///
/// Reads definitions of custom resources (a file or a folder of them), the OpenAPI v3 document of an API server,
/// a Helm chart (folder or .tgz), or a folder with the three sheets of registry maintainers as CSV, and writes a
/// folder for each model. With `--register` the server is given the same, and makes and registers the models itself;
/// then an address will do, too.
#[derive(Debug, clap::Args)]
#[command(group(ArgGroup::new("what").required(true).args(["source", "file"])))]
pub struct Args {
    /// File, folder or address; `-` for standard input
    #[arg(value_name = "PATH|URL")]
    source: Option<String>,
    /// The same as a flag
    #[arg(short, long, value_name = "PATH|URL")]
    file: Option<String>,
    /// Folder to write to, made if it is missing
    #[arg(short, long, value_name = "FOLDER", default_value = ".", conflicts_with = "register")]
    output: PathBuf,
    /// Of sheets, take this model only
    #[arg(short, long, value_name = "NAME")]
    model: Option<String>,
    /// Write YAML documents instead of JSON
    #[arg(long, conflicts_with = "register")]
    yaml: bool,
    /// Register at the server instead of writing a folder
    #[arg(short, long)]
    register: bool,
    /// Scripts for Meshery's own client say so; it is how this one works anyway
    #[arg(long, hide = true, conflicts_with = "register")]
    skip_registration: bool,
    #[command(flatten)]
    facts: Facts,
}

/// Runs the command.
///
/// # Errors
/// When the source can't be read, nothing can be made from it, or the server refuses.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    // The group of arguments leaves exactly one of the two.
    let source = args.source.as_deref().or(args.file.as_deref()).unwrap_or_default();
    let model = args.facts.model()?;
    let folder = Path::new(source);
    let is_of_sheets = sheets::Files::are_in(folder);
    if args.register {
        if !is_of_sheets {
            return import::import(env, source, model.as_ref(), How::default());
        }
        let client = env.client()?;
        let body = sheets::Files::find(folder)?.request(args.model.as_deref())?;
        return import::finish(&client, env, client.imports().begin_request(&body)?, How::default());
    }
    if source.contains("://") {
        let message = format!("`{source}` is an address, which only the server fetches: add `--register`");
        return Err(Error::Argument { message });
    }
    let made = if is_of_sheets {
        sheets::Files::find(folder)?.packages(args.model.as_deref())?
    } else {
        super::offline::packages(source, model)?
    };
    write(&made.packages, &made.findings, &args.output, args.yaml, env)
}

/// Writes a folder for each package and prints their paths. What is wrong with single entities is noted.
///
/// # Errors
/// When a file can't be written.
pub fn write(
    packages: &[Package],
    findings: &[Finding],
    output: &Path,
    is_yaml: bool,
    env: &Env,
) -> Result<Outcome, Error> {
    let file_type = if is_yaml { FileType::Yaml } else { FileType::Json };
    let mut text = String::new();
    let (mut components, mut relationships) = (0, 0);
    for package in packages {
        let files = package::export(package, Export { file_type, ..Export::default() });
        write_all(output, &files)?;
        if let Some((first, _)) = files.first() {
            let folder = output.join(first);
            text += &format!("{}\n", folder.parent().unwrap_or(output).display());
        }
        components += package.components.len();
        relationships += package.relationships.len();
    }
    for finding in findings {
        env.note(&format!("failed: {finding}").replace(|c: char| c.is_control(), " "));
    }
    let exit = match (packages.is_empty(), findings.is_empty()) {
        (_, true) => Exit::Success,
        (true, false) => Exit::Refused,
        (false, false) => Exit::Partly,
    };
    let note = format!(
        "made {} models with {components} components and {relationships} relationships",
        packages.len()
    );
    Ok(Outcome::text(text).with_note(note).with_exit(exit))
}
