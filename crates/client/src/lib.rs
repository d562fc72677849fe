//! Typed client of Meshery's REST API: blocking, small, quick to start.
//!
//! A [`Client`] speaks to one endpoint. [`Client::designs`] and [`Client::registry`] offer what can be done with
//! each noun; what the server answers comes as an [`Answer`], which keeps the body as it was sent next to
//! the type it is read as. Redirects are never followed and proxies are not asked for loopback addresses.

mod answer;
mod designs;
mod endpoint;
mod error;
mod grants;
mod identity;
mod imports;
mod list;
mod problem;
mod registry;
mod settings;
mod system;
mod transport;

pub use answer::Answer;
pub use designs::{Designs, DownloadFormat};
pub use error::Error;
pub use grants::Redeemed;
pub use imports::{Imports, Upload};
pub use list::{ListQuery, PageSize};
pub use registry::{
    ComponentQuery, EntityType, ExportQuery, ModelQuery, PackageFormat, Registry, RelationshipQuery,
};
pub use settings::{Credentials, Exchange, Observer, Settings};
pub use system::Readiness;
pub use transport::Client;
