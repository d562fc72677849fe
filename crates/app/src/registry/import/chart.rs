//! Helm charts in archives: gathered, since a chart is read as a whole.

use std::io::Cursor;

use meshery_generate::{Finding, from_chart};
use meshery_model::ModelDefinition;
use meshery_registry::Package;

use crate::{Error, Limits};

/// Most bytes that the files of a chart have together. Charts with hundreds of custom resources have a tenth.
const MOST_BYTES: usize = 128 << 20;
/// How deep packed charts in packed charts are looked into.
const MOST_NESTED: usize = 4;

/// What a chart gives.
pub(super) struct Chart {
    pub(super) package: Package,
    pub(super) findings: Vec<Finding>,
}

/// The files of a chart, from its `Chart.yaml` on: in packed charts, and in folders that were packed in order,
/// it comes before what it describes.
#[derive(Default)]
pub(super) struct ChartFiles {
    pub(super) files: Vec<(String, Vec<u8>)>,
    bytes: usize,
}

impl ChartFiles {
    /// Tells whether a file belongs to the chart.
    pub(super) fn takes(&self, path: &str) -> bool {
        !self.files.is_empty() || path == "Chart.yaml" || path.ends_with("/Chart.yaml")
    }

    pub(super) fn add(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.bytes += bytes.len();
        if self.bytes > MOST_BYTES {
            return Err(Error::UploadTooLarge { name: path.to_owned(), limit: MOST_BYTES });
        }
        self.files.push((path.to_owned(), bytes));
        Ok(())
    }

    /// Reads the chart, with the packed charts inside it.
    pub(super) fn read(mut self, given: Option<&ModelDefinition>, limits: &Limits) -> Result<Chart, Error> {
        let given = given.cloned().unwrap_or_default();
        let mut chart = from_chart(&self.files, &given, &limits.convert)?;
        for _ in 0..MOST_NESTED {
            if chart.packed.is_empty() {
                break;
            }
            for packed in &chart.packed {
                let found = self.files.iter().find(|(name, _)| name == packed);
                let Some((_, bytes)) = found else { continue };
                let files = meshery_archive::read_all(Cursor::new(bytes.clone()), &limits.archives)?;
                for (name, bytes) in files {
                    self.add(&format!("{packed}/{name}"), bytes)?;
                }
            }
            chart = from_chart(&self.files, &given, &limits.convert)?;
        }
        Ok(Chart { package: chart.package, findings: chart.findings })
    }
}
