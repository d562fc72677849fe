//! What an `index.yaml` lists of one chart. Pure: text in, versions out.
//!
//! Public indexes have tens of megabytes and thousands of charts, so the text is read as a stream of events
//! and everything but the one chart is passed over: no tree of the whole is made. Aliases, which Helm never
//! writes, are refused where they would matter.

use saphyr_parser::{Event, Parser, StrInput};

/// How deep an index may nest.
const DEEPEST: usize = 64;

/// One version of a chart in an index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    /// The version.
    pub version: String,
    /// Where its archive is, absolute or relative to the repository.
    pub urls: Vec<String>,
    /// SHA-256 digest of the archive, in hexadecimal.
    pub digest: Option<String>,
}

/// Reads the versions of one chart; none when it is not listed.
///
/// # Errors
/// When the text is no index, as the end of a sentence that says why.
pub fn listed(text: &str, chart: &str) -> Result<Vec<Listed>, String> {
    let mut reader = Reader { events: Parser::new_from_str(text) };
    let mut versions = Vec::new();
    let mut has_entries = false;
    loop {
        match reader.next()? {
            Event::StreamStart | Event::DocumentStart(_) => {}
            Event::MappingStart(..) => break,
            _ => return Err("it is no map".to_owned()),
        }
    }
    reader.map(|reader, key, value| {
        if key != "entries" {
            return reader.pass(value);
        }
        has_entries = true;
        reader.charts(&value, chart, &mut versions)
    })?;
    if has_entries { Ok(versions) } else { Err("it has no `entries`".to_owned()) }
}

struct Reader<'t> {
    events: Parser<'t, StrInput<'t>>,
}

impl<'t> Reader<'t> {
    fn next(&mut self) -> Result<Event<'t>, String> {
        match self.events.next() {
            Some(Ok((event, _))) => Ok(event),
            Some(Err(error)) => Err(format!("line {}: {}", error.marker().line(), error.info())),
            None => Err("it ends too early".to_owned()),
        }
    }

    /// Reads the members of a map that has been opened.
    fn map(
        &mut self,
        mut member: impl FnMut(&mut Self, &str, Event<'t>) -> Result<(), String>,
    ) -> Result<(), String> {
        loop {
            match self.next()? {
                Event::MappingEnd => return Ok(()),
                Event::Scalar(key, ..) => {
                    let value = self.next()?;
                    member(self, &key, value)?;
                }
                _ => return Err("a key is no text".to_owned()),
            }
        }
    }

    /// Reads the elements of a list that begins with this event. Nothing counts as an empty list.
    fn list(
        &mut self,
        first: &Event<'t>,
        mut element: impl FnMut(&mut Self, Event<'t>) -> Result<(), String>,
    ) -> Result<(), String> {
        match first {
            Event::Scalar(..) => return Ok(()),
            Event::SequenceStart(..) => {}
            _ => return Err("a list is expected where something else stands".to_owned()),
        }
        loop {
            match self.next()? {
                Event::SequenceEnd => return Ok(()),
                event => element(self, event)?,
            }
        }
    }

    fn charts(&mut self, first: &Event<'t>, chart: &str, found: &mut Vec<Listed>) -> Result<(), String> {
        match first {
            Event::MappingStart(..) => {}
            Event::Scalar(..) => return Ok(()),
            _ => return Err("`entries` is no map".to_owned()),
        }
        self.map(|reader, key, value| {
            if key != chart {
                return reader.pass(value);
            }
            reader.list(&value, |reader, event| {
                let version = reader.version(&event)?;
                found.push(version);
                Ok(())
            })
        })
    }

    fn version(&mut self, first: &Event<'t>) -> Result<Listed, String> {
        if !matches!(first, Event::MappingStart(..)) {
            return Err("a version of the chart is no map".to_owned());
        }
        let mut listed = Listed::default();
        self.map(|reader, key, value| match (key, value) {
            ("version", Event::Scalar(text, ..)) => {
                listed.version = text.into_owned();
                Ok(())
            }
            ("digest", Event::Scalar(text, ..)) => {
                listed.digest = Some(text.into_owned()).filter(|text| !text.is_empty());
                Ok(())
            }
            ("urls", value) => reader.list(&value, |_, event| match event {
                Event::Scalar(text, ..) => {
                    listed.urls.push(text.into_owned());
                    Ok(())
                }
                _ => Err("an address is no text".to_owned()),
            }),
            ("version" | "digest", _) => Err(format!("a `{key}` is no text")),
            (_, value) => reader.pass(value),
        })?;
        Ok(listed)
    }

    /// Passes over a value that begins with this event.
    fn pass(&mut self, first: Event<'t>) -> Result<(), String> {
        let (mut depth, mut event) = (0_usize, first);
        loop {
            match event {
                Event::MappingStart(..) | Event::SequenceStart(..) => depth += 1,
                Event::MappingEnd | Event::SequenceEnd => depth = depth.saturating_sub(1),
                _ => {}
            }
            match depth {
                0 => return Ok(()),
                DEEPEST => return Err(format!("it nests deeper than {DEEPEST} levels")),
                _ => event = self.next()?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const INDEX: &str = r"
apiVersion: v1
generated: 2024-01-01T00:00:00Z
entries:
  other:
  - version: 9.9.9
    urls: [other.tgz]
  web:
  - apiVersion: v2
    version: 1.1.0
    dependencies:
    - name: common
      version: 7.7.7
      urls: [wrong]
    digest: aabb
    urls:
    - https://cdn.example/web-1.1.0.tgz
    - web-1.1.0.tgz
  - version: '1.0'
    urls: [charts/web-1.0.tgz]
";

    #[test]
    fn one_chart_is_read_and_all_else_passed_over() {
        let found = listed(INDEX, "web").expect("an index");
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].version, "1.1.0");
        assert_eq!(found[0].urls, ["https://cdn.example/web-1.1.0.tgz", "web-1.1.0.tgz"]);
        assert_eq!(found[0].digest.as_deref(), Some("aabb"));
        assert_eq!(
            found[1],
            Listed { version: "1.0".into(), urls: vec!["charts/web-1.0.tgz".into()], digest: None }
        );
        assert_eq!(listed(INDEX, "missing"), Ok(Vec::new()));
    }

    #[test]
    fn an_index_may_be_json_or_empty() {
        let json = r#"{"apiVersion":"v1","entries":{"web":[{"version":"1.0.0","urls":["a"]}]}}"#;
        assert_eq!(listed(json, "web").expect("an index")[0].version, "1.0.0");
        assert_eq!(listed("apiVersion: v1\nentries: {}\n", "web"), Ok(Vec::new()));
        assert_eq!(listed("apiVersion: v1\nentries:\n", "web"), Ok(Vec::new()));
    }

    #[test]
    fn what_is_no_index_is_refused() {
        for text in [
            "",
            "text",
            "- a",
            "a: b",
            "<html><body>x</body></html>",
            "entries: [a]",
            "entries:\n  web: {a: b}",
            "entries:\n  web: [a]",
            "entries:\n  web: [{urls: [[a]]}]",
            "entries:\n  web: [{version: [1]}]",
            "entries:\n  web: [{version: *x}]",
            "entries: {",
            "? [a]\n: b",
        ] {
            assert!(listed(text, "web").is_err(), "{text}");
        }
        let deep = format!("x: {}{}\nentries: {{}}\n", "[".repeat(100), "]".repeat(100));
        assert!(listed(&deep, "web").is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC*|[-a-z0-9:\\[\\]{}&*!|>'\"#,? \n]*") {
            let _ = listed(&text, "web");
            let _ = listed(&format!("entries:\n  web:\n{text}"), "web");
        }
    }
}
