//! Finds the place of a value in a text, for messages about values that are found wrong after reading.

use saphyr_parser::{Event, Parser};

use super::json;
use crate::Location;

/// Where the reader is in one open collection.
enum Step {
    Index(usize),
    /// A key, once it was read.
    Key(Option<String>),
}

/// Returns where the value at a path stands, or the innermost value around it that is there. The place of a
/// member is that of its key. Reads the text once more, so it is for errors only.
pub(crate) fn locate(text: &str, path: &[String]) -> Option<Location> {
    let text = json::join_surrogates(text);
    let mut steps: Vec<Step> = Vec::new();
    // The innermost place found so far, with the number of steps that lead there.
    let mut best: Option<(usize, Location)> = None;
    for event in Parser::new_from_str(&text) {
        let Ok((event, span)) = event else { break };
        let opened = match event {
            Event::SequenceStart(..) => Some(Step::Index(0)),
            Event::MappingStart(..) => Some(Step::Key(None)),
            Event::Scalar(..) | Event::Alias(_) => None,
            Event::SequenceEnd | Event::MappingEnd => {
                steps.pop();
                finish(&mut steps);
                continue;
            }
            _ => continue,
        };
        let is_key = matches!(steps.last(), Some(Step::Key(None)));
        if let (Some(Step::Key(key @ None)), Event::Scalar(name, ..)) = (steps.last_mut(), &event) {
            *key = Some(name.to_string());
        }
        if leads_to(&steps, path) && best.is_none_or(|(depth, _)| depth < steps.len()) {
            let place = Location { line: span.start.line(), column: span.start.col() + 1 };
            best = Some((steps.len(), place));
            if steps.len() == path.len() {
                break;
            }
        }
        match opened {
            Some(step) => steps.push(step),
            None if !is_key => finish(&mut steps),
            None => {}
        }
    }
    best.map(|(_, place)| place)
}

/// Moves on to the next element or key.
fn finish(steps: &mut [Step]) {
    match steps.last_mut() {
        Some(Step::Index(index)) => *index += 1,
        Some(Step::Key(key)) => *key = None,
        None => {}
    }
}

fn leads_to(steps: &[Step], path: &[String]) -> bool {
    steps.len() <= path.len()
        && steps.iter().zip(path).all(|(step, wanted)| match step {
            Step::Index(index) => wanted.parse() == Ok(*index),
            Step::Key(key) => key.as_ref() == Some(wanted),
        })
}
