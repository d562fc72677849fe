//! Long texts inside documents, kept elsewhere: icons above all, and capabilities, which most components share.
//!
//! Thousands of components carry the same few icons. In the documents that the index keeps, a long text is
//! replaced by a mark: the character U+0000 and the position of the text.

use serde_json::Value;

/// Shorter texts are cheaper where they are.
const LONG: usize = 512;
const MARK: char = '\0';

/// Replaces long texts by marks. `keep` stores a text and returns its position.
pub(crate) fn outsource(value: &mut Value, keep: &mut dyn FnMut(&str) -> u32) {
    visit(value, &mut |text| {
        // A text that looks like a mark must not be taken for one.
        if text.len() >= LONG || text.starts_with(MARK) {
            *text = mark(keep(text));
        }
    });
}

/// Replaces marks by the texts they stand for; one that can't be had becomes empty.
pub(crate) fn restore(value: &mut Value, find: &dyn Fn(u32) -> Option<String>) {
    visit(value, &mut |text| {
        if let Some(position) = position(text) {
            *text = find(position).unwrap_or_default();
        }
    });
}

/// Changes the positions that marks name.
pub(crate) fn shift(value: &mut Value, change: &dyn Fn(u32) -> u32) {
    visit(value, &mut |text| {
        if let Some(position) = position(text) {
            *text = mark(change(position));
        }
    });
}

/// Replaces a list that is long as text by one mark.
pub(crate) fn outsource_list(list: &mut Vec<Value>, keep: &mut dyn FnMut(&str) -> u32) {
    let text = Value::from(std::mem::take(list)).to_string();
    let looks_like_mark =
        matches!(serde_json::from_str::<Vec<String>>(&text).as_deref(), Ok([one]) if one.starts_with(MARK));
    if text.len() >= LONG || looks_like_mark {
        *list = vec![Value::from(mark(keep(&text)))];
    } else if let Ok(Value::Array(items)) = serde_json::from_str(&text) {
        *list = items;
    }
}

/// Returns a list as it was before one mark replaced it.
pub(crate) fn restore_list(list: &[Value], find: &dyn Fn(u32) -> Option<String>) -> Vec<Value> {
    let marked = match list {
        [Value::String(text)] => position(text),
        _ => None,
    };
    match marked {
        Some(position) => {
            find(position).and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
        }
        None => list.to_vec(),
    }
}

fn mark(position: u32) -> String {
    format!("{MARK}{position}")
}

fn position(text: &str) -> Option<u32> {
    text.strip_prefix(MARK)?.parse().ok()
}

fn visit(value: &mut Value, change: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) => change(text),
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, change)),
        Value::Object(members) => members.values_mut().for_each(|member| visit(member, change)),
        _ => {}
    }
}
