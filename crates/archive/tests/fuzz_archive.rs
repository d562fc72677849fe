//! Arbitrary bytes and damaged archives: reading them ends, with files or an error.

use std::io::Cursor;

use meshery_archive::{Limits, read_all, write};
use proptest::prelude::*;

fn seeds() -> Vec<Vec<u8>> {
    let files: Vec<(String, Vec<u8>)> =
        ["model.json", "components/a.json", "b"].map(|name| (name.to_owned(), vec![b'x'; 700])).into();
    let plain = write::tar(&files, Vec::new()).expect("tar");
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in &files {
        zip.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).expect("started");
        std::io::Write::write_all(&mut zip, content).expect("written");
    }
    vec![
        zstd::encode_all(plain.as_slice(), 3).expect("zstd"),
        plain,
        write::tar_gz(&files, Vec::new()).expect("tar.gz"),
        write::image(&files, &write::Labels::default(), Vec::new()).expect("image"),
        zip.finish().expect("zip").into_inner(),
    ]
}

fn limits() -> Limits {
    Limits { max_total_bytes: 1 << 20, max_file_bytes: 1 << 18, max_entries: 100, ..Limits::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn arbitrary_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..3000)) {
        let _ = read_all(Cursor::new(bytes), &limits());
    }

    #[test]
    fn damaged_archives_end(
        seed in 0_usize..5,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = seeds().swap_remove(seed);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if cut.index(3) == 0 {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(files) = read_all(Cursor::new(bytes), &limits()) {
            for (name, content) in files {
                prop_assert!(!name.starts_with('/') && !name.split('/').any(|part| part == ".."));
                prop_assert!(content.len() <= 1 << 18);
            }
        }
    }
}
