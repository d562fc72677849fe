//! Reads what a client sent, by its content: archives of packages, single documents, custom resources, and what
//! an API server says of itself.

use std::io::{Cursor, Read, Seek};
use std::sync::mpsc::Receiver;

use meshery_archive::Format;
use meshery_convert::yaml;
use meshery_generate::package::{Collection, Collector, Entity, File, read_file};
use meshery_generate::{Components, from_custom_resources, from_open_api};
use meshery_model::{ModelDefinition, ModelVersion, Registrant};
use meshery_registry::identity;
use serde_json::Value;

use super::chart::{Chart, ChartFiles};
use super::progress::Progress;
use crate::{Error, Limits};

/// How many files of an archive may wait to be read.
const FILES_AHEAD: usize = 32;
/// Longest name of a model that is made here.
const NAME_LENGTH: usize = 128;
/// What definitions of custom resources say of themselves.
const CUSTOM_RESOURCE: &str = "CustomResourceDefinition";
/// What documents of API servers say of themselves.
const OPEN_API: &str = "\"openapi\"";
/// Category of models that say nothing of one.
const CATEGORY: &str = "Uncategorized";

/// Content that can be read more than once.
pub trait ReadSeek: Read + Seek + Send {}

impl<T: Read + Seek + Send> ReadSeek for T {}

/// The content of a file.
pub type Content = Box<dyn ReadSeek>;

/// A file to import.
pub struct Upload {
    /// Its name, for people.
    pub name: String,
    /// What is in it.
    pub content: Content,
}

impl Upload {
    /// Makes a file of bytes.
    #[must_use]
    pub fn of_bytes(name: &str, bytes: Vec<u8>) -> Self {
        Self { name: name.to_owned(), content: Box::new(Cursor::new(bytes)) }
    }

    /// Makes an archive of files.
    ///
    /// # Errors
    /// When a name is unsafe or comes twice.
    pub fn of_files(name: &str, files: &[(String, Vec<u8>)]) -> Result<Self, Error> {
        Ok(Self::of_bytes(name, meshery_archive::write::tar(files, Vec::new())?))
    }
}

/// The three sheets that registry maintainers keep, as CSV.
#[derive(Clone, Debug, Default)]
pub struct Sheets {
    /// The models.
    pub models: Vec<u8>,
    /// Their components.
    pub components: Option<Vec<u8>>,
    /// Their relationship definitions.
    pub relationships: Option<Vec<u8>>,
}

/// Reads all files.
pub(super) fn read(
    uploads: Vec<Upload>,
    sheets: Option<&Sheets>,
    model: Option<ModelDefinition>,
    limits: &Limits,
    progress: &Progress,
) -> Result<Collection, Error> {
    let mut reading = Reading { collector: Collector::default(), model, limits, progress };
    for upload in uploads {
        reading.upload(upload)?;
    }
    if let Some(sheets) = sheets {
        reading.sheets(sheets)?;
    }
    let collection = reading.collector.finish();
    Progress::count(&progress.failures, collection.findings.len() as u64);
    if collection.packages.is_empty() && collection.findings.is_empty() {
        return Err(Error::NothingToImport);
    }
    Ok(collection)
}

struct Reading<'a> {
    collector: Collector,
    /// What the client said of the model.
    model: Option<ModelDefinition>,
    limits: &'a Limits,
    progress: &'a Progress,
}

impl Reading<'_> {
    fn upload(&mut self, mut upload: Upload) -> Result<(), Error> {
        let mut head = [0; 512];
        let length = read_head(&mut upload.content, &mut head)?;
        upload.content.rewind().map_err(meshery_archive::Error::from)?;
        if Format::of(head.get(..length).unwrap_or_default()).is_some() {
            return self.archive(upload.content);
        }
        let limit = self.limits.convert.max_bytes;
        let mut bytes = Vec::new();
        let read = upload.content.take(limit as u64 + 1).read_to_end(&mut bytes);
        read.map_err(meshery_archive::Error::from)?;
        if bytes.len() > limit {
            return Err(Error::UploadTooLarge { name: upload.name, limit });
        }
        Progress::count(&self.progress.files, 1);
        Progress::count(&self.progress.bytes, bytes.len() as u64);
        self.document(&upload.name, &bytes, true)
    }

    /// Reads the files of an archive as they come; returns those of charts.
    fn files(&mut self, files: Receiver<(String, Vec<u8>)>) -> Result<ChartFiles, Error> {
        let mut charts = ChartFiles::default();
        for (path, bytes) in files {
            if charts.takes(&path) { charts.add(&path, bytes) } else { self.document(&path, &bytes, false) }?;
        }
        Ok(charts)
    }

    fn archive(&mut self, content: Content) -> Result<(), Error> {
        let limits = self.limits.archives.clone();
        let progress = self.progress;
        // One thread expands the archive while another reads its documents.
        let (sender, files) = std::sync::mpsc::sync_channel::<(String, Vec<u8>)>(FILES_AHEAD);
        let (walked, charts) = std::thread::scope(|scope| {
            let reading = scope.spawn(|| self.files(files));
            let walked = meshery_archive::for_each_file(content, &limits, |path, _, content| {
                progress.check()?;
                let mut bytes = Vec::new();
                content.read_to_end(&mut bytes).map_err(meshery_archive::Error::from)?;
                Progress::count(&progress.files, 1);
                Progress::count(&progress.bytes, bytes.len() as u64);
                // The other side hangs up when it failed; why, it says itself.
                sender.send((path.to_owned(), bytes)).map_err(|_| Error::Cancelled)
            });
            drop(sender);
            (walked, reading.join().unwrap_or(Err(Error::ShuttingDown)))
        });
        let charts = match (walked, charts) {
            (Ok(_), charts) | (Err(Error::Cancelled), charts @ Err(_)) => charts?,
            (Err(error), _) => return Err(error),
        };
        for Chart { package, findings } in charts.read(self.model.as_ref(), self.limits)? {
            Progress::count(&self.progress.components, package.components.len() as u64);
            self.collector.add_package(&format!("chart/{}", package.model.name), package);
            findings.into_iter().for_each(|finding| self.collector.add_finding(finding));
        }
        Ok(())
    }

    /// Reads one document. What an archive holds beside documents is passed over; what a client sent by itself
    /// has to be something.
    fn document(&mut self, path: &str, bytes: &[u8], is_alone: bool) -> Result<(), Error> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let is_text = [".json", ".yaml", ".yml"].iter().any(|ending| name.ends_with(ending));
        let is_generated = mentions(bytes, CUSTOM_RESOURCE) || is_alone && mentions(bytes, OPEN_API);
        if is_generated && (is_alone || is_text) {
            return self.generated(path, bytes, is_alone);
        }
        // A text sent by itself need not have a telling name.
        let path = if is_alone && !is_text { format!("{path}.yaml") } else { path.to_owned() };
        let read = read_file(&path, bytes);
        if let Ok(None) = read
            && is_alone
        {
            return Err(Error::UnknownUpload { name: name.to_owned() });
        }
        if let Ok(Some(file)) = &read {
            Progress::count(
                match file.entity {
                    Entity::Model(_) => &self.progress.models,
                    Entity::Relationship(_) => &self.progress.relationships,
                    _ => &self.progress.components,
                },
                1,
            );
        }
        self.collector.add(&path, read);
        Ok(())
    }

    fn sheets(&mut self, sheets: &Sheets) -> Result<(), Error> {
        let made = meshery_generate::from_sheets(&meshery_generate::Sheets {
            models: &sheets.models,
            components: sheets.components.as_deref(),
            relationships: sheets.relationships.as_deref(),
        })?;
        for package in made.packages {
            Progress::count(&self.progress.models, 1);
            let folder = format!("{}/{}", package.model.registrant.kind, package.model.name);
            self.collector.add_package(&folder, package);
        }
        made.findings.into_iter().for_each(|finding| self.collector.add_finding(finding));
        Ok(())
    }

    /// Adds components made from a text.
    fn generated(&mut self, path: &str, bytes: &[u8], is_alone: bool) -> Result<(), Error> {
        let (model, made) = match generate(bytes, self.model.clone(), self.limits) {
            Ok(generated) => generated,
            Err(error) if is_alone => return Err(error),
            // Archives hold texts that only mention custom resources.
            Err(_) => return Ok(()),
        };
        let folder = format!("{}/{}", model.name, identity::model(&model));
        for mut finding in made.findings {
            finding.subject = format!("{path}: {}", finding.subject);
            self.collector.add(path, Err(finding));
        }
        Progress::count(&self.progress.components, made.components.len() as u64);
        for component in made.components {
            let entity = Entity::Component(Box::new(component));
            self.collector.add(path, Ok(Some(File { folder: folder.clone(), entity })));
        }
        self.collector.set_model(&folder, model);
        Ok(())
    }
}

/// Makes components from definitions of custom resources, or from what an API server says of itself. They
/// belong to the model that is given, or to one named after their group.
pub(in crate::registry) fn generate(
    bytes: &[u8],
    model: Option<ModelDefinition>,
    limits: &Limits,
) -> Result<(ModelDefinition, Components), Error> {
    let model = model.map_or_else(|| model_named_after(&group_of(bytes)), complete);
    let made = if mentions(bytes, CUSTOM_RESOURCE) || !mentions(bytes, OPEN_API) {
        from_custom_resources(bytes, &model, &limits.convert)?
    } else {
        from_open_api(bytes, &model)?
    };
    Ok((model, made))
}

fn mentions(bytes: &[u8], word: &str) -> bool {
    memchr::memmem::find(bytes, word.as_bytes()).is_some()
}

fn read_head(content: &mut Content, head: &mut [u8]) -> Result<usize, Error> {
    let mut length = 0;
    while let Some(rest) = head.get_mut(length..).filter(|rest| !rest.is_empty()) {
        match content.read(rest).map_err(meshery_archive::Error::from)? {
            0 => break,
            more => length += more,
        }
    }
    Ok(length)
}

/// Returns the API group of the first custom resource of a text, or the title of an API.
fn group_of(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let documents = yaml::read(&text, &meshery_convert::Limits::default()).unwrap_or_default();
    let group = |value: &Value| {
        let items = value.get("items").and_then(Value::as_array);
        let objects = items.into_iter().flatten().chain(std::iter::once(value));
        objects.filter_map(|object| object.pointer("/spec/group")?.as_str()).next().map(str::to_owned)
    };
    documents
        .iter()
        .find_map(|document| group(&document.value))
        .unwrap_or_else(|| "kubernetes-api".to_owned())
}

fn model_named_after(name: &str) -> ModelDefinition {
    let name: String = name.chars().take(NAME_LENGTH).collect();
    complete(ModelDefinition { display_name: name.clone(), name, ..ModelDefinition::default() })
}

/// Returns a model with what every model has.
pub(super) fn complete(mut model: ModelDefinition) -> ModelDefinition {
    let fill = |text: &mut String, with: &str| {
        if text.trim().is_empty() {
            with.clone_into(text);
        }
    };
    let name = model.name.clone();
    fill(&mut model.display_name, &name);
    fill(&mut model.version, "v1.0.0");
    fill(&mut model.category.name, CATEGORY);
    if model.registrant.kind.is_empty() {
        model.registrant = Registrant { kind: "meshery".to_owned(), ..Registrant::default() };
    }
    if model.model.version.is_empty() {
        model.model = ModelVersion { version: "v0.1.0".to_owned(), ..model.model };
    }
    model
}
