//! `mesheryctl design export`

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use meshery_api::designs::Design;
use meshery_client::DownloadFormat;
use serde_json::Value;

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;
use crate::package::write_new;
use crate::resolve;

/// Download a design to a file
///
/// The file is called after the design's name and the last group of its id. No file is ever overwritten: a
/// taken name gets a number.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name or id of the design, or the beginning of either
    #[arg(value_name = "NAME|ID")]
    design: String,
    /// What to download
    #[arg(long = "type", value_name = "TYPE", value_enum, ignore_case = true, default_value = "design")]
    export_type: ExportType,
    /// Folder for the file, made if it is missing; a name with an extension is that of the file; `-` is
    /// standard output
    #[arg(short, long, value_name = "PATH", default_value = ".")]
    output: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum ExportType {
    /// The design as YAML
    #[value(alias = "current")]
    Design,
    /// A Kubernetes manifest
    #[value(alias = "manifest")]
    KubernetesManifest,
    /// The file it was imported from, byte for byte
    Original,
}

/// Runs the command.
///
/// # Errors
/// When there is no such design or several, it has no such form, or the file can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let client = env.client()?;
    let design = resolve::design(&client, &args.design)?.read()?;
    let format = match args.export_type {
        ExportType::Design => DownloadFormat::Design,
        ExportType::KubernetesManifest => DownloadFormat::KubernetesManifest,
        ExportType::Original => DownloadFormat::Original,
    };
    let bytes = client.designs().download(design.id, format)?;
    if args.output == Path::new("-") {
        return Ok(Outcome::text(bytes));
    }
    let wanted = if names_file(&args.output) {
        args.output.clone()
    } else {
        args.output.join(file_name(&design, args.export_type))
    };
    let path = write_new(&wanted, &bytes).map_err(|source| Error::Write { path: wanted, source })?;
    Ok(Outcome::text(format!("{}\n", path.display())))
}

/// Tells whether a path is meant as that of a file rather than of a folder.
fn names_file(path: &Path) -> bool {
    let known = ["yaml", "yml", "json"];
    !path.is_dir() && path.extension().and_then(OsStr::to_str).is_some_and(|end| known.contains(&end))
}

fn file_name(design: &Design, export_type: ExportType) -> String {
    let id = design.id.to_string();
    let group = id.rsplit('-').next().unwrap_or(&id);
    let name: String =
        design.name.chars().map(|c| if c.is_control() || c == '/' { '_' } else { c }).collect();
    let end = match export_type {
        ExportType::Design => ".yaml".to_owned(),
        ExportType::KubernetesManifest => ".manifest.yaml".to_owned(),
        ExportType::Original => {
            let source = design.location.get("path").and_then(Value::as_str).unwrap_or("source.yaml");
            let end = Path::new(source).extension().and_then(OsStr::to_str).unwrap_or("yaml");
            format!(".original.{end}")
        }
    };
    format!("{}_{group}{end}", name.trim_start_matches('.'))
}
