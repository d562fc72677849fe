//! Icons of models: the brand's, or one made from the name.

use std::path::Path;

use crate::models::Model;

const WHITE: &str = "#FFFFFF";
const DARK: &str = "#1F2933";

/// Returns the icon in colour and the one in white.
pub fn of(model: &Model) -> [String; 2] {
    let color = model.primary_color.as_str();
    match &model.icon {
        Some(name) => {
            let brand = brand(name);
            [color, WHITE].map(|color| brand.replacen("<svg ", &format!("<svg fill=\"{color}\" "), 1))
        }
        None => {
            let letters = letters(&model.display_name);
            let on_color = if is_light(color) { DARK } else { WHITE };
            let on_white = if is_light(color) { DARK } else { color };
            [hexagon(color, &letters, on_color), hexagon(WHITE, &letters, on_white)]
        }
    }
}

fn brand(name: &str) -> String {
    let folder = std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo names the crate's folder");
    let file = Path::new(&folder).join(format!("icons/brands/{name}.svg"));
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    text.trim().to_owned()
}

/// Returns a hexagon with round corners and letters in it.
fn hexagon(color: &str, letters: &str, letter_color: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 32 32\">\
         <path d=\"M16 4 26.4 10v12L16 28 5.6 22V10z\" fill=\"{color}\" stroke=\"{color}\" stroke-width=\"4\" \
         stroke-linejoin=\"round\"/>\
         <text x=\"16\" y=\"16\" dy=\".35em\" text-anchor=\"middle\" font-family=\"sans-serif\" \
         font-weight=\"700\" font-size=\"12\" fill=\"{letter_color}\">{letters}</text></svg>"
    )
}

/// Returns one or two letters for a name: those its first two words begin with, else its first two.
fn letters(name: &str) -> String {
    let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let (first, second) = (words.next().unwrap_or_default(), words.next());
    let mut letters = first.chars();
    let start = letters.next().into_iter().flat_map(char::to_uppercase);
    match second.and_then(|word| word.chars().next()) {
        Some(second) => start.chain(second.to_uppercase()).collect(),
        None => start.chain(letters.next()).collect(),
    }
}

/// Tells whether dark letters are easier to read on a colour than white ones.
fn is_light(color: &str) -> bool {
    let channel = |at: usize| {
        let digits = color.get(at..at + 2).unwrap_or("00");
        f64::from(u8::from_str_radix(digits, 16).unwrap_or_default())
    };
    0.299 * channel(1) + 0.587 * channel(3) + 0.114 * channel(5) > 170.0
}
