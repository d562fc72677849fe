//! Finding one definition: by kind, API version, model and id.

mod common;

use meshery_model::Relationship;
use meshery_registry::Index;

fn index() -> Index {
    Index::from_packages(common::packages())
}

#[test]
fn the_newest_enabled_model_wins() {
    let index = index();
    let pod = index.lookup("v1", "Pod").expect("Pod");
    assert_eq!((pod.model().name.as_str(), pod.model().model.version.as_str()), ("kube", "v1.10.0"));
    assert_eq!(index.lookup("v1beta1", "Retired").expect("Retired").model().model.version, "v1.9.0");
    assert!(index.lookup("v2", "Pod").is_none());
    assert!(index.lookup("v1", "pod").is_none());
}

#[test]
fn without_api_version_the_most_stable_wins() {
    let index = index();
    let version = |kind: &str, model: &str| {
        index.definition(kind, None, model).map(|entry| entry.api_version().to_owned())
    };
    assert_eq!(version("Autoscaler", "").as_deref(), Some("scaling/v1"));
    assert_eq!(version("Event", "*").as_deref(), Some("v1"));
    assert_eq!(version("Event", "Shapes"), None);
    let disabled = index.definition("Pod", Some("v1"), "disabled").expect("a disabled one, when asked for");
    assert!(!disabled.is_enabled());
}

#[test]
fn ids_lead_back_to_what_they_name() {
    let index = index();
    let pod = index.lookup("v1", "Pod").expect("Pod");
    assert_eq!(index.component(pod.id()).expect("found").kind(), "Pod");
    let model = index.model(pod.model().id).expect("model");
    assert_eq!(model.summary(), pod.model());
    assert_eq!((model.components_count(), model.relationships_count()), (7, 3));
}

#[test]
fn ids_depend_on_what_a_definition_is_and_on_nothing_else() {
    let mut packages = common::packages();
    let first = Index::from_packages(packages.clone());
    packages.reverse();
    packages.iter_mut().for_each(|package| package.components.reverse());
    let second = Index::from_packages(packages);
    let ids = |index: &Index| -> Vec<_> {
        let mut ids: Vec<_> = index.relationship_definitions().iter().map(|r| r.id).collect();
        ids.sort();
        ids
    };
    assert_eq!(first.lookup("v1", "Pod").map(|e| e.id()), second.lookup("v1", "Pod").map(|e| e.id()));
    assert_eq!(ids(&first), ids(&second));
    assert!(ids(&first).windows(2).all(|pair| pair[0] != pair[1]));
}

#[test]
fn an_id_that_the_author_chose_stays() {
    let mut packages = common::packages();
    let chosen = "aaaaaaaa-0000-4000-8000-000000000001".parse().expect("id");
    packages[2].relationships[0] = Relationship { id: chosen, ..packages[2].relationships[0].clone() };
    let index = Index::from_packages(packages);
    assert!(index.relationship_definitions().iter().any(|relationship| relationship.id == chosen));
}

#[test]
fn a_component_carries_its_whole_model() {
    let index = index();
    let component = index.lookup("apps/v1", "Deployment").expect("Deployment").to_component(false);
    assert_eq!(component.model.extra["category"]["name"], "Orchestration");
    assert_eq!(component.model_reference.expect("reference").name, "kube");
    assert_eq!(component.component.schema, None);
}

#[test]
fn the_fast_text_is_that_of_the_document() {
    let mut packages = common::packages();
    let component = &mut packages[2].components[0];
    component.capabilities = vec![serde_json::json!({"kind": "view"})];
    component.metadata.is_namespaced = true;
    component.extra.insert("newer".to_owned(), serde_json::json!(1));
    component.component.extra.insert("newest".to_owned(), serde_json::json!(2));
    let index = Index::from_packages(packages);
    let everything = meshery_registry::ComponentQuery {
        page_size: meshery_registry::PageSize::All,
        ..meshery_registry::ComponentQuery::default()
    };
    for entry in index.find_components(&everything).items {
        for with_schema in [true, false] {
            let fast = serde_json::to_string(&entry.document(with_schema)).expect("JSON");
            let slow = serde_json::to_string(&entry.to_component(with_schema)).expect("JSON");
            assert_eq!(fast, slow);
        }
    }
}
