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

/// The files of charts, each from its `Chart.yaml` on: in packed charts, and in folders that were packed in order,
/// it comes before what it describes.
#[derive(Default)]
pub(super) struct ChartFiles {
    charts: Vec<Files>,
    bytes: usize,
}

/// The files of one chart.
struct Files {
    /// Its folder, with a slash at the end or empty.
    folder: String,
    files: Vec<(String, Vec<u8>)>,
}

impl ChartFiles {
    /// Tells whether a file belongs to a chart.
    pub(super) fn takes(&self, path: &str) -> bool {
        is_description(path) || self.charts.iter().any(|chart| path.starts_with(&chart.folder))
    }

    /// Takes a file: of a chart that is there, or of a new one.
    pub(super) fn add(&mut self, path: &str, bytes: Vec<u8>) -> Result<(), Error> {
        self.bytes += bytes.len();
        if self.bytes > MOST_BYTES {
            return Err(Error::UploadTooLarge { name: path.to_owned(), limit: MOST_BYTES });
        }
        let file = (path.to_owned(), bytes);
        match self.charts.iter_mut().find(|chart| path.starts_with(&chart.folder)) {
            Some(chart) => chart.files.push(file),
            None => {
                let folder = path.strip_suffix("Chart.yaml").unwrap_or_default().to_owned();
                self.charts.push(Files { folder, files: vec![file] });
            }
        }
        Ok(())
    }

    /// Reads the charts.
    pub(super) fn read(self, given: Option<&ModelDefinition>, limits: &Limits) -> Result<Vec<Chart>, Error> {
        let given = given.cloned().unwrap_or_default();
        self.charts.into_iter().map(|chart| chart.read(&given, limits)).collect()
    }
}

impl Files {
    /// Reads the chart, with the packed charts inside it.
    fn read(mut self, given: &ModelDefinition, limits: &Limits) -> Result<Chart, Error> {
        let mut chart = from_chart(&self.files, given, &limits.convert)?;
        for _ in 0..MOST_NESTED {
            if chart.packed.is_empty() {
                break;
            }
            for packed in &chart.packed {
                let found = self.files.iter().find(|(name, _)| name == packed);
                let Some((_, bytes)) = found else { continue };
                let files = meshery_archive::read_all(Cursor::new(bytes.clone()), &limits.archives)?;
                self.files.extend(files.into_iter().map(|(name, bytes)| (format!("{packed}/{name}"), bytes)));
                let bytes: usize = self.files.iter().map(|(_, bytes)| bytes.len()).sum();
                if bytes > MOST_BYTES {
                    return Err(Error::UploadTooLarge { name: packed.clone(), limit: MOST_BYTES });
                }
            }
            chart = from_chart(&self.files, given, &limits.convert)?;
        }
        Ok(Chart { package: chart.package, findings: chart.findings })
    }
}

fn is_description(path: &str) -> bool {
    path == "Chart.yaml" || path.ends_with("/Chart.yaml")
}
