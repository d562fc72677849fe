//! Preferences of a user on the wire.

use meshery_model::Object;
use serde::{Deserialize, Serialize};

/// What a user prefers. Sending some members changes these and keeps the others; what is not known here is
/// kept as it is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Preferences {
    /// Whether usage may be reported. This server reports nothing to anybody.
    pub anonymous_usage_stats: bool,
    /// Whether results of load tests may be reported. This server reports nothing to anybody.
    pub anonymous_perf_results: bool,
    /// How load tests are run unless told otherwise.
    pub load_test_prefs: LoadTestPreferences,
    /// Preferences of extensions, by extension.
    pub users_extension_preferences: Object,
    /// Preferences kept for the provider.
    pub remote_provider_preferences: Object,
    /// Addresses of service mesh adapters.
    pub mesh_adapters: Vec<serde_json::Value>,
    /// When they were last changed; absent if never.
    #[serde(default, rename = "updated_at", skip_serializing_if = "Option::is_none")]
    pub updated_at: Option<String>,
    /// Whatever else a client keeps here.
    #[serde(flatten)]
    pub more: Object,
}

/// How load tests are run unless told otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct LoadTestPreferences {
    /// Concurrent requests.
    #[cfg_attr(feature = "openapi", schema(example = 10))]
    pub c: u32,
    /// Requests per second; 0 for as many as possible.
    #[cfg_attr(feature = "openapi", schema(example = 0))]
    pub qps: u32,
    /// Duration, such as `30s`.
    #[cfg_attr(feature = "openapi", schema(example = "30s"))]
    pub t: String,
    /// Load generator: `fortio`, `wrk2` or `nighthawk`.
    #[cfg_attr(feature = "openapi", schema(example = "fortio"))]
    pub r#gen: String,
}

impl Default for LoadTestPreferences {
    fn default() -> Self {
        Self { c: 10, qps: 0, t: "30s".to_owned(), r#gen: "fortio".to_owned() }
    }
}
