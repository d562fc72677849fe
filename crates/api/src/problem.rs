//! The error body: Meshery's members together with those of RFC 9457.

use meshery_errors::{Code, Severity};
use serde::{Deserialize, Serialize};

/// What every failed request answers, as `application/problem+json`.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Address of the page that explains the code.
    #[serde(rename = "type")]
    #[cfg_attr(feature = "openapi", schema(example = "/errors/meshery-server-1201"))]
    pub kind: String,
    /// What went wrong, in general.
    #[cfg_attr(feature = "openapi", schema(example = "the design does not exist"))]
    pub title: String,
    /// HTTP status.
    #[cfg_attr(feature = "openapi", schema(example = 404))]
    pub status: u16,
    /// What went wrong, this time.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "no design has the id `7f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e`")
    )]
    pub detail: String,
    /// Path of the request.
    #[cfg_attr(feature = "openapi", schema(example = "/api/pattern/7f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e"))]
    pub instance: String,
    /// The same as `detail`, under the name Meshery's clients read.
    #[cfg_attr(
        feature = "openapi",
        schema(example = "no design has the id `7f9c24e5-2d2d-4ac4-9a0f-3f7d0f4c6c4e`")
    )]
    pub error: String,
    /// Stable code.
    #[cfg_attr(feature = "openapi", schema(example = "meshery-server-1201"))]
    pub code: String,
    /// `EMERGENCY`, `ALERT`, `CRITICAL`, `FATAL` or `ERROR`.
    #[cfg_attr(feature = "openapi", schema(example = "ERROR"))]
    pub severity: String,
    /// What usually leads here.
    pub probable_cause: Vec<String>,
    /// What to do next.
    pub suggested_remediation: Vec<String>,
    /// What the code means, in full.
    pub long_description: Vec<String>,
    /// Where in the input it went wrong, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// Id of the request, to be found in the server's log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
}

/// A place in a text the client sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Location {
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1.
    pub column: usize,
}

impl Problem {
    /// Describes a failure by its code's page and what happened this time.
    #[must_use]
    pub fn new(code: Code, status: u16, detail: String, instance: String) -> Self {
        let page = code.page();
        let texts = |items: &[&str]| items.iter().map(|&item| item.to_owned()).collect();
        Self {
            kind: format!("/errors/{code}"),
            title: page.as_ref().map_or_else(|| detail.clone(), |page| page.title.to_owned()),
            status,
            error: detail.clone(),
            detail,
            instance,
            code: code.as_str().to_owned(),
            severity: page.as_ref().map_or(Severity::Error, |page| page.severity).as_str().to_owned(),
            probable_cause: page.as_ref().map(|page| texts(&page.causes)).unwrap_or_default(),
            suggested_remediation: page.as_ref().map(|page| texts(&page.remedies)).unwrap_or_default(),
            long_description: page.map(|page| vec![page.description]).unwrap_or_default(),
            location: None,
            request_id: None,
        }
    }
}
