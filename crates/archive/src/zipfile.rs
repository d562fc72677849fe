//! Zip archives, file by file, in the order of their directory.

use std::io::{self, Read, Seek, SeekFrom};

use rustc_hash::FxHashSet;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::guard::Guard;
use crate::tarball::Visit;
use crate::{Error, Format, name};

/// Walks through a zip. Returns how many files there were.
pub(crate) fn walk<R: Read + Seek, E: From<Error>>(
    mut reader: R,
    guard: &Guard<'_>,
    visit: Visit<'_, E>,
) -> Result<usize, E> {
    guard.size(reader.seek(SeekFrom::End(0)).map_err(Error::from)?);
    reader.rewind().map_err(Error::from)?;
    let mut archive = ZipArchive::new(reader).map_err(|error| Error::damaged(Format::Zip, error))?;
    guard.check_entries(archive.len())?;
    // The library shows the last of entries with one name.
    if archive.has_duplicate_names() {
        return Err(Error::damaged(Format::Zip, "a name comes twice in it").into());
    }
    let mut seen = FxHashSet::default();
    for index in 0..archive.len() {
        let name = file_name(&mut archive, index, guard)?;
        let Some(name) = name else { continue };
        if !seen.insert(name.clone()) {
            return Err(Error::Duplicate { name }.into());
        }
        let file = archive.by_index(index).map_err(|error| unpackable(&name, &error))?;
        let size = file.size();
        guard.entry(size)?;
        // The stated size is only a claim: a byte more than that shows a lie.
        let mut content = guard.expanded(file).take(size.saturating_add(1));
        visit(&name, size, &mut content).map_err(|error| guard.stopped().map_or(error, E::from))?;
        io::copy(&mut content, &mut io::sink()).map_err(|error| guard.explain(Format::Zip, &error))?;
        if content.limit() == 0 {
            let reason = format!("`{name}` is larger than the directory says");
            return Err(Error::damaged(Format::Zip, reason).into());
        }
    }
    Ok(seen.len())
}

/// Returns the name of an entry that is a file, `None` for folders.
fn file_name<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    index: usize,
    guard: &Guard<'_>,
) -> Result<Option<String>, Error> {
    let entry = archive.by_index_raw(index).map_err(|error| Error::damaged(Format::Zip, error))?;
    let cleaned = name::clean(entry.name_raw(), guard.limits)?;
    let shown = || name::printable(entry.name_raw());
    if entry.is_symlink() {
        return Err(Error::NotAFile { name: shown(), what: "a symbolic link" });
    }
    if entry.encrypted() {
        return Err(Error::Unsupported { name: shown(), reason: "it is encrypted".to_owned() });
    }
    if entry.is_dir() {
        guard.entry(0)?;
        return Ok(None);
    }
    cleaned.map(Some).ok_or_else(|| Error::UnsafeName { name: shown(), reason: "names no file" })
}

fn unpackable(name: &str, error: &ZipError) -> Error {
    match error {
        ZipError::UnsupportedArchive(reason) => {
            Error::Unsupported { name: name.to_owned(), reason: (*reason).to_string() }
        }
        other => Error::damaged(Format::Zip, other),
    }
}
