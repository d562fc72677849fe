//! Names for people, from names of kinds.

/// Acronyms: their capitals begin no words.
const KEPT: [&str; 6] = ["API", "CIDR", "CSI", "IP", "DNS", "HTTP"];

/// Splits a kind at its capitals: `CronJob` becomes `Cron Job`, `CSIDriver` becomes `CSI Driver`.
pub fn of(kind: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    let mut rest = kind;
    while let Some(first) = rest.chars().next() {
        let known = KEPT.iter().find(|word| rest.starts_with(**word));
        let end = known.map_or_else(|| end_of_word(rest, first), |word| word.len());
        let (word, after) = rest.split_at(end);
        words.push(word.to_owned());
        rest = after;
    }
    words.join(" ")
}

/// Returns where the word ends that `rest` begins with: before the next capital.
fn end_of_word(rest: &str, first: char) -> usize {
    let after = &rest[first.len_utf8()..];
    after.find(|letter: char| letter.is_ascii_uppercase()).map_or(rest.len(), |end| end + first.len_utf8())
}
