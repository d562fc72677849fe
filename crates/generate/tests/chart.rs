//! Packages from Helm charts.

use meshery_convert::Limits;
use meshery_generate::{Chart, Error, from_chart};
use meshery_model::{ModelDefinition, Registrant};
use serde_json::json;

const CHART: &str = "\
apiVersion: v2
name: cert-manager
version: 1.15
appVersion: v1.15.0
description: Certificates.
icon: https://example.com/icon.svg
home: https://example.com
keywords: [tls, 5]
sources:
- https://example.com/source
";

fn definition(kind: &str, before: &str, metadata: &str, spec: &str) -> String {
    format!(
        "{before}apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata:\n  name: {kind}\n{metadata}\
         spec:\n  group: demo.io\n  scope: Cluster\n  names:\n    kind: {kind}\n  versions:\n  - name: v1\n    served: true\n\
         \x20   schema:\n      openAPIV3Schema:\n        type: object\n{spec}"
    )
}

fn plain(kind: &str) -> String {
    definition(kind, "", "", "")
}

fn chart(files: &[(&str, String)], given: &ModelDefinition) -> Result<Chart, Error> {
    let files: Vec<(String, Vec<u8>)> =
        files.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes())).collect();
    from_chart(&files, given, &Limits::default())
}

fn made(files: &[(&str, String)]) -> Chart {
    chart(files, &ModelDefinition::default()).expect("a chart")
}

fn kinds(chart: &Chart) -> Vec<&str> {
    chart.package.components.iter().map(meshery_model::Component::kind).collect()
}

#[test]
fn the_chart_describes_the_model() {
    let model = made(&[("x/Chart.yaml", CHART.to_owned())]).package.model;
    assert_eq!((model.name.as_str(), model.display_name.as_str()), ("cert-manager", "Cert Manager"));
    assert_eq!((model.model.version.as_str(), model.description.as_str()), ("1.15", "Certificates."));
    assert_eq!(model.registrant.kind, "meshery");
    let facts = json!(model.metadata.extra);
    assert_eq!(facts["logoURL"], json!("https://example.com/icon.svg"));
    assert_eq!(facts["appVersion"], json!("v1.15.0"));
    assert_eq!(facts["sourceURL"], json!("https://example.com/source"));
    assert_eq!(facts["keywords"], json!(["tls"]));

    let registrant = Registrant { kind: "artifacthub".to_owned(), ..Registrant::default() };
    let given = ModelDefinition { display_name: "Mine".to_owned(), registrant, ..ModelDefinition::default() };
    let model = chart(&[("Chart.yaml", CHART.to_owned())], &given).expect("a chart").package.model;
    assert_eq!((model.display_name.as_str(), model.registrant.kind.as_str()), ("Mine", "artifacthub"));
}

#[test]
fn definitions_come_from_crds_templates_and_subcharts() {
    let guarded = definition(
        "C",
        "{{- if .Values.crds.install }}\n",
        "  labels:\n    {{- include \"labels\" . | nindent 4 }}\n",
        "{{- end }}\n",
    );
    let chart = made(&[
        ("x/Chart.yaml", CHART.to_owned()),
        ("x/crds/a.yaml", plain("A")),
        ("x/crds/deep/b.yaml", format!("{}---\n{}", plain("B"), plain("B2"))),
        ("x/templates/c.yaml", format!("apiVersion: v1\nkind: Pod\nspec: {{{{ .x }}}}\n---\n{guarded}")),
        ("x/charts/sub/Chart.yaml", "name: sub\nversion: 1.0.0\n".to_owned()),
        ("x/charts/sub/crds/d.yaml", plain("D")),
        ("x/charts/other-1.0.0.tgz", "\u{1f}".to_owned()),
        ("x/charts/third-1.0.0.tgz", "\u{1f}".to_owned()),
        ("x/charts/third-1.0.0.tgz/third/Chart.yaml", "name: third\n".to_owned()),
        ("x/charts/third-1.0.0.tgz/third/crds/e.yaml", plain("E")),
        ("x/files/f.yaml", plain("F")),
        ("elsewhere/crds/g.yaml", plain("G")),
    ]);
    assert_eq!(chart.findings, []);
    assert_eq!(kinds(&chart), ["D", "E", "A", "B", "B2", "C"]);
    assert_eq!(chart.packed, ["x/charts/other-1.0.0.tgz"]);
    assert!(chart.package.components.iter().all(|one| one.model.name == "cert-manager"));
}

#[test]
fn templates_that_need_values_and_broken_files_are_named() {
    let valued = definition("B", "", "", "        description: {{ .Values.text }}\n");
    let chart = made(&[
        ("Chart.yaml", CHART.to_owned()),
        ("crds/a.yaml", "a: [\n".to_owned()),
        ("crds/b.yaml", definition("A", "", "", "        items: 5\n")),
        ("templates/b.yaml", format!("a: 1\n---\n{valued}")),
        ("templates/c.yaml", definition("C", "", "", "        x: [\n")),
    ]);
    assert_eq!(kinds(&chart), Vec::<&str>::new());
    let texts: Vec<String> = chart.findings.iter().map(ToString::to_string).collect();
    assert!(texts[0].starts_with("`crds/a.yaml`, line "), "{}", texts[0]);
    assert_eq!(texts[1], "`A`, version v1: []: a schema is an object or a boolean");
    assert_eq!(
        texts[2],
        "`templates/b.yaml`, line 18: the definition depends on values, so the chart has to be rendered to know it"
    );
    assert!(texts[3].starts_with("`templates/c.yaml`, line 1"), "{}", texts[3]);
}

#[test]
fn files_without_one_chart_say_so() {
    let reason = |files: &[(&str, &str)]| {
        let files: Vec<(&str, String)> =
            files.iter().map(|(name, text)| (*name, (*text).to_owned())).collect();
        chart(&files, &ModelDefinition::default()).expect_err("no chart").to_string()
    };
    assert!(reason(&[("values.yaml", "")]).contains("no `Chart.yaml`"));
    assert!(reason(&[("a/Chart.yaml", "name: a"), ("b/Chart.yaml", "name: b")]).contains("several charts"));
    assert!(reason(&[("a/Chart.yaml", "version: 1")]).contains("has no `name`"));
    assert!(reason(&[("a/Chart.yaml", "[]")]).contains("is no object"));
    assert!(reason(&[("a/Chart.yaml", "a: [")]).contains("can't be read: line"));
    assert!(reason(&[("MyChart.yaml", "name: a")]).contains("no `Chart.yaml`"));
}
