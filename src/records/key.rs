//! Hashes of values that are too many to keep, such as dwellings.

use std::borrow::Cow;

use crate::values::{self, Cleaned, clean, sign};

/// Bits of a hash that [`key`] keeps.
pub const KEY_BITS: u32 = 48;

/// Odd numbers that values are folded with.
const ODD: [u64; 2] = [0xa076_1d64_78bd_642f, 0xe703_7ed1_a0b4_28db];

/// Hash of a value: [`KEY_BITS`] bits, the same in every run and thread.
///
/// Words of sixteen bytes are folded by a full multiplication, as in Wang Yi's wyhash (2019).
#[must_use]
#[inline]
pub fn key(raw: &[u8]) -> u64 {
    let mut hash = ODD[0] ^ raw.len() as u64;
    let (pairs, rest) = raw.as_chunks::<16>();
    for pair in pairs {
        let (words, _) = pair.as_chunks::<8>();
        let [a, b] = [words[0], words[1]].map(u64::from_le_bytes);
        hash = fold(hash ^ a, ODD[1] ^ b);
    }
    if !rest.is_empty() {
        hash = key_of_rest(hash, rest);
    }
    fold(hash ^ ODD[1], ODD[0]) >> (64 - KEY_BITS)
}

#[inline]
fn fold(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let halves = (product as u64) ^ ((product >> 64) as u64);
    halves
}

/// Fold the last bytes, fewer than sixteen; apart, so that the loop over whole words stays small.
#[inline(never)]
fn key_of_rest(hash: u64, rest: &[u8]) -> u64 {
    let word = |bytes: &[u8]| {
        bytes.iter().take(8).rev().fold(0, |word, byte| word << 8 | u64::from(*byte))
    };
    fold(hash ^ word(rest), ODD[1] ^ word(rest.get(8..).unwrap_or_default()))
}

/// Hash of a value as it is cleaned; `None` for a missing one.
#[inline]
pub(super) fn trimmed_key(raw: &[u8]) -> Option<u64> {
    if is_plain(raw) { Some(key(raw)) } else { cleaned(raw).map(|value| key(&value)) }
}

/// Nothing around it to clean, and no sign: the usual case, told by two bytes.
#[inline]
fn is_plain(raw: &[u8]) -> bool {
    matches!(raw, [b'0'..=b'9' | b'A'..=b'Z', .., b'0'..=b'9'])
}

/// A value as it is compared with others; `None` for a missing one.
#[inline(never)]
pub(super) fn cleaned(raw: &[u8]) -> Option<Cow<'_, [u8]>> {
    if is_plain(raw) {
        return Some(Cow::Borrowed(raw));
    }
    let text = match std::str::from_utf8(raw).map(clean) {
        Ok(Cleaned::Text(Cow::Borrowed(text))) => Cow::Borrowed(text.as_bytes()),
        Ok(Cleaned::Text(Cow::Owned(text))) => Cow::Owned(text.into_bytes()),
        _ => Cow::Borrowed(raw.trim_ascii()),
    };
    let is_sign = |text: &str| sign(values::Kind::Name, text).is_some();
    (!std::str::from_utf8(&text).is_ok_and(is_sign)).then_some(text)
}

#[cfg(test)]
mod tests {
    use hashbrown::HashSet;

    use super::*;

    #[test]
    fn values_that_differ_in_length_or_one_byte_have_other_keys() {
        // Oracle: 48 bits hold a few thousand values apart, but for a chance of 1 in 10 million.
        let mut values = vec![Vec::new()];
        for size in 0..40 {
            values.push(vec![b'a'; size + 1]);
            values.extend((0..=size).map(|at| {
                let mut value = vec![b'a'; size + 1];
                value[at] = b'b';
                value
            }));
        }
        let keys: HashSet<u64> = values.iter().map(|value| key(value)).collect();
        assert_eq!(keys.len(), values.len());
        assert!(keys.iter().all(|key| key >> KEY_BITS == 0));
    }

    #[test]
    fn spaces_around_a_value_do_not_count() {
        for value in ["a", "ab", "0363010000000001", "ë"] {
            let (plain, spaced) = (value.as_bytes(), format!(" \t{value} "));
            assert_eq!(trimmed_key(plain), Some(key(plain)));
            assert_eq!(trimmed_key(spaced.as_bytes()), Some(key(plain)));
        }
        let nbsp = "0363010000000001\u{a0}".as_bytes();
        assert_eq!(trimmed_key(nbsp), Some(key(b"0363010000000001")));
        for missing in [&b""[..], b" \t ", b"n.v.t.", b"-", b"NULL", b"\xc2\xa0"] {
            assert_eq!(trimmed_key(missing), None);
        }
    }
}
