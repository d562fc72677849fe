//! Bounds on what an archive may hold.

/// Bounds on what an archive may hold. Past one, reading stops with an error that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Files and folders.
    pub max_entries: usize,
    /// Bytes of one file, expanded.
    pub max_file_bytes: u64,
    /// Bytes of everything, expanded.
    pub max_total_bytes: u64,
    /// How many times larger than itself an archive may become. Counts from [`Limits::FREE_BYTES`] on, so that
    /// small and very regular packages are not refused.
    pub max_ratio: u64,
    /// Bytes of a name.
    pub max_name_bytes: usize,
    /// Folders in folders.
    pub max_depth: usize,
}

impl Limits {
    /// Expanded size up to which the ratio is not looked at.
    pub const FREE_BYTES: u64 = 16 << 20;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_entries: 100_000,
            max_file_bytes: 64 << 20,
            max_total_bytes: 2 << 30,
            max_ratio: 200,
            max_name_bytes: 1024,
            max_depth: 32,
        }
    }
}
