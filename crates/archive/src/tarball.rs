//! Tar archives, file by file.

use std::io::{self, Read};

use rustc_hash::FxHashSet;
use tar::EntryType;

use crate::format::{self, Format};
use crate::guard::Guard;
use crate::{Error, name};

/// Called with the name, the size and the content of a file.
pub(crate) type Visit<'v, E> = &'v mut dyn FnMut(&str, u64, &mut dyn Read) -> Result<(), E>;

/// Walks through a tar that may be compressed, which its first bytes tell. Returns how many files there were.
pub(crate) fn walk<R: Read, E: From<Error>>(
    mut reader: R,
    guard: &Guard<'_>,
    visit: Visit<'_, E>,
) -> Result<usize, E> {
    let head = head(&mut reader).map_err(Error::from)?;
    let source = guard.source(io::Cursor::new(head.clone()).chain(reader));
    match Format::of(&head) {
        Some(Format::TarGz) => {
            let decoder = flate2::read::MultiGzDecoder::new(source);
            walk_expanded(decoder, Format::TarGz, guard, visit)
        }
        Some(Format::TarZst) => {
            let mut decoder = zstd::stream::read::Decoder::new(source).map_err(Error::from)?;
            // Bounds the memory the decoder takes: 32 MiB.
            decoder.window_log_max(25).map_err(Error::from)?;
            walk_expanded(decoder, Format::TarZst, guard, visit)
        }
        Some(Format::Tar) => walk_expanded(source, Format::Tar, guard, visit),
        Some(Format::Zip) | None => Err(Error::UnknownFormat { what: format::guess(&head) }.into()),
    }
}

/// Reads up to one block.
pub(crate) fn head(reader: &mut dyn Read) -> io::Result<Vec<u8>> {
    let mut head = Vec::with_capacity(format::HEAD);
    reader.take(format::HEAD as u64).read_to_end(&mut head)?;
    Ok(head)
}

fn walk_expanded<R: Read, E: From<Error>>(
    decoder: R,
    format: Format,
    guard: &Guard<'_>,
    visit: Visit<'_, E>,
) -> Result<usize, E> {
    let mut expanded = guard.expanded(decoder);
    let head = head(&mut expanded).map_err(|error| guard.explain(format, &error))?;
    if !format::is_tar(&head) {
        return Err(Error::damaged(format, format!("what is compressed is {}", format::guess(&head))).into());
    }
    let mut archive = tar::Archive::new(io::Cursor::new(head).chain(expanded));
    let files = walk_entries(&mut archive, format, guard, visit)?;
    // Checksums of the compression come last, so what follows the mark at the end is read too.
    guard.within_file();
    io::copy(&mut archive.into_inner(), &mut io::sink()).map_err(|error| guard.explain(format, &error))?;
    Ok(files)
}

fn walk_entries<R: Read, E: From<Error>>(
    archive: &mut tar::Archive<R>,
    format: Format,
    guard: &Guard<'_>,
    visit: Visit<'_, E>,
) -> Result<usize, E> {
    let mut seen = FxHashSet::default();
    guard.between_files();
    for entry in archive.entries().map_err(|error| guard.explain(format, &error))? {
        let mut entry = entry.map_err(|error| guard.explain(format, &error))?;
        guard.within_file();
        guard.entry(entry.size())?;
        if let Some(name) = file_name(&entry, guard)? {
            if !seen.insert(name.clone()) {
                return Err(Error::Duplicate { name }.into());
            }
            let size = entry.size();
            visit(&name, size, &mut entry).map_err(|error| guard.stopped().map_or(error, E::from))?;
        }
        io::copy(&mut entry, &mut io::sink()).map_err(|error| guard.explain(format, &error))?;
        guard.between_files();
    }
    Ok(seen.len())
}

/// Returns the name of an entry that is a file, `None` for folders and notes.
fn file_name<R: Read>(entry: &tar::Entry<'_, R>, guard: &Guard<'_>) -> Result<Option<String>, Error> {
    let raw = entry.path_bytes();
    let cleaned = name::clean(&raw, guard.limits)?;
    let what = match entry.header().entry_type() {
        EntryType::Regular | EntryType::Continuous if !raw.ends_with(b"/") => {
            let reason = "names no file";
            return cleaned
                .map(Some)
                .ok_or_else(|| Error::UnsafeName { name: name::printable(&raw), reason });
        }
        EntryType::Regular | EntryType::Directory | EntryType::XGlobalHeader => return Ok(None),
        EntryType::Symlink => "a symbolic link",
        EntryType::Link => "a hard link",
        EntryType::Char | EntryType::Block => "a device",
        EntryType::Fifo => "a pipe",
        EntryType::GNUSparse => "a file with holes",
        _ => "of an unknown type",
    };
    Err(Error::NotAFile { name: name::printable(&raw), what })
}
