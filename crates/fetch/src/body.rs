//! What was fetched: kept in memory while small, in an unnamed temporary file when large.

use std::io::{self, Read, Seek, SeekFrom, Write};

use sha2::{Digest, Sha256};
use tempfile::SpooledTempFile;

/// Bodies up to this size stay in memory.
const IN_MEMORY: usize = 1 << 20;
/// How much is gathered before it is written, so that the blocking pool is asked seldom.
const PIECE: usize = 256 << 10;

/// A fetched body, to be read from its beginning.
#[derive(Debug)]
pub struct Body {
    file: SpooledTempFile,
    size_bytes: u64,
    sha256: [u8; 32],
}

impl Body {
    /// Returns how long it is.
    #[must_use]
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// Returns the SHA-256 digest of it, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        crate::digest::hex(&self.sha256)
    }

    /// Reads all of it into memory; its length is bounded by the policy it was fetched under.
    ///
    /// # Errors
    /// When the temporary file can't be read.
    pub fn into_bytes(mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.file.rewind()?;
        self.file.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.file.read(buffer)
    }
}

impl Seek for Body {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Takes a body as it arrives.
pub(crate) struct Spool {
    file: SpooledTempFile,
    hash: Sha256,
    piece: Vec<u8>,
    size_bytes: u64,
}

impl Spool {
    pub(crate) fn new() -> Self {
        Self { file: SpooledTempFile::new(IN_MEMORY), hash: Sha256::new(), piece: Vec::new(), size_bytes: 0 }
    }

    /// Takes some bytes.
    pub(crate) async fn push(mut self, bytes: &[u8]) -> io::Result<Self> {
        self.size_bytes += bytes.len() as u64;
        self.piece.extend_from_slice(bytes);
        if self.piece.len() < PIECE { Ok(self) } else { self.blocking(Self::write).await }
    }

    /// Ends the body.
    pub(crate) async fn finish(self) -> io::Result<Body> {
        let mut done = self
            .blocking(|spool| {
                spool.write()?;
                spool.file.rewind()
            })
            .await?;
        let sha256 = done.hash.finalize_reset().into();
        Ok(Body { file: done.file, size_bytes: done.size_bytes, sha256 })
    }

    fn write(&mut self) -> io::Result<()> {
        self.hash.update(&self.piece);
        self.file.write_all(&self.piece)?;
        self.piece.clear();
        Ok(())
    }

    async fn blocking(
        mut self,
        work: impl FnOnce(&mut Self) -> io::Result<()> + Send + 'static,
    ) -> io::Result<Self> {
        // Small bodies never leave memory, and need no other thread.
        if self.size_bytes < PIECE as u64 {
            work(&mut self)?;
            return Ok(self);
        }
        tokio::task::spawn_blocking(move || work(&mut self).map(|()| self)).await.map_err(io::Error::other)?
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_large_body_goes_through_a_file_and_comes_back_whole() {
        let mut spool = Spool::new();
        for part in 0..40_u8 {
            spool = spool.push(&vec![part; 100_000]).await.expect("written");
        }
        let body = spool.finish().await.expect("a body");
        assert_eq!(body.size_bytes(), 4_000_000);
        let digest = body.sha256();
        let bytes = body.into_bytes().expect("bytes");
        assert_eq!(bytes.len(), 4_000_000);
        assert_eq!((bytes[0], bytes[3_999_999]), (0, 39));
        assert_eq!(digest, crate::digest::hex(&Sha256::digest(&bytes)));
    }
}
