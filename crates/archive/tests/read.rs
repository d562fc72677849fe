//! What archives give, and what stops them.

use std::io::{Cursor, Read as _, Write as _};

use meshery_archive::{Archive, Error, Format, Limits, for_each_file, read_all, write};
use sha2::Digest as _;
use tar::EntryType;

fn file(name: &str, text: &str) -> (String, Vec<u8>) {
    (name.to_owned(), text.as_bytes().to_vec())
}

fn files() -> Vec<(String, Vec<u8>)> {
    let long = format!("{}/long.json", "a-folder-with-a-name".repeat(9));
    vec![file("demo/v1/model.json", "{}"), file("demo/v1/components/A.json", "[1]"), file(&long, "x")]
}

fn sorted(mut files: Vec<(String, Vec<u8>)>) -> Vec<(String, Vec<u8>)> {
    files.sort();
    files
}

fn walk(bytes: &[u8], limits: &Limits) -> Result<Archive, Error> {
    for_each_file(Cursor::new(bytes), limits, |_, _, content| {
        std::io::copy(content, &mut std::io::sink())?;
        Ok(())
    })
}

fn refused(bytes: &[u8]) -> String {
    walk(bytes, &Limits::default()).expect_err("refused").to_string()
}

/// A tar with one entry whose name is written as it is.
fn raw_tar(name: &[u8], kind: EntryType, content: &[u8]) -> Vec<u8> {
    let mut header = tar::Header::new_gnu();
    header.as_old_mut().name[..name.len()].copy_from_slice(name);
    header.set_entry_type(kind);
    header.set_size(content.len() as u64);
    header.set_mode(0o644);
    header.set_cksum();
    let mut builder = tar::Builder::new(Vec::new());
    builder.append(&header, content).expect("appended");
    builder.into_inner().expect("a tar")
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("written");
    encoder.finish().expect("gzip")
}

fn zip_of(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        writer.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("started");
        writer.write_all(content).expect("written");
    }
    writer.finish().expect("a zip").into_inner()
}

#[test]
fn every_format_gives_the_same_files() {
    let plain = write::tar(&files(), Vec::new()).expect("tar");
    let zst = zstd::encode_all(plain.as_slice(), 3).expect("zstd");
    let gz = write::tar_gz(&files(), Vec::new()).expect("tar.gz");
    let image = write::image(&files(), &write::Labels::default(), Vec::new()).expect("image");
    for bytes in [&plain, &gz, &zst, &zip_of(&files()), &image, &gzip(&image)] {
        let found = read_all(Cursor::new(bytes), &Limits::default()).expect("read");
        assert_eq!(sorted(found), sorted(files()));
    }
    let walked = walk(&image, &Limits::default()).expect("walked");
    assert_eq!(walked, Archive { format: Format::Tar, is_image: true, files: 3 });
}

#[test]
fn what_is_not_read_of_a_file_is_skipped() {
    let gz = write::tar_gz(&files(), Vec::new()).expect("tar.gz");
    let mut names = 0;
    for_each_file(Cursor::new(gz), &Limits::default(), |_, _, content| {
        names += content.take(1).read_to_end(&mut Vec::new()).expect("read");
        Ok::<(), Error>(())
    })
    .expect("walked");
    assert_eq!(names, 3);
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let mut turned = files();
    turned.reverse();
    assert_eq!(
        write::tar_gz(&files(), Vec::new()).expect("a"),
        write::tar_gz(&turned, Vec::new()).expect("b")
    );
    let labels = write::Labels { title: "demo".to_owned(), version: "v1".to_owned() };
    let image = |files: &[_]| write::image(files, &labels, Vec::new()).expect("image");
    assert_eq!(image(&files()), image(&turned));
}

#[test]
fn names_that_lead_elsewhere_are_refused() {
    for name in [&b"/etc/passwd"[..], b"../x", b"a/../../x", b"a\\x", b"C:x", b"a\xff"] {
        let tar = raw_tar(name, EntryType::Regular, b"x");
        assert!(matches!(walk(&tar, &Limits::default()), Err(Error::UnsafeName { .. })), "{name:?}");
        assert!(matches!(walk(&gzip(&tar), &Limits::default()), Err(Error::UnsafeName { .. })), "{name:?}");
    }
    let zip = zip_of(&[file("../x", "x")]);
    assert!(matches!(walk(&zip, &Limits::default()), Err(Error::UnsafeName { .. })));
}

#[test]
fn links_devices_and_holes_are_refused() {
    for kind in [EntryType::Symlink, EntryType::Link, EntryType::Char, EntryType::Block, EntryType::Fifo] {
        assert!(matches!(walk(&raw_tar(b"a", kind, b""), &Limits::default()), Err(Error::NotAFile { .. })));
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_symlink("a", "/etc/passwd", zip::write::SimpleFileOptions::default()).expect("link");
    let zip = writer.finish().expect("zip").into_inner();
    assert!(matches!(walk(&zip, &Limits::default()), Err(Error::NotAFile { .. })));
}

#[test]
fn a_name_that_comes_twice_is_refused() {
    let mut twice = raw_tar(b"./a", EntryType::Regular, b"1");
    twice.truncate(1024);
    twice.extend(raw_tar(b"a", EntryType::Regular, b"2"));
    assert_eq!(refused(&twice), "the archive holds `a` twice");
    assert!(matches!(
        write::tar(&[file("a", ""), file("./a", "")], Vec::new()),
        Err(Error::Duplicate { .. })
    ));

    // The library doesn't write a name twice, so the second is renamed in the bytes.
    let mut zip = zip_of(&[file("name-a", "1"), file("name-b", "2")]);
    let places: Vec<usize> = (0..zip.len() - 6).filter(|at| &zip[*at..at + 6] == b"name-b").collect();
    for place in places {
        zip[place + 5] = b'a';
    }
    assert!(refused(&zip).contains("twice"), "{}", refused(&zip));
}

#[test]
fn limits_are_kept_and_named() {
    let gz = write::tar_gz(&files(), Vec::new()).expect("tar.gz");
    let limited = |limits: Limits| walk(&gz, &limits).expect_err("refused");
    assert!(
        limited(Limits { max_entries: 2, ..Limits::default() })
            .to_string()
            .contains("`limits.archive_entries`")
    );
    assert!(
        limited(Limits { max_file_bytes: 2, ..Limits::default() }).to_string().contains("archive_file_bytes")
    );
    assert!(
        limited(Limits { max_total_bytes: 600, ..Limits::default() }).to_string().contains("archive_bytes")
    );
    assert!(limited(Limits { max_depth: 2, ..Limits::default() }).is_limit());
    assert!(limited(Limits { max_name_bytes: 20, ..Limits::default() }).is_limit());
    let zip = zip_of(&files());
    assert!(walk(&zip, &Limits { max_entries: 2, ..Limits::default() }).expect_err("refused").is_limit());
    assert!(walk(&zip, &Limits { max_total_bytes: 3, ..Limits::default() }).expect_err("refused").is_limit());
}

#[test]
fn bombs_are_stopped_before_they_expand() {
    let bomb = vec![("zeros".to_owned(), vec![0; 40 << 20])];
    let plain = write::tar(&bomb, Vec::new()).expect("tar");
    for bytes in [gzip(&plain), zstd::encode_all(plain.as_slice(), 3).expect("zstd"), zip_of(&bomb)] {
        assert!(matches!(walk(&bytes, &Limits::default()), Err(Error::Ratio { limit: 200 })));
    }
    // Headers with names of many megabytes would be read whole.
    let name = raw_tar(b"././@LongLink", EntryType::GNULongName, &vec![b'a'; 4 << 20]);
    assert!(walk(&gzip(&name), &Limits::default()).expect_err("refused").is_limit());
}

#[test]
fn what_is_no_archive_says_what_it_is() {
    assert_eq!(refused(b""), "the archive is empty: there is no file in it");
    assert_eq!(
        refused(&write::tar(&[], Vec::new()).expect("tar")),
        "the archive is empty: there is no file in it"
    );
    assert!(refused(b"BZh91AY").contains("bzip2"));
    assert!(refused(b"{\"a\": 1}").contains("a JSON text"));
    assert!(refused(&gzip(b"hello")).contains("what is compressed is a text"));
}

#[test]
fn a_file_that_breaks_off_is_damaged() {
    let gz = write::tar_gz(&files(), Vec::new()).expect("tar.gz");
    assert!(matches!(walk(&gz[..gz.len() - 5], &Limits::default()), Err(Error::Damaged { .. })));
    let zip = zip_of(&files());
    assert!(matches!(walk(&zip[..zip.len() - 9], &Limits::default()), Err(Error::Damaged { .. })));
}

/// What `crane` and with it Meshery writes.
fn saved_image(layer_name: &str, layer: &[u8]) -> Vec<u8> {
    let config = format!("sha256:{}", "0".repeat(64));
    let manifest =
        serde_json::json!([{"Config": config, "RepoTags": ["demo:latest"], "Layers": [layer_name]}]);
    let mut builder = tar::Builder::new(Vec::new());
    for (name, content) in [
        (config.as_str(), &b"{}"[..]),
        (layer_name, layer),
        ("manifest.json", manifest.to_string().as_bytes()),
    ] {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        builder.append_data(&mut header, name, content).expect("appended");
    }
    builder.into_inner().expect("tar")
}

#[test]
fn saved_images_are_read() {
    let layer = write::tar_gz(&files(), Vec::new()).expect("tar.gz");
    let digest: String = sha2::Sha256::digest(&layer).iter().map(|byte| format!("{byte:02x}")).collect();
    for name in ["0/layer.tar", &format!("{digest}.tar.gz")] {
        let image = saved_image(name, &layer);
        assert!(walk(&image, &Limits::default()).expect("walked").is_image);
        let found = read_all(Cursor::new(image), &Limits::default()).expect("read");
        assert_eq!(sorted(found), sorted(files()));
    }
    let wrong = saved_image(&format!("{}.tar.gz", "0".repeat(64)), &layer);
    assert!(matches!(walk(&wrong, &Limits::default()), Err(Error::Digest { .. })));
}

#[test]
fn images_must_hold_one_layer_that_fits_its_digest() {
    let image = write::image(&files(), &write::Labels::default(), Vec::new()).expect("image");
    let mut parts = read_parts(&image);
    let layer = parts.iter().position(|(name, _)| is_layer(name, &parts)).expect("layer");
    parts[layer].1.push(0);
    let changed = write::tar(&parts, Vec::new()).expect("tar");
    assert!(matches!(walk(&changed, &Limits::default()), Err(Error::Digest { .. })));

    parts.remove(layer);
    let without = write::tar(&parts, Vec::new()).expect("tar");
    assert!(refused(&without).contains("is missing"));

    let two = [file("index.json", r#"{"manifests":[]}"#), file("oci-layout", "{}")];
    assert!(refused(&write::tar(&two, Vec::new()).expect("tar")).contains("one layer, but holds 0"));
    let broken = [file("index.json", "{"), file("oci-layout", "{}")];
    assert!(refused(&write::tar(&broken, Vec::new()).expect("tar")).contains("`index.json` can't be read"));
}

/// Returns the files of an image itself.
fn read_parts(image: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = tar::Archive::new(image);
    let entries = archive.entries().expect("entries").map(|entry| {
        let mut entry = entry.expect("entry");
        let name = entry.path().expect("path").to_str().expect("text").to_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("content");
        (name, content)
    });
    entries.collect()
}

fn is_layer(name: &str, parts: &[(String, Vec<u8>)]) -> bool {
    parts.iter().any(|(other, content)| other == name && content.starts_with(&[0x1f, 0x8b]))
}
