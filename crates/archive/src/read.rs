//! Walking through an archive of any format.

use std::io::{Read, Seek};

use crate::guard::Guard;
use crate::image::{self, Layer};
use crate::{Error, Format, Limits, format, tarball, zipfile};

/// What was walked through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Archive {
    /// Format of the archive.
    pub format: Format,
    /// Whether the files came from the layer of an image inside it.
    pub is_image: bool,
    /// How many files there were.
    pub files: usize,
}

/// Calls `visit` with the name, the size and the content of every file, in the order of the archive, from its
/// beginning. What `visit` doesn't read is skipped.
///
/// The names are relative, separated by single slashes, free of `.` and `..`, and come once.
///
/// # Errors
/// The first error of `visit`, or why the archive can't be read on. What was visited before stays visited.
pub fn for_each_file<R, E>(
    mut reader: R,
    limits: &Limits,
    mut visit: impl FnMut(&str, u64, &mut dyn Read) -> Result<(), E>,
) -> Result<Archive, E>
where
    R: Read + Seek,
    E: From<Error>,
{
    reader.rewind().map_err(Error::from)?;
    let head = tarball::head(&mut reader).map_err(Error::from)?;
    if head.is_empty() {
        return Err(Error::Empty.into());
    }
    let format = Format::of(&head).ok_or(Error::UnknownFormat { what: format::guess(&head) })?;
    let layer = match format {
        Format::Zip => None,
        _ => image::find(&mut reader, limits)?,
    };
    reader.rewind().map_err(Error::from)?;
    let guard = Guard::new(limits);
    let files = match (format, &layer) {
        (Format::Zip, _) => zipfile::walk(reader, &guard, &mut visit)?,
        (_, None) => tarball::walk(reader, &guard, &mut visit)?,
        (_, Some(layer)) => walk_layer(reader, layer, limits, &mut visit)?,
    };
    if files == 0 {
        return Err(Error::Empty.into());
    }
    Ok(Archive { format, is_image: layer.is_some(), files })
}

/// Walks through the files of an image's layer.
fn walk_layer<R: Read, E: From<Error>>(
    reader: R,
    layer: &Layer,
    limits: &Limits,
    visit: tarball::Visit<'_, E>,
) -> Result<usize, E> {
    let mut files = 0;
    let image_limits = image::limits(limits);
    let guard = Guard::new(&image_limits);
    tarball::walk(reader, &guard, &mut |name, _, content| -> Result<(), E> {
        if name == layer.name {
            files = tarball::walk(content, &Guard::new(limits), &mut *visit)?;
        }
        Ok(())
    })?;
    Ok(files)
}

/// Returns the name and content of every file. For small archives: everything is in memory at once.
///
/// # Errors
/// When the archive can't be read.
pub fn read_all<R: Read + Seek>(reader: R, limits: &Limits) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let mut files = Vec::new();
    for_each_file(reader, limits, |name, _, content| {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        files.push((name.to_owned(), bytes));
        Ok::<(), Error>(())
    })?;
    Ok(files)
}
