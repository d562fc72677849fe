//! Which version of a chart is meant.

use semver::{Version, VersionReq};

use super::Listed;
use crate::Error;

/// Returns the newest version that fits. Without a wish it is the newest that is no pre-release.
///
/// # Errors
/// When nothing is listed, or nothing fits.
pub fn newest(chart: &str, listed: Vec<Listed>, wanted: Option<&str>) -> Result<Listed, Error> {
    if listed.is_empty() {
        return Err(Error::NoChart { chart: chart.to_owned() });
    }
    let wanted = wanted.unwrap_or("*").trim();
    let missing = Error::NoVersion { chart: chart.to_owned(), wanted: wanted.to_owned() };
    // A version that is spelt out is meant as it is, even if it is none by the rules.
    let bare = wanted.trim_start_matches('v');
    if let Some(exact) = listed.iter().find(|entry| entry.version.trim_start_matches('v') == bare) {
        return Ok(exact.clone());
    }
    let Some(ranges) = ranges(wanted) else { return Err(missing) };
    listed
        .into_iter()
        .filter_map(|entry| Some((Version::parse(entry.version.trim_start_matches('v')).ok()?, entry)))
        .filter(|(version, _)| ranges.iter().any(|range| range.matches(version)))
        .max_by(|(one, _), (other, _)| one.cmp(other))
        .map(|(_, entry)| entry)
        .ok_or(missing)
}

/// Reads ranges as Helm writes them: alternatives with `||`, conditions with `,` or spaces. A bare `1.2` means
/// any `1.2.x`.
fn ranges(text: &str) -> Option<Vec<VersionReq>> {
    text.split("||").map(|alternative| VersionReq::parse(&conditions(alternative)).ok()).collect()
}

fn conditions(text: &str) -> String {
    let mut conditions: Vec<String> = Vec::new();
    let mut operator = String::new();
    for word in text.split([',', ' ']).filter(|word| !word.is_empty()) {
        let is_operator = word.chars().all(|symbol| "<>=~^!".contains(symbol));
        if is_operator {
            operator.push_str(word);
        } else {
            conditions.push(condition(&format!("{operator}{word}")));
            operator.clear();
        }
    }
    // An operator without a version makes the range unreadable, as it should.
    if !operator.is_empty() {
        conditions.push(operator);
    }
    conditions.join(", ")
}

fn condition(word: &str) -> String {
    let bare = word.trim_start_matches('v');
    let is_bare = bare.starts_with(|symbol: char| symbol.is_ascii_digit());
    match (
        is_bare,
        bare.contains(['*', 'x', 'X']),
        bare.split(['-', '+']).next().unwrap_or(bare).matches('.').count(),
    ) {
        (true, false, 0 | 1) => format!("{bare}.*"),
        (true, false, _) => format!("={bare}"),
        (true, true, _) => bare.to_owned(),
        (false, ..) => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(wanted: Option<&str>) -> Option<String> {
        let versions =
            ["0.9.0", "1.0.0", "1.2.0", "1.2.5", "1.10.0", "v2.0.0", "2.1.0-rc.1", "latest", "1.3"];
        let listed = versions.map(|version| Listed { version: version.to_owned(), ..Listed::default() });
        newest("web", listed.to_vec(), wanted).ok().map(|entry| entry.version)
    }

    #[test]
    fn the_newest_that_fits_is_meant() {
        for (wanted, expected) in [
            (None, "v2.0.0"),
            (Some("*"), "v2.0.0"),
            (Some("1.2.0"), "1.2.0"),
            (Some("v1.2.0"), "1.2.0"),
            (Some("2.0.0"), "v2.0.0"),
            (Some("latest"), "latest"),
            (Some("1.3"), "1.3"),
            (Some("1.2"), "1.2.5"),
            (Some("1"), "1.10.0"),
            (Some("1.x"), "1.10.0"),
            (Some("^1.2"), "1.10.0"),
            (Some("~1.2"), "1.2.5"),
            (Some("~1.2.0"), "1.2.5"),
            (Some(">=1.0.0 <1.10.0"), "1.2.5"),
            (Some(">= 1.0.0, < 1.10.0"), "1.2.5"),
            (Some("<1.0.0 || ~1.2"), "1.2.5"),
            (Some(">=2.1.0-rc.0"), "2.1.0-rc.1"),
            (Some("2.1.0-rc.1"), "2.1.0-rc.1"),
        ] {
            assert_eq!(chosen(wanted).as_deref(), Some(expected), "{wanted:?}");
        }
    }

    #[test]
    fn what_does_not_fit_or_is_no_range_is_told() {
        for wanted in ["3.0.0", ">2.1.0", "^9", "nonsense", ">=", "!=1.0.0", "1.2 ||", ">>1"] {
            assert_eq!(chosen(Some(wanted)), None, "{wanted}");
        }
        assert!(matches!(newest("web", Vec::new(), None), Err(Error::NoChart { .. })));
    }
}
