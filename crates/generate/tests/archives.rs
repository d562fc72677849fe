//! Packages out of archives.

use std::io::Cursor;

use meshery_archive::{Error, Limits, for_each_file, write};
use meshery_generate::package::{Collector, Entity, read_file};

#[test]
fn a_package_travels_in_an_image() {
    let files = [
        ("demo/v1/v1.0.0/model.json", r#"{"name": "demo", "model": {"version": "v1"}}"#),
        ("demo/v1/v1.0.0/components/A.json", r#"{"component": {"kind": "A", "version": "demo.io/v1"}}"#),
        ("demo/v1/v1.0.0/relationships/r.json", r#"{"kind": "edge", "type": "binding", "subType": "mount"}"#),
    ];
    let files = files.map(|(path, text)| (path.to_owned(), text.as_bytes().to_vec()));
    let labels = write::Labels { title: "demo".to_owned(), version: "v1".to_owned() };
    let image = write::image(&files, &labels, Vec::new()).expect("image");

    let (mut collector, mut components) = (Collector::default(), 0);
    for_each_file(Cursor::new(image), &Limits::default(), |path, _, content| {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        let read = read_file(path, &bytes);
        components +=
            usize::from(matches!(&read, Ok(Some(file)) if matches!(file.entity, Entity::Component(_))));
        collector.add(path, read);
        Ok::<(), Error>(())
    })
    .expect("walked");
    let collection = collector.finish();
    assert_eq!(collection.findings, []);
    assert_eq!((collection.packages.len(), components), (1, 1));
}
