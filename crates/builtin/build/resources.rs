//! Every custom resource of the source crates.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use meshery_kopium_types::{Listing, Place, Resource, read};
use serde_json::Value;

use crate::crates::{self, SourceCrate};
use crate::report::Report;

/// What one crate says.
#[derive(Default)]
struct Read {
    resources: Vec<Resource>,
    listing: Listing,
    problems: Vec<String>,
}

/// Returns the resources by crate, version and name. `known` has the schemas of the Kubernetes types they use.
pub fn all(known: &BTreeMap<String, Value>, report: &mut Report) -> Vec<Resource> {
    let crates = crates::all();
    let next = AtomicUsize::new(0);
    let done = Mutex::new(BTreeMap::new());
    let work = || {
        while let Some(source) = crates.get(next.fetch_add(1, Ordering::Relaxed)) {
            let read = read_crate(source, known);
            done.lock().expect("no reader panics").insert(source.name.clone(), read);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(work);
        }
    });
    let mut resources = Vec::new();
    for read in done.into_inner().expect("no reader panics").into_values() {
        resources.extend(read.resources);
        report.problems.extend(read.problems);
        let listed = read.listing.iter().map(|(version, kinds)| (version.to_owned(), kinds.to_vec()));
        report.listed.extend(listed);
    }
    report.crates = crates.into_iter().map(|source| [source.name, source.version, source.license]).collect();
    resources
}

fn read_crate(source: &SourceCrate, known: &BTreeMap<String, Value>) -> Read {
    let mut all = Read::default();
    let readme = std::fs::read_to_string(source.folder.join("README.md"));
    all.listing = readme.map(|text| Listing::read(&text)).unwrap_or_default();
    for version in folders(&source.folder.join("src")) {
        for file in types(&version) {
            match read_file(&file, &all.listing, known) {
                Ok(resource) => {
                    let problems = resource.problems.iter();
                    all.problems.extend(problems.map(|problem| format!("{}: {problem}", file.display())));
                    all.resources.push(resource);
                }
                Err(problem) => all.problems.push(format!("{}: {problem}", file.display())),
            }
        }
    }
    all
}

fn read_file(file: &Path, listing: &Listing, known: &BTreeMap<String, Value>) -> Result<Resource, String> {
    let name =
        |path: Option<&Path>| path.and_then(Path::file_stem).map(|name| name.to_string_lossy().into_owned());
    let (version, plural) = (name(file.parent()).unwrap_or_default(), name(Some(file)).unwrap_or_default());
    let group = listing.group(&version).ok_or_else(|| format!("the README lists no version `{version}`"))?;
    let text = std::fs::read_to_string(file).map_err(|error| error.to_string())?;
    let place = Place { group: group.to_owned(), version, plural };
    read(&text, place, listing, known).map_err(|error| error.to_string())
}

fn folders(folder: &Path) -> Vec<PathBuf> {
    let mut found = entries(folder);
    found.retain(|path| path.is_dir());
    found
}

/// Returns the files of a version that hold types.
fn types(folder: &Path) -> Vec<PathBuf> {
    let mut found = entries(folder);
    found.retain(|path| path.extension().is_some_and(|end| end == "rs") && !path.ends_with("mod.rs"));
    found
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut found: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    found.sort();
    found
}
