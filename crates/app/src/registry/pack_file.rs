//! A file in the data directory with the imported packages as the index reads them. Made from the store, and
//! made again when it is missing, damaged or of another state.

use std::fs::File;
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use meshery_registry::{FrameSource, PREFIX_BYTES, head_length};

/// Bytes before the packed ones: which state of the store the file was made from.
const STATE_BYTES: usize = 32;

/// The texts of a pack file, read when they are asked for. The file may be replaced meanwhile; what is open
/// stays as it was.
pub(super) struct PackFile {
    file: File,
    /// Where the texts begin.
    start: u64,
}

impl PackFile {
    /// Opens a file of this state; returns its head too.
    pub(super) fn open(path: &Path, state: [u8; STATE_BYTES]) -> Option<(Vec<u8>, Self)> {
        let mut file = File::open(path).ok()?;
        let mut found = [0; STATE_BYTES];
        file.read_exact(&mut found).ok()?;
        if found != state {
            return None;
        }
        let mut head = vec![0; PREFIX_BYTES];
        file.read_exact(&mut head).ok()?;
        let length = head_length(&head).ok()?;
        // A damaged length must not ask for more memory than the file could fill.
        let in_file = usize::try_from(file.metadata().ok()?.len()).ok()?;
        if length > in_file {
            return None;
        }
        head.resize(length, 0);
        file.read_exact(head.get_mut(PREFIX_BYTES..)?).ok()?;
        Some((head, Self { file, start: (STATE_BYTES + length) as u64 }))
    }

    /// Writes a file, whole or not at all.
    pub(super) fn write(
        path: &Path,
        state: [u8; STATE_BYTES],
        packed: impl FnOnce(&mut dyn io::Write) -> io::Result<()>,
    ) -> io::Result<()> {
        let new = path.with_extension("new");
        let mut file = File::create(&new)?;
        file.write_all(&state)?;
        packed(&mut file)?;
        file.sync_all()?;
        std::fs::rename(&new, path)
    }
}

impl FrameSource for PackFile {
    fn read(&self, start: u64, length: u32) -> Option<Vec<u8>> {
        let mut bytes = vec![0; length as usize];
        self.file.read_exact_at(&mut bytes, self.start.checked_add(start)?).ok()?;
        Some(bytes)
    }
}
