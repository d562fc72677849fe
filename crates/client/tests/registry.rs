//! Imports and the registry's changes, against a real server.

use std::io::{self, Cursor, Read};

use meshery_api::imports::GenerateRequest;
use meshery_client::{Client, EntityType, Error, ModelQuery, Settings, Upload};
use meshery_model::ModelDefinition;
use meshery_testkit::Server;

const WIDGETS: &str = "\
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: {name: widgets.example.org}
spec:
  group: example.org
  names: {kind: Widget, plural: widgets}
  scope: Namespaced
  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]
";

fn start() -> (Server, Client) {
    let server = Server::start();
    let client = Client::new(server.url(), Settings::default()).expect("client");
    (server, client)
}

fn upload<'a>(content: &'a mut dyn Read, model: Option<&'a ModelDefinition>) -> Upload<'a> {
    Upload { name: "a \"quoted\"\r\nname.yaml", media_type: "application/yaml", content, model }
}

#[test]
fn what_is_imported_can_be_ignored_counted_and_removed() {
    let (_server, client) = start();
    let before = client.registry().summary().expect("summary").read().expect("counts");
    let model = ModelDefinition { name: "widgets".to_owned(), ..ModelDefinition::default() };
    let mut content = Cursor::new(WIDGETS);
    let begun = client.imports().begin(upload(&mut content, Some(&model)), false).expect("begun");
    let id = begun.read().expect("job").id;
    while client.imports().get(id).expect("job").read().expect("job").state == "running" {}
    assert_eq!(client.imports().list().expect("jobs").read().expect("jobs").jobs[0].id, id);
    assert_eq!(client.imports().cancel(id).expect("job").read().expect("job").state, "done");

    let after = client.registry().summary().expect("summary").read().expect("counts");
    assert_eq!((after.models, after.components), (before.models + 1, before.components + 1));
    let named = ModelQuery { name: Some("widgets".to_owned()), ..ModelQuery::default() };
    let models =
        |query: &ModelQuery| client.registry().models(query).expect("page").read().expect("page").models;
    let id = models(&named)[0].definition.id;
    let status = client.registry().set_status(EntityType::Model, id.0, "ignored").expect("status");
    assert_eq!(status.read().expect("status").status, "ignored");
    assert!(models(&named).is_empty());
    assert_eq!(models(&ModelQuery { every_status: true, ..named.clone() }).len(), 1);
    client.registry().remove_model(id).expect("removed");
    assert!(models(&ModelQuery { every_status: true, ..named }).is_empty());
}

#[test]
fn components_are_made_without_being_stored() {
    let (_server, client) = start();
    let request = GenerateRequest { definition: WIDGETS.to_owned(), model: None };
    let made = client.registry().generate(&request).expect("made").read().expect("made");
    assert_eq!((made.model.name.as_str(), made.components[0].kind()), ("example.org", "Widget"));
    let found = client.registry().search("Widget", &[EntityType::Component], 5).expect("found");
    assert!(found.read().expect("found").results.iter().all(|hit| hit.name != "Widget"));
}

#[test]
fn content_that_breaks_off_begins_no_import() {
    struct Broken(u8);
    impl Read for Broken {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.0 += 1;
            if self.0 > 3 {
                return Err(io::Error::other("the disk is gone"));
            }
            buffer.fill(b'#');
            Ok(buffer.len())
        }
    }
    let (_server, client) = start();
    let error = client.imports().begin(upload(&mut Broken(0), None), false).expect_err("broken");
    assert!(matches!(error, Error::Interrupted { .. }), "{error:?}");
    assert!(client.imports().list().expect("jobs").read().expect("jobs").jobs.is_empty());
}

#[test]
fn a_stranger_is_told_before_anything_is_sent() {
    let server = Server::builder().config("[accounts]\nenabled = true\n").start();
    let client = Client::new(server.url(), Settings::default()).expect("client");
    let mut endless = io::repeat(b'#');
    let error = client.imports().begin(upload(&mut endless, None), false).expect_err("refused");
    assert!(error.wants_sign_in(), "{error:?}");
}

#[test]
fn a_file_over_the_limit_is_cut_off() {
    let server = Server::builder().config("[limits]\nimport_bytes = 100000\n").start();
    let client = Client::new(server.url(), Settings::default()).expect("client");
    let error = client.imports().begin(upload(&mut io::repeat(b'#'), None), false).expect_err("cut off");
    assert!(matches!(error, Error::CutOff { .. }), "{error:?}");
    // What fits into the buffers between the two is answered properly.
    let mut little = io::repeat(b'#').take(100_001);
    let error = client.imports().begin(upload(&mut little, None), false).expect_err("refused");
    assert!(matches!(&error, Error::Refused { problem } if problem.status == 413), "{error:?}");
}
