//! Looking for a word in all components at once: their texts lie in one piece, so one pass over it finds them.

use memchr::memmem::Finder;

use super::Index;

impl Index {
    /// Tells for each component whether its names or its description can hold a word in lower case. Upper-case
    /// letters of the original text may make it say yes where the answer is no.
    pub(crate) fn components_holding(&self, word: &str) -> Vec<bool> {
        let mut holding = vec![false; self.components.len()];
        if word.is_empty() {
            return holding;
        }
        let finder = Finder::new(word);
        for (number, layer) in self.layers.iter().enumerate() {
            // Rows of a layer stand together, in the order of their texts.
            let first = self.components.partition_point(|row| usize::from(row.layer) < number);
            let rows = self.components.get(first..).unwrap_or_default();
            let rows =
                rows.get(..rows.partition_point(|row| usize::from(row.layer) == number)).unwrap_or_default();
            let text = layer.rows.as_bytes();
            let mut from = 0;
            while let Some(hit) = text.get(from..).and_then(|rest| finder.find(rest)).map(|at| from + at) {
                let place = rows.partition_point(|row| row.range().end <= hit);
                let Some(row) = rows.get(place) else { break };
                // Texts of rows that were replaced by a later layer lie between those of others.
                if let Some(holds) = holding.get_mut(first + place).filter(|_| row.range().start <= hit) {
                    *holds = true;
                    from = row.range().end;
                } else {
                    from = row.range().start.max(hit + 1);
                }
            }
        }
        let holds_short =
            |template: &super::Template| template.short_names.iter().any(|name| name.contains(word));
        let templates: Vec<bool> = self.templates.iter().map(holds_short).collect();
        if templates.contains(&true) {
            for (row, holds) in self.components.iter().zip(&mut holding) {
                *holds |= templates.get(row.template as usize).is_some_and(|holds| *holds);
            }
        }
        holding
    }
}
