//! The explanation of one error code, parsed from its Markdown file.
//!
//! A page is a title line (`# ...`), an optional line `severity: ...`, paragraphs of description, a list
//! under `## Probable causes` and a list under `## What to do`.

/// How bad it is, in MeshKit's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The system can't be used.
    Emergency,
    /// Action must be taken at once.
    Alert,
    /// Something essential is out of order.
    Critical,
    /// The process can't go on.
    Fatal,
    /// One thing failed.
    Error,
}

impl Severity {
    /// Returns the name used on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Emergency => "EMERGENCY",
            Self::Alert => "ALERT",
            Self::Critical => "CRITICAL",
            Self::Fatal => "FATAL",
            Self::Error => "ERROR",
        }
    }

    fn parse(name: &str) -> Self {
        match name.trim() {
            "EMERGENCY" => Self::Emergency,
            "ALERT" => Self::Alert,
            "CRITICAL" => Self::Critical,
            "FATAL" => Self::Fatal,
            _ => Self::Error,
        }
    }
}

/// What an error code means and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// The code itself.
    pub code: &'static str,
    /// One short sentence, lower case, no full stop.
    pub title: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What happened, in full sentences.
    pub description: String,
    /// What usually leads here.
    pub causes: Vec<&'static str>,
    /// What to do next.
    pub remedies: Vec<&'static str>,
}

impl Page {
    pub(crate) fn parse(code: &'static str, source: &'static str) -> Self {
        let mut page = Self {
            code,
            title: "",
            severity: Severity::Error,
            description: String::new(),
            causes: Vec::new(),
            remedies: Vec::new(),
        };
        let mut section = "";
        for line in source.lines().map(str::trim).filter(|line| !line.is_empty()) {
            if let Some(title) = line.strip_prefix("# ") {
                page.title = title;
            } else if let Some(name) = line.strip_prefix("## ") {
                section = name;
            } else if let Some(severity) = line.strip_prefix("severity:") {
                page.severity = Severity::parse(severity);
            } else if let Some(item) = line.strip_prefix("- ") {
                match section {
                    "Probable causes" => page.causes.push(item),
                    "What to do" => page.remedies.push(item),
                    _ => page.push_description(line),
                }
            } else {
                page.push_description(line);
            }
        }
        page
    }

    fn push_description(&mut self, line: &str) {
        if !self.description.is_empty() {
            self.description.push(' ');
        }
        self.description.push_str(line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_read_from_its_markdown() {
        let page = Page::parse(
            "meshery-server-1",
            "# it broke\nseverity: CRITICAL\n\nIt broke\nin two.\n\n## Probable causes\n- age\n\n## What to do\n- mend it\n",
        );
        assert_eq!(page.title, "it broke");
        assert_eq!(page.severity, Severity::Critical);
        assert_eq!(page.description, "It broke in two.");
        assert_eq!(page.causes, ["age"]);
        assert_eq!(page.remedies, ["mend it"]);
    }
}
