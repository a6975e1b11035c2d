//! Border: the bytes of a text file, unpacked where they are compressed. The only file that names flate2 and zstd.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::Path;

use crate::error::{Error, Result};
use crate::phrase::Phrase;
use crate::records::source::why;
use crate::records::{Stamp, name_of};

/// The bytes of a file, from the first.
pub(super) struct Input {
    bytes: Box<dyn Read + Send>,
    name: String,
    /// Name of the compression; none of a plain file.
    pub(super) compression: Option<&'static str>,
}

impl Input {
    /// Open a file; also tells what it is like now.
    pub(super) fn open(path: &Path) -> Result<(Self, Stamp)> {
        let name = name_of(path);
        let (mut file, stamp) = Stamp::open(path)?;
        let unreadable = |error: std::io::Error| unreadable(&name, why(&error));
        let mut magic = Vec::with_capacity(4);
        (&mut file).take(4).read_to_end(&mut magic).map_err(unreadable)?;
        file.rewind().map_err(unreadable)?;
        let (bytes, compression): (Box<dyn Read + Send>, _) = match magic[..] {
            [0x1f, 0x8b, ..] => (gzip(file), Some("gzip")),
            [0x28, 0xb5, 0x2f, 0xfd] => {
                (Box::new(zstd::Decoder::new(file).map_err(unreadable)?), Some("zstd"))
            }
            _ => (Box::new(file), None),
        };
        Ok((Self { bytes, name, compression }, stamp))
    }

    /// Add about `wanted` bytes; returns whether the file has ended.
    pub(super) fn read(&mut self, wanted: usize, into: &mut Vec<u8>) -> Result<bool> {
        let room = into.len() + wanted;
        let read = (&mut self.bytes).take(wanted as u64).read_to_end(into);
        read.map_err(|error| {
            unreadable(&self.name, self.compression.map_or_else(|| why(&error), |_| Phrase::PACKED))
        })?;
        Ok(into.len() < room)
    }
}

fn unreadable(name: &str, reason: Phrase) -> Error {
    Error::FileUnreadable { file: name.to_owned(), reason }
}

/// Several members, as parts of a log that were put together, are one file; each has its checksum checked.
fn gzip(file: File) -> Box<dyn Read + Send> {
    Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::with_capacity(1 << 16, file)))
}
