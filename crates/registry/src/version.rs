//! Which of two versions is newer or more stable.

use std::cmp::Ordering;

/// A version made comparable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Rank {
    /// `v1.37.0`: numbers, and what follows them. A pre-release is older than its release.
    Product(Vec<u64>, Option<String>),
    /// `apps/v1beta2`: stability, major, minor. The core group comes before others of equal stability.
    Api(Stability, u64, u64, std::cmp::Reverse<String>),
}

/// How far along an API version is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Stability {
    Other,
    Alpha,
    Beta,
    Stable,
}

impl Rank {
    /// Ranks the version of a product: newer is greater.
    pub(crate) fn of_product(version: &str) -> Self {
        let version = version.strip_prefix('v').unwrap_or(version);
        let version = version.split('+').next().unwrap_or_default();
        let (numbers, pre_release) = version
            .split_once('-')
            .map_or((version, None), |(numbers, rest)| (numbers, Some(rest.to_owned())));
        Self::Product(numbers.split('.').map(|part| part.parse().unwrap_or_default()).collect(), pre_release)
    }

    /// Ranks an API version by the rule Kubernetes uses: stable before beta before alpha, then the number.
    pub(crate) fn of_api_version(api_version: &str) -> Self {
        let (group, version) = api_version.rsplit_once('/').unwrap_or(("", api_version));
        let (stability, major, minor) = parse_api(version).unwrap_or((Stability::Other, 0, 0));
        Self::Api(stability, major, minor, std::cmp::Reverse(group.to_owned()))
    }
}

/// Reads `v1`, `v2beta1`, `v1alpha3`.
fn parse_api(version: &str) -> Option<(Stability, u64, u64)> {
    let rest = version.strip_prefix('v')?;
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (major, rest) = rest.split_at_checked(digits)?;
    let major = major.parse().ok()?;
    let (stability, minor) = match (rest.strip_prefix("beta"), rest.strip_prefix("alpha")) {
        (Some(minor), _) => (Stability::Beta, minor),
        (_, Some(minor)) => (Stability::Alpha, minor),
        _ if rest.is_empty() => return Some((Stability::Stable, major, 0)),
        _ => return None,
    };
    Some((stability, major, minor.parse().unwrap_or_default()))
}

impl PartialOrd for Rank {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Rank {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Product(a, a_pre), Self::Product(b, b_pre)) => {
                a.cmp(b).then_with(|| (a_pre.is_none(), a_pre).cmp(&(b_pre.is_none(), b_pre)))
            }
            (Self::Api(a, a_major, a_minor, a_group), Self::Api(b, b_major, b_minor, b_group)) => {
                (a, a_major, a_minor, a_group).cmp(&(b, b_major, b_minor, b_group))
            }
            (Self::Product(..), Self::Api(..)) => Ordering::Less,
            (Self::Api(..), Self::Product(..)) => Ordering::Greater,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_ranked_by_their_numbers() {
        let sorted = ["v1.9.0", "1.10.0-rc1", "v1.10.0", "v1.25.2", "v2"];
        assert!(sorted.map(Rank::of_product).is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn api_versions_are_ranked_by_stability_then_number_then_core_first() {
        let sorted = ["x/what", "a/v1alpha1", "a/v1alpha3", "a/v2beta1", "events.k8s.io/v1", "v1", "a/v2"];
        assert!(sorted.map(Rank::of_api_version).is_sorted_by(|a, b| a < b));
    }
}
