//! Listings: pages, order and filters.

mod common;

use meshery_errors::Coded as _;
use meshery_registry::{
    ComponentOrder, ComponentQuery, Direction, Error, Index, Matching, ModelOrder, ModelQuery, NameOrder,
    Order, OrderKey as _, PageSize, Query, RelationshipOrder, RelationshipQuery,
};

fn index() -> Index {
    Index::from_packages(common::packages())
}

fn all() -> ComponentQuery {
    ComponentQuery { page_size: PageSize::All, trim: true, ..ComponentQuery::default() }
}

fn rows(index: &Index, query: &ComponentQuery) -> Vec<String> {
    let entries = index.find_components(query).items;
    entries
        .iter()
        .map(|entry| format!("{} {} {}", entry.kind(), entry.api_version(), entry.model().model.version))
        .collect()
}

#[test]
fn pages_follow_each_other_without_gap_or_overlap() {
    let index = index();
    let whole = rows(&index, &all());
    let mut pages = Vec::new();
    for page in 0..10 {
        let query = ComponentQuery { page, page_size: PageSize::Rows(4), ..all() };
        assert_eq!(index.find_components(&query).total, whole.len());
        pages.extend(rows(&index, &query));
    }
    assert_eq!(pages, whole);
    let past = ComponentQuery { page: usize::MAX, page_size: PageSize::Rows(usize::MAX), ..all() };
    assert!(index.components(&past).items.is_empty());
    let empty = ComponentQuery { page_size: PageSize::Rows(0), ..all() };
    assert_eq!(index.components(&empty).total, whole.len());
}

#[test]
fn descending_is_ascending_backwards() {
    let index = index();
    for (_, key) in ComponentOrder::NAMES {
        let up = Order { key: *key, direction: Direction::Ascending };
        let down = Order { direction: Direction::Descending, ..up };
        let mut expected = rows(&index, &ComponentQuery { order: Some(up), ..all() });
        expected.reverse();
        assert_eq!(rows(&index, &ComponentQuery { order: Some(down), ..all() }), expected);
    }
}

#[test]
fn orders_are_read_from_text() {
    let order: Order<ComponentOrder> = "displayName desc".parse().expect("order");
    assert_eq!((order.key, order.direction), (ComponentOrder::DisplayName, Direction::Descending));
    let order = Order::<ModelOrder>::parse("version", "DESC").expect("order");
    assert_eq!((order.key, order.direction), (ModelOrder::Version, Direction::Descending));
    assert_eq!(
        Order::<RelationshipOrder>::parse("subType", "").expect("order").key,
        RelationshipOrder::SubType
    );
}

#[test]
fn an_unknown_order_names_the_known_ones() {
    let error = Order::<ComponentOrder>::parse("shoe size", "").expect_err("unknown");
    assert_eq!(error.code().as_str(), "meshery-server-1102");
    assert!(error.to_string().contains("`shoe`") && error.to_string().contains("`kind`"), "{error}");
    let error = Order::<NameOrder>::parse("name", "sideways").expect_err("unknown");
    assert_eq!(error.code().as_str(), "meshery-server-1103");
    assert!(matches!(error, Error::UnknownDirection { .. }));
}

#[test]
fn models_are_ordered_by_version_as_numbers() {
    let order = Some(Order::parse("version", "").expect("order"));
    let models = index().models(&ModelQuery { order, ..ModelQuery::default() });
    let versions: Vec<_> = models.items.iter().map(|model| model.model.version.as_str()).collect();
    assert_eq!(versions, ["v0.1.0", "v1.9.0", "v1.10.0"]);
}

#[test]
fn components_are_filtered() {
    let index = index();
    let count = |query: ComponentQuery| index.find_components(&query).total;
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(count(ComponentQuery { api_version: text("apps/v1"), ..all() }), 2);
    assert_eq!(count(ComponentQuery { version: text("1.9.0"), ..all() }), 8);
    assert_eq!(count(ComponentQuery { category: text("drawing"), ..all() }), 1);
    assert_eq!(count(ComponentQuery { registrant: text("artifacthub"), ..all() }), 1);
    assert_eq!(count(ComponentQuery { annotations: Some(true), ..all() }), 1);
    assert_eq!(count(ComponentQuery { annotations: Some(false), model: text("shapes"), ..all() }), 0);
    assert_eq!(count(ComponentQuery { status: text("ignored"), ..all() }), 1);
    assert_eq!(count(ComponentQuery { status: text("all"), model: text("Shapes"), ..all() }), 2);
    assert_eq!(count(ComponentQuery { model: text("nobody"), ..all() }), 0);
}

#[test]
fn names_match_as_spelled_or_else_regardless_of_case() {
    let index = index();
    let count = |name: &str, matching| {
        index.find_components(&ComponentQuery { name: Some(name.to_owned()), matching, ..all() }).total
    };
    assert_eq!(count("PodTemplate", Matching::Exact), 2);
    assert_eq!(count("podtemplate", Matching::Exact), 2);
    assert_eq!(count("Pod Template", Matching::Exact), 2);
    assert_eq!(count("Template", Matching::Exact), 0);
    assert_eq!(count("template", Matching::Greedy), 2);
}

#[test]
fn relationships_are_filtered_and_searched() {
    let index = index();
    let count = |query: RelationshipQuery| index.relationships(&query).total;
    let text = |text: &str| Some(text.to_owned());
    let any = RelationshipQuery::default;
    assert_eq!(count(any()), 3);
    assert_eq!(count(RelationshipQuery { kind: text("edge"), ..any() }), 2);
    assert_eq!(count(RelationshipQuery { rel_type: text("binding"), ..any() }), 1);
    assert_eq!(count(RelationshipQuery { sub_type: text("Network"), ..any() }), 1);
    assert_eq!(count(RelationshipQuery { search: text("serviceaccount"), ..any() }), 1);
    assert_eq!(count(RelationshipQuery { model: text("Shapes"), ..any() }), 0);
}

#[test]
fn categories_and_registrants_are_counted_up() {
    let index = index();
    let categories = index.categories(&Query::default());
    assert_eq!(
        categories.items.iter().map(|c| c.name.as_str()).collect::<Vec<_>>(),
        ["Drawing", "Orchestration"]
    );
    let named = index.registrants(&Query { name: Some("MESHERY".to_owned()), ..Query::default() });
    let summary = named.items[0].summary;
    assert_eq!((named.total, summary.models, summary.components, summary.relationships), (1, 2, 15, 3));
    let found = index.registrants(&Query { search: Some("hub".to_owned()), ..Query::default() });
    assert_eq!(found.items.iter().map(|r| r.kind.as_str()).collect::<Vec<_>>(), ["artifacthub", "github"]);
}
