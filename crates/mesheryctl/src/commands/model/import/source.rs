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

/// Addresses that the server fetches from.
const SCHEMES: [&str; 5] = ["http://", "https://", "oci://", "git://", "artifacthub://"];

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
    if SCHEMES.iter().any(|scheme| source.starts_with(scheme)) {
        let import_body =
            ImportBody { url: Some(source.to_owned()), model: model.cloned(), ..ImportBody::default() };
        let upload_type = Some("urlImport".to_owned());
        let request = RegisterRequest { import_body, upload_type, register: Some(!is_dry_run) };
        return Ok(client.imports().begin_request(&request)?);
    }
    let send = |name: &str, media_type: &str, content: &mut dyn Read| {
        let mut content = Watched { content, progress: Progress::new(), bytes: 0, failure: None };
        let upload = Upload { name, media_type, content: &mut content, model };
        let answer = client.imports().begin(upload, is_dry_run);
        match (answer, content.failure) {
            (Err(_), Some(source)) => Err(Error::Read { name: label(name), source }),
            (answer, _) => Ok(answer?),
        }
    };
    if source == "-" {
        return send("-", "application/octet-stream", &mut io::stdin().lock());
    }
    let path = Path::new(source);
    let unreadable = |source_error| Error::Read { name: label(source), source: source_error };
    let is_folder = std::fs::metadata(path).map_err(unreadable)?.is_dir();
    let full = path.canonicalize().map_err(unreadable)?;
    let name = full.file_name().map_or_else(|| "folder".into(), |name| name.to_string_lossy());
    if !is_folder {
        let mut file = File::open(path).map_err(unreadable)?;
        return send(&name, "application/octet-stream", &mut file);
    }
    let folder = Folder::walk(path)?;
    if let Some(remark) = folder.remark() {
        env.note(&remark);
    }
    if folder.files.is_empty() {
        let message = format!("`{source}` holds nothing that can be imported: no JSON, YAML or Rego file");
        return Err(Error::Argument { message });
    }
    let mut packing = Packing::start(folder.files)?;
    let job = send(&format!("{name}.tar.zst"), "application/zstd", &mut packing);
    // Why a file can't be packed, says more than that the sending ended.
    packing.failure().map_or(job, Err)
}

fn label(name: &str) -> String {
    if name == "-" { "standard input".to_owned() } else { format!("`{name}`") }
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
