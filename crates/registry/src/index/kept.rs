//! What is made once and kept, as long as there is room for it.

use std::ops::Deref;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Bytes of texts that an index keeps ready. Past it, texts are made again whenever they are asked for: a
/// client that reads everything must not make the server hold everything.
const ROOM_BYTES: usize = 24 << 20;

/// Room for what is kept.
#[derive(Debug)]
pub(crate) struct Budget(AtomicUsize);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicUsize::new(ROOM_BYTES))
    }
}

impl Budget {
    /// Returns what a cell holds; makes it when it holds nothing, and keeps it if there is room.
    pub(crate) fn hold<'a, T>(
        &self,
        cell: &'a OnceLock<T>,
        size_bytes: impl Fn(&T) -> usize,
        make: impl FnOnce() -> T,
    ) -> Held<'a, T> {
        if let Some(kept) = cell.get() {
            return Held::Kept(kept);
        }
        let made = make();
        let size = size_bytes(&made);
        let room = self.0.try_update(Ordering::Relaxed, Ordering::Relaxed, |room| room.checked_sub(size));
        if room.is_ok() { Held::Kept(cell.get_or_init(|| made)) } else { Held::Made(made) }
    }
}

/// Something kept, or made for the occasion.
pub(crate) enum Held<'a, T> {
    Kept(&'a T),
    Made(T),
}

impl<T> Deref for Held<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        match self {
            Self::Kept(kept) => kept,
            Self::Made(made) => made,
        }
    }
}
