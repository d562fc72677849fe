//! Who is asking and how they prove it, on the wire. A file a subject.

mod accounts;
mod grants;
mod preferences;
mod providers;
mod tokens;
mod users;

pub use accounts::*;
pub use grants::*;
pub use preferences::*;
pub use providers::*;
pub use tokens::*;
pub use users::*;
