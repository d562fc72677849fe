//! Collects `codes/*.md` into one table, so that documenting a new error code means adding one file.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let manifest_dir = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let folder = Path::new(&manifest_dir).join("codes");
    println!("cargo:rerun-if-changed={}", folder.display());

    let mut files: Vec<_> = fs::read_dir(&folder)?.collect::<Result<Vec<_>, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);

    let mut table = String::from("&[\n");
    for file in files {
        let path = file.path();
        let Some(code) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
        let _ = writeln!(table, "    ({code:?}, include_str!({:?})),", path.display().to_string());
    }
    table.push_str("]\n");

    let out_dir = env::var("OUT_DIR").map_err(io::Error::other)?;
    fs::write(Path::new(&out_dir).join("pages.rs"), table)
}
