//! What can go wrong with a file.

/// A file that can't be read.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It is no Rust, or has attributes whose meaning is not known here.
    #[error("the file can't be understood: {0}")]
    NotUnderstood(#[from] syn::Error),
    /// It is Rust, but kopium wrote no such thing when this was made.
    #[error("the file has {0}, whose meaning as a schema is not known")]
    Unexpected(&'static str),
    /// Neither the file nor the listing of its crate tells the kind.
    #[error("the README lists no kind whose plural is `{plural}`")]
    NoKind {
        /// Plural name of the resource.
        plural: String,
    },
}
