//! What works without a server: reading manifests and designs, and evaluating them with the built-in registry.

use meshery_convert::{Imported, Limits};
use meshery_evaluator::{Definitions, Evaluation, Options};
use meshery_model::Design;

use crate::env::Env;
use crate::error::Error;
use crate::input::Input;

/// Reads a manifest or a design, whatever it is. Warnings go to standard error.
///
/// # Errors
/// When the file can't be read, or is neither.
pub fn read(path: &str, name: Option<&str>, env: &Env) -> Result<Imported, Error> {
    let input = Input::read(path)?;
    let file_name = input.file_name.as_deref();
    let registry = meshery_builtin::index();
    let imported = meshery_convert::import(&input.bytes, file_name, name, registry, &Limits::default())
        .map_err(|source| Error::Convert { name: input.name(), source: Box::new(source) })?;
    for warning in &imported.warnings {
        let line = warning.line.map(|line| format!(" (line {line})")).unwrap_or_default();
        env.note(&format!("warning: {}{line}", warning.message));
    }
    Ok(imported)
}

/// Evaluates a design with the built-in definitions.
///
/// # Errors
/// When the design is, or becomes, larger than a server would take.
pub fn evaluate(design: Design, env: &Env) -> Result<Evaluation, Error> {
    let registry = meshery_builtin::index();
    let (definitions, findings) = Definitions::compile(&registry.relationship_definitions());
    for finding in findings {
        env.note(&format!("warning: definition {} is skipped: {}", finding.definition, finding.message));
    }
    Ok(meshery_evaluator::evaluate(design, &definitions, registry, &Options::default())?)
}
