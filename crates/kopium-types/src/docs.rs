//! Doc comments as text.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// Returns the text of the doc comments among the attributes, or `None` when there are none.
pub(crate) fn text(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    let text = without_brackets(lines.join("\n").trim());
    (!text.is_empty()).then_some(text)
}

fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(ExprLit { lit: Lit::Str(line), .. }) = &pair.value else { return None };
    if !pair.path.is_ident("doc") {
        return None;
    }
    let line = line.value();
    Some(line.strip_prefix(' ').unwrap_or(&line).trim_end().to_owned())
}

/// Takes away the angle brackets that kopium puts around addresses, because rustdoc wants them.
fn without_brackets(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let address = ["http://", "https://"].iter().any(|scheme| after.starts_with(scheme));
        match after.split_once('>').filter(|(inside, _)| address && !inside.contains(char::is_whitespace)) {
            Some((inside, after)) => {
                plain.push_str(inside);
                rest = after;
            }
            None => {
                plain.push('<');
                rest = after;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Returns the first paragraph of a text on one line.
#[must_use]
pub fn first_paragraph(text: &str) -> String {
    let lines = text.lines().map(str::trim).skip_while(|line| line.is_empty());
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_one_text_with_plain_addresses() {
        let item: syn::ItemStruct = syn::parse_str(
            "/// See <https://a.example/x.>\n/// \n///   indented, a<b\n#[serde(default)]\nstruct X;",
        )
        .expect("Rust");
        assert_eq!(
            text(&item.attrs).as_deref(),
            Some("See https://a.example/x.\n\n  indented, a<b"),
            "only the blank after the slashes is not of the text"
        );
        let item: syn::ItemStruct = syn::parse_str("struct X;").expect("Rust");
        assert_eq!(text(&item.attrs), None);
    }

    #[test]
    fn a_paragraph_ends_at_an_empty_line() {
        assert_eq!(first_paragraph("\nOne\n  and two.\n\nThree."), "One and two.");
        assert_eq!(first_paragraph(""), "");
    }
}
