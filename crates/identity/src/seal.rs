//! Secrets at rest: sealed with XChaCha20-Poly1305 under a key that is not in the database.
//!
//! A sealed value is `version (1) | key id (8) | nonce (24) | ciphertext`. What it is for is authenticated too,
//! so a value copied into another place of the database does not open there. The first key seals, all keys
//! open: that is how keys are changed without losing anything.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::aead::{Aead as _, KeyInit as _, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::{Digest as _, Sha256};

use crate::{Error, random};

const VERSION: u8 = 1;
const ID_LENGTH: usize = 8;
const NONCE_LENGTH: usize = 24;
/// Name of the key file in the data directory.
const FILE: &str = "encryption.key";

#[derive(Clone)]
struct Key {
    id: [u8; ID_LENGTH],
    cipher: XChaCha20Poly1305,
    text: SecretString,
}

impl Key {
    /// Reads 32 bytes in base64.
    fn read(text: &str) -> Result<Self, Error> {
        let bad = |reason: &str| Error::BadKey { reason: reason.to_owned() };
        let bytes = STANDARD.decode(text.trim()).map_err(|_| bad("it is not base64"))?;
        let cipher =
            XChaCha20Poly1305::new_from_slice(&bytes).map_err(|_| bad("it does not have 32 bytes"))?;
        let digest = Sha256::new_with_prefix("meshery encryption key id").chain_update(&bytes).finalize();
        let mut id = [0; ID_LENGTH];
        id.copy_from_slice(digest.get(..ID_LENGTH).unwrap_or_default());
        Ok(Self { id, cipher, text: SecretString::from(text.trim()) })
    }

    fn fresh() -> Result<Self, Error> {
        Self::read(&STANDARD.encode(random::bytes::<32>()?))
    }
}

/// Where the keys come from.
#[derive(Debug)]
enum Source {
    Environment,
    File(PathBuf),
}

/// Seals and opens.
pub struct Sealer {
    keys: RwLock<Vec<Key>>,
    source: Source,
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Sealer").field("source", &self.source).finish_non_exhaustive()
    }
}

impl Sealer {
    /// Takes the keys of the environment, or else those of the data directory, where a key is made if there
    /// is none. Several keys are separated by commas (environment) or lines (file); the first one seals.
    ///
    /// # Errors
    /// When a key is malformed, or the file can't be read or made.
    pub fn open(environment: Option<&SecretString>, data_dir: &Path) -> Result<Self, Error> {
        if let Some(text) = environment {
            let keys = text.expose_secret().split(',').map(Key::read).collect::<Result<_, _>>()?;
            return Ok(Self { keys: RwLock::new(keys), source: Source::Environment });
        }
        let path = data_dir.join(FILE);
        let keys = match read(&path)? {
            Some(keys) => keys,
            None => create(&path)?,
        };
        Ok(Self { keys: RwLock::new(keys), source: Source::File(path) })
    }

    /// Seals a value for one purpose, with the newest key there is: the one of a moment ago may have been changed
    /// by another process since, and forgotten.
    ///
    /// # Errors
    /// When the file can't be read, or the operating system has no randomness.
    pub fn seal(&self, purpose: &str, value: &[u8]) -> Result<Vec<u8>, Error> {
        self.reload()?;
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        let key = keys.first().ok_or_else(|| Error::BadKey { reason: "there is none".to_owned() })?;
        let nonce = random::bytes::<NONCE_LENGTH>()?;
        let payload = Payload { msg: value, aad: purpose.as_bytes() };
        let sealed = key
            .cipher
            .encrypt(&XNonce::from(nonce), payload)
            .map_err(|_| Error::Crypto { what: "sealing" })?;
        Ok([&[VERSION], key.id.as_slice(), &nonce, &sealed].concat())
    }

    /// Opens what was sealed for the same purpose, with any of the keys. A key that is not known yet is looked
    /// for in the file, where a rotation may have put it.
    ///
    /// # Errors
    /// When it was sealed with another key, for another purpose, or was changed.
    pub fn open_sealed(&self, purpose: &str, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let (&version, rest) = sealed.split_first().ok_or(Error::WrongKey)?;
        let (id, rest) = rest.split_first_chunk::<ID_LENGTH>().ok_or(Error::WrongKey)?;
        let (nonce, value) = rest.split_first_chunk::<NONCE_LENGTH>().ok_or(Error::WrongKey)?;
        if version != VERSION {
            return Err(Error::WrongKey);
        }
        let key = match self.key(id) {
            Some(key) => key,
            None => {
                self.reload()?;
                self.key(id).ok_or(Error::WrongKey)?
            }
        };
        let payload = Payload { msg: value, aad: purpose.as_bytes() };
        key.cipher.decrypt(&XNonce::from(*nonce), payload).map_err(|_| Error::WrongKey)
    }

    /// Tells whether a value was sealed with the key that seals now.
    #[must_use]
    pub fn is_current(&self, sealed: &[u8]) -> bool {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.first().is_some_and(|key| sealed.get(1..=ID_LENGTH) == Some(key.id.as_slice()))
    }

    /// Puts a new key in front of the file's keys. Keys of the environment are the operator's to change.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn add_key(&self) -> Result<(), Error> {
        let Source::File(path) = &self.source else { return Ok(()) };
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let mut changed = keys.clone();
        changed.insert(0, Key::fresh()?);
        write(path, &changed)?;
        *keys = changed;
        Ok(())
    }

    /// Forgets all keys of the file but the newest two. The second is kept for what another process sealed
    /// while the keys were changed; the next change forgets it.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn drop_old_keys(&self) -> Result<(), Error> {
        let Source::File(path) = &self.source else { return Ok(()) };
        let mut keys = self.keys.write().unwrap_or_else(PoisonError::into_inner);
        let kept: Vec<_> = keys.iter().take(2).cloned().collect();
        write(path, &kept)?;
        *keys = kept;
        Ok(())
    }

    fn key(&self, id: &[u8; ID_LENGTH]) -> Option<Key> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner);
        keys.iter().find(|key| key.id == *id).cloned()
    }

    fn reload(&self) -> Result<(), Error> {
        let Source::File(path) = &self.source else { return Ok(()) };
        if let Some(found) = read(path)? {
            *self.keys.write().unwrap_or_else(PoisonError::into_inner) = found;
        }
        Ok(())
    }
}

fn read(path: &Path) -> Result<Option<Vec<Key>>, Error> {
    match fs::read_to_string(path) {
        Ok(text) => {
            let keys: Vec<_> = text
                .lines()
                .filter(|line| !line.trim().is_empty())
                .map(Key::read)
                .collect::<Result<_, _>>()?;
            if keys.is_empty() {
                return Err(Error::BadKey { reason: format!("`{}` is empty", path.display()) });
            }
            Ok(Some(keys))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::BadKey { reason: format!("`{}` can't be read: {error}", path.display()) }),
    }
}

/// Makes the file. When another process was quicker, its key is taken.
fn create(path: &Path) -> Result<Vec<Key>, Error> {
    let keys = vec![Key::fresh()?];
    let temporary = temporary(path)?;
    write_file(&temporary, &keys)?;
    // A hard link fails where the target is there, which a rename does not.
    let linked = fs::hard_link(&temporary, path);
    // What matters is the link; a leftover is removed on the next occasion.
    drop(fs::remove_file(&temporary));
    match linked {
        Ok(()) => Ok(keys),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(read(path)?.unwrap_or(keys)),
        Err(error) => Err(unwritable(path, &error)),
    }
}

fn write(path: &Path, keys: &[Key]) -> Result<(), Error> {
    let temporary = temporary(path)?;
    write_file(&temporary, keys)?;
    fs::rename(&temporary, path).map_err(|error| unwritable(path, &error))
}

fn temporary(path: &Path) -> Result<PathBuf, Error> {
    Ok(path.with_extension(format!("key.{}", u64::from_le_bytes(random::bytes()?))))
}

fn write_file(path: &Path, keys: &[Key]) -> Result<(), Error> {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| unwritable(path, &error))?;
    for key in keys {
        writeln!(file, "{}", key.text.expose_secret()).map_err(|error| unwritable(path, &error))?;
    }
    file.sync_all().map_err(|error| unwritable(path, &error))
}

fn unwritable(path: &Path, error: &std::io::Error) -> Error {
    Error::BadKey { reason: format!("`{}` can't be written: {error}", path.display()) }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn what_is_sealed_opens_for_the_same_purpose_only() {
        let folder = tempfile::tempdir().expect("folder");
        let sealer = Sealer::open(None, folder.path()).expect("sealer");
        let sealed = sealer.seal("a", b"secret").expect("sealed");
        assert!(!sealed.windows(6).any(|part| part == b"secret"));
        assert_eq!(sealer.open_sealed("a", &sealed).expect("opened"), b"secret");
        assert!(matches!(sealer.open_sealed("b", &sealed), Err(Error::WrongKey)));
        let mut changed = sealed;
        *changed.last_mut().expect("byte") ^= 1;
        assert!(matches!(sealer.open_sealed("a", &changed), Err(Error::WrongKey)));
        assert!(matches!(sealer.open_sealed("a", b""), Err(Error::WrongKey)));
    }

    #[test]
    fn the_key_file_is_the_owners_only_and_lasts() {
        let folder = tempfile::tempdir().expect("folder");
        let sealed = Sealer::open(None, folder.path()).expect("sealer").seal("a", b"x").expect("sealed");
        let mode = fs::metadata(folder.path().join(FILE)).expect("file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        let again = Sealer::open(None, folder.path()).expect("sealer");
        assert_eq!(again.open_sealed("a", &sealed).expect("opened"), b"x");
        let files = fs::read_dir(folder.path()).expect("folder").count();
        assert_eq!(files, 1, "no temporary file is left");
    }

    #[test]
    fn keys_are_changed_while_another_process_runs() {
        let folder = tempfile::tempdir().expect("folder");
        let running = Sealer::open(None, folder.path()).expect("sealer");
        let old = running.seal("a", b"old").expect("sealed");

        let command = Sealer::open(None, folder.path()).expect("sealer");
        command.add_key().expect("key");
        let new = command.seal("a", b"new").expect("sealed");
        assert!(command.is_current(&new) && !command.is_current(&old));
        assert_eq!(command.open_sealed("a", &old).expect("opened"), b"old");
        command.drop_old_keys().expect("dropped");
        assert_eq!(command.open_sealed("a", &old).expect("kept once"), b"old");
        assert_eq!(running.open_sealed("a", &new).expect("found in the file"), b"new");
        command.add_key().expect("key");
        command.drop_old_keys().expect("dropped");
        assert!(matches!(command.open_sealed("a", &old), Err(Error::WrongKey)));
        let newest = running.seal("a", b"newest").expect("sealed");
        assert!(command.is_current(&newest), "sealed with a key that is forgotten");
    }

    #[test]
    fn a_key_of_the_environment_leaves_no_file() {
        let folder = tempfile::tempdir().expect("folder");
        let key = SecretString::from(STANDARD.encode([7; 32]));
        Sealer::open(Some(&key), folder.path()).expect("sealer");
        assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 0);
        let short = SecretString::from("c2hvcnQ=");
        let error = Sealer::open(Some(&short), folder.path()).expect_err("short").to_string();
        assert!(error.contains("32 bytes") && !error.contains("c2hvcnQ"), "{error}");
    }
}
