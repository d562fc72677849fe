//! Evaluates generated designs of 35, 1,000 and 10,000 components and prints medians with the growth exponent.
//!
//! `cargo run --release -p meshery-evaluator --example scaling [runs]`

use std::time::Instant;

use meshery_evaluator::{Definitions, Options, evaluate};
use meshery_model::{Component, ComponentId, Design, ModelReference};
use serde_json::{Value, json};

/// The allocator of the product.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 3] = [35, 1_000, 10_000];

/// Makes a design of about `n` components.
type Shape = fn(usize) -> Design;

const SHAPES: [(&str, Shape); 4] = [
    ("references", references),
    ("labels", labels),
    ("permissions", permissions),
    ("containers", containers),
];

fn main() {
    let runs: usize = std::env::args().nth(1).and_then(|text| text.parse().ok()).unwrap_or(11);
    let index = meshery_builtin::index();
    let (definitions, findings) = Definitions::compile(&index.relationship_definitions());
    assert!(findings.is_empty(), "{findings:?}");
    println!(
        "{:<12} {:>10} {:>9} {:>9} {:>7} {:>12}",
        "shape", "components", "relations", "result", "passes", "median ms"
    );
    for (name, shape) in SHAPES {
        let mut points = Vec::new();
        for size in SIZES {
            let design = shape(size);
            let mut times = Vec::with_capacity(runs);
            let mut evaluation = None;
            for _ in 0..runs {
                let input = design.clone();
                let start = Instant::now();
                let result =
                    evaluate(input, &definitions, index, &Options::default()).expect("within limits");
                times.push(start.elapsed().as_secs_f64() * 1e3);
                evaluation = Some(result);
            }
            times.sort_by(f64::total_cmp);
            let median = times[times.len() / 2];
            let Some(result) = evaluation else { continue };
            println!(
                "{name:<12} {size:>10} {:>9} {:>9} {:>7} {median:>12.3}",
                result.design.relationships.len(),
                result.design.components.len(),
                result.passes,
            );
            points.push((size as f64, median));
        }
        println!("{name:<12} growth exponent: {:.2}", exponent(&points));
    }
}

/// The slope of the line fitted through the points on logarithmic axes.
fn exponent(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().map(|(x, y)| (x.ln(), y.ln())).collect();
    let count = logs.len() as f64;
    let (sum_x, sum_y) = logs.iter().fold((0.0, 0.0), |(x, y), log| (x + log.0, y + log.1));
    let (mean_x, mean_y) = (sum_x / count, sum_y / count);
    let over: f64 = logs.iter().map(|(x, y)| (x - mean_x) * (y - mean_y)).sum();
    let under: f64 = logs.iter().map(|(x, _)| (x - mean_x).powi(2)).sum();
    over / under
}

fn component(number: usize, version: &str, kind: &str, name: &str, configuration: Value) -> Component {
    let mut component = Component {
        id: ComponentId(uuid::Uuid::from_u128(number as u128 + 1)),
        display_name: name.to_owned(),
        model: ModelReference::named("kubernetes").into(),
        configuration,
        ..Component::default()
    };
    component.component.kind = kind.to_owned();
    component.component.version = version.to_owned();
    component
}

fn design(components: Vec<Component>) -> Design {
    Design { components, ..Design::default() }
}

fn pod(labels: &Value, containers: usize, config_map: Option<&str>) -> Value {
    let containers: Vec<Value> = (0..containers)
        .map(|number| match config_map {
            Some(name) => json!({"name": format!("c{number}"), "image": "example.org/app:1", "envFrom": [{"configMapRef": {"name": name}}]}),
            None => json!({"name": format!("c{number}"), "image": "example.org/app:1", "ports": [{"containerPort": 8080}]}),
        })
        .collect();
    json!({"metadata": {"labels": labels, "namespace": "shop"}, "spec": {"containers": containers}})
}

/// Deployments and ConfigMaps, half and half; a quarter as many names as there are pairs.
fn references(n: usize) -> Design {
    let pairs = n / 2;
    let names = (pairs / 4).max(1);
    let mut components = Vec::with_capacity(n);
    for number in 0..pairs {
        let name = format!("config-{}", number % names);
        let labels = json!({"app": format!("app-{number}")});
        let deployment = json!({
            "metadata": {"namespace": "shop"},
            "spec": {"selector": {"matchLabels": labels}, "template": pod(&labels, 1, Some(&name))},
        });
        components.push(component(2 * number, "apps/v1", "Deployment", &format!("app-{number}"), deployment));
        let map = json!({"metadata": {"namespace": "shop"}, "data": {"key": "value"}});
        components.push(component(2 * number + 1, "v1", "ConfigMap", &name, map));
    }
    design(components)
}

/// Pods in groups of ten by label, each group selected by a Service.
fn labels(n: usize) -> Design {
    let components = (0..n).map(|number| {
        let labels = json!({"app": format!("app-{}", number / 10), "tier": "backend"});
        if number % 10 == 0 {
            let service = json!({"metadata": {"namespace": "shop"}, "spec": {"selector": labels, "ports": [{"port": 80, "targetPort": 8080}]}});
            component(number, "v1", "Service", &format!("service-{number}"), service)
        } else {
            component(number, "v1", "Pod", &format!("pod-{number}"), pod(&labels, 1, None))
        }
    });
    design(components.collect())
}

/// Triples of Role, RoleBinding and ServiceAccount.
fn permissions(n: usize) -> Design {
    let mut components = Vec::with_capacity(n);
    for number in 0..n / 3 {
        let (role, account) = (format!("role-{number}"), format!("account-{number}"));
        let namespaced = json!({"metadata": {"namespace": "shop"}});
        let binding = json!({
            "metadata": {"namespace": "shop"},
            "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": role},
            "subjects": [{"kind": "ServiceAccount", "name": account, "namespace": "shop"}],
        });
        let rbac = "rbac.authorization.k8s.io/v1";
        components.push(component(3 * number, rbac, "Role", &role, namespaced.clone()));
        components.push(component(
            3 * number + 1,
            rbac,
            "RoleBinding",
            &format!("binding-{number}"),
            binding,
        ));
        components.push(component(3 * number + 2, "v1", "ServiceAccount", &account, namespaced));
    }
    design(components)
}

/// Pods of three containers; each container becomes an alias component, which makes four of each Pod.
fn containers(n: usize) -> Design {
    let components = (0..n / 4).map(|number| {
        let labels = json!({"app": format!("app-{number}")});
        component(number, "v1", "Pod", &format!("pod-{number}"), pod(&labels, 3, None))
    });
    design(components.collect())
}
