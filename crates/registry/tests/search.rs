//! Search: what is found, and in which order.

mod common;

use meshery_registry::{ComponentOrder, ComponentQuery, Direction, Index, ModelQuery, Order, PageSize};

fn search(text: &str, order: Option<Order<ComponentOrder>>) -> Vec<String> {
    let index = Index::from_packages(common::packages());
    let query = ComponentQuery {
        search: Some(text.to_owned()),
        version: Some("v1.10.0".to_owned()),
        page_size: PageSize::All,
        order,
        ..ComponentQuery::default()
    };
    index.find_components(&query).items.iter().map(|entry| entry.kind().to_owned()).collect()
}

#[test]
fn the_kind_itself_comes_before_longer_names_and_descriptions() {
    assert_eq!(search("pod", None), ["Pod", "PodTemplate", "Deployment"]);
    assert_eq!(search(" POD ", None), ["Pod", "PodTemplate", "Deployment"]);
}

#[test]
fn an_order_that_was_asked_for_wins_over_relevance() {
    let down = Order { key: ComponentOrder::Kind, direction: Direction::Descending };
    assert_eq!(search("pod", Some(down)), ["PodTemplate", "Pod", "Deployment"]);
}

#[test]
fn all_words_must_occur_somewhere() {
    assert_eq!(search("running deployment", None), ["Deployment"]);
    assert!(search("running template", None).is_empty());
}

#[test]
fn typing_errors_are_forgiven_when_nothing_else_is_found() {
    for typo in ["deplyment", "deploymnet", "deploymentt", "deploiment"] {
        assert_eq!(search(typo, None), ["Deployment"], "{typo}");
    }
    assert!(search("xyz", None).is_empty());
}

#[test]
fn blank_text_is_no_search() {
    assert_eq!(search("  ", None).len(), 7);
}

#[test]
fn models_are_found_by_display_name() {
    let index = Index::from_packages(common::packages());
    let found = index.models(&ModelQuery { search: Some("KUB".to_owned()), ..ModelQuery::default() });
    assert_eq!(found.total, 2);
}
