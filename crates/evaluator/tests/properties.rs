//! What holds for every design: evaluation comes to rest, is deterministic, and does not depend on order.

#![allow(
    clippy::needless_pass_by_value,
    reason = "`json!` makes values, and tests read better without borrowing them"
)]

mod common;

use std::collections::BTreeSet;

use common::{ali, nsd, ops, run, sib, svc, wal};
use meshery_evaluator::Evaluation;
use meshery_model::{Component, Design, Relationship};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

const KINDS: [&str; 8] =
    ["Pod", "Deployment", "Service", "Namespace", "WASMFilter", "EnvoyFilter", "ConfigMap", "Role"];

fn definitions() -> Vec<Relationship> {
    vec![nsd(), svc(Some("to_contains_from")), ali(), sib(), wal()]
}

/// Few names, so that values meet.
fn name() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "c", "d"]).prop_map(str::to_owned)
}

fn component(number: usize) -> impl Strategy<Value = Component> {
    let labels = prop::collection::btree_map(name(), name(), 0..3);
    let parts = (prop::sample::select(KINDS.to_vec()), name(), prop::option::of(name()), labels, 0..3_usize);
    parts.prop_map(move |(kind, name, namespace, labels, containers)| {
        let containers: Vec<_> = (0..containers).map(|number| json!({"name": format!("c{number}")})).collect();
        let mut configuration = json!({
            "metadata": {"labels": labels},
            "spec": {"selector": labels, "containers": containers, "filter": name, "template": {"metadata": {"labels": labels}}},
        });
        if let Some(namespace) = namespace {
            configuration["metadata"]["namespace"] = json!(namespace);
        }
        common::component(&Uuid::from_u128(number as u128 + 1).to_string(), kind, &name, configuration)
    })
}

fn any_design() -> impl Strategy<Value = Design> {
    (0..12_usize)
        .prop_flat_map(|count| (0..count).map(component).collect::<Vec<_>>())
        .prop_map(common::design)
}

fn related(evaluation: &Evaluation) -> BTreeSet<Uuid> {
    evaluation.design.relationships.iter().map(|relationship| relationship.id.0).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_evaluated_design_is_at_rest(design in any_design()) {
        let once = run(design, &definitions());
        prop_assert!(!once.depth_exhausted);
        let twice = run(once.design.clone(), &definitions());
        prop_assert_eq!(ops(&twice), Vec::<String>::new());
        prop_assert_eq!(twice.design, once.design);
    }

    #[test]
    fn equal_input_gives_equal_output(design in any_design()) {
        prop_assert_eq!(run(design.clone(), &definitions()), run(design, &definitions()));
    }

    #[test]
    fn the_order_of_components_does_not_matter(design in any_design(), seed in any::<u64>()) {
        let mut shuffled = design.clone();
        shuffled.components.sort_by_key(|component| {
            component.id.0.as_u128().wrapping_mul(u128::from(seed | 1)).rotate_left(61)
        });
        prop_assert_eq!(related(&run(design, &definitions())), related(&run(shuffled, &definitions())));
    }

    #[test]
    fn a_person_s_edit_settles_again(design in any_design(), renamed in name(), removed in any::<prop::sample::Index>()) {
        prop_assume!(design.components.len() > 1);
        let mut edited = run(design, &definitions()).design;
        let count = edited.components.len();
        edited.components.remove(removed.index(count));
        edited.components[0].display_name = renamed;
        let once = run(edited, &definitions());
        let twice = run(once.design.clone(), &definitions());
        let settled = once.depth_exhausted || !once.trace.policy_actions.is_empty() || ops(&twice).is_empty();
        prop_assert!(settled, "{:?}", ops(&twice));
    }
}
