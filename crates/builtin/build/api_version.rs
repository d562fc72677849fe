//! Which of two API versions is the newer.

/// Returns what a version such as `v2beta1` is ranked by, as Kubernetes does: stable before beta before alpha
/// before what has another form, then by number.
pub fn rank(version: &str) -> (u8, u32, u32) {
    let Some(rest) = version.strip_prefix('v') else { return (0, 0, 0) };
    let (rest, stability) = match (rest.split_once("beta"), rest.split_once("alpha")) {
        (Some((major, minor)), _) => ((major, minor), 2),
        (_, Some((major, minor))) => ((major, minor), 1),
        _ => ((rest, "0"), 3),
    };
    match (rest.0.parse(), rest.1.parse()) {
        (Ok(major), Ok(minor)) => (stability, major, minor),
        _ => (0, 0, 0),
    }
}
