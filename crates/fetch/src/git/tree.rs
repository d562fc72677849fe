//! Folders of a commit, and the files below a path. A hostile folder may hold any bytes as names, and itself
//! a thousand times over.

use std::collections::{BTreeSet, HashMap};

use super::object::{Id, Kind, Objects};
use super::{File, Skipped};

/// Longest path, in bytes.
const LONGEST_PATH: usize = 4096;

/// Why files can't be listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// The path leads nowhere.
    NoPath,
    /// There are more files or folders than are taken.
    TooMany,
    /// A folder is missing or can't be read.
    Damaged,
}

/// What stands below a path.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    files: Vec<(String, Id)>,
    pub(crate) skipped: Vec<Skipped>,
}

impl Listing {
    /// Returns the files whose content is not at hand, each once.
    pub(crate) fn missing(&self, objects: &Objects) -> Vec<Id> {
        let missing = self.files.iter().map(|(_, id)| *id).filter(|id| objects.get(*id).is_none());
        missing.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Returns how many bytes all files have together; one content under two names counts twice.
    pub(crate) fn size_bytes(&self, objects: &Objects) -> u64 {
        let sizes =
            self.files.iter().filter_map(|(_, id)| objects.get(*id)).map(|(_, bytes)| bytes.len() as u64);
        sizes.fold(0, u64::saturating_add)
    }

    /// Takes the content of all files; nothing if one is not there.
    pub(crate) fn files(&mut self, mut objects: Objects) -> Option<Vec<File>> {
        let mut uses = HashMap::<Id, usize>::new();
        for (_, id) in &self.files {
            *uses.entry(*id).or_default() += 1;
        }
        let mut files = Vec::new();
        for (path, id) in std::mem::take(&mut self.files) {
            let left = uses.get_mut(&id)?;
            *left -= 1;
            files.push(File { path, bytes: objects.take_blob(id, *left == 0)? });
        }
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Some(files)
    }
}

/// Lists the files below a path, given by its parts.
pub(crate) fn list(objects: &Objects, root: Id, path: &[String], most: usize) -> Result<Listing, Problem> {
    let mut here = Entry { mode: Mode::Folder, name: b"", id: root };
    for part in path {
        let folder = Some(here).filter(|entry| entry.mode == Mode::Folder).ok_or(Problem::NoPath)?;
        let mut entries = entries(objects, folder.id)?.into_iter();
        here = entries.find(|entry| entry.name == part.as_bytes()).ok_or(Problem::NoPath)?;
    }
    let mut listing = Listing::default();
    let mut waiting = vec![(path.join("/"), here.mode, here.id)];
    let mut seen = 0;
    while let Some((path, mode, id)) = waiting.pop() {
        seen += 1;
        if seen > most {
            return Err(Problem::TooMany);
        }
        match mode {
            Mode::File => listing.files.push((path, id)),
            Mode::Other(reason) => listing.skipped.push(Skipped { path, reason }),
            Mode::Folder => {
                // The same folder again and again costs its entries each time, so they are counted here too.
                let inside = entries(objects, id)?;
                if waiting.len() + inside.len() > most {
                    return Err(Problem::TooMany);
                }
                waiting.extend(inside.iter().map(|entry| entry.below(&path)));
            }
        }
    }
    listing.skipped.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(listing)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mode {
    File,
    Folder,
    Other(&'static str),
}

#[derive(Clone, Copy)]
struct Entry<'o> {
    mode: Mode,
    name: &'o [u8],
    id: Id,
}

impl Entry<'_> {
    fn below(&self, folder: &str) -> (String, Mode, Id) {
        let name = String::from_utf8_lossy(self.name);
        let path = if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") };
        let mode = if is_plain(self.name) && path.len() <= LONGEST_PATH {
            self.mode
        } else {
            Mode::Other("its name can't be used as a file name")
        };
        (path, mode, self.id)
    }
}

/// Reads a folder: mode, space, name, zero, and the 20 bytes of an object's name, again and again.
fn entries(objects: &Objects, id: Id) -> Result<Vec<Entry<'_>>, Problem> {
    let (kind, mut rest) = objects.get(id).ok_or(Problem::Damaged)?;
    let mut entries = Vec::new();
    if kind != Kind::Tree {
        return Err(Problem::Damaged);
    }
    while !rest.is_empty() {
        let (entry, after) = entry(rest).ok_or(Problem::Damaged)?;
        entries.push(entry);
        rest = after;
    }
    Ok(entries)
}

fn entry(bytes: &[u8]) -> Option<(Entry<'_>, &[u8])> {
    let space = bytes.iter().position(|byte| *byte == b' ')?;
    let (mode, rest) = bytes.split_at_checked(space)?;
    let rest = rest.get(1..)?;
    let zero = rest.iter().position(|byte| *byte == 0)?;
    let (name, rest) = rest.split_at_checked(zero)?;
    let (id, after) = rest.get(1..)?.split_at_checked(20)?;
    let mode = match mode {
        b"40000" | b"040000" => Mode::Folder,
        b"120000" => Mode::Other("it is a symbolic link"),
        b"160000" => Mode::Other("it is another repository (a submodule)"),
        mode if mode.starts_with(b"100") => Mode::File,
        _ => Mode::Other("it is of an unknown kind"),
    };
    Some((Entry { mode, name, id: Id::from_bytes(id)? }, after))
}

/// Tells whether a name is safe as a part of a path on any system.
fn is_plain(name: &[u8]) -> bool {
    let is_special = matches!(name, b"" | b"." | b"..") || name.eq_ignore_ascii_case(b".git");
    let is_text = str::from_utf8(name)
        .is_ok_and(|text| !text.contains(['/', '\\', ':']) && !text.contains(char::is_control));
    is_text && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree(objects: &mut Objects, entries: &[(&str, &[u8], Id)]) -> Id {
        let mut bytes = Vec::new();
        for (mode, name, id) in entries {
            bytes.extend_from_slice(mode.as_bytes());
            bytes.push(b' ');
            bytes.extend_from_slice(name);
            bytes.push(0);
            let digits = id.to_string();
            bytes.extend((0..20).map(|at| u8::from_str_radix(&digits[2 * at..2 * at + 2], 16).expect("hex")));
        }
        objects.add(Kind::Tree, bytes)
    }

    fn parts(path: &str) -> Vec<String> {
        path.split('/').filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    fn listed(objects: &Objects, root: Id, path: &str) -> Result<Vec<String>, Problem> {
        list(objects, root, &parts(path), 100).map(|mut listing| {
            let mut paths: Vec<_> = listing.files.drain(..).map(|(path, _)| path).collect();
            paths.sort();
            paths
        })
    }

    #[test]
    fn a_path_is_a_folder_or_a_file() {
        let mut objects = Objects::default();
        let blob = objects.add(Kind::Blob, b"x".to_vec());
        let inner = tree(&mut objects, &[("100644", b"a.yaml", blob), ("100755", b"run", blob)]);
        let root = tree(&mut objects, &[("40000", b"crds", inner), ("100644", b"README", blob)]);
        assert_eq!(
            listed(&objects, root, ""),
            Ok(vec!["README".into(), "crds/a.yaml".into(), "crds/run".into()])
        );
        assert_eq!(listed(&objects, root, "crds"), Ok(vec!["crds/a.yaml".into(), "crds/run".into()]));
        assert_eq!(listed(&objects, root, "crds/a.yaml"), Ok(vec!["crds/a.yaml".into()]));
        for nowhere in ["x", "crds/x", "README/x", "crds/a.yaml/x", ".."] {
            assert_eq!(listed(&objects, root, nowhere), Err(Problem::NoPath), "{nowhere}");
        }
    }

    #[test]
    fn what_is_no_file_or_has_no_usable_name_is_left_out() {
        let mut objects = Objects::default();
        let blob = objects.add(Kind::Blob, b"x".to_vec());
        let empty = tree(&mut objects, &[]);
        let root = tree(
            &mut objects,
            &[
                ("120000", b"link", blob),
                ("160000", b"module", blob),
                ("100644", b"..", blob),
                ("100644", b"a/../../b", blob),
                ("100644", b"c:\\d", blob),
                ("100644", b"\xff", blob),
                ("100644", b"new\nline", blob),
                ("40000", b".GIT", empty),
                ("777", b"odd", blob),
                ("100644", b"good", blob),
            ],
        );
        let mut listing = list(&objects, root, &[], 100).expect("a listing");
        assert_eq!(listing.skipped.len(), 9);
        assert_eq!(
            listing.skipped.iter().find(|left| left.path == "link").map(|left| left.reason),
            Some("it is a symbolic link")
        );
        let files = listing.files(objects).expect("files");
        assert_eq!(files, [File { path: "good".into(), bytes: b"x".to_vec() }]);
    }

    #[test]
    fn folders_that_multiply_end() {
        let mut objects = Objects::default();
        let mut folder = objects.add(Kind::Tree, Vec::new());
        for _ in 0..40 {
            folder = tree(&mut objects, &[("40000", b"a", folder), ("40000", b"b", folder)]);
        }
        assert_eq!(listed(&objects, folder, ""), Err(Problem::TooMany));
    }

    #[test]
    fn folders_that_are_damaged_or_missing_are_told() {
        let mut objects = Objects::default();
        let blob = objects.add(Kind::Blob, b"x".to_vec());
        for bytes in [&b"100644"[..], b"100644 a", b"100644 a\0short", b"\0"] {
            let root = objects.add(Kind::Tree, bytes.to_vec());
            assert_eq!(listed(&objects, root, ""), Err(Problem::Damaged));
        }
        let absent = Kind::Blob.id_of(b"never added");
        for id in [blob, absent] {
            let root = tree(&mut objects, &[("40000", b"a", id)]);
            assert_eq!(listed(&objects, root, ""), Err(Problem::Damaged));
        }
        let root = tree(&mut objects, &[("100644", b"a", absent), ("100644", b"b", absent)]);
        let listing = list(&objects, root, &[], 100).expect("a listing");
        assert_eq!(listing.missing(&objects), [absent]);
    }

    #[test]
    fn one_content_under_two_names_is_counted_twice() {
        let mut objects = Objects::default();
        let blob = objects.add(Kind::Blob, vec![0; 10]);
        let root = tree(&mut objects, &[("100644", b"a", blob), ("100644", b"b", blob)]);
        let mut listing = list(&objects, root, &[], 100).expect("a listing");
        assert_eq!(listing.size_bytes(&objects), 20);
        assert_eq!(listing.files(objects).expect("files").len(), 2);
    }
}
