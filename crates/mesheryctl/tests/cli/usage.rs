//! The command line itself: help, wrong words, and exit codes.

use crate::support::Home;

#[test]
fn groups_without_a_verb_print_their_help() {
    let home = Home::new();
    for group in ["system", "design", "model", "component", "relationship", "registry", "token", "user"] {
        let help = home.run(&[group]).ok();
        assert!(help.contains(&format!("Usage: mesheryctl {group}")), "{help}");
        assert_eq!(help, home.run(&[group, "--help"]).ok());
    }
    assert!(home.run(&[]).ok().contains("Exit codes:"));
}

#[test]
fn older_words_still_work() {
    let home = Home::new();
    for (older, word) in [("pattern", "design"), ("app", "design"), ("components", "component")] {
        assert_eq!(home.run(&[older]).ok(), home.run(&[word]).ok());
    }
}

#[test]
fn an_unknown_word_is_wrong_usage_and_names_the_nearest() {
    let home = Home::new();
    let run = home.run(&["modle", "list"]);
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("'model'"), "{}", run.stderr);
    assert!(run.stderr.contains("code: mesheryctl-1118"), "{}", run.stderr);
}

#[test]
fn an_unknown_format_names_the_known_ones() {
    let home = Home::new();
    let run = home.run(&["design", "list", "-o", "xml"]);
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("table, wide, json, yaml, name"), "{}", run.stderr);
    assert!(run.stderr.contains("code: mesheryctl-1111"), "{}", run.stderr);
}

#[test]
fn nothing_is_written_to_the_home_directory_by_help_and_offline_commands() {
    let home = Home::new();
    home.run(&["design", "list", "--help"]).ok();
    home.run_with(
        &["design", "evaluate", "-f", "-"],
        &[],
        "apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\n",
    )
    .ok();
    assert!(!home.path(".meshery").exists());
}
