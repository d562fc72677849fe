//! Counts what goes in and comes out while an archive expands, and stops it at the limits.
//!
//! Decoders and parsers only pass `io::Error` on, some of them wrapped. So the reader that finds a limit passed
//! leaves the true error here, and whoever sees an I/O error asks here first.

use std::cell::{Cell, RefCell};
use std::io::{self, Read};
use std::rc::Rc;

use crate::{Error, Format, Limits};

/// Bytes that may lie between two files: padding, and headers with long names.
const BETWEEN_FILES: u64 = 1 << 20;

/// The counts of one walk through an archive.
#[derive(Clone, Debug)]
pub(crate) struct Guard<'l> {
    pub(crate) limits: &'l Limits,
    counts: Rc<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    entries: Cell<usize>,
    consumed: Cell<u64>,
    expanded: Cell<u64>,
    /// What may still be read before the next file; `None` within one.
    between: Cell<Option<u64>>,
    stop: RefCell<Option<Error>>,
}

impl<'l> Guard<'l> {
    pub(crate) fn new(limits: &'l Limits) -> Self {
        Self { limits, counts: Rc::default() }
    }

    /// Counts what is read from the archive itself.
    pub(crate) fn source<R: Read>(&self, inner: R) -> Source<R> {
        Source { inner, counts: Rc::clone(&self.counts) }
    }

    /// Counts what the archive expands to, and holds it to the limits.
    pub(crate) fn expanded<R: Read>(&self, inner: R) -> Expanded<'l, R> {
        Expanded { inner, guard: self.clone() }
    }

    /// States the size of an archive that is not read from beginning to end.
    pub(crate) fn size(&self, bytes: u64) {
        self.counts.consumed.set(bytes);
    }

    /// Counts an entry of a stated size.
    pub(crate) fn entry(&self, size: u64) -> Result<(), Error> {
        let entries = self.counts.entries.get() + 1;
        self.counts.entries.set(entries);
        self.check_entries(entries)?;
        let limit = self.limits.max_file_bytes;
        if size > limit {
            let what = "bytes in one file";
            return Err(Error::Limit { what, limit, key: "limits.archive_file_bytes" });
        }
        Ok(())
    }

    pub(crate) fn check_entries(&self, entries: usize) -> Result<(), Error> {
        let limit = self.limits.max_entries;
        if entries <= limit {
            return Ok(());
        }
        let limit = u64::try_from(limit).unwrap_or(u64::MAX);
        Err(Error::Limit { what: "files and folders", limit, key: "limits.archive_entries" })
    }

    /// From here on until [`Guard::within_file`] only padding and headers may come.
    pub(crate) fn between_files(&self) {
        self.counts.between.set(Some(BETWEEN_FILES));
    }

    pub(crate) fn within_file(&self) {
        self.counts.between.set(None);
    }

    /// Returns the limit that was passed, if that is why reading failed, else that the archive is damaged.
    pub(crate) fn explain(&self, format: Format, error: &io::Error) -> Error {
        self.counts.stop.take().unwrap_or_else(|| Error::damaged(format, error))
    }

    /// Returns the limit that was passed, if one was.
    pub(crate) fn stopped(&self) -> Option<Error> {
        self.counts.stop.take()
    }

    fn count(&self, bytes: u64) -> Result<(), Error> {
        let counts = &self.counts;
        let expanded = counts.expanded.get().saturating_add(bytes);
        counts.expanded.set(expanded);
        let limit = self.limits.max_total_bytes;
        if expanded > limit {
            return Err(Error::Limit { what: "bytes, expanded", limit, key: "limits.archive_bytes" });
        }
        let limit = self.limits.max_ratio;
        if expanded > Limits::FREE_BYTES && expanded > counts.consumed.get().saturating_mul(limit) {
            return Err(Error::Ratio { limit });
        }
        let Some(left) = counts.between.get() else { return Ok(()) };
        counts.between.set(Some(left.checked_sub(bytes).ok_or(Error::Limit {
            what: "bytes in names and attributes of one file",
            limit: BETWEEN_FILES,
            key: "limits.archive_name_bytes",
        })?));
        Ok(())
    }
}

/// The archive itself.
#[derive(Debug)]
pub(crate) struct Source<R> {
    inner: R,
    counts: Rc<Counts>,
}

impl<R: Read> Read for Source<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        let consumed = self.counts.consumed.get();
        self.counts.consumed.set(consumed.saturating_add(u64::try_from(read).unwrap_or(u64::MAX)));
        Ok(read)
    }
}

/// What the archive expands to.
#[derive(Debug)]
pub(crate) struct Expanded<'l, R> {
    inner: R,
    guard: Guard<'l>,
}

impl<R: Read> Read for Expanded<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.guard.count(u64::try_from(read).unwrap_or(u64::MAX)).map_err(|error| {
            let text = error.to_string();
            self.guard.counts.stop.replace(Some(error));
            io::Error::other(text)
        })?;
        Ok(read)
    }
}
