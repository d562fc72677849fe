//! Bounds on what is read.

/// Bounds on what is read. Past one, reading stops with an error that names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes in a file.
    pub max_bytes: usize,
    /// Nesting, what aliases stand for included. A design may nest as deep as its objects do, and the few
    /// levels more that it puts around them.
    pub max_depth: usize,
    /// Values in a file, aliases expanded.
    pub max_nodes: usize,
    /// Values that aliases add.
    pub max_alias_nodes: usize,
    /// Bytes of texts and keys that aliases add.
    pub max_alias_bytes: usize,
    /// Documents in a file.
    pub max_documents: usize,
    /// Components in a design.
    pub max_components: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_bytes: 32 << 20,
            max_depth: 100,
            max_nodes: 2_000_000,
            max_alias_nodes: 100_000,
            max_alias_bytes: 8 << 20,
            max_documents: 10_000,
            max_components: 20_000,
        }
    }
}
