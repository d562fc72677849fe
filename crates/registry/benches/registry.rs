//! What lists, search, look-ups and the start cost on the built-in registry, and on one of 1,880 components.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use meshery_model::{Component, ComponentType, ModelDefinition, ModelVersion};
use meshery_registry::{ComponentQuery, Index, ModelQuery, Package, PageSize, RelationshipQuery, pack};

/// As many components as the full built-in set will have.
fn large() -> &'static [u8] {
    let packages: Vec<Package> = (0..94).map(package).collect();
    pack(&packages).expect("packed").leak()
}

fn package(number: usize) -> Package {
    let component = |kind: usize| Component {
        display_name: format!("Custom Thing {kind}"),
        description: format!("Thing number {kind} of project {number}, as its operator reconciles it. ")
            .repeat(2),
        component: ComponentType {
            kind: format!("CustomThing{kind}"),
            version: format!("project{number}.example.org/v1"),
            ..ComponentType::default()
        },
        ..Component::default()
    };
    Package {
        model: ModelDefinition {
            name: format!("project-{number}"),
            display_name: format!("Project {number}"),
            model: ModelVersion { version: "v1.2.3".to_owned(), ..ModelVersion::default() },
            ..ModelDefinition::default()
        },
        components: (0..20).map(component).collect(),
        relationships: Vec::new(),
        policies: Vec::new(),
    }
}

fn benches(criterion: &mut Criterion) {
    let builtin = meshery_builtin::index();
    let large_bytes = large();
    let large = Index::from_packed(large_bytes).expect("readable");
    let trimmed = ComponentQuery { trim: true, ..ComponentQuery::default() };
    let search = |text: &str| ComponentQuery {
        search: Some(text.to_owned()),
        trim: true,
        ..ComponentQuery::default()
    };

    let mut bench = |name: &str, run: &dyn Fn()| {
        criterion.bench_function(name, |bencher| bencher.iter(run));
    };
    bench("from_packed, built in", &|| {
        black_box(Index::from_packed(meshery_builtin::packed()).expect("readable"));
    });
    bench("from_packed, 1,880 components", &|| {
        black_box(Index::from_packed(large_bytes).expect("readable"));
    });
    bench("find a page of 25, 1,880 components", &|| {
        black_box(large.find_components(&trimmed));
    });
    bench("page of 25 as documents", &|| {
        black_box(builtin.components(&trimmed));
    });
    bench("page of 25 as JSON text", &|| {
        black_box(serde_json::to_vec(&builtin.components(&trimmed).items).expect("JSON"));
    });
    bench("page of 25 as JSON text, without documents", &|| {
        let page = builtin.find_components(&trimmed).map(|entry| entry.document(false));
        black_box(serde_json::to_vec(&page.items).expect("JSON"));
    });
    bench("page of 25 with schemas", &|| {
        black_box(builtin.components(&ComponentQuery::default()));
    });
    bench("find by model and name", &|| {
        let query = ComponentQuery {
            model: Some("kubernetes".to_owned()),
            name: Some("deployment".to_owned()),
            ..ComponentQuery::default()
        };
        black_box(builtin.find_components(&query));
    });
    bench("models", &|| {
        black_box(builtin.models(&ModelQuery::default()));
    });
    bench("all relationship definitions", &|| {
        let query = RelationshipQuery { page_size: PageSize::All, ..RelationshipQuery::default() };
        black_box(builtin.find_relationships(&query));
    });
    bench("search `pod`", &|| {
        black_box(builtin.find_components(&search("pod")));
    });
    bench("search `thing 7`, 1,880 components", &|| {
        black_box(large.find_components(&search("thing 7")));
    });
    bench("search with a typing error, 1,880 components", &|| {
        black_box(large.find_components(&search("custmo thign")));
    });
    bench("lookup", &|| {
        black_box(builtin.lookup(black_box("apps/v1"), black_box("Deployment")));
    });
    bench("schema of Deployment", &|| {
        black_box(builtin.lookup("apps/v1", "Deployment").and_then(|entry| entry.schema()));
    });
}

criterion_group!(registry, benches);
criterion_main!(registry);
