//! `mesheryctl model export`

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use meshery_client::{ExportQuery, PackageFormat};

use super::find::{self, Version};
use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;
use crate::package::{safe_name, write_new};

/// Download a model as a package that can be imported elsewhere
///
/// The file is called after the model. No file is ever overwritten: a taken name gets a number.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the model, the newest version of it if none is named, or its id
    #[arg(value_name = "NAME[/VERSION]|ID")]
    model: String,
    /// Version of the model
    #[arg(long, value_name = "VERSION")]
    version: Option<String>,
    /// What to write: oci (an image in OCI layout), tar (in gzip), json or yaml (one document)
    #[arg(
        short = 'o',
        long,
        value_name = "TYPE",
        value_enum,
        hide_possible_values = true,
        ignore_case = true,
        default_value = "oci"
    )]
    output_type: OutputType,
    /// Format of the documents in an archive: json or yaml
    #[arg(
        short = 't',
        long,
        value_name = "FORMAT",
        value_enum,
        hide_possible_values = true,
        ignore_case = true,
        default_value = "yaml"
    )]
    output_format: Documents,
    /// Folder for the file, made if it is missing; `-` is standard output
    #[arg(short = 'l', long, value_name = "FOLDER", default_value = ".")]
    output_location: PathBuf,
    /// Leave the components out
    #[arg(short = 'c', long)]
    discard_components: bool,
    /// Leave the relationships out
    #[arg(short = 'r', long)]
    discard_relationships: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum OutputType {
    Oci,
    Tar,
    Json,
    Yaml,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Documents {
    Json,
    #[value(alias = "yml")]
    Yaml,
}

/// Runs the command.
///
/// # Errors
/// When there is no such model or several, or the file can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    let version = args.version.as_deref().map_or(Version::Newest, Version::Named);
    let model = find::find(&client, env, &args.model, version)?.definition;
    let (format, ending) = match args.output_type {
        OutputType::Oci => (PackageFormat::Oci, "tar"),
        OutputType::Tar => (PackageFormat::Tar, "tar.gz"),
        OutputType::Json => (PackageFormat::Json, "json"),
        OutputType::Yaml => (PackageFormat::Yaml, "yaml"),
    };
    let bytes = client.registry().export(&ExportQuery {
        id: model.id,
        format,
        yaml_documents: args.output_format == Documents::Yaml,
        components: !args.discard_components,
        relationships: !args.discard_relationships,
    })?;
    let exported = format!("exported `{}` {}", model.name, model.model.version);
    if args.output_location == Path::new("-") {
        return Ok(Outcome::text(bytes).with_note(exported));
    }
    // The name comes from a server, and must not lead out of the folder.
    let wanted = args.output_location.join(format!("{}.{ending}", safe_name(&model.name)));
    let path = write_new(&wanted, &bytes).map_err(|source| Error::Write { path: wanted, source })?;
    Ok(Outcome::text(format!("{}\n", path.display())).with_note(exported))
}
