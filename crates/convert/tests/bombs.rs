//! What one file may cost is bounded, and the bound that was passed is named.

mod common;

use std::fmt::Write as _;

use common::{imported, one, read, round_trip, try_import};
use meshery_convert::{Error, Limits, design};
use meshery_model::DESIGN_SCHEMA;

fn limit(error: &Error) -> &'static str {
    match error {
        Error::Limit { key, .. } => key,
        other => panic!("{other}"),
    }
}

#[test]
fn aliases_to_a_long_text_are_bounded_by_bytes() {
    let aliases = "- *a\n".repeat(100);
    let text = format!("a: &a {}\nb:\n{aliases}", "x".repeat(200_000));
    let error = read(&text).expect_err("20 MB of one text");
    assert_eq!(limit(&error), "limits.yaml_alias_bytes");
    assert!(error.to_string().contains("bytes added by aliases"), "{error}");
    let long_key = format!("a: &a {{{}: 1}}\nb:\n{aliases}", "x".repeat(200_000));
    assert_eq!(limit(&read(&long_key).expect_err("20 MB of one key")), "limits.yaml_alias_bytes");
}

#[test]
fn aliases_of_aliases_are_bounded_by_values() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..10 {
        let _ = writeln!(text, "a{level}: &a{level} [{}]", vec![format!("*a{}", level - 1); 10].join(", "));
    }
    assert_eq!(limit(&read(&text).expect_err("a billion")), "limits.yaml_alias_nodes");
}

/// Ninety anchors around one large value used to be ninety copies of it.
#[test]
fn anchors_that_nothing_refers_to_cost_nothing() {
    let open: String = (0..90).map(|level| format!("&a{level} [")).collect();
    let text = format!("{open}{}{}", "x,".repeat(200_000), "]".repeat(90));
    let start = std::time::Instant::now();
    assert!(one(&text).is_array());
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn an_alias_is_as_deep_as_what_it_stands_for() {
    let chain = |levels: usize| {
        let mut text = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\na0: &a0 {x: 1}\n".to_owned();
        for level in 1..levels {
            let _ = writeln!(text, "a{level}: &a{level} {{x: *a{}}}", level - 1);
        }
        text
    };
    let deepest = Limits::default().max_depth - 1;
    assert_eq!(round_trip(&chain(deepest)).len(), 1);
    let error = try_import(chain(deepest + 1).as_bytes()).expect_err("too deep");
    assert_eq!(limit(&error), "limits.yaml_depth");
    assert_eq!(error.location().map(|place| place.line), Some(4 + deepest), "{error}");
}

#[test]
fn what_could_be_imported_can_be_exported_and_imported_as_a_design() {
    let levels = Limits::default().max_depth - 1;
    for member in ["data", "status"] {
        let nested = format!("{}1{}", "{x: ".repeat(levels), "}".repeat(levels));
        let text = format!("apiVersion: v1\nkind: ConfigMap\nmetadata: {{name: a}}\n{member}: {nested}\n");
        let manifest = imported(&text);
        let written = design::to_yaml(&manifest.design).expect("YAML");
        assert_eq!(imported(&written).design, manifest.design);
        let json = serde_json::to_string(&manifest.design).expect("JSON");
        assert_eq!(imported(&json).design, manifest.design);
        let deeper = text.replace("{x: 1}", "{x: {x: 1}}");
        assert_eq!(limit(&try_import(deeper.as_bytes()).expect_err("too deep")), "limits.yaml_depth");
    }
}

#[test]
fn a_design_sent_as_a_value_is_no_deeper_than_one_sent_as_text() {
    let limits = Limits::default();
    let nested = |levels: usize| {
        let value = (0..levels).fold(serde_json::json!(1), |value, _| serde_json::json!({"x": value}));
        let component =
            serde_json::json!({"component": {"kind": "Pod", "version": "v1"}, "configuration": value});
        serde_json::json!({"schemaVersion": DESIGN_SCHEMA, "components": [component]})
    };
    let kinds = meshery_builtin::index();
    assert!(design::from_value(&nested(limits.max_depth), kinds, &limits).is_ok());
    let error = design::from_value(&nested(limits.max_depth + 1), kinds, &limits).expect_err("too deep");
    assert_eq!(limit(&error), "limits.yaml_depth");
}
