//! Semantic version strings of designs and definitions.

/// Raises the patch part: `0.0.1` becomes `0.0.2`, `v1.2.3` becomes `v1.2.4`. What is not of the form
/// `[v]major.minor.patch` becomes `0.0.1`, as in Meshery.
#[must_use]
pub fn bump_patch(version: &str) -> String {
    let (prefix, numbers) = version.strip_prefix('v').map_or(("", version), |rest| ("v", rest));
    let mut parts = numbers.split('.').map(str::parse::<u64>);
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(major)), Some(Ok(minor)), Some(Ok(patch)), None) => {
            format!("{prefix}{major}.{minor}.{}", patch.saturating_add(1))
        }
        _ => "0.0.1".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::bump_patch;

    #[test]
    fn the_patch_part_is_raised() {
        assert_eq!(bump_patch("0.0.1"), "0.0.2");
        assert_eq!(bump_patch("v1.2.9"), "v1.2.10");
        assert_eq!(bump_patch("latest"), "0.0.1");
        assert_eq!(bump_patch(""), "0.0.1");
    }
}
