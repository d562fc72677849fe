//! Files from a real Git server: `git http-backend` behind a bridge that speaks CGI.

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Request;
use axum::http::{Response, StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use meshery_fetch::git::{Checkout, Location};
use meshery_fetch::{Error, Fetcher, Policy};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt;

use crate::support::{fetcher, loopback, serve};

/// Runs Git with nobody's configuration.
fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .args(["-c", "user.name=a", "-c", "user.email=a@b.example", "-c", "init.defaultBranch=main"])
        .args(arguments)
        .current_dir(folder)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .output()
        .expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("text").trim().to_owned()
}

/// A folder with one repository, `team/charts.git`.
struct Repository {
    root: TempDir,
    first: String,
}

impl Repository {
    fn new(can_filter: bool) -> Self {
        let root = tempfile::tempdir().expect("a folder");
        let work = root.path().join("work");
        let write = |name: &str, text: &str| {
            let path = work.join(name);
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        };
        std::fs::create_dir(&work).expect("made");
        git(&work, &["init", "--quiet"]);
        write("crds/a.yaml", "a: 1\n");
        // Two versions of one long text, so that the pack has a difference in it.
        let long: String = (0..2000).map(|line| format!("line {line}\n")).collect();
        write("crds/long.yaml", &long);
        write("crds/longer.yaml", &format!("{long}and one more\n"));
        write("README.md", "read me\n");
        for copy in 0..50 {
            write(&format!("copies/{copy}"), &"x".repeat(1000));
        }
        git(&work, &["add", "."]);
        git(&work, &["commit", "--quiet", "-m", "first"]);
        git(&work, &["tag", "-a", "v1", "-m", "version 1"]);
        let first = git(&work, &["rev-parse", "HEAD"]);
        write("crds/a.yaml", "a: 2\n");
        write("crds/deep/b.yaml", "b: 1\n");
        write("crds/same.yaml", "a: 2\n");
        std::os::unix::fs::symlink("/etc/passwd", work.join("crds/link")).expect("a link");
        git(&work, &["add", "."]);
        git(&work, &["update-index", "--add", "--cacheinfo", &format!("160000,{first},crds/module")]);
        git(&work, &["commit", "--quiet", "-m", "second"]);
        git(&work, &["branch", "feature/x"]);
        std::fs::create_dir(root.path().join("team")).expect("made");
        git(root.path(), &["clone", "--quiet", "--bare", "work", "team/charts.git"]);
        let bare = root.path().join("team/charts.git");
        git(&bare, &["config", "http.receivepack", "false"]);
        git(&bare, &["config", "uploadpack.allowFilter", if can_filter { "true" } else { "false" }]);
        Self { root, first }
    }

    /// Serves the folder, and writes down what is asked.
    async fn serve(&self) -> (String, Arc<Mutex<Vec<String>>>) {
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (root, log) = (self.root.path().to_owned(), Arc::clone(&asked));
        let router = Router::new().fallback(move |request: Request| {
            let (root, log) = (root.clone(), Arc::clone(&log));
            async move { cgi(&root, &log, request).await }
        });
        (serve(router).await, asked)
    }
}

/// Answers one request with `git http-backend`.
async fn cgi(root: &Path, log: &Mutex<Vec<String>>, request: Request) -> Response<Body> {
    let (head, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.expect("a body");
    log.lock().expect("lock").push(format!("{} {}", head.method, String::from_utf8_lossy(&body)));
    let header = |name: header::HeaderName| {
        head.headers.get(name).map(|value| value.to_str().expect("text").to_owned()).unwrap_or_default()
    };
    let mut child = tokio::process::Command::new("git")
        .arg("http-backend")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env("GIT_PROJECT_ROOT", root)
        .env("GIT_HTTP_EXPORT_ALL", "1")
        .env("GIT_PROTOCOL", header(header::HeaderName::from_static("git-protocol")))
        .env("REQUEST_METHOD", head.method.as_str())
        .env("PATH_INFO", head.uri.path())
        .env("QUERY_STRING", head.uri.query().unwrap_or_default())
        .env("CONTENT_TYPE", header(header::CONTENT_TYPE))
        .env("CONTENT_LENGTH", body.len().to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("git http-backend runs");
    child.stdin.take().expect("piped").write_all(&body).await.expect("written");
    let output = child.wait_with_output().await.expect("ended").stdout;
    let end = output.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
    let mut response = Response::new(Body::from(Bytes::copy_from_slice(&output[end + 4..])));
    for line in str::from_utf8(&output[..end]).expect("text").lines() {
        match line.split_once(": ").expect("a header") {
            ("Status", status) => *response.status_mut() = status[..3].parse().expect("a status"),
            (name, value) => {
                let name: header::HeaderName = name.parse().expect("a name");
                response.headers_mut().insert(name, value.parse().expect("a value"));
            }
        }
    }
    response
}

async fn checkout(address: &str) -> Result<Checkout, Error> {
    fetcher().checkout(&address.parse()?).await
}

fn paths(checkout: &Checkout) -> Vec<&str> {
    checkout.files.iter().map(|file| file.path.as_str()).collect()
}

fn content<'c>(checkout: &'c Checkout, path: &str) -> &'c str {
    let file = checkout.files.iter().find(|file| file.path == path).expect(path);
    str::from_utf8(&file.bytes).expect("text")
}

#[tokio::test]
async fn a_folder_of_a_branch_is_fetched_from_servers_that_filter_and_from_those_that_do_not() {
    for can_filter in [true, false] {
        let repository = Repository::new(can_filter);
        let (server, asked) = repository.serve().await;
        let found = checkout(&format!("{server}/team/charts/tree/main/crds")).await.expect("files");
        assert_eq!(
            paths(&found),
            ["crds/a.yaml", "crds/deep/b.yaml", "crds/long.yaml", "crds/longer.yaml", "crds/same.yaml"]
        );
        assert_eq!(content(&found, "crds/a.yaml"), "a: 2\n");
        assert_eq!(content(&found, "crds/same.yaml"), "a: 2\n");
        assert!(content(&found, "crds/longer.yaml").ends_with("line 1999\nand one more\n"));
        let left: Vec<_> = found.skipped.iter().map(|left| (left.path.as_str(), left.reason)).collect();
        assert_eq!(
            left,
            [
                ("crds/link", "it is a symbolic link"),
                ("crds/module", "it is another repository (a submodule)")
            ]
        );
        assert_eq!(found.commit, git(&repository.root.path().join("work"), &["rev-parse", "HEAD"]));
        // Greeting, names, folders; and files only where they can be left out at first.
        assert_eq!(asked.lock().expect("lock").len(), if can_filter { 4 } else { 3 });
    }
}

#[tokio::test]
async fn names_are_branches_with_slashes_tags_and_commits() {
    let repository = Repository::new(true);
    let (server, _) = repository.serve().await;
    let first = repository.first.clone();
    for (address, text) in [
        (format!("{server}/team/charts/tree/feature/x/crds"), "a: 2\n"),
        (format!("{server}/team/charts/blob/v1/crds/a.yaml"), "a: 1\n"),
        (format!("{server}/team/charts/blob/{first}/crds/a.yaml"), "a: 1\n"),
        (format!("{server}/team/charts/src/branch/main/crds/a.yaml"), "a: 2\n"),
        (format!("{server}/team/charts/-/tree/feature%2Fx/crds"), "a: 2\n"),
        (format!("{server}/team/charts.git"), "a: 2\n"),
        (format!("{server}/team/charts.git#v1"), "a: 1\n"),
        (format!("{server}/team/charts.git#refs/tags/v1:crds"), "a: 1\n"),
        (format!("{server}/team/charts.git#:crds/a.yaml"), "a: 2\n"),
        (format!("{server}/team/charts/tree/HEAD/crds"), "a: 2\n"),
        (format!("{server}/team/charts/tree/refs/heads/feature/x/crds"), "a: 2\n"),
    ] {
        let found = checkout(&address).await.unwrap_or_else(|error| panic!("{address}: {error}"));
        assert_eq!(content(&found, "crds/a.yaml"), text, "{address}");
    }
    let location = Location::new(&format!("{server}/team/charts.git"), Some("feature/x"), "README.md");
    let found = fetcher().checkout(&location.expect("a place")).await.expect("files");
    assert_eq!(paths(&found), ["README.md"]);
}

#[tokio::test]
async fn what_is_missing_is_told() {
    let repository = Repository::new(true);
    let (server, _) = repository.serve().await;
    let absent = "0123456789".repeat(4);
    for (address, expected) in [
        (format!("{server}/team/charts/tree/nowhere/crds"), "1675"),
        (format!("{server}/team/charts.git#mai"), "1675"),
        (format!("{server}/team/charts/tree/{absent}/crds"), "1675"),
        (format!("{server}/team/charts/tree/main/nothing"), "1676"),
        (format!("{server}/team/charts/blob/main/README.md/x"), "1676"),
        (format!("{server}/team/other.git"), "1662"),
    ] {
        let failed = checkout(&address).await.expect_err(&address);
        let code = meshery_errors::Coded::code(&failed).to_string();
        assert_eq!(code, format!("meshery-server-{expected}"), "{address}: {failed}");
    }
}

#[tokio::test]
async fn limits_hold() {
    let repository = Repository::new(true);
    let (server, _) = repository.serve().await;
    let location: Location = format!("{server}/team/charts.git").parse().expect("a place");
    let with = async |policy: Policy| {
        let fetcher = Fetcher::new(policy).expect("a fetcher");
        fetcher.checkout(&location).await.expect_err("too much")
    };
    let files = with(Policy { max_files: 3, ..loopback() }).await;
    assert!(matches!(files, Error::Checkout { what: "files and folders", limit: 3, .. }), "{files}");
    let unpacked = with(Policy { max_unpacked_bytes: 10_000, ..loopback() }).await;
    assert!(matches!(unpacked, Error::Checkout { what: "bytes", limit: 10_000, .. }), "{unpacked}");
    let sent = with(Policy { max_bytes: 700, ..loopback() }).await;
    assert!(matches!(sent, Error::TooLarge { limit: 700, .. }), "{sent}");
}

#[tokio::test]
async fn one_content_under_many_names_counts_each_time() {
    let repository = Repository::new(true);
    let (server, _) = repository.serve().await;
    let location: Location = format!("{server}/team/charts.git#:copies").parse().expect("a place");
    let with = async |max_unpacked_bytes| {
        let fetcher = Fetcher::new(Policy { max_unpacked_bytes, ..loopback() }).expect("a fetcher");
        fetcher.checkout(&location).await
    };
    assert_eq!(with(60_000).await.expect("files").files.len(), 50);
    assert!(matches!(with(40_000).await, Err(Error::Checkout { what: "bytes", limit: 40_000, .. })));
}

#[tokio::test]
async fn a_repository_that_moved_is_followed_and_never_inside() {
    let repository = Repository::new(true);
    let (server, _) = repository.serve().await;
    let moved = move |to: String| {
        get(move || async move { (StatusCode::FOUND, [(header::LOCATION, to)]).into_response() })
    };
    let query = "info/refs?service=git-upload-pack";
    let router = Router::new()
        .route("/o/old.git/info/refs", moved(format!("{server}/team/charts.git/{query}")))
        .route("/o/inside.git/info/refs", moved(format!("http://169.254.169.254/x.git/{query}")))
        .route("/o/page.git/info/refs", moved("/sign-in".to_owned()))
        .route("/sign-in", get(|| async { "<html>" }));
    let old = serve(router).await;
    let found = checkout(&format!("{old}/o/old/tree/main/README.md")).await.expect("files");
    assert_eq!(paths(&found), ["README.md"]);
    let inside = checkout(&format!("{old}/o/inside.git")).await.expect_err("refused");
    assert!(matches!(inside, Error::Forbidden { .. }), "{inside}");
    let page = checkout(&format!("{old}/o/page.git")).await.expect_err("no repository");
    assert!(matches!(page, Error::Answer { .. }), "{page}");
}

#[tokio::test]
async fn servers_that_are_none_or_lie_are_told() {
    let greeting = "000eversion 2\n0012fetch=shallow\n0000";
    let id = "a".repeat(40);
    let refs = format!("{:04x}{id} HEAD\n0000", id.len() + 10);
    let answers = ["<html>".to_owned(), "0000".to_owned(), format!("{refs}\u{1}")];
    for answer in answers {
        let router = Router::new()
            .route("/o/lies.git/info/refs", get(move || async move { greeting }))
            .route("/o/lies.git/git-upload-pack", post(move || async move { answer }))
            .route("/o/old.git/info/refs", get(|| async { "001e# service=git-upload-pack\n0000" }));
        let server = serve(router).await;
        for name in ["lies", "old"] {
            let failed = checkout(&format!("{server}/o/{name}.git")).await.expect_err(name);
            assert!(matches!(failed, Error::Answer { .. } | Error::NoRef { .. }), "{failed}");
        }
    }
}
