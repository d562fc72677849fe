//! Flags that say which relationship definitions are meant.

use meshery_client::{ListQuery, RelationshipQuery};

/// Which definitions are meant.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Filter {
    /// Only definitions of this kind
    #[arg(short, long)]
    kind: Option<String>,
    /// Only definitions of this type
    #[arg(short = 't', long = "type", value_name = "TYPE")]
    rel_type: Option<String>,
    /// Only definitions of this sub type
    #[arg(long = "subtype", value_name = "TYPE")]
    sub_type: Option<String>,
    /// Only definitions of this model
    #[arg(short, long, value_name = "NAME")]
    model: Option<String>,
}

impl Filter {
    /// Returns the question for a page of what passes.
    pub fn query(&self, list: ListQuery) -> RelationshipQuery {
        RelationshipQuery {
            list,
            model: self.model.clone(),
            kind: self.kind.clone(),
            rel_type: self.rel_type.clone(),
            sub_type: self.sub_type.clone(),
            id: None,
        }
    }
}
