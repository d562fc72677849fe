//! Packages through archives and back.

use std::io::Cursor;

use meshery_archive::{Error, Limits, for_each_file, write};
use meshery_generate::package::{Collector, Export, export, read_file};
use meshery_model::{Component, ComponentType, ModelDefinition, Registrant};
use meshery_registry::Package;

#[test]
fn a_package_travels_in_an_image() {
    let kind = |kind: &str| Component {
        component: ComponentType {
            kind: kind.to_owned(),
            version: "demo.io/v1".to_owned(),
            schema: Some("{\"type\":\"object\"}".to_owned()),
            ..ComponentType::default()
        },
        format: "JSON".to_owned(),
        ..Component::default()
    };
    let model = ModelDefinition {
        name: "demo".to_owned(),
        version: "v1.0.0".to_owned(),
        registrant: Registrant { kind: "github".to_owned(), ..Registrant::default() },
        ..ModelDefinition::default()
    };
    let package =
        Package { model, components: vec![kind("A"), kind("B")], relationships: Vec::new() }.normalized();
    let files = export(&package, &[], Export::default());
    let labels = write::Labels { title: "demo".to_owned(), version: "v1".to_owned() };
    let image = write::image(&files, &labels, Vec::new()).expect("image");

    let mut collector = Collector::default();
    for_each_file(Cursor::new(image), &Limits::default(), |path, _, content| {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        collector.add(path, read_file(path, &bytes));
        Ok::<(), Error>(())
    })
    .expect("walked");
    let collection = collector.finish();
    assert_eq!(collection.findings, []);
    let found = &collection.packages[0].package;
    assert_eq!(found.model.name, "demo");
    let ids = |package: &Package| package.components.iter().map(|one| one.id).collect::<Vec<_>>();
    assert_eq!(ids(found), ids(&package));
}
