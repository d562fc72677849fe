//! Writes values as YAML that every reader, old or new, reads back as the same value.

use std::fmt::Write as _;

use serde_json::Value;

use super::scalar;

/// Writes a value in block style.
#[must_use]
pub fn to_string(value: &Value) -> String {
    let mut out = String::new();
    match value {
        Value::Object(members) if !members.is_empty() => map(&mut out, members, 0),
        Value::Array(items) if !items.is_empty() => list(&mut out, items, 0),
        other => {
            inline(&mut out, other, 0);
            out.push('\n');
        }
    }
    out
}

fn map(out: &mut String, members: &meshery_model::Object, indent: usize) {
    for (position, (key, value)) in members.iter().enumerate() {
        if position > 0 || out.ends_with('\n') || out.is_empty() {
            pad(out, indent);
        }
        text(out, key);
        out.push(':');
        after_key(out, value, indent);
    }
}

fn after_key(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            out.push('\n');
            map(out, members, indent + 2);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            list(out, items, indent);
        }
        other => {
            out.push(' ');
            inline(out, other, indent + 2);
            out.push('\n');
        }
    }
}

fn list(out: &mut String, items: &[Value], indent: usize) {
    for item in items {
        if out.ends_with('\n') || out.is_empty() {
            pad(out, indent);
        }
        out.push_str("- ");
        match item {
            Value::Object(members) if !members.is_empty() => map(out, members, indent + 2),
            Value::Array(items) if !items.is_empty() => list(out, items, indent + 2),
            other => {
                inline(out, other, indent + 2);
                out.push('\n');
            }
        }
    }
}

fn pad(out: &mut String, indent: usize) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// Writes a scalar or an empty collection; a block scalar's last line end is left to the caller.
fn inline(out: &mut String, value: &Value, indent: usize) {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(number) => number_text(out, number),
        Value::String(string) if is_block(string) => block(out, string, indent),
        Value::String(string) => text(out, string),
        Value::Array(_) => out.push_str("[]"),
        Value::Object(_) => out.push_str("{}"),
    }
}

fn number_text(out: &mut String, number: &serde_json::Number) {
    let text = number.to_string();
    // `1e21` is a string to YAML 1.1; a point makes it a number everywhere.
    match text.split_once('e') {
        Some((mantissa, exponent)) if !mantissa.contains('.') => {
            let _ = write!(out, "{mantissa}.0e{exponent}");
        }
        _ => out.push_str(&text),
    }
}

/// Whether a text can stand as a block scalar without loss.
fn is_block(string: &str) -> bool {
    string.contains('\n')
        && !string.starts_with([' ', '\n', '\t'])
        && string.chars().all(|character| character == '\n' || character == '\t' || !is_special(character))
        && string.lines().all(|line| !line.ends_with([' ', '\t']))
        && string.trim_end_matches('\n').lines().any(|line| !line.is_empty())
}

fn block(out: &mut String, string: &str, indent: usize) {
    let body = string.trim_end_matches('\n');
    let ends = string.len() - body.len();
    out.push_str(match ends {
        0 => "|-",
        1 => "|",
        _ => "|+",
    });
    for line in body.split('\n') {
        out.push('\n');
        if !line.is_empty() {
            pad(out, indent);
            out.push_str(line);
        }
    }
    for _ in 1..ends {
        out.push('\n');
    }
}

fn text(out: &mut String, string: &str) {
    if is_plain(string) {
        out.push_str(string);
        return;
    }
    out.push('"');
    for character in string.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            special if is_special(special) && u32::from(special) <= 0xff => {
                let _ = write!(out, "\\x{:02x}", u32::from(special));
            }
            special if is_special(special) && u32::from(special) <= 0xffff => {
                let _ = write!(out, "\\u{:04x}", u32::from(special));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

fn is_special(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{85}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

/// Whether a text means itself when it stands without quotes, to readers of YAML 1.1 and 1.2.
fn is_plain(string: &str) -> bool {
    let Some(first) = string.chars().next() else { return false };
    let safe_first =
        first.is_alphabetic() || first == '_' || first == '/' || (first == '.' && string.len() > 1);
    let numeric_first = first.is_ascii_digit();
    if !(safe_first || numeric_first) || string.ends_with([' ', ':']) {
        return false;
    }
    if string.chars().any(is_special) || string.contains(": ") || string.contains(" #") {
        return false;
    }
    if numeric_first
        && string
            .chars()
            .all(|character| character.is_ascii_hexdigit() || "xob_.:+-eETZt ".contains(character))
    {
        return false;
    }
    matches!(scalar::resolve(string), Some(Value::String(_))) && string != "<<" && string != "="
}
