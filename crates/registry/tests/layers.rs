//! Packages over packages: what is imported joins what is there.

mod common;

use meshery_registry::{
    Assembly, Change, ComponentQuery, Draft, Index, Layer, ModelQuery, Package, PageSize, Shelf, Statuses,
};
use serde_json::json;

fn everything() -> ComponentQuery {
    ComponentQuery { page_size: PageSize::All, status: Some("all".to_owned()), ..ComponentQuery::default() }
}

fn long(letter: &str) -> String {
    letter.repeat(2000)
}

/// A package with icons that are long enough to be kept elsewhere.
fn package() -> Package {
    let mut model = common::model("shop", "v2.0.0", "Database", "github");
    model.metadata.svg_color = long("m");
    let mut component = common::component("Till", "shop.io/v1", "Till", "Takes money.");
    component.styles = Some(json!({"svgColor": long("c"), "shape": "round"}));
    component.capabilities = vec![json!({"displayName": "Count", "description": long("d")})];
    Package { model, components: vec![component], ..Package::default() }
}

#[test]
fn a_later_layer_joins_a_model_and_replaces_what_has_one_identity() {
    let mut over = package();
    over.components[0].description = "Takes cards.".to_owned();
    over.components.push(common::component("Shelf", "shop.io/v1", "Shelf", "Holds goods."));
    over.relationships.push(common::relationship("edge", "non-binding", "network", "Till", "Shelf"));
    let layers = vec![Layer::from_packages(vec![package()]), Layer::from_packages(vec![over])];
    let index = Index::layered(layers, Statuses::default());
    assert_eq!((index.counts().models, index.counts().components, index.counts().relationships), (1, 2, 1));
    assert_eq!(index.lookup("shop.io/v1", "Till").expect("Till").description(), "Takes cards.");
    let model = &index.find_models(&ModelQuery::default()).items[0];
    assert!(!model.is_builtin());
    assert_eq!((model.components_count(), model.duplicates()), (2, 0));
}

#[test]
fn long_texts_are_whole_in_every_answer() {
    let index = Index::from_packages(vec![package()]);
    let entry = index.lookup("shop.io/v1", "Till").expect("Till");
    let component = entry.to_component(true);
    assert_eq!(component.styles.as_ref().expect("styles")["svgColor"], long("c"));
    assert_eq!(component.capabilities[0]["description"], long("d"));
    assert_eq!(component.model.extra["metadata"]["svgColor"], long("m"));
    assert_eq!(index.model(entry.model().id).expect("model").definition().metadata.svg_color, long("m"));
    let document = serde_json::to_value(entry.document(true)).expect("JSON");
    assert_eq!(document, serde_json::to_value(&component).expect("JSON"));
}

#[test]
fn a_package_comes_back_from_its_draft_and_from_its_bytes() {
    let mut shelf = Shelf::default();
    let draft = Draft::of(package(), &mut shelf);
    let read = Draft::from_bytes(&draft.to_bytes().expect("bytes")).expect("draft");
    assert_eq!(read.content_hash(), draft.content_hash());
    let packed = Assembly::new(vec![read]).finish(|key| shelf.get(key).cloned()).expect("packed");
    let index = Index::layered(vec![packed.into()], Statuses::default());
    let expected = Index::from_packages(vec![package()]);
    assert_eq!(index.components(&everything()), expected.components(&everything()));
    assert!(Draft::from_bytes(b"nonsense").is_err());
}

#[test]
fn an_assembly_that_lacks_a_text_is_refused() {
    let mut shelf = Shelf::default();
    let draft = Draft::of(package(), &mut shelf);
    assert!(Assembly::new(vec![draft]).finish(|_| None).is_err());
}

#[test]
fn merging_says_what_happened_to_each_entity() {
    let mut shelf = Shelf::default();
    let mut known = Draft::of(package(), &mut shelf);
    let mut again = known.clone();
    assert!(again.merge(known.clone()).iter().all(|entity| entity.change == Change::Unchanged));

    let mut changed = package();
    changed.components[0].component.schema = Some(json!({"type": "object", "title": "new"}).to_string());
    changed.components.push(common::component("Shelf", "shop.io/v1", "Shelf", "Holds goods."));
    let before = known.content_hash();
    let merged = known.merge(Draft::of(changed, &mut shelf));
    let changes: Vec<_> = merged.iter().map(|entity| (entity.name.as_str(), entity.change)).collect();
    let expected = [
        ("shop", Change::Unchanged),
        ("Till (shop.io/v1)", Change::Updated),
        ("Shelf (shop.io/v1)", Change::Added),
    ];
    assert_eq!(changes, expected);
    assert_ne!(known.content_hash(), before);
    assert_eq!(known.counts(), (2, 0, 0));
}

#[test]
fn equal_content_has_one_hash_in_any_order() {
    let mut shelf = Shelf::default();
    let mut one = package();
    one.components.push(common::component("Shelf", "shop.io/v1", "Shelf", "Holds goods."));
    let mut other = one.clone();
    other.components.reverse();
    other.components[1].styles = Some(json!({"shape": "round", "svgColor": long("c")}));
    assert_eq!(Draft::of(one, &mut shelf).content_hash(), Draft::of(other, &mut shelf).content_hash());
}

#[test]
fn statuses_win_over_definitions() {
    let till = Index::from_packages(vec![package()]).lookup("shop.io/v1", "Till").expect("Till").id();
    let statuses = Statuses::from_iter([(till.0, "ignored".to_owned())]);
    let index = Index::layered(vec![Layer::from_packages(vec![package()])], statuses);
    assert_eq!(index.components(&ComponentQuery::default()).total, 0);
    let all = index.components(&everything());
    assert_eq!(all.items[0].status.as_deref(), Some("ignored"));
    assert!(!index.component(till).expect("Till").is_enabled());
}

#[test]
fn the_newest_version_is_found_and_equal_ones_are_counted() {
    let versions = ["v1.9.0", "v1.10.0", "v1.10.0-rc1"].map(|version| {
        let mut package = package();
        package.model.model.version = version.to_owned();
        package
    });
    let mut twin = package();
    twin.model.model.version = "v1.9.0".to_owned();
    twin.model.registrant.kind = "artifacthub".to_owned();
    let index = Index::from_packages(versions.into_iter().chain([twin]).collect());
    let latest = ModelQuery { latest: true, ..ModelQuery::default() };
    let found = index.models(&latest);
    assert_eq!((found.total, found.items[0].model.version.as_str()), (1, "v1.10.0"));
    let doubled = ModelQuery { duplicated: true, ..ModelQuery::default() };
    assert_eq!(index.models(&doubled).total, 2);
    let newest = ComponentQuery { latest: true, ..everything() };
    assert_eq!(index.components(&newest).items[0].model.model.as_ref().expect("version").version, "v1.10.0");
    assert_eq!(index.lookup("shop.io/v1", "Till").expect("Till").duplicates(), 3);
}

#[test]
fn layers_without_common_models_are_like_one() {
    let layers = [common::packages(), vec![package()]].map(Layer::from_packages);
    let layered = Index::layered(layers.into(), Statuses::default());
    let together = Index::from_packages(common::packages().into_iter().chain([package()]).collect());
    assert_eq!(layered.components(&everything()), together.components(&everything()));
    assert_eq!(layered.counts(), together.counts());
    assert_eq!(layered.relationship_definitions(), together.relationship_definitions());
}
