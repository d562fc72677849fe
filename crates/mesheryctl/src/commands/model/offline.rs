//! Makes packages on this machine as the server would: from custom resources, API documents and charts.

use std::io::Cursor;
use std::path::Path;

use meshery_archive::Format;
use meshery_convert::Limits;
use meshery_generate::{Finding, Packages, from_chart, from_custom_resources, from_open_api};
use meshery_model::{Component, ModelDefinition};
use meshery_registry::Package;

use super::facts;
use crate::error::Error;
use crate::input::Input;
use crate::package::Folder;

/// What definitions of custom resources say of themselves.
const CUSTOM_RESOURCE: &str = "CustomResourceDefinition";
/// How deep packed charts in packed charts are looked into.
const MOST_NESTED: usize = 4;

/// A file's name and content.
type File = (String, Vec<u8>);

/// Makes the packages of a file or a folder.
///
/// # Errors
/// When it can't be read, or nothing can be made from it.
pub fn packages(source: &str, model: Option<ModelDefinition>) -> Result<Packages, Error> {
    let path = Path::new(source);
    if path.is_dir() {
        let files = Folder::walk(path)?.read()?;
        let is_chart = path.join("Chart.yaml").exists();
        return if is_chart { chart(source, files, model) } else { folder(source, files, model.as_ref()) };
    }
    let input = Input::read(source)?;
    if Format::of(&input.bytes).is_some() {
        let files = unpack(&input.name(), input.bytes)?;
        return chart(source, files, model);
    }
    definitions(&input, model)
}

/// Takes the definitions of custom resources in all files of a folder; those of one group make one model.
fn folder(source: &str, files: Vec<File>, model: Option<&ModelDefinition>) -> Result<Packages, Error> {
    let mut all = Packages::default();
    for (name, bytes) in files.into_iter().filter(|(_, bytes)| mentions(bytes, CUSTOM_RESOURCE)) {
        let input = Input { bytes, file_name: Some(name.clone()) };
        // Other files may mention custom resources without defining any.
        let Ok(made) = definitions(&input, model.cloned()) else { continue };
        all.findings.extend(
            made.findings
                .into_iter()
                .map(|finding| Finding { subject: format!("{name}: {}", finding.subject), ..finding }),
        );
        for package in made.packages {
            match all.packages.iter_mut().find(|known| known.model.name == package.model.name) {
                Some(known) => add(known, package, &name, &mut all.findings),
                None => all.packages.push(package),
            }
        }
    }
    if all.packages.is_empty() && all.findings.is_empty() {
        let message = format!("`{source}` holds no chart, no sheets and no definition of a custom resource");
        return Err(Error::Argument { message });
    }
    Ok(all)
}

/// Adds the components of a package to another; of two with one kind and version the first counts.
fn add(known: &mut Package, package: Package, file: &str, findings: &mut Vec<Finding>) {
    for component in package.components {
        let is_same = |other: &Component| {
            other.kind() == component.kind() && other.api_version() == component.api_version()
        };
        if known.components.iter().any(is_same) {
            let (kind, version) = (component.kind(), component.api_version());
            let message = format!("`{kind}` of `{version}` is defined twice, the first counts");
            findings.push(Finding { subject: file.to_owned(), place: None, message });
        } else {
            known.components.push(component);
        }
    }
}

fn mentions(bytes: &[u8], word: &str) -> bool {
    bytes.windows(word.len()).any(|part| part == word.as_bytes())
}

fn definitions(input: &Input, model: Option<ModelDefinition>) -> Result<Packages, Error> {
    let is_named = model.is_some();
    let mut model = facts::complete(model.unwrap_or_default());
    let is_api = !mentions(&input.bytes, CUSTOM_RESOURCE) && mentions(&input.bytes, "\"openapi\"");
    let made = if is_api {
        from_open_api(&input.bytes, &model)
    } else {
        from_custom_resources(&input.bytes, &model, &Limits::default())
    };
    let made = made.map_err(|source| Error::Generate { name: input.name(), source: Box::new(source) })?;
    if !is_named {
        // As the server names them: after the group of the first custom resource.
        let group = made.components.first().and_then(|component| component.api_version().split_once('/'));
        let name =
            if is_api { "kubernetes-api" } else { group.map_or("custom-resources", |(group, _)| group) };
        name.clone_into(&mut model.name);
        name.clone_into(&mut model.display_name);
    }
    let package = Package { model, components: made.components, ..Package::default() };
    let packages = if package.components.is_empty() { Vec::new() } else { vec![package] };
    Ok(Packages { packages, findings: made.findings })
}

fn chart(name: &str, mut files: Vec<File>, model: Option<ModelDefinition>) -> Result<Packages, Error> {
    let given = model.unwrap_or_default();
    let read = |files: &[File]| {
        from_chart(files, &given, &Limits::default())
            .map_err(|source| Error::Generate { name: format!("`{name}`"), source: Box::new(source) })
    };
    let mut chart = read(&files)?;
    for _ in 0..MOST_NESTED {
        if chart.packed.is_empty() {
            break;
        }
        for packed in &chart.packed {
            let Some((_, bytes)) = files.iter().find(|(name, _)| name == packed).cloned() else { continue };
            let inside = unpack(packed, bytes)?;
            files.extend(inside.into_iter().map(|(name, bytes)| (format!("{packed}/{name}"), bytes)));
        }
        chart = read(&files)?;
    }
    Ok(Packages { packages: vec![chart.package], findings: chart.findings })
}

fn unpack(name: &str, bytes: Vec<u8>) -> Result<Vec<File>, Error> {
    meshery_archive::read_all(Cursor::new(bytes), &meshery_archive::Limits::default())
        .map_err(|source| Error::Archive { name: format!("`{name}`"), source: Box::new(source) })
}
