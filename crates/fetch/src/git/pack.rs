//! Packs: many objects in one stream, some of them as differences to others.
//!
//! Every length in a pack is a claim. Memory is taken as bytes arrive, never because a header says so, and
//! all that is unpacked counts against one limit, differences included.
//! The format: `gitformat-pack(5)`.

use std::collections::HashMap;
use std::io::Read;

use flate2::bufread::ZlibDecoder;
use sha1::{Digest, Sha1};

use super::object::{Id, Kind, Objects};

/// Why a pack is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// It is damaged, or none.
    Damaged,
    /// It unpacks to more than is allowed.
    TooLarge,
}

/// How many objects a pack may have: a name in memory is small, but not nothing.
const MOST: u32 = 300_000;
/// Length of the digest at its end.
const DIGEST: usize = 20;

/// Adds the objects of a pack to those at hand; returns how many bytes of the limit are left.
pub(crate) fn read(bytes: &[u8], objects: &mut Objects, limit: u64) -> Result<u64, Problem> {
    let end = bytes.len().checked_sub(DIGEST).ok_or(Problem::Damaged)?;
    let (content, promised) = bytes.split_at_checked(end).ok_or(Problem::Damaged)?;
    if Sha1::digest(content).as_slice() != promised {
        return Err(Problem::Damaged);
    }
    let mut rest = content.strip_prefix(b"PACK\0\0\0\x02").ok_or(Problem::Damaged)?;
    let count = take(&mut rest, 4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes);
    let count = count.filter(|count| *count <= MOST).ok_or(Problem::Damaged)?;
    let mut reader = Reader { objects, left: limit, at: HashMap::new(), waiting: HashMap::new() };
    for _ in 0..count {
        let offset = content.len() - rest.len();
        reader.entry(offset, &mut rest)?;
    }
    // Differences whose base never came, or bytes that belong to nothing.
    if !reader.waiting.is_empty() || !rest.is_empty() {
        return Err(Problem::Damaged);
    }
    Ok(reader.left)
}

/// What a difference is to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Base {
    /// The object that begins there in the pack.
    Offset(usize),
    /// The object of this name, wherever it is.
    Id(Id),
}

/// A difference.
struct Delta {
    offset: usize,
    bytes: Vec<u8>,
}

struct Reader<'o> {
    objects: &'o mut Objects,
    left: u64,
    at: HashMap<usize, Id>,
    waiting: HashMap<Base, Vec<Delta>>,
}

impl Reader<'_> {
    fn entry(&mut self, offset: usize, rest: &mut &[u8]) -> Result<(), Problem> {
        let (kind, size) = entry_header(rest).ok_or(Problem::Damaged)?;
        let base = match kind {
            6 => {
                let distance = distance(rest).ok_or(Problem::Damaged)?;
                Some(Base::Offset(offset.checked_sub(distance).ok_or(Problem::Damaged)?))
            }
            7 => Some(Base::Id(take(rest, 20).and_then(Id::from_bytes).ok_or(Problem::Damaged)?)),
            _ => None,
        };
        let bytes = self.inflate(size, rest)?;
        let kind = match (kind, base) {
            (_, Some(base)) => return self.delta(base, Delta { offset, bytes }),
            (1, _) => Kind::Commit,
            (2, _) => Kind::Tree,
            (3, _) => Kind::Blob,
            (4, _) => Kind::Tag,
            _ => return Err(Problem::Damaged),
        };
        self.add(offset, kind, bytes)
    }

    /// Unpacks exactly as many bytes as the header says, if the limit has room for them.
    fn inflate(&mut self, size: u64, rest: &mut &[u8]) -> Result<Vec<u8>, Problem> {
        self.spend(size)?;
        let mut decoder = ZlibDecoder::new(*rest);
        let mut bytes = Vec::new();
        // One byte more shows a content that is longer than the header says.
        let read = decoder.by_ref().take(size.saturating_add(1)).read_to_end(&mut bytes);
        if read.is_err() || bytes.len() as u64 != size {
            return Err(Problem::Damaged);
        }
        *rest = decoder.into_inner();
        Ok(bytes)
    }

    fn spend(&mut self, size: u64) -> Result<(), Problem> {
        self.left = self.left.checked_sub(size).ok_or(Problem::TooLarge)?;
        Ok(())
    }

    fn delta(&mut self, base: Base, delta: Delta) -> Result<(), Problem> {
        match self.find(base) {
            Some(id) => self.apply(id, &delta),
            None => {
                self.waiting.entry(base).or_default().push(delta);
                Ok(())
            }
        }
    }

    fn find(&self, base: Base) -> Option<Id> {
        match base {
            Base::Offset(offset) => self.at.get(&offset).copied(),
            Base::Id(id) => self.objects.get(id).map(|_| id),
        }
    }

    fn apply(&mut self, base: Id, delta: &Delta) -> Result<(), Problem> {
        let (kind, bytes) = self.patched(base, delta)?;
        self.add(delta.offset, kind, bytes)
    }

    fn patched(&mut self, base: Id, delta: &Delta) -> Result<(Kind, Vec<u8>), Problem> {
        let mut instructions = delta.bytes.as_slice();
        let sizes = (varint(&mut instructions), varint(&mut instructions));
        let (Some(from), Some(to)) = sizes else { return Err(Problem::Damaged) };
        self.spend(to)?;
        let (kind, source) = self.objects.get(base).ok_or(Problem::Damaged)?;
        if source.len() as u64 != from {
            return Err(Problem::Damaged);
        }
        let bytes = patch(source, instructions, to).ok_or(Problem::Damaged)?;
        Ok((kind, bytes))
    }

    /// Adds an object, then every difference that waited for it, and those that waited for these.
    fn add(&mut self, offset: usize, kind: Kind, bytes: Vec<u8>) -> Result<(), Problem> {
        let mut added = vec![(offset, self.objects.add(kind, bytes))];
        while let Some((offset, id)) = added.pop() {
            self.at.insert(offset, id);
            for base in [Base::Offset(offset), Base::Id(id)] {
                for delta in self.waiting.remove(&base).unwrap_or_default() {
                    let (kind, bytes) = self.patched(id, &delta)?;
                    added.push((delta.offset, self.objects.add(kind, bytes)));
                }
            }
        }
        Ok(())
    }
}

fn take<'b>(rest: &mut &'b [u8], count: usize) -> Option<&'b [u8]> {
    let (taken, after) = rest.split_at_checked(count)?;
    *rest = after;
    Some(taken)
}

fn byte(rest: &mut &[u8]) -> Option<u8> {
    take(rest, 1).and_then(|one| one.first()).copied()
}

/// Reads kind and size of an entry: three bits of kind, then the size in 4 and as many times 7 bits.
fn entry_header(rest: &mut &[u8]) -> Option<(u8, u64)> {
    let first = byte(rest)?;
    let low = u64::from(first & 0x0f);
    let high = if first & 0x80 == 0 { 0 } else { varint(rest)? };
    Some(((first >> 4) & 7, high.checked_mul(16)?.checked_add(low)?))
}

/// Reads a number in pieces of 7 bits, the lowest first.
fn varint(rest: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..56).step_by(7) {
        let next = byte(rest)?;
        value |= u64::from(next & 0x7f) << shift;
        if next & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

/// Reads how far back the base of a difference begins: pieces of 7 bits, the highest first, each but the last
/// one less than it is.
fn distance(rest: &mut &[u8]) -> Option<usize> {
    let mut next = byte(rest)?;
    let mut value = usize::from(next & 0x7f);
    while next & 0x80 != 0 {
        next = byte(rest)?;
        value = value.checked_add(1)?.checked_mul(128)?.checked_add(usize::from(next & 0x7f))?;
    }
    Some(value).filter(|value| *value > 0)
}

/// Applies a difference: pieces to copy from the source, and pieces that are new.
fn patch(source: &[u8], mut instructions: &[u8], size: u64) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(instruction) = byte(&mut instructions) {
        let piece = match instruction {
            0 => return None,
            1..=0x7f => take(&mut instructions, usize::from(instruction))?,
            _ => {
                let offset = flagged(instruction, 4, &mut instructions)?;
                let length = flagged(instruction >> 4, 3, &mut instructions)?;
                let length = if length == 0 { 0x1_0000 } else { length };
                source.get(offset..offset.checked_add(length)?)?
            }
        };
        if (bytes.len() + piece.len()) as u64 > size {
            return None;
        }
        bytes.extend_from_slice(piece);
    }
    (bytes.len() as u64 == size).then_some(bytes)
}

/// Reads a number of which only the bytes are there whose flags are set, the lowest first.
fn flagged(flags: u8, count: u32, rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0;
    for place in 0..count {
        if flags >> place & 1 == 1 {
            value |= usize::from(byte(rest)?) << (8 * place);
        }
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::ZlibEncoder;
    use proptest::prelude::*;

    use super::*;

    fn deflated(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("packed");
        encoder.finish().expect("packed")
    }

    /// An entry of a kind that claims a size; `extra` stands between header and content.
    fn entry(kind: u8, claimed: u64, extra: &[u8], content: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let (mut first, mut rest) = (kind << 4 | (claimed & 15) as u8, claimed >> 4);
        while rest > 0 {
            bytes.push(first | 0x80);
            (first, rest) = ((rest & 0x7f) as u8, rest >> 7);
        }
        bytes.push(first);
        bytes.extend_from_slice(extra);
        bytes.extend(deflated(content));
        bytes
    }

    fn pack(entries: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = b"PACK\0\0\0\x02".to_vec();
        bytes.extend((entries.len() as u32).to_be_bytes());
        bytes.extend(entries.concat());
        sealed(bytes)
    }

    fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
        let digest = Sha1::digest(&bytes);
        bytes.extend(digest);
        bytes
    }

    fn unpack(bytes: &[u8], limit: u64) -> Result<Objects, Problem> {
        let mut objects = Objects::default();
        read(bytes, &mut objects, limit).map(|_| objects)
    }

    /// From `hello world` (11 bytes) to `hello there, hello` (18 bytes).
    const DELTA: &[u8] = b"\x0b\x12\x90\x06\x07there, \x90\x05";

    #[test]
    fn objects_and_differences_are_unpacked() {
        let base = entry(3, 11, b"", b"hello world");
        let by_offset = entry(6, DELTA.len() as u64, &[base.len() as u8], DELTA);
        let name = sha1_of(b"hello world");
        let by_name = entry(7, DELTA.len() as u64, &name, DELTA);
        let there = Kind::Blob.id_of(b"hello there, hello");
        for entries in [
            vec![base.clone(), by_offset],
            vec![base.clone(), by_name.clone()],
            // A base may come after what differs from it.
            vec![by_name, base],
        ] {
            let objects = unpack(&pack(&entries), 1000).expect("a pack");
            assert_eq!(objects.get(there), Some((Kind::Blob, &b"hello there, hello"[..])));
        }
    }

    fn sha1_of(blob: &[u8]) -> Vec<u8> {
        Sha1::digest([format!("blob {}\0", blob.len()).as_bytes(), blob].concat()).to_vec()
    }

    #[test]
    fn what_unpacks_to_too_much_is_not_unpacked() {
        let bomb = entry(3, 50 << 20, b"", &vec![0; 50 << 20]);
        assert!(bomb.len() < 100_000);
        assert!(matches!(unpack(&pack(&[bomb]), 1 << 20), Err(Problem::TooLarge)));
        // A difference that copies the same piece again and again.
        let base = entry(3, 1000, b"", &[7; 1000]);
        let mut delta = vec![0xe8, 0x07, 0x80, 0x80, 0x80, 0x80, 0x01];
        delta.extend([0xb0, 0xe8, 0x03].repeat(1000));
        let copies = entry(6, delta.len() as u64, &[base.len() as u8], &delta);
        assert!(matches!(unpack(&pack(&[base, copies]), 1 << 20), Err(Problem::TooLarge)));
    }

    #[test]
    fn a_claimed_size_takes_no_memory() {
        let huge = entry(3, 1 << 50, b"", b"small");
        assert!(matches!(unpack(&pack(&[huge]), u64::MAX), Err(Problem::Damaged)));
    }

    #[test]
    fn damaged_packs_are_refused() {
        let base = entry(3, 11, b"", b"hello world");
        let name = sha1_of(b"somewhere else");
        for entries in [
            vec![entry(3, 10, b"", b"hello world")],
            vec![entry(3, 12, b"", b"hello world")],
            vec![entry(0, 1, b"", b"x")],
            vec![entry(5, 1, b"", b"x")],
            vec![entry(6, DELTA.len() as u64, &[1], DELTA)],
            vec![entry(6, DELTA.len() as u64, &[0], DELTA)],
            vec![entry(7, DELTA.len() as u64, &name, DELTA)],
            vec![base.clone(), entry(6, 3, &[base.len() as u8], b"\x0b\x05\x00")],
            vec![base.clone(), entry(6, 4, &[base.len() as u8], b"\x0b\x05\x91\xff")],
            vec![base.clone(), entry(6, 4, &[base.len() as u8], b"\x0c\x01\x01x")],
        ] {
            assert!(matches!(unpack(&pack(&entries), 1000), Err(Problem::Damaged)));
        }
        let whole = pack(&[base]);
        for length in 0..whole.len() {
            assert!(unpack(&whole[..length], 1000).is_err(), "{length}");
        }
        // Also with the digest mended.
        for length in 0..whole.len() - DIGEST {
            assert!(unpack(&sealed(whole[..length].to_vec()), 1000).is_err(), "{length}");
        }
        assert!(unpack(b"PACK\0\0\0\x02\xff\xff\xff\xff", 1000).is_err());
        assert!(unpack(&sealed(b"PACK\0\0\0\x02\xff\xff\xff\xff".to_vec()), 1000).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), count in 0..9_u32) {
            let mut content = b"PACK\0\0\0\x02".to_vec();
            content.extend(count.to_be_bytes());
            content.extend(bytes);
            let _ = unpack(&sealed(content), 10_000);
        }

        #[test]
        fn a_pack_with_wrong_bytes_is_read_or_refused(changes in prop::collection::vec((any::<usize>(), any::<u8>()), 1..4)) {
            let base = entry(3, 11, b"", b"hello world");
            let by_offset = entry(6, DELTA.len() as u64, &[base.len() as u8], DELTA);
            let by_name = entry(7, DELTA.len() as u64, &sha1_of(b"hello world"), DELTA);
            let mut bytes = pack(&[by_name, base, by_offset]);
            bytes.truncate(bytes.len() - DIGEST);
            for (at, byte) in changes {
                let at = at % bytes.len();
                bytes[at] = byte;
            }
            let mut objects = Objects::default();
            if let Ok(left) = read(&sealed(bytes), &mut objects, 1000) {
                prop_assert!(left <= 1000);
            }
        }

        #[test]
        fn any_difference_is_applied_or_refused(delta in prop::collection::vec(any::<u8>(), 0..100)) {
            let _ = patch(b"some source", &delta, 100);
        }
    }
}
