//! Models go in and out: folders, archives, custom resources, sheets, and what happens when they are broken.

use std::fs;

use meshery_testkit::Server;
use serde_json::{Value, json};

use crate::fake::Fake;
use crate::support::{Home, Run};

const WIDGETS: &str = "\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.org}
spec:
  group: example.org
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions:
    - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object, properties: {spec: {type: object}}}}}
    - {name: v2, served: true, storage: false, schema: {openAPIV3Schema: {type: object}}}
";

fn start() -> (Server, Home) {
    let server = Server::start();
    let home = Home::new();
    home.use_server(server.url());
    (server, home)
}

fn write(home: &Home, name: &str, text: &str) {
    let path = home.path(name);
    fs::create_dir_all(path.parent().expect("folder")).expect("folder");
    fs::write(path, text).expect("file");
}

/// Runs an import and returns how many entities were added, updated, unchanged and failed.
fn import(home: &Home, args: &[&str]) -> [u64; 4] {
    let run = home.run(&[&["model", "import", "-o", "json"], args].concat());
    let report: Value = serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}", run.stderr));
    ["added", "updated", "unchanged", "failed"].map(|word| report["outcomes"][word].as_u64().expect("number"))
}

fn count(home: &Home, noun: &str) -> usize {
    home.run(&[noun, "list", "--count", "-o", "json"]).json().as_u64().expect("number") as usize
}

#[test]
fn a_new_model_is_built_imported_exported_and_deleted() {
    let (_server, home) = start();
    let models = count(&home, "model");
    let folder = home.run(&["model", "init", "shop", "--version", "v1.2.0"]).ok();
    assert_eq!(folder, "./shop/v1.2.0\n");
    let built = home.run(&["model", "build", "shop"]);
    assert_eq!((built.code, built.stdout.as_str()), (Some(0), "shop-v1.2.0.tar\n"), "{}", built.stderr);
    assert!(built.stderr.contains("packed `shop` v1.2.0: 1 components, 1 relationships"), "{}", built.stderr);
    let bytes = fs::read(home.path("shop-v1.2.0.tar")).expect("archive");
    home.run(&["model", "build", "shop/v1.2.0"]).ok();
    assert_eq!(fs::read(home.path("shop-v1.2.0.tar")).expect("archive"), bytes);

    let dry = home.run(&["model", "import", "shop-v1.2.0.tar", "--dry-run"]).ok();
    assert_eq!(
        dry,
        "would import 1 model, 1 component, 1 relationship\n3 added, 0 updated, 0 unchanged, 0 failed\n"
    );
    assert_eq!(count(&home, "model"), models);
    let said = home.run(&["model", "import", "-f", "shop-v1.2.0.tar"]).ok();
    assert_eq!(
        said,
        "imported 1 model, 1 component, 1 relationship\n3 added, 0 updated, 0 unchanged, 0 failed\n"
    );
    assert_eq!(count(&home, "model"), models + 1);
    assert_eq!(import(&home, &["shop"]), [0, 0, 3, 0], "the folder is what was packed");

    let view = home.run(&["model", "view", "shop/v1.2.0", "-o", "json"]).json();
    assert_eq!((&view["name"], &view["origin"]), (&"shop".into(), &"imported".into()));
    assert_eq!(home.run(&["model", "view", view["id"].as_str().expect("id"), "-o", "name"]).ok(), "shop\n");
    let component = home.run(&["component", "view", "Example", "-o", "json"]).json();
    assert_eq!(component["component"]["version"], "shop.example.org/v1");
    let id = component["id"].as_str().expect("id");
    assert_eq!(home.run(&["component", "view", id, "-o", "name"]).ok(), "Example\n");

    for (kind, documents, file) in [
        ("oci", "yaml", "out/shop.tar"),
        ("tar", "json", "out/shop.tar.gz"),
        ("tar", "yaml", "out/shop(1).tar.gz"),
    ] {
        let args = ["model", "export", "shop", "-o", kind, "-t", documents, "-l", "out"];
        assert_eq!(home.run(&args).ok().trim(), file);
        assert_eq!(import(&home, &[file]), [0, 0, 3, 0], "{file}");
    }
    let json = home.run(&["model", "export", "shop", "-o", "json", "-l", "-", "--discard-components"]).json();
    assert_eq!((&json["model"]["name"], &json["components"]), (&"shop".into(), &json!([])));

    let asked = home.run(&["model", "delete", "shop"]);
    assert_eq!(asked.code, Some(1));
    assert!(asked.stderr.contains("answer it with `--yes`"), "{}", asked.stderr);
    home.run(&["model", "delete", "shop", "--yes"]).ok();
    assert_eq!(count(&home, "model"), models);
    assert_eq!(home.run(&["model", "delete", "shop", "--yes"]).code, Some(4));
    assert_eq!(home.run(&["model", "delete", "kubernetes", "--yes"]).code, Some(5), "it is built in");
}

#[test]
fn versions_stand_side_by_side_and_are_never_guessed() {
    let (_server, home) = start();
    for version in ["v1.0.0", "v1.10.0", "v1.9.0"] {
        home.run(&["model", "init", "shop", "--version", version, "-o", "yaml"]).ok();
    }
    let build = home.run(&["model", "build", "shop"]);
    assert_eq!(build.code, Some(1));
    assert!(build.stderr.contains("shop/v1.10.0"), "{}", build.stderr);
    assert_eq!(import(&home, &["shop"]), [9, 0, 0, 0]);
    let view = home.run(&["model", "view", "shop"]);
    assert_eq!((view.code, view.stdout.as_str()), (Some(1), ""));
    assert!(view.stderr.contains("3 models fit `shop`:"), "{}", view.stderr);
    assert!(view.stderr.contains("decide with the version"), "{}", view.stderr);
    assert_eq!(home.run(&["model", "delete", "shop", "--yes"]).code, Some(1));
    let newest = home.run(&["model", "export", "shop", "-o", "json", "-l", "-"]).json();
    assert_eq!(newest["model"]["model"]["version"], "v1.10.0");
    let named = home.run(&["model", "export", "shop", "--version", "v1.9.0", "-o", "json", "-l", "-"]).json();
    assert_eq!(named["model"]["model"]["version"], "v1.9.0");
    assert_eq!(home.run(&["model", "export", "shop", "--version", "v7"]).code, Some(4));
    home.run(&["model", "delete", "shop/v1.9.0", "-y"]).ok();
    assert_eq!(home.run(&["model", "view", "shop/v1.9.0"]).code, Some(4));
}

#[test]
fn custom_resources_come_in_by_file_and_by_standard_input() {
    let (_server, home) = start();
    write(&home, "widgets.yaml", WIDGETS);
    let facts = [
        "--model-name",
        "widgets",
        "--display-name",
        "Widget \"Shop\"",
        "--category",
        "Storage",
        "--model-version",
        "v3.1.4",
    ];
    assert_eq!(import(&home, &[&["widgets.yaml"][..], &facts].concat()), [3, 0, 0, 0]);
    let model = home.run(&["model", "view", "widgets", "-o", "json"]).json();
    assert_eq!(model["displayName"], "Widget \"Shop\"");
    assert_eq!(
        (&model["category"]["name"], &model["model"]["version"]),
        (&"Storage".into(), &"v3.1.4".into())
    );
    let run = home.run_with(&["model", "import", "-", "-o", "json"], &[], WIDGETS);
    let report: Value = serde_json::from_str(&run.ok()).expect("JSON");
    assert_eq!((&report["modelName"], &report["outcomes"]["added"]), (&json!(["example.org"]), &3.into()));
    let lonely = home.run(&["model", "import", "widgets.yaml", "--category", "Storage"]);
    assert_eq!(lonely.code, Some(2), "a category is of no model");
}

#[test]
fn what_is_made_here_is_what_the_server_makes() {
    let (_server, home) = start();
    write(&home, "widgets.yaml", WIDGETS);
    let paths = home.run(&["model", "generate", "widgets.yaml", "-o", "made"]);
    assert_eq!(
        (paths.code, paths.stdout.as_str()),
        (Some(0), "made/example.org/v0.1.0/v1.0.0\n"),
        "{}",
        paths.stderr
    );
    assert_eq!(import(&home, &["widgets.yaml"]), [3, 0, 0, 0]);
    assert_eq!(import(&home, &["made"]), [0, 0, 3, 0]);

    write(&home, "chart/Chart.yaml", "apiVersion: v2\nname: widgets\nversion: 1.4.0\nappVersion: 2.0.0\n");
    write(&home, "chart/crds/widgets.yaml", WIDGETS);
    home.run(&["model", "generate", "chart", "-o", "of-chart"]).ok();
    assert_eq!(import(&home, &["chart"]), [3, 0, 0, 0]);
    assert_eq!(import(&home, &["of-chart"]), [0, 0, 3, 0]);

    write(
        &home,
        "template.json",
        r#"{"model": "from-template", "modelDisplayName": "T", "category": "Storage"}"#,
    );
    let args = ["model", "generate", "-f", "widgets.yaml", "--register", "-t", "template.json"];
    assert!(home.run(&args).ok().starts_with("imported 1 model, 2 components\n"));
    assert_eq!(home.run(&["model", "view", "from-template", "-o", "json"]).json()["displayName"], "T");
    let address = home.run(&["model", "generate", "https://example.org/crds.yaml"]);
    assert_eq!(address.code, Some(2));
    assert!(address.stderr.contains("add `--register`"), "{}", address.stderr);
}

#[test]
fn sheets_become_folders_and_models_of_the_server() {
    let (_server, home) = start();
    let sheets = [
        (
            "Models",
            "registrant,modelDisplayName,model,category,modelVersion\nmeshery,Shop,shop,Storage,v1.0.0\nmeshery,Inn,inn,Storage,v1.0.0\n",
        ),
        ("Components", "model,component,registrant,componentVersion\nshop,Till,meshery,v1\n"),
        (
            "Relationships",
            "model,kind,type,subType,selector\nshop,edge,non-binding,network,\"[{\"\"allow\"\": {\"\"from\"\": [], \"\"to\"\": []}}]\"\n",
        ),
    ];
    for (name, text) in sheets {
        write(&home, &format!("sheets/Integrations - {name}.csv"), text);
    }
    let made = home.run(&["registry", "generate", "sheets", "-o", "made"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    assert_eq!(made.stdout.lines().count(), 2, "{}", made.stdout);
    let one = home.run(&["registry", "generate", "sheets", "-o", "one", "-m", "shop"]).ok();
    assert_eq!(one, "one/shop/v1.0.0/v1.0.0\n");
    assert_eq!(home.run(&["registry", "generate", "sheets", "-m", "nothing"]).code, Some(4));
    let [added, ..] = import(&home, &["made"]);
    assert!(added >= 4, "{added}");
    let again = home.run(&["model", "generate", "sheets", "--register"]);
    assert_eq!(again.code, Some(0), "{}", again.stderr);
    assert!(again.stdout.contains("0 added, 0 updated, "), "{}", again.stdout);

    write(&home, "poor/models.csv", "model,category\nshop,Storage\n");
    let poor = home.run(&["registry", "generate", "poor"]);
    assert_eq!(poor.code, Some(5));
    assert!(poor.stderr.contains("no column `registrant`, `modelDisplayName`"), "{}", poor.stderr);
    fs::create_dir(home.path("empty")).expect("folder");
    assert_eq!(home.run(&["registry", "generate", "empty"]).code, Some(2));
}

#[test]
fn one_broken_entity_keeps_no_other_from_coming_in() {
    let (_server, home) = start();
    home.run(&["model", "init", "shop"]).ok();
    write(&home, "shop/v0.1.0/components/Broken.json", "{\"component\": {\"kind\":\n}");
    let run = home.run(&["model", "import", "shop"]);
    assert_eq!(run.code, Some(6), "{}", run.stderr);
    assert_eq!(
        run.stdout,
        "imported 1 model, 1 component, 1 relationship\n3 added, 0 updated, 0 unchanged, 1 failed\n"
    );
    assert!(run.stderr.contains("failed: component `v0.1.0/components/Broken.json`: "), "{}", run.stderr);
    let built = home.run(&["model", "build", "shop"]);
    assert_eq!((built.code, built.stdout.as_str()), (Some(5), ""));
    assert!(built.stderr.contains("`components/Broken.json`, line 2, column 1: "), "{}", built.stderr);
    assert!(built.stderr.contains("code: mesheryctl-1906"), "{}", built.stderr);
    assert!(!home.path("shop-v0.1.0.tar").exists());

    write(&home, "bad/model.json", "{}");
    let all = home.run(&["model", "import", "bad"]);
    assert_eq!(all.code, Some(5), "{}", all.stderr);
    assert!(all.stderr.contains("bad") || all.stderr.contains("model.json"), "{}", all.stderr);
    assert_eq!(home.run_with(&["model", "import", "-"], &[], "a poem").code, Some(5));
    assert_eq!(home.run(&["model", "import", "nothing"]).code, Some(1));
    assert_eq!(home.run(&["model", "import"]).code, Some(2));
    fs::create_dir(home.path("empty")).expect("folder");
    assert_eq!(home.run(&["model", "import", "empty"]).code, Some(2));
    assert_eq!(home.run(&["model", "init", "shop"]).code, Some(1), "it is there");
    assert_eq!(home.run(&["model", "init", "../shop"]).code, Some(2));
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_are_left_out_and_told() {
    let (_server, home) = start();
    home.run(&["model", "init", "shop"]).ok();
    let link = home.path("shop/v0.1.0/components/Passwords.json");
    std::os::unix::fs::symlink("/etc/passwd", link).expect("link");
    let run = home.run(&["model", "import", "shop"]);
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert!(
        run.stderr.contains("`v0.1.0/components/Passwords.json` is a link and left out"),
        "{}",
        run.stderr
    );
}

#[test]
fn an_import_can_be_left_to_the_server() {
    let (_server, home) = start();
    home.run(&["model", "init", "shop"]).ok();
    let run = home.run(&["model", "import", "shop", "--no-wait"]);
    let id = run.stdout.trim().to_owned();
    assert!(run.stderr.contains(&format!("model import --job {id}")), "{}", run.stderr);
    assert!(home.run(&["model", "import", "--job", &id]).ok().contains("3 added"));
    let nobody = home.run(&["model", "import", "--job", "00000000-0000-4000-8000-000000000000"]);
    assert_eq!(nobody.code, Some(4));
}

#[test]
fn searches_rank_and_forgive() {
    let (_server, home) = start();
    let table = home.run(&["component", "search", "deploymnet"]).ok();
    assert!(table.starts_with("ENTITY     KIND"), "{table}");
    assert!(table.lines().nth(1).is_some_and(|row| row.contains("Deployment")), "{table}");
    let first =
        home.run(&["component", "search", "deployment", "-m", "kubernetes", "-s", "1", "-o", "json"]).json();
    assert_eq!(
        (&first["results"][0]["name"], first["results"].as_array().map(Vec::len)),
        (&"Deployment".into(), Some(1))
    );
    assert_eq!(home.run(&["model", "search", "kubernetes", "-s", "1", "-o", "name"]).ok(), "kubernetes\n");
    let none = home.run(&["model", "search", "xqzwv-nothing"]);
    assert_eq!(
        (none.code, none.stdout.as_str(), none.stderr.as_str()),
        (Some(0), "", "No models were found.\n")
    );
    assert_eq!(home.run(&["model", "search", "a", "--page", "9"]).code, Some(2));
    assert_eq!(home.run(&["model", "search"]).code, Some(2));
}

#[test]
fn relationship_definitions_are_searched_and_viewed() {
    let (_server, home) = start();
    assert_eq!(home.run(&["relationship", "search"]).code, Some(2), "one flag at least");
    let found = home.run(&["relationship", "search", "-k", "edge", "-m", "kubernetes", "-o", "json"]).json();
    let id = found["relationships"][0]["id"].as_str().expect("id");
    let one = home.run(&["relationship", "view", id, "-o", "json"]).json();
    assert_eq!(one, found["relationships"][0]);
    let several = home.run(&["relationship", "view", "kubernetes"]);
    assert_eq!((several.code, several.stdout.as_str()), (Some(1), ""));
    assert!(several.stderr.contains("`--subtype` or the id"), "{}", several.stderr);
    assert_eq!(home.run(&["relationship", "view", "nothing"]).code, Some(4));
}

#[test]
fn a_name_from_a_server_leads_out_of_no_folder() {
    let fake = Fake::start(|asked| {
        if asked.what.starts_with("GET /api/registry/models") {
            let model = json!({
                "id": "00000000-0000-4000-8000-000000000001", "name": "../../../evil\u{1b}[2J",
                "model": {"version": "../v1"}, "componentsCount": 0, "relationshipsCount": 0,
            });
            (
                200,
                json!({"page": 0, "pageSize": 1, "totalCount": 1, "page_size": 1, "total_count": 1, "models": [model]}),
            )
        } else {
            (200, json!({}))
        }
    });
    let home = Home::new();
    home.use_server(fake.url());
    let path = home.run(&["model", "export", "evil", "-o", "json", "-l", "deep/out"]).ok();
    assert_eq!(path, "deep/out/_.._.._evil__2J.json\n");
    assert!(home.path(path.trim()).exists());
}

#[test]
fn a_chart_is_named_beside_its_repository() {
    let fake = Fake::start(|_| (409, json!({"error": "enough seen", "code": "meshery-server-1"})));
    let home = Home::new();
    home.use_server(fake.url());
    let repository = "https://charts.example.org";
    let run = home.run(&[
        "model",
        "import",
        repository,
        "--chart",
        "shop",
        "--chart-version",
        "1.2.3",
        "--dry-run",
    ]);
    assert_eq!(run.code, Some(5), "{}", run.stderr);
    let asked = &fake.asked()[0];
    assert_eq!(asked.what, "POST /api/registry/register?async=true");
    let body = json!({"url": repository, "chart": "shop", "chartVersion": "1.2.3"});
    assert_eq!((&asked.body["importBody"], &asked.body["register"]), (&body, &false.into()));
    assert_eq!(home.run(&["model", "import", "folder", "--chart", "shop"]).code, Some(2));
    assert_eq!(home.run(&["model", "import", repository, "--chart-version", "1"]).code, Some(2));
}

/// Answers as a server whose import is over only when it is cancelled.
fn endless() -> Fake {
    let is_cancelled = std::sync::atomic::AtomicBool::new(false);
    Fake::start(move |asked| {
        use std::sync::atomic::Ordering::Relaxed;
        is_cancelled.fetch_or(asked.what.starts_with("DELETE "), Relaxed);
        let state = if is_cancelled.load(Relaxed) { "cancelled" } else { "running" };
        let job = json!({
            "id": "00000000-0000-4000-8000-000000000002", "kind": "registryImport", "source": "s", "state": state,
            "startedAt": "2026-01-01T00:00:00Z",
            "progress": {"stage": "fetching", "entries": 0, "bytes": 0, "models": 0, "components": 0, "relationships": 0, "failures": 0},
        });
        (200, job)
    })
}

#[cfg(unix)]
#[test]
fn control_c_cancels_the_import_and_says_so() {
    let fake = endless();
    let home = Home::new();
    home.use_server(fake.url());
    let running = home.start(&["model", "import", "https://example.org/shop.tar.gz"]);
    let is_watched = || fake.asked().iter().any(|asked| asked.what.starts_with("GET /api/registry/jobs/"));
    for _ in 0..500 {
        if is_watched() {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    running.signal("INT");
    let run: Run = running.finish();
    assert_eq!(run.code, Some(130), "{}", run.stderr);
    assert!(run.stderr.starts_with("cancelling the import\n"), "{}", run.stderr);
    assert!(run.stderr.contains("was cancelled, nothing of it was saved"), "{}", run.stderr);
    assert!(run.stderr.contains("code: mesheryctl-1907"), "{}", run.stderr);
    let body = &fake.asked()[0].body;
    assert_eq!(body["importBody"]["url"], "https://example.org/shop.tar.gz");
}
