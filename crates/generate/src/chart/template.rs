//! Templates whose actions don't matter: conditions around a whole document, and what is put into its
//! metadata. The rest of a definition is the same with and without them.

/// One document of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Document<'t> {
    pub(super) text: &'t str,
    /// Its first line, counted from 1.
    pub(super) line: usize,
}

/// Splits a text at the lines that separate documents.
pub(super) fn documents(text: &str) -> Vec<Document<'_>> {
    let mut documents = Vec::new();
    let (mut start, mut first, mut at, mut number) = (0, 1, 0, 1);
    for line in text.split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == "---" || line.starts_with("--- ") {
            documents
                .push(Document { text: text.get(start..at - line.len()).unwrap_or_default(), line: first });
            (start, first) = (at, number + 1);
        }
        number += 1;
    }
    documents.push(Document { text: text.get(start..).unwrap_or_default(), line: first });
    documents
}

/// Returns a document without the actions that don't matter. Lines keep their numbers.
///
/// # Errors
/// The line, counted from 0, of the first action that may matter.
pub(super) fn without_actions(document: &str) -> Result<String, usize> {
    let lines: Vec<&str> = document.lines().collect();
    let is_content = |line: &&&str| {
        let line = line.trim();
        !line.is_empty() && !line.starts_with('#') && !is_action(line)
    };
    let first = lines.iter().position(|line| is_content(&line)).unwrap_or(lines.len());
    let last = lines.iter().rposition(|line| is_content(&line)).unwrap_or_default();
    let mut plain = String::with_capacity(document.len());
    let mut is_metadata = false;
    for (number, line) in lines.iter().enumerate() {
        let has_action = line.contains("{{") || line.contains("}}");
        let is_around = number < first || number > last;
        if !has_action {
            let is_top = !line.starts_with([' ', '\t', '#']) && !line.trim().is_empty();
            is_metadata = if is_top { line.trim_end() == "metadata:" } else { is_metadata };
            plain.push_str(line);
        } else if !(is_around || is_metadata && is_closed(line)) {
            return Err(number);
        }
        plain.push('\n');
    }
    Ok(plain)
}

/// Tells whether a line is one action and nothing else.
fn is_action(line: &str) -> bool {
    line.starts_with("{{") && line.ends_with("}}")
}

/// Tells whether every action of a line ends there.
fn is_closed(line: &str) -> bool {
    line.matches("{{").count() == line.matches("}}").count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_know_their_lines() {
        let found = documents("a\n---\nb\nc\n--- # more\nd");
        let expected = [("a\n", 1), ("b\nc\n", 3), ("d", 6)];
        assert_eq!(found, expected.map(|(text, line)| Document { text, line }));
    }

    #[test]
    fn actions_around_and_in_the_metadata_go() {
        let text = "{{- if .Values.crds }}\nkind: X\nmetadata:\n  name: a\n  labels:\n    {{- include \"l\" . | nindent 4 }}\n    a: {{ .b }}\nspec: 1\n{{- end }}\n";
        assert_eq!(
            without_actions(text).as_deref(),
            Ok("\nkind: X\nmetadata:\n  name: a\n  labels:\n\n\nspec: 1\n\n")
        );
    }

    #[test]
    fn actions_elsewhere_stay_and_are_named() {
        assert_eq!(without_actions("kind: X\nspec:\n  a: {{ .b }}\n"), Err(2));
        assert_eq!(without_actions("kind: X\n{{- if .a }}\nspec: 1\n{{- end }}\n"), Err(1));
        assert_eq!(without_actions("metadata:\n  a: {{ include\n  \"x\" }}\nspec: 1\n"), Err(1));
    }
}
