//! Packs a folder while it is being sent: a tar in Zstandard that exists nowhere as a whole.

use std::fs::File;
use std::io::{self, PipeReader, PipeWriter, Read};
use std::thread::JoinHandle;

use super::folder::Found;
use crate::error::Error;

/// The quickest level: packing has to keep up with the disk.
const LEVEL: i32 = 1;

/// A folder on its way into an archive. Reading gives the archive; its end comes only when every file was
/// packed, so what is cut short is never taken for a whole.
#[derive(Debug)]
pub struct Packing {
    pipe: PipeReader,
    thread: Option<JoinHandle<Result<(), Error>>>,
    failure: Option<Error>,
}

impl Packing {
    /// Starts packing files, on a thread of its own.
    ///
    /// # Errors
    /// When the system gives no pipe.
    pub fn start(files: Vec<Found>) -> Result<Self, Error> {
        let (pipe, writer) = io::pipe().map_err(packing)?;
        let thread = Some(std::thread::spawn(move || pack(&files, writer)));
        Ok(Self { pipe, thread, failure: None })
    }

    /// Returns why packing failed, if it did.
    pub fn failure(&mut self) -> Option<Error> {
        self.failure.take()
    }
}

impl Read for Packing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.pipe.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            let packed = self.thread.take().map(JoinHandle::join);
            match packed {
                Some(Ok(Err(error))) => {
                    let text = error.to_string();
                    self.failure = Some(error);
                    return Err(io::Error::other(text));
                }
                Some(Err(_)) => return Err(io::Error::other("the packing thread failed")),
                Some(Ok(Ok(()))) | None => {}
            }
        }
        Ok(read)
    }
}

fn pack(files: &[Found], pipe: PipeWriter) -> Result<(), Error> {
    let encoder = zstd::Encoder::new(pipe, LEVEL).map_err(packing)?;
    let mut archive = tar::Builder::new(encoder);
    // Files are small and read whole: one that changes meanwhile can't spoil what follows it.
    let mut bytes = Vec::new();
    for file in files {
        bytes.clear();
        let read = File::open(&file.path).and_then(|mut content| content.read_to_end(&mut bytes));
        read.map_err(|source| file.unreadable(source))?;
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        archive.append_data(&mut header, &file.name, bytes.as_slice()).map_err(packing)?;
    }
    archive.into_inner().and_then(zstd::Encoder::finish).map_err(packing)?;
    Ok(())
}

fn packing(source: io::Error) -> Error {
    Error::Read { name: "the folder".to_owned(), source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_packed_folder_is_an_archive_the_server_reads() {
        let folder = tempfile::tempdir().expect("folder");
        let found = |name: &str, text: &str| {
            let path = folder.path().join(name.replace('/', "_"));
            std::fs::write(&path, text).expect("file");
            Found { name: name.to_owned(), path }
        };
        let deep = format!("{}/model.json", ["folder"; 30].join("/"));
        let files = vec![found("a/model.json", "{}"), found(&deep, "[1]")];
        let mut packed = Vec::new();
        Packing::start(files).expect("packing").read_to_end(&mut packed).expect("packed");
        let limits = meshery_archive::Limits::default();
        let files = meshery_archive::read_all(io::Cursor::new(packed), &limits).expect("archive");
        assert_eq!(files, [("a/model.json".to_owned(), b"{}".to_vec()), (deep, b"[1]".to_vec())]);
    }

    #[test]
    fn a_file_that_vanishes_ends_the_archive_with_an_error() {
        let file = Found { name: "a.json".to_owned(), path: "/nowhere/a.json".into() };
        let mut packing = Packing::start(vec![file]).expect("packing");
        assert!(packing.read_to_end(&mut Vec::new()).is_err());
        assert_eq!(packing.failure().expect("failure").to_string(), "`/nowhere/a.json` can't be read");
    }
}
