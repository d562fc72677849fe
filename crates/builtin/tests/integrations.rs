//! Every relationship definition of an integration holds on the example beside it, and only where it should.
//!
//! `relationships/<model>/<topic>.json` has a manifest `<topic>.example.yaml`. Lines `# expect: Kind/name ->
//! Kind/name` at its beginning name all pairs that the definitions of the file find in it: each must be found,
//! and no other. What the manifest holds beyond them is there to be left alone. A name that several share is
//! written with its namespace, `Kind/namespace/name`, and a kind that several groups have with its group,
//! `Kind.group/name`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use meshery_builtin::index;
use meshery_evaluator::{Action, Definitions, Evaluation, Options, evaluate};
use meshery_model::{Component, ComponentId, Design, Relationship};

/// Kinds with the names of the components at both ends, as in `Gateway/public -> Secret/tls`.
type Pairs = BTreeSet<String>;

/// Definitions with the example that proves them.
struct Topic {
    name: String,
    definitions: Vec<Relationship>,
    manifest: String,
}

#[test]
fn each_definition_holds_on_its_example_and_on_nothing_else() {
    let mut problems = Vec::new();
    for topic in topics() {
        let design = imported(&topic);
        let mut found = Pairs::new();
        for definition in &topic.definitions {
            let pairs = related(&evaluated(&design, std::slice::from_ref(definition)).design);
            if pairs.is_empty() {
                problems.push(format!("{}: {} finds nothing", topic.name, described(definition)));
            }
            found.extend(pairs);
        }
        let expected = expected(&topic.manifest);
        let missing = expected.difference(&found).map(|pair| format!("{}: missing {pair}", topic.name));
        let surplus = found.difference(&expected).map(|pair| format!("{}: unexpected {pair}", topic.name));
        problems.extend(missing.chain(surplus));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn each_example_holds_something_to_be_left_alone() {
    for topic in topics() {
        let pairs = expected(&topic.manifest);
        let related: BTreeSet<&str> = pairs.iter().flat_map(|pair| pair.split(" -> ")).collect();
        let components = imported(&topic).components.len();
        assert!(components > related.len(), "{}: all {components} components are related", topic.name);
    }
}

#[test]
fn each_definition_belongs_to_the_model_of_its_folder() {
    for topic in topics() {
        for definition in &topic.definitions {
            let folder = topic.name.split('/').next();
            assert_eq!(Some(definition.model.name.as_str()), folder, "{}", described(definition));
        }
    }
}

#[test]
fn no_value_of_an_example_is_changed() {
    let (definitions, findings) = Definitions::compile(&index().relationship_definitions());
    assert_eq!(findings, []);
    let mut problems = Vec::new();
    for topic in topics() {
        let evaluation =
            evaluate(imported(&topic), &definitions, index(), &Options::default()).expect("a small design");
        problems.extend(evaluation.actions.iter().filter_map(|action| match action {
            Action::UpdateComponent { path, .. }
            | Action::UpdateComponentConfiguration { path, .. }
            | Action::RemoveComponentConfiguration { path, .. } => {
                Some(format!("{}: writes to {}", topic.name, path.join("/")))
            }
            _ => None,
        }));
        problems.extend(evaluation.depth_exhausted.then(|| format!("{}: doesn't come to rest", topic.name)));
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn there_are_at_least_150_definitions_beyond_kubernetes() {
    let count: usize = topics().iter().map(|topic| topic.definitions.len()).sum();
    assert!(count >= 150, "{count}");
}

/// All topics of all models but Kubernetes, whose definitions have tests of their own.
fn topics() -> Vec<Topic> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("relationships");
    let mut found = Vec::new();
    for folder in listed(&root).into_iter().filter(|path| path.is_dir() && !path.ends_with("kubernetes")) {
        for file in listed(&folder).into_iter().filter(|path| has_extension(path, "json")) {
            let name = file.strip_prefix(&root).expect("a path below the root").display().to_string();
            let text = std::fs::read_to_string(&file).expect("a readable file");
            let list = serde_json::from_str(&text)
                .or_else(|_| serde_json::from_str(&text).map(|definition| vec![definition]));
            let definitions = list.unwrap_or_else(|error| panic!("{name}: {error}"));
            let manifest = std::fs::read_to_string(file.with_extension("example.yaml"))
                .unwrap_or_else(|error| panic!("{name} has no example: {error}"));
            found.push(Topic { name, definitions, manifest });
        }
    }
    found
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).expect("a readable folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable entry").path()).collect();
    paths.sort();
    paths
}

fn has_extension(path: &Path, wanted: &str) -> bool {
    path.extension().is_some_and(|extension| extension == wanted)
}

fn imported(topic: &Topic) -> Design {
    let limits = meshery_convert::Limits::default();
    let imported =
        meshery_convert::import(topic.manifest.as_bytes(), Some(&topic.name), None, index(), &limits)
            .unwrap_or_else(|error| panic!("{}: {error}", topic.name));
    let unknown: Vec<_> = imported.warnings.iter().map(|warning| warning.message.as_str()).collect();
    assert!(unknown.is_empty(), "{}: {}", topic.name, unknown.join("; "));
    imported.design
}

fn evaluated(design: &Design, definitions: &[Relationship]) -> Evaluation {
    let (compiled, findings) = Definitions::compile(definitions);
    assert_eq!(findings, []);
    let options = Options { keep_values: true, ..Options::default() };
    evaluate(design.clone(), &compiled, index(), &options).expect("a small design")
}

fn related(design: &Design) -> Pairs {
    let labels = labels(design);
    let name = |id: Option<ComponentId>| id.and_then(|id| labels.get(&id)).map_or("nothing", String::as_str);
    let pair = |relationship: &Relationship| {
        format!("{} -> {}", name(relationship.from_id()), name(relationship.to_id()))
    };
    design.relationships.iter().map(|relationship| pair(relationship)).collect()
}

/// Names all components of a design so that no two have the same name: `Kind/name`, or `Kind/namespace/name`
/// where several share that, or `Kind.group` for the kind where several groups have it.
fn labels(design: &Design) -> BTreeMap<ComponentId, String> {
    let shared =
        |same: &dyn Fn(&Component) -> bool| design.components.iter().filter(|one| same(one)).count() > 1;
    let label = |component: &Component| {
        let (kind, group) = (component.kind(), group(component));
        let is_kind_of_others =
            design.components.iter().any(|one| one.kind() == kind && self::group(one) != group);
        let kind =
            if is_kind_of_others && !group.is_empty() { format!("{kind}.{group}") } else { kind.to_owned() };
        let name = &component.display_name;
        let is_same = |one: &Component| {
            (one.kind(), self::group(one), &one.display_name) == (component.kind(), group, name)
        };
        if shared(&is_same) {
            let namespace = component.configuration["metadata"]["namespace"].as_str().unwrap_or("-");
            return format!("{kind}/{namespace}/{name}");
        }
        format!("{kind}/{name}")
    };
    let labels: BTreeMap<_, _> = design.components.iter().map(|one| (one.id, label(one))).collect();
    assert_eq!(labels.values().collect::<BTreeSet<_>>().len(), labels.len(), "two are alike: {labels:?}");
    labels
}

fn group(component: &Component) -> &str {
    component.component.version.split_once('/').map_or("", |(group, _)| group)
}

fn expected(manifest: &str) -> Pairs {
    let lines = manifest.lines().take_while(|line| line.starts_with('#'));
    lines.filter_map(|line| line.strip_prefix("# expect: ")).map(|pair| pair.trim().to_owned()).collect()
}

fn described(definition: &Relationship) -> String {
    let description = definition.metadata.as_ref().and_then(|metadata| metadata["description"].as_str());
    description.unwrap_or("a definition without description").to_owned()
}
