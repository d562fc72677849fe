//! What JSON has and YAML lacks: characters beyond the first 65,536 written as two escapes, and values one
//! after another without a mark between them.

use std::borrow::Cow;

use serde::de::IgnoredAny;

/// Replaces pairs of surrogate escapes (`\ud83e\udd80`) by the character they stand for. Texts that are not
/// JSON are returned as they are.
pub(super) fn join_surrogates(text: &str) -> Cow<'_, str> {
    if !text.trim_start().starts_with(['{', '[']) || !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(position) = rest.find('\\') {
        let (before, escape) = rest.split_at(position);
        joined.push_str(before);
        rest = match pair(escape) {
            Some(character) => {
                joined.push(character);
                escape.get(12..).unwrap_or_default()
            }
            None => {
                // A backslash and what it escapes.
                let end = escape.chars().take(2).map(char::len_utf8).sum();
                let (whole, after) = escape.split_at(end);
                joined.push_str(whole);
                after
            }
        };
    }
    joined.push_str(rest);
    Cow::Owned(joined)
}

fn pair(text: &str) -> Option<char> {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u16::from_str_radix(digits, 16).ok()
    };
    char::decode_utf16([unit(0)?, unit(6)?]).next()?.ok().filter(|character| u32::from(*character) > 0xffff)
}

/// Splits JSON values that follow one another (`{..}{..}`, one a line, ...) into texts of one value each. A
/// text that is anything else is one part.
pub(super) fn parts(text: &str) -> Vec<&str> {
    if !text.trim_start().starts_with(['{', '[']) {
        return vec![text];
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let mut ends = Vec::new();
    while let Some(value) = values.next() {
        if value.is_err() {
            return vec![text];
        }
        ends.push(values.byte_offset());
    }
    // What follows the last value is blank.
    ends.pop();
    let mut parts = Vec::with_capacity(ends.len() + 1);
    let mut begin = 0;
    for end in ends.into_iter().chain([text.len()]) {
        parts.extend(text.get(begin..end));
        begin = end;
    }
    parts
}
