//! `design convert` and `design evaluate`: no server, no configuration, equal input gives equal output.

use serde_json::Value;

use crate::support::{Home, Run};

const GUESTBOOK: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/guestbook.yaml");
const SHOP: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/shop.design.yaml");
const BROKEN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/broken.yaml");

fn design(args: &[&str]) -> Run {
    Home::new().run(&[&["design"], args].concat())
}

#[test]
fn a_manifest_becomes_a_design_and_a_manifest_again() {
    let home = Home::new();
    let text = home.run(&["design", "convert", "-f", GUESTBOOK]).ok();
    assert!(text.contains("schemaVersion: designs.meshery.io/v1beta3"), "{text}");
    let manifest = home.run_with(&["design", "convert", "-f", "-"], &[], &text).ok();
    insta::assert_snapshot!(manifest);
    let again = home.run_with(&["design", "convert", "-f", "-", "--to", "manifest"], &[], &manifest).ok();
    assert_eq!(again, manifest);
}

#[test]
fn a_design_can_be_written_as_json() {
    let text = design(&["convert", "-f", GUESTBOOK, "--name", "visitors", "-o", "json"]).ok();
    let document: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(document["name"], "visitors");
    assert_eq!(document["components"].as_array().map(Vec::len), Some(6));
}

#[test]
fn a_manifest_is_yaml_only() {
    let run = design(&["convert", "-f", SHOP, "-o", "json"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    let error: Value = serde_json::from_str(&run.stderr).expect("JSON");
    assert_eq!(error["code"], "mesheryctl-1111");
}

#[test]
fn an_evaluation_is_described() {
    insta::assert_snapshot!(design(&["evaluate", "-f", GUESTBOOK]).ok());
    insta::assert_snapshot!(design(&["evaluate", "-f", SHOP]).ok());
}

#[test]
fn equal_input_gives_equal_evaluations() {
    let evaluate = || design(&["evaluate", "-f", GUESTBOOK, "-o", "json"]).ok();
    let (one, other) = (evaluate(), evaluate());
    assert_eq!(one, other);
    let answer: Value = serde_json::from_str(&one).expect("JSON");
    assert!(answer["design"]["relationships"].as_array().is_some_and(|found| !found.is_empty()));
    assert_eq!(answer["schemaVersion"], "evaluation.meshery.io/v1beta1");
}

#[test]
fn a_saved_evaluation_has_nothing_left_to_change() {
    let home = Home::new();
    let run = home.run(&["design", "evaluate", "-f", GUESTBOOK, "--save", "evaluated.yaml"]);
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), "wrote evaluated.yaml\n"));
    let again = home.run(&["design", "evaluate", "-f", "evaluated.yaml"]).ok();
    assert!(again.ends_with("The evaluation changed nothing.\n"), "{again}");
}

#[test]
fn a_broken_file_is_refused_with_its_place() {
    for verb in ["convert", "evaluate"] {
        let run = design(&[verb, "-f", BROKEN, "-o", "json"]);
        assert_eq!((run.code, run.stdout.as_str()), (Some(5), ""), "{}", run.stderr);
        let error: Value = serde_json::from_str(&run.stderr).expect("JSON");
        assert_eq!(error["location"]["line"], 5, "{error:#}");
    }
}

#[test]
fn a_missing_file_is_named() {
    let run = design(&["evaluate", "-f", "nothing.yaml"]);
    assert_eq!(run.code, Some(1));
    insta::assert_snapshot!(run.stderr);
}

#[test]
fn an_address_is_not_fetched() {
    let run = design(&["convert", "-f", "https://example.org/a.yaml"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("code: mesheryctl-1118"), "{}", run.stderr);
}
