//! Reading component documents as the registry of Meshery holds them: a schema of a few hundred kilobytes as
//! text within the document, an embedded model with icons, capabilities.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use meshery_generate::package::read_file;
use serde_json::{Value, json};

fn document(fields: usize) -> Vec<u8> {
    let field = json!({
        "type": "object", "description": "What the field is for, in a sentence of the usual length for such.",
        "properties": {"name": {"type": "string", "maxLength": 253}, "port": {"type": "integer", "format": "int32"}},
    });
    let fields = (0..fields).map(|number| (format!("field{number}"), field.clone()));
    let properties: Value = Value::Object(fields.collect());
    let schema =
        json!({"type": "object", "properties": {"spec": {"type": "object", "properties": properties}}});
    let schema = serde_json::to_string_pretty(&schema).expect("text");
    let icon = "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M1 2L3 4\"/></svg>".repeat(40);
    let document = json!({
        "schemaVersion": "components.meshery.io/v1beta1", "version": "v1.0.0", "displayName": "Demo",
        "format": "JSON", "status": "enabled", "capabilities": vec![json!({"displayName": "Styling"}); 8],
        "model": {"name": "demo", "metadata": {"svgColor": icon, "svgWhite": icon}, "model": {"version": "v1"}},
        "styles": {"svgColor": icon, "svgWhite": icon, "primaryColor": "#326CE5"},
        "component": {"kind": "Demo", "version": "demo.io/v1", "schema": schema},
    });
    serde_json::to_vec_pretty(&document).expect("text")
}

fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("component document");
    group.sample_size(20);
    for fields in [10, 200, 1000] {
        let bytes = document(fields);
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_with_input(BenchmarkId::from_parameter(bytes.len()), &bytes, |bencher, bytes| {
            bencher.iter(|| black_box(read_file("demo/components/Demo.json", bytes)));
        });
    }
    group.finish();
}

criterion_group!(benches, read);
criterion_main!(benches);
