//! YAML is read as Kubernetes reads it, and what is written is read back as the same value.

mod common;

use common::{one, read};
use meshery_convert::{Error, Limits, yaml};
use proptest::prelude::*;
use serde_json::{Value, json};

#[test]
fn plain_scalars_mean_what_they_mean_to_kubernetes() {
    let cases = [
        ("yes", json!(true)),
        ("Off", json!(false)),
        ("y", json!(true)),
        ("~", json!(null)),
        ("", json!(null)),
        ("0644", json!(420)),
        ("0o644", json!(420)),
        ("0x1F", json!(31)),
        ("0b101", json!(5)),
        ("1_000", json!(1000)),
        ("-17", json!(-17)),
        ("+17", json!(17)),
        ("089", json!(89)),
        ("1.5", json!(1.5)),
        (".5", json!(0.5)),
        ("1e3", json!(1000.0)),
        ("18446744073709551615", json!(u64::MAX)),
        ("-9223372036854775808", json!(i64::MIN)),
        ("1.2.3", json!("1.2.3")),
        ("10.0.0.1/8", json!("10.0.0.1/8")),
        ("v1", json!("v1")),
        ("100m", json!("100m")),
        ("1Gi", json!("1Gi")),
        ("2024-01-02", json!("2024-01-02")),
        ("\"yes\"", json!("yes")),
        ("'0644'", json!("0644")),
        ("!!str 12", json!("12")),
        ("!!int \"12\"", json!(12)),
    ];
    for (text, expected) in cases {
        assert_eq!(one(&format!("key: {text}\n"))["key"], expected, "{text}");
    }
}

#[test]
fn numbers_that_json_lacks_are_refused() {
    for text in [".inf", "-.Inf", ".nan", "!!int abc", "!!bool maybe"] {
        let error = read(&format!("a: 1\nkey: {text}\n")).expect_err(text);
        assert_eq!(error.location().map(|place| place.line), Some(2), "{error}");
    }
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    let value = one(
        "base: &base {a: 1, b: 2}\none:\n  <<: *base\n  b: 3\nmany:\n  <<: [{a: 9}, *base]\nlist: [*base]\n",
    );
    assert_eq!(value["one"], json!({"b": 3, "a": 1}));
    assert_eq!(value["many"], json!({"a": 9, "b": 2}));
    assert_eq!(value["list"], json!([{"a": 1, "b": 2}]));
}

#[test]
fn a_merge_key_in_quotes_is_a_name() {
    for text in ["\"<<\": {a: 1}\nb: 2\n", "'<<': {a: 1}\nb: 2\n", "!!str <<: {a: 1}\nb: 2\n"] {
        assert_eq!(one(text), json!({"<<": {"a": 1}, "b": 2}), "{text}");
    }
    assert_eq!(one(&yaml::to_string(&json!({"<<": {"a": 1}}))), json!({"<<": {"a": 1}}));
    let error = read("a: 1\n<<: 2\n").expect_err("nothing to merge");
    assert_eq!(error.location().map(|place| place.line), Some(2), "{error}");
}

#[test]
fn aliases_share_and_merge_what_has_aliases_itself() {
    let value =
        one("a: &a {x: &x [1, 2], w: *x}\nb: &b\n  <<: *a\n  z: &z text\nc: {<<: [*b, *a], *z : *x}\n");
    assert_eq!(value["b"], json!({"z": "text", "x": [1, 2], "w": [1, 2]}));
    assert_eq!(value["c"], json!({"text": [1, 2], "z": "text", "x": [1, 2], "w": [1, 2]}));
}

#[test]
fn keys_that_are_no_text_become_text() {
    assert_eq!(
        one("8080: http\ntrue: flag\nnull: nothing\n"),
        json!({"8080": "http", "true": "flag", "null": "nothing"})
    );
}

#[test]
fn line_ends_of_windows_mean_nothing() {
    assert_eq!(one("a: 1\r\nb: |\r\n  x\r\n  y\r\n"), json!({"a": 1, "b": "x\ny\n"}));
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases = [
        ("a: 1\na: 2\n", 2, "a second time, first at line 1"),
        ("a:\n\tb: 1\n", 2, ""),
        ("a: [1, 2\n", 2, ""),
        ("a: *unknown\n", 1, ""),
        ("? [1, 2]\n: 3\n", 1, "scalar"),
    ];
    for (text, line, part) in cases {
        let error = read(text).expect_err(text);
        let place = error.location().unwrap_or_else(|| panic!("{error} has no place"));
        assert!(place.line.abs_diff(line) <= 1, "{text:?}: {error} at {place:?}");
        assert!(error.to_string().contains(part), "{text:?}: {error}");
    }
}

/// Reads with small bounds and tells which one was passed.
fn limit(text: &str) -> &'static str {
    let limits = Limits {
        max_depth: 10,
        max_nodes: 1000,
        max_alias_nodes: 100,
        max_documents: 5,
        ..Limits::default()
    };
    match yaml::read(text, &limits) {
        Err(Error::Limit { key, .. }) => key,
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_bound_stops_reading() {
    let mut bomb = "a: &a [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for (name, before) in ["b", "c", "d", "e"].iter().zip(["a", "b", "c", "d"]) {
        let aliases = vec![format!("*{before}"); 10].join(", ");
        bomb.push_str(&format!("{name}: &{name} [{aliases}]\n"));
    }
    assert_eq!(limit(&bomb), "limits.yaml_alias_nodes");
    assert_eq!(limit(&"[".repeat(11)), "limits.yaml_depth");
    assert_eq!(limit(&format!("[{}]", "1,".repeat(1000))), "limits.yaml_nodes");
    assert_eq!(limit(&"a: 1\n---\n".repeat(6)), "limits.yaml_documents");
}

#[test]
fn nesting_of_any_depth_is_refused_and_not_followed() {
    for text in ["[".repeat(100_000), "{a: ".repeat(100_000), "- ".repeat(100_000), "? ".repeat(100_000)] {
        assert!(read(&text).is_err());
    }
}

#[test]
fn texts_that_could_be_taken_for_something_else_are_quoted() {
    let tricky = [
        "yes",
        "No",
        "on",
        "null",
        "~",
        "",
        " ",
        "1",
        "0644",
        "1e3",
        "1_000",
        "0x10",
        ".5",
        ".inf",
        "=",
        "<<",
        "-",
        "- a",
        "a: b",
        "a #b",
        "#a",
        "&a",
        "*a",
        "!a",
        "|",
        ">",
        "%a",
        "@a",
        "`a",
        "'a",
        "\"a",
        "{a",
        "[a",
        "a:",
        "2024-01-02",
        "12:30:45",
        "trailing ",
        "\ttab",
        "line\nline",
        "line\n",
        "\n",
        "a\n\n",
        " a\nb",
        "a\r\nb",
        "\u{0}",
        "\u{85}",
        "\u{feff}",
        "\u{2028}x",
        "ünïcödé",
        "🦀",
        "a\u{7f}b",
        "---",
        "...",
        "? a",
        "1Gi",
        "0b2",
        "+1",
        "-0",
        "1.",
        "1.e5",
    ];
    for text in tricky {
        let value = json!({"key": text, text: "value", "list": [text, [text], {"k": text}]});
        let written = yaml::to_string(&value);
        assert_eq!(one(&written), value, "{text:?} was written as\n{written}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{0,8}",
        "[ -~]{0,12}",
        "[\\x00-\\xff]{0,6}",
        any::<String>(),
        "[a-z\\n \\t]{0,20}",
        "[0-9_.eExo:+-]{0,8}"
    ]
}

fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("JSON has no such number", |number| number.is_finite())
            .prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(5, 60, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..6)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_back(value in value()) {
        let written = yaml::to_string(&value);
        let back = read(&written).map_err(|error| TestCaseError::fail(format!("{error}\n{written}")))?;
        prop_assert_eq!(back, vec![value], "{}", written);
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "[-a-z0-9:{}\\[\\]&*!|>'\"%@`#?, \\n\\t]{0,60}") {
        let _ = read(&text);
    }

    #[test]
    fn no_bytes_make_import_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = common::try_import(&bytes);
    }
}
