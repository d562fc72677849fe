//! Model packages as folders on this machine: walking through them, packing them, writing them.

mod folder;
mod pack;
mod read;
mod write;

pub use folder::Folder;
pub use pack::Packing;
pub use read::validate;
pub use write::{safe_name, write_all, write_new};
