//! The three sheets of registry maintainers, as CSV files in a folder.

use std::fs;
use std::path::{Path, PathBuf};

use meshery_api::imports::{ImportBody, RegisterRequest};
use meshery_generate::{Packages, Sheets, from_sheets};

use crate::error::Error;

/// The sheets of a folder.
#[derive(Debug)]
pub struct Files {
    folder: PathBuf,
    models: Vec<u8>,
    components: Option<Vec<u8>>,
    relationships: Option<Vec<u8>>,
}

impl Files {
    /// Tells whether a path is a folder with sheets rather than with anything else.
    pub fn are_in(folder: &Path) -> bool {
        let is_sheet =
            |entry: fs::DirEntry| entry.file_name().to_string_lossy().to_lowercase().ends_with(".csv");
        fs::read_dir(folder).is_ok_and(|mut entries| entries.any(|entry| entry.is_ok_and(is_sheet)))
    }

    /// Finds and reads the sheets: CSV files with `model`, `component` and `relationship` in their names, as
    /// spreadsheets export them (`Integrations - Models.csv`).
    ///
    /// # Errors
    /// When there is no sheet of models, two files claim to be the same sheet, or one can't be read.
    pub fn find(folder: &Path) -> Result<Self, Error> {
        let unreadable = |path: &Path| {
            let name = format!("`{}`", path.display());
            move |source| Error::Read { name, source }
        };
        let mut found: [Vec<PathBuf>; 3] = Default::default();
        for entry in fs::read_dir(folder).map_err(unreadable(folder))? {
            let path = entry.map_err(unreadable(folder))?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
            // A sheet of relationships may be called after the models it joins, so that word counts last.
            let words = ["relationship", "component", "model"];
            if name.ends_with(".csv")
                && let Some(place) = words.iter().position(|word| name.contains(word))
                && let Some(files) = found.get_mut(place)
            {
                files.push(path);
            }
        }
        let read = |files: &[PathBuf], what: &str| match files {
            [] => Ok(None),
            [path] => fs::read(path).map(Some).map_err(unreadable(path)),
            [one, other, ..] => {
                let (one, other) = (one.display(), other.display());
                let message = format!("`{one}` and `{other}` both seem to be the sheet of {what}");
                Err(Error::Argument { message })
            }
        };
        let [relationships, components, models] = &found;
        let Some(models) = read(models, "models")? else {
            let message = format!(
                "`{}` holds no sheet of models, a CSV file with `model` in its name",
                folder.display()
            );
            return Err(Error::Argument { message });
        };
        let (components, relationships) =
            (read(components, "components")?, read(relationships, "relationships")?);
        Ok(Self { folder: folder.to_owned(), models, components, relationships })
    }

    /// Makes the packages; of one model, if it is given.
    ///
    /// # Errors
    /// When a sheet can't be read or lacks a column, or there is no such model.
    pub fn packages(&self, model: Option<&str>) -> Result<Packages, Error> {
        let sheets = Sheets {
            models: &self.models,
            components: self.components.as_deref(),
            relationships: self.relationships.as_deref(),
        };
        let mut made = from_sheets(&sheets).map_err(|source| Error::Generate {
            name: format!("`{}`", self.folder.display()),
            source: Box::new(source),
        })?;
        if let Some(wanted) = model {
            made.packages.retain(|package| package.model.name == wanted);
            if made.packages.is_empty() {
                return Err(Error::NotFound { noun: "model of the sheets", wanted: wanted.to_owned() });
            }
        }
        Ok(made)
    }

    /// Returns the request that has the server make the packages.
    ///
    /// # Errors
    /// When one model is asked for: the server takes sheets as a whole.
    pub fn request(&self, model: Option<&str>) -> Result<RegisterRequest, Error> {
        if model.is_some() {
            let message =
                "`--model` can't be registered from sheets: generate a folder, then import it".to_owned();
            return Err(Error::Argument { message });
        }
        let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        let import_body = ImportBody {
            model_csv: Some(text(&self.models)),
            component_csv: self.components.as_ref().map(text),
            relationship_csv: self.relationships.as_ref().map(text),
            ..ImportBody::default()
        };
        Ok(RegisterRequest { import_body, upload_type: Some("csv".to_owned()), register: Some(true) })
    }
}
