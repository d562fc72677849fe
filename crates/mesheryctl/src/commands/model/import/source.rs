//! What an import takes: a folder that is packed on the way, a file, standard input, or an address.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use meshery_api::imports::{ImportBody, Job, RegisterRequest};
use meshery_client::{Answer, Client, Upload};
use meshery_model::ModelDefinition;

use crate::env::Env;
use crate::error::Error;
use crate::output::{Progress, size};
use crate::package::{Folder, Packing};

/// What any content is called whose kind only the server finds out.
const ANY: &str = "application/octet-stream";
/// Name of what comes through standard input.
const STDIN: &str = "standard input";

/// Begins an import of what a path or an address names.
///
/// # Errors
/// When it can't be read, or the server can't be reached or refuses.
pub fn begin(
    client: &Client,
    env: &Env,
    source: &str,
    model: Option<&ModelDefinition>,
    is_dry_run: bool,
) -> Result<Answer<Job>, Error> {
    if is_address(source) {
        return fetch(client, ImportBody { model: model.cloned(), ..at(source) }, is_dry_run);
    }
    let sender = Sender { client, model, is_dry_run };
    if source == "-" {
        return sender.send(STDIN, ANY, &mut io::stdin().lock());
    }
    let path = Path::new(source);
    let unreadable = |error| Error::Read { name: format!("`{source}`"), source: error };
    // `.` and `..` are called what they are.
    let full = path.canonicalize().map_err(unreadable)?;
    let name = full.file_name().map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    if full.is_dir() {
        return sender.folder(path, &name, env);
    }
    sender.send(&name, ANY, &mut File::open(path).map_err(unreadable)?)
}

/// A chart of a Helm repository.
#[derive(Clone, Copy, Debug)]
pub struct Chart<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version, the newest if none is named.
    pub version: Option<&'a str>,
}

/// Begins an import of a chart that the server fetches from a Helm repository.
///
/// # Errors
/// When the repository is no address, or the server can't be reached or refuses.
pub fn begin_chart(
    client: &Client,
    repository: &str,
    chart: &Chart<'_>,
    model: Option<&ModelDefinition>,
    is_dry_run: bool,
) -> Result<Answer<Job>, Error> {
    if !is_address(repository) {
        let message = format!("`{repository}` is no address of a Helm repository, which `--chart` needs");
        return Err(Error::Argument { message });
    }
    let body = ImportBody {
        chart: Some(chart.name.to_owned()),
        chart_version: chart.version.map(str::to_owned),
        model: model.cloned(),
        ..at(repository)
    };
    fetch(client, body, is_dry_run)
}

/// Tells addresses from paths. Which of them it fetches from, the server knows.
fn is_address(source: &str) -> bool {
    source.contains("://")
}

fn at(address: &str) -> ImportBody {
    ImportBody { url: Some(address.to_owned()), ..ImportBody::default() }
}

fn fetch(client: &Client, import_body: ImportBody, is_dry_run: bool) -> Result<Answer<Job>, Error> {
    let upload_type = Some("urlImport".to_owned());
    let request = RegisterRequest { import_body, upload_type, register: Some(!is_dry_run) };
    Ok(client.imports().begin_request(&request)?)
}

struct Sender<'a> {
    client: &'a Client,
    model: Option<&'a ModelDefinition>,
    is_dry_run: bool,
}

impl Sender<'_> {
    /// Packs a folder and sends it at the same time.
    fn folder(&self, path: &Path, name: &str, env: &Env) -> Result<Answer<Job>, Error> {
        let folder = Folder::walk(path)?;
        if let Some(remark) = folder.remark() {
            env.note(&remark);
        }
        if folder.files.is_empty() {
            let path = path.display();
            let message = format!("`{path}` holds nothing that can be imported: no JSON, YAML or Rego file");
            return Err(Error::Argument { message });
        }
        let mut packing = Packing::start(folder.files)?;
        let job = self.send(&format!("{name}.tar.zst"), "application/zstd", &mut packing);
        // Why a file can't be packed, says more than that the sending ended.
        packing.failure().map_or(job, Err)
    }

    fn send(&self, name: &str, media_type: &str, content: &mut dyn Read) -> Result<Answer<Job>, Error> {
        let mut content = Watched { content, progress: Progress::new(), bytes: 0, failure: None };
        let upload = Upload { name, media_type, content: &mut content, model: self.model };
        match (self.client.imports().begin(upload, self.is_dry_run), content.failure) {
            (Err(_), Some(source)) => {
                let name = if name == STDIN { name.to_owned() } else { format!("`{name}`") };
                Err(Error::Read { name, source })
            }
            (answer, _) => Ok(answer?),
        }
    }
}

/// Content that is counted while it is sent.
struct Watched<'a> {
    content: &'a mut dyn Read,
    progress: Progress,
    bytes: u64,
    failure: Option<io::Error>,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self.content.read(buffer) {
            Ok(read) => {
                self.bytes += read as u64;
                let bytes = self.bytes;
                self.progress.show(|| format!("sending: {}", size(bytes)));
                Ok(read)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let text = error.to_string();
                let kind = error.kind();
                self.failure = Some(error);
                Err(io::Error::new(kind, text))
            }
        }
    }
}
