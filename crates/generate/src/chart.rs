//! A package from a Helm chart: the model from its `Chart.yaml`, components from the custom resources it
//! defines, in `crds/` and in templates that need no rendering, those of its subcharts included.

mod metadata;
mod template;

use meshery_convert::{Limits, yaml};
use meshery_model::ModelDefinition;
use meshery_registry::Package;

use crate::custom_resources::{Maker, is_definition, unwrap};
use crate::{Error, Finding, error};

/// What a chart gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The model and the components.
    pub package: Package,
    /// What could not be read, and templates that have to be rendered first.
    pub findings: Vec<Finding>,
    /// Names of packed subcharts, which were not looked into. To have their components too, unpack each and
    /// pass its files with the others, their names beginning with the name of the packed chart and a slash.
    pub packed: Vec<String>,
}

/// Makes a package from the files of a chart, whose names may begin with a folder. What `given` says about the
/// model goes before what the chart says.
///
/// # Errors
/// When there is no `Chart.yaml`, or it can't be read.
pub fn from_chart(
    files: &[(String, Vec<u8>)],
    given: &ModelDefinition,
    limits: &Limits,
) -> Result<Chart, Error> {
    let folders = folders(files);
    let root = root(&folders)?;
    let description = format!("{root}Chart.yaml");
    let text = files.iter().find(|(name, _)| *name == description).map(|(_, bytes)| bytes.as_slice());
    let model = metadata::model(text.unwrap_or_default(), given, limits)?;

    let mut maker = Maker::new(&model);
    let mut packed = Vec::new();
    let mut sorted: Vec<&(String, Vec<u8>)> = files.iter().collect();
    sorted.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
    for (name, bytes) in sorted {
        let Some(place) = inside(name, &folders).filter(|_| name.starts_with(root)) else { continue };
        let is_document = [".yaml", ".yml", ".json"].iter().any(|ending| name.ends_with(ending));
        if place.starts_with("charts/") && (name.ends_with(".tgz") || name.ends_with(".tar.gz")) {
            packed.push(name.clone());
        } else if place.starts_with("crds/") && is_document {
            whole(name, bytes, limits, &mut maker);
        } else if place.starts_with("templates/") && is_document {
            template(name, bytes, limits, &mut maker);
        }
    }
    let unpacked = |name: &String| folders.iter().any(|folder| folder.starts_with(&format!("{name}/")));
    packed.retain(|name| !unpacked(name));
    let (components, findings) = (maker.made.components, maker.made.findings);
    let package = Package { model, components, ..Package::default() };
    Ok(Chart { package, findings, packed })
}

/// Returns the folders of all charts, each with a slash at the end or empty.
fn folders(files: &[(String, Vec<u8>)]) -> Vec<&str> {
    let folder = |name: &'_ str| name.strip_suffix("Chart.yaml").map(str::len);
    files
        .iter()
        .filter_map(|(name, _)| name.get(..folder(name)?))
        .filter(|folder| folder.is_empty() || folder.ends_with('/'))
        .collect()
}

/// Returns the folder of the chart that the others are subcharts of.
fn root<'f>(folders: &[&'f str]) -> Result<&'f str, Error> {
    let Some(root) = folders.iter().min_by_key(|folder| folder.len()) else {
        return Err(Error::NoChart { reason: "there is no `Chart.yaml` among them".to_owned() });
    };
    match folders.iter().find(|folder| !folder.starts_with(root)) {
        Some(other) => {
            let reason = format!("there are several charts, in `{root}` and in `{other}`");
            Err(Error::NoChart { reason })
        }
        None => Ok(root),
    }
}

/// Returns the name of a file within the innermost chart that holds it.
fn inside<'f>(name: &'f str, folders: &[&str]) -> Option<&'f str> {
    let holding = folders.iter().filter_map(|folder| name.strip_prefix(folder));
    holding.min_by_key(|rest| rest.len())
}

/// Takes the definitions of a file that Helm does not render.
fn whole(name: &str, bytes: &[u8], limits: &Limits, maker: &mut Maker<'_>) {
    match error::text(bytes, "the file") {
        Ok(text) => definitions(name, text, 0, limits, maker),
        Err(error) => maker.made.findings.push(Finding::new(name, error.to_string())),
    }
}

/// Takes the definitions of a template, document by document, as far as they don't depend on its actions.
fn template(name: &str, bytes: &[u8], limits: &Limits, maker: &mut Maker<'_>) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for document in template::documents(text) {
        if !document.text.lines().any(|line| line.trim_end() == "kind: CustomResourceDefinition") {
            continue;
        }
        match template::without_actions(document.text) {
            Ok(plain) => definitions(name, &plain, document.line - 1, limits, maker),
            Err(line) => {
                let message = "the definition depends on values, so the chart has to be rendered to know it";
                let place = format!("line {}", document.line + line);
                maker.made.findings.push(Finding::new(name, message).at(place));
            }
        }
    }
}

fn definitions(name: &str, text: &str, lines_before: usize, limits: &Limits, maker: &mut Maker<'_>) {
    let documents = match yaml::read(text, limits) {
        Ok(documents) => documents,
        Err(error) => {
            let place = error.location().map(|place| format!("line {}", place.line + lines_before));
            let text = error.to_string();
            // The text begins with the line in the document, the finding has the one in the file.
            let message =
                text.strip_prefix("line ").and_then(|rest| rest.split_once(": ")).map(|(_, rest)| rest);
            let finding = Finding::new(name, message.unwrap_or(&text));
            return maker.made.findings.push(finding.at(place.unwrap_or_default()));
        }
    };
    let mut objects = Vec::new();
    for document in documents {
        unwrap(document.value, &mut objects);
    }
    objects.iter().filter(|object| is_definition(object)).for_each(|object| maker.add(object));
}
