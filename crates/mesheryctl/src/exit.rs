//! Exit codes. They are part of the contract: scripts tell situations apart by them.

/// How the program ends. A signal that nobody waits for ends it as the shell knows it: 130 for an interrupt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Everything was done.
    #[default]
    Success = 0,
    /// Something failed.
    Failure = 1,
    /// The command line is wrong.
    Usage = 2,
    /// The server wants a sign-in.
    NotSignedIn = 3,
    /// What was asked for does not exist.
    NotFound = 4,
    /// The input was refused by validation.
    Refused = 5,
    /// Some of it was done, and the rest refused.
    Partly = 6,
    /// A signal ended what had begun.
    Interrupted = 130,
}
