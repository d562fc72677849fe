//! Names for people, from names of kinds.

/// Names with capitals in the middle, and acronyms that stand before others without a gap.
const KEPT: [&str; 47] = [
    "AAD",
    "APIcast",
    "ArgoCD",
    "BitBucket",
    "ClickHouse",
    "CockroachDB",
    "CosmosDB",
    "DynamoDB",
    "ElasticSearch",
    "GitHub",
    "GitLab",
    "GitOps",
    "GooseFS",
    "GraphQL",
    "IBM",
    "IPv4",
    "IPv6",
    "InfluxDB",
    "JWT",
    "JuiceFS",
    "MariaDB",
    "MetalLB",
    "MongoDB",
    "MySQL",
    "NVMeOF",
    "NoSQL",
    "OAuth",
    "OAuth2",
    "OpAMP",
    "OpenAPI",
    "OpenID",
    "OpenSearch",
    "OpenTelemetry",
    "PgBouncer",
    "PostgreSQL",
    "PowerVS",
    "PyTorch",
    "RabbitMQ",
    "SpiceDB",
    "StorageOS",
    "VLogs",
    "VMware",
    "VNet",
    "VPC",
    "VSphere",
    "XGBoost",
    "XtraDB",
];

/// Splits a kind into words: `CronJob` becomes `Cron Job`, `HTTPRoute` becomes `HTTP Route`, `PodIPs` becomes
/// `Pod IPs`, and names such as `PostgreSQL` stay whole.
#[must_use]
pub fn of(kind: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    let mut rest = kind;
    while !rest.is_empty() {
        let (word, after) = rest.split_at(end_of_word(rest));
        words.extend(word.split(['_', '-', ' ']).filter(|part| !part.is_empty()));
        rest = after;
    }
    words.join(" ")
}

/// Returns where the word ends that a text begins with; at least one character is in it.
fn end_of_word(text: &str) -> usize {
    if let Some(name) = KEPT.iter().rev().find(|name| begins_with(text, name)) {
        return name.len();
    }
    let is_capital = |c: char| c.is_ascii_uppercase();
    let first = text.chars().next().map_or(0, char::len_utf8);
    let capitals = text.find(|c| !is_capital(c)).unwrap_or(text.len());
    let tail = text.get(capitals..).unwrap_or_default();
    if capitals >= 2 {
        // `IPs` and `VMs` are plurals, elsewhere the last capital begins the next word, unless it is the last.
        let is_plural =
            tail.strip_prefix('s').is_some_and(|after| after.is_empty() || after.starts_with(is_capital));
        return match tail.chars().next() {
            None => capitals,
            Some('s') if is_plural => capitals + 1,
            Some(next) if next.is_lowercase() => capitals - 1,
            Some(_) => capitals + tail.find(is_capital).unwrap_or(tail.len()),
        };
    }
    let after = text.get(first..).unwrap_or_default();
    after.find(is_capital).map_or(text.len(), |end| first + end)
}

/// Tells whether a text begins with a word that ends there.
fn begins_with(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|next: char| next.is_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn kinds_are_split_into_words() {
        for (kind, name) in [
            ("Pod", "Pod"),
            ("CronJob", "Cron Job"),
            ("HTTPRoute", "HTTP Route"),
            ("DNSEndpoint", "DNS Endpoint"),
            ("CSIDriver", "CSI Driver"),
            ("ServiceCIDR", "Service CIDR"),
            ("APIService", "API Service"),
            ("PodIPs", "Pod IPs"),
            ("IPsPool", "IPs Pool"),
            ("EC2Instance", "EC2 Instance"),
            ("PostgreSQLUser", "PostgreSQL User"),
            ("MySQLVNetRule", "MySQL VNet Rule"),
            ("IBMVPCMachine", "IBM VPC Machine"),
            ("JWTOIDCAuthEngineConfig", "JWT OIDC Auth Engine Config"),
            ("OAuth2Client", "OAuth2 Client"),
            ("VSphereVM", "VSphere VM"),
            ("GitHubber", "Git Hubber"),
            ("S3", "S3"),
            ("kafkaTopic", "kafka Topic"),
            ("Größe", "Größe"),
            ("snake_case", "snake case"),
            ("", ""),
        ] {
            assert_eq!(of(kind), name);
        }
    }
}
