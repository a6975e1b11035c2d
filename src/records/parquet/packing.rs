//! Border: pages unpacked. The only file that names snap, brotli and lz4, and with `text/input` flate2 and zstd.

use std::io::Read;

use super::footer::Codec;

/// Most bytes of a page when it is unpacked.
pub(super) const MOST: usize = 1 << 28;

/// How many bytes a packed byte can stand for at most.
fn ratio(codec: Codec) -> usize {
    match codec {
        Codec::Plain | Codec::Other => 1,
        Codec::Snappy => 64,
        Codec::Lz4 | Codec::Lz4Hadoop => 256,
        Codec::Gzip => 1100,
        // A block of 128 KB of one byte takes four; brotli goes about as far.
        Codec::Zstd | Codec::Brotli => 1 << 16,
    }
}

/// Put `size` unpacked bytes in `page`, behind the `held` bytes at its start; what stands behind them says nothing.
///
/// # Errors
/// The size cannot be that of such bytes, or they are damaged.
pub(super) fn unpack(
    codec: Codec,
    packed: &[u8],
    size: usize,
    page: &mut Vec<u8>,
    held: usize,
) -> Result<(), String> {
    if size > MOST || size > packed.len().saturating_mul(ratio(codec)).saturating_add(64) {
        return Err("a page says to be larger than it can be".to_owned());
    }
    match codec {
        Codec::Plain => {
            page.truncate(held);
            page.extend_from_slice(packed);
            length(packed.len(), size)
        }
        Codec::Other => Err("a page is packed in a way that is not read".to_owned()),
        Codec::Gzip => read_all(flate2::bufread::MultiGzDecoder::new(packed), size, page, held),
        Codec::Brotli => {
            read_all(brotli_decompressor::Decompressor::new(packed, 1 << 14), size, page, held)
        }
        Codec::Zstd => zstd::Decoder::with_buffer(packed)
            .map_err(|error| error.to_string())
            .and_then(|decoder| read_all(decoder, size, page, held)),
        Codec::Snappy => {
            let done = snap::raw::Decoder::new().decompress(packed, room(page, held, size));
            length(done.map_err(|error| error.to_string())?, size)
        }
        Codec::Lz4 => lz4(packed, room(page, held, size)),
        Codec::Lz4Hadoop => {
            let page = room(page, held, size);
            hadoop(packed, page).or_else(|_| lz4(packed, page))
        }
    }
}

/// Room for so many bytes behind those held; it is not cleared where it was used before.
fn room(page: &mut Vec<u8>, held: usize, size: usize) -> &mut [u8] {
    if page.len() < held + size {
        page.resize(held + size, 0);
    }
    &mut page[held..held + size]
}

fn length(found: usize, expected: usize) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err("a page is not as long as it says".to_owned()) }
}

/// As much as is there, so that no room is taken for what is only promised.
fn read_all(
    decoder: impl Read,
    size: usize,
    page: &mut Vec<u8>,
    held: usize,
) -> Result<(), String> {
    page.truncate(held);
    // One byte more than there should be, to notice that there are more.
    let read = decoder.take(size as u64 + 1).read_to_end(page);
    length(read.map_err(|error| error.to_string())?, size)
}

fn lz4(packed: &[u8], page: &mut [u8]) -> Result<(), String> {
    let done = lz4_flex::block::decompress_into(packed, page).map_err(|error| error.to_string())?;
    length(done, page.len())
}

/// Frames of Hadoop: unpacked size and packed size, high byte first, then the bytes.
fn hadoop(mut packed: &[u8], mut page: &mut [u8]) -> Result<(), String> {
    let wrong = || "a frame is cut short".to_owned();
    while !packed.is_empty() {
        let ([unpacked, size], rest) = packed
            .split_first_chunk::<8>()
            .map(|(head, rest)| {
                let (words, _) = head.as_chunks::<4>();
                ([words[0], words[1]].map(|word| u32::from_be_bytes(word) as usize), rest)
            })
            .ok_or_else(wrong)?;
        let (bytes, rest) = rest.split_at_checked(size).ok_or_else(wrong)?;
        let (room, left) = page.split_at_mut_checked(unpacked).ok_or_else(wrong)?;
        lz4(bytes, room)?;
        (packed, page) = (rest, left);
    }
    length(0, page.len())
}

/// Checksum of bytes, as gzip and Parquet have it.
pub(super) fn checksum(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_after_a_longer_one_is_that_page() {
        // Oracle: the text that was packed, behind the two bytes held; those of the page before stay behind it.
        let text = b"spreiding spreiding spreiding";
        let snappy = snap::raw::Encoder::new().compress_vec(text).unwrap();
        let zstd = zstd::encode_all(&text[..], 1).unwrap();
        let lz4 = lz4_flex::block::compress(text);
        let packed = [
            (Codec::Snappy, &snappy[..]),
            (Codec::Zstd, &zstd),
            (Codec::Lz4, &lz4),
            (Codec::Plain, text),
        ];
        for (codec, packed) in packed {
            let mut page = vec![7; 100];
            unpack(codec, packed, text.len(), &mut page, 2).unwrap();
            assert_eq!(page[..2], [7, 7]);
            assert_eq!(page[2..2 + text.len()], *text);
            assert!(unpack(codec, packed, text.len() - 1, &mut page, 2).is_err());
            assert!(unpack(codec, packed, text.len() + 1, &mut page, 2).is_err());
        }
    }

    #[test]
    fn a_page_that_promises_too_much_takes_no_memory() {
        let mut page = Vec::new();
        for codec in
            [Codec::Snappy, Codec::Gzip, Codec::Lz4, Codec::Plain, Codec::Brotli, Codec::Zstd]
        {
            assert!(unpack(codec, &[0; 300], 1 << 31, &mut page, 0).is_err());
        }
        let zstd = zstd::encode_all(&b"abc"[..], 1).unwrap();
        assert!(unpack(Codec::Zstd, &zstd, 500_000, &mut page, 0).is_err());
        assert!(page.capacity() < 1 << 20);
    }

    #[test]
    fn frames_of_hadoop_are_read() {
        // Oracle: two frames made by hand; a block of lz4 that is all literals begins with their number.
        let frame = |text: &[u8; 3]| [&[0, 0, 0, 3, 0, 0, 0, 4, 0x30][..], text].concat();
        let packed = [frame(b"abc"), frame(b"def")].concat();
        let mut page = Vec::new();
        unpack(Codec::Lz4Hadoop, &packed, 6, &mut page, 0).unwrap();
        assert_eq!(page, b"abcdef");
        assert!(unpack(Codec::Lz4Hadoop, &packed, 7, &mut page, 0).is_err());
        unpack(Codec::Lz4Hadoop, &packed[8..12], 3, &mut page, 1).unwrap();
        assert_eq!(&page[..4], b"aabc");
    }
}
