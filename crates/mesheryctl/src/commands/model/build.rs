//! `mesheryctl model build`

use std::fs;
use std::path::{Path, PathBuf};

use meshery_archive::write::{self, Labels};

use crate::env::Env;
use crate::error::Error;
use crate::output::Outcome;
use crate::package::{Folder, safe_name, validate};

/// Pack the folder of a model into an OCI archive, without a server
///
/// Every document is checked first, as the server would on import. The archive is `<name>-<version>.tar` in the
/// working directory, and the same folder gives the same bytes.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Name of the model's folder, with a version if there are several: `shop/v0.1.0`
    #[arg(value_name = "NAME[/VERSION]")]
    model: String,
    /// Folder that holds the model's folder
    #[arg(short, long, value_name = "FOLDER", default_value = ".")]
    path: PathBuf,
}

/// Runs the command.
///
/// # Errors
/// When there is no such folder, a document is not valid, or the archive can't be written.
pub fn run(args: &Args, env: &Env) -> Result<Outcome, Error> {
    let root = root(&args.path.join(&args.model), &args.model)?;
    let folder = Folder::walk(&root)?;
    if let Some(remark) = folder.remark() {
        env.note(&remark);
    }
    let package = validate(&folder, &format!("`{}`", root.display()))?;
    let (name, version) = (package.model.name, package.model.model.version);
    let inside = |path: String| format!("{}/{}/{path}", safe_name(&name), safe_name(&version));
    let files: Vec<_> = package.files.into_iter().map(|(path, bytes)| (inside(path), bytes)).collect();
    let labels = Labels { title: name.clone(), version: version.clone() };
    let image = write::image(&files, &labels, Vec::new()).map_err(|source| Error::Archive {
        name: format!("`{}`", root.display()),
        source: Box::new(source),
    })?;
    let path = PathBuf::from(format!("{}-{}.tar", safe_name(&name), safe_name(&version)));
    replace(&path, &image).map_err(|source| Error::Write { path: path.clone(), source })?;
    let counts = format!("{} components, {} relationships", package.components, package.relationships);
    Ok(Outcome::text(format!("{}\n", path.display()))
        .with_note(format!("packed `{name}` {version}: {counts}"))
        .with_note(format!("import it with `mesheryctl model import {}`", path.display())))
}

/// Returns the folder of the version that is meant: the named one, or the only one.
fn root(path: &Path, wanted: &str) -> Result<PathBuf, Error> {
    let is_model = |folder: &Path| {
        ["json", "yaml", "yml"].iter().any(|end| folder.join(format!("model.{end}")).is_file())
    };
    let unreadable = |source| Error::Read { name: format!("`{}`", path.display()), source };
    let mut versions = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?.path();
        if entry.is_dir() && is_model(&entry) {
            versions.push(entry);
        }
    }
    versions.sort_unstable();
    match versions.len() {
        _ if is_model(path) => Ok(path.to_owned()),
        1 => Ok(versions.remove(0)),
        // What is wrong with the folder, its validation says better.
        0 => Ok(path.to_owned()),
        _ => {
            let names = versions.iter().filter_map(|path| path.file_name());
            let candidates = names.map(|name| format!("{wanted}/{}", name.to_string_lossy())).collect();
            let decide = "the version, as in `NAME/VERSION`";
            Err(Error::Ambiguous { noun: "version", wanted: wanted.to_owned(), candidates, decide })
        }
    }
}

/// Writes a file in place of the one that was there, never half.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", std::process::id()));
    let temporary = PathBuf::from(temporary);
    let written = fs::write(&temporary, bytes).and_then(|()| fs::rename(&temporary, path));
    if written.is_err() {
        // The rest of it helps nobody; why it could not be written, is told.
        drop(fs::remove_file(&temporary));
    }
    written
}
