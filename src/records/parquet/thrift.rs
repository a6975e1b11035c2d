//! Thrift's compact protocol, as far as Parquet needs it: nothing is believed that the bytes do not hold.

/// Why reading stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    /// The bytes end too soon.
    Short,
    /// The bytes are no such structure.
    Wrong,
}

pub(super) type Read<T> = std::result::Result<T, Stop>;

/// Deepest structure within a structure.
const DEEPEST: usize = 24;

/// Goes through bytes.
#[derive(Debug, Clone)]
pub(super) struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
}

/// Type of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Type {
    Yes,
    No,
    Byte,
    Int,
    Double,
    Binary,
    List,
    Map,
    Struct,
    Uuid,
}

impl Type {
    fn of(code: u8) -> Read<Self> {
        Ok(match code {
            1 => Self::Yes,
            2 => Self::No,
            3 => Self::Byte,
            4..=6 => Self::Int,
            7 => Self::Double,
            8 => Self::Binary,
            9 | 10 => Self::List,
            11 => Self::Map,
            12 => Self::Struct,
            13 => Self::Uuid,
            _ => return Err(Stop::Wrong),
        })
    }
}

impl<'a> Thrift<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes that were read.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn byte(&mut self) -> Read<u8> {
        let byte = *self.bytes.get(self.at).ok_or(Stop::Short)?;
        self.at += 1;
        Ok(byte)
    }

    fn take(&mut self, size: usize) -> Read<&'a [u8]> {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        let taken = rest.get(..size).ok_or(Stop::Short)?;
        self.at += size;
        Ok(taken)
    }

    fn varint(&mut self) -> Read<u64> {
        let mut value = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(value);
            }
        }
        Err(Stop::Wrong)
    }

    fn size(&mut self) -> Read<usize> {
        usize::try_from(self.varint()?).map_err(|_| Stop::Wrong)
    }

    /// A whole number.
    pub(super) fn int(&mut self, of: Type) -> Read<i64> {
        match of {
            Type::Byte => Ok(i64::from(self.byte()?.cast_signed())),
            Type::Int => {
                let value = self.varint()?;
                Ok((value >> 1).cast_signed() ^ -((value & 1).cast_signed()))
            }
            _ => Err(Stop::Wrong),
        }
    }

    /// A whole number that is not negative.
    pub(super) fn count(&mut self, of: Type) -> Read<u64> {
        u64::try_from(self.int(of)?).map_err(|_| Stop::Wrong)
    }

    /// Bytes.
    pub(super) fn binary(&mut self, of: Type) -> Read<&'a [u8]> {
        if of != Type::Binary {
            return Err(Stop::Wrong);
        }
        let size = self.size()?;
        self.take(size)
    }

    /// Text.
    pub(super) fn text(&mut self, of: Type) -> Read<&'a str> {
        std::str::from_utf8(self.binary(of)?).map_err(|_| Stop::Wrong)
    }

    /// Every field of a structure: its number and type; `each` reads or skips its value.
    pub(super) fn fields(
        &mut self,
        mut each: impl FnMut(&mut Self, i64, Type) -> Read<()>,
    ) -> Read<()> {
        let mut number = 0_i64;
        loop {
            let head = self.byte()?;
            if head == 0 {
                return Ok(());
            }
            let of = Type::of(head & 0x0f)?;
            number = match head >> 4 {
                0 => self.int(Type::Int)?,
                step => number.wrapping_add(i64::from(step)),
            };
            each(self, number, of)?;
        }
    }

    /// Every element of a list; `each` reads or skips it. There are never more than the bytes can hold.
    pub(super) fn list(
        &mut self,
        of: Type,
        mut each: impl FnMut(&mut Self, Type) -> Read<()>,
    ) -> Read<()> {
        if of != Type::List {
            return Err(Stop::Wrong);
        }
        let head = self.byte()?;
        let size = if head >> 4 == 15 { self.size()? } else { usize::from(head >> 4) };
        if size == 0 {
            return Ok(());
        }
        let of = Type::of(head & 0x0f)?;
        if size > self.bytes.len() - self.at {
            return Err(Stop::Short);
        }
        (0..size).try_for_each(|_| each(self, of))
    }

    /// Skip a value.
    pub(super) fn skip(&mut self, of: Type) -> Read<()> {
        self.skip_within(of, DEEPEST)
    }

    fn skip_within(&mut self, of: Type, deep: usize) -> Read<()> {
        let deeper = deep.checked_sub(1).ok_or(Stop::Wrong)?;
        match of {
            Type::Yes | Type::No => {}
            Type::Byte => drop(self.byte()?),
            Type::Int => drop(self.varint()?),
            Type::Double => drop(self.take(8)?),
            Type::Uuid => drop(self.take(16)?),
            Type::Binary => drop(self.binary(of)?),
            Type::Struct => self.fields(|read, _, of| read.skip_within(of, deeper))?,
            Type::List => self.list(of, |read, of| match of {
                // An element of a list of flags has a byte of its own.
                Type::Yes | Type::No => read.byte().map(drop),
                of => read.skip_within(of, deeper),
            })?,
            Type::Map => {
                let size = self.size()?;
                if size > 0 {
                    let types = self.byte()?;
                    let [key, value] = [Type::of(types >> 4)?, Type::of(types & 0x0f)?];
                    if size > self.bytes.len() {
                        return Err(Stop::Short);
                    }
                    for _ in 0..size {
                        self.skip_within(key, deeper)?;
                        self.skip_within(value, deeper)?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A structure: 1 = 300, 2 = "ab", 4 = [1, -1], 5 = yes, 6 = { 1 = 7 }.
    const WHOLE: [u8; 17] =
        [0x15, 0xd8, 0x04, 0x18, 2, b'a', b'b', 0x29, 0x25, 2, 1, 0x11, 0x1c, 0x15, 14, 0, 0];

    #[test]
    fn a_structure_is_read_by_its_fields() {
        let mut found = Vec::new();
        let mut thrift = Thrift::new(&WHOLE);
        let read = thrift.fields(|read, number, of| {
            found.push((number, of));
            match number {
                1 => assert_eq!(read.int(of), Ok(300)),
                2 => assert_eq!(read.text(of), Ok("ab")),
                4 => read.list(of, |read, of| read.int(of).map(|n| assert_eq!(n.abs(), 1)))?,
                _ => read.skip(of)?,
            }
            Ok(())
        });
        assert_eq!((read, thrift.at()), (Ok(()), WHOLE.len()));
        let numbers: Vec<i64> = found.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, [1, 2, 4, 5, 6]);
    }

    #[test]
    fn bytes_that_end_too_soon_or_promise_too_much_are_told() {
        for size in 0..WHOLE.len() {
            assert_eq!(Thrift::new(&WHOLE[..size]).skip(Type::Struct), Err(Stop::Short), "{size}");
        }
        assert_eq!(Thrift::new(&WHOLE).skip(Type::Struct), Ok(()));
        // A list of 2^31 structures, a text of 2^40 bytes, structures in structures, a number without end.
        assert_eq!(
            Thrift::new(&[0xfc, 0xff, 0xff, 0xff, 0xff, 7, 0]).skip(Type::List),
            Err(Stop::Short)
        );
        assert_eq!(
            Thrift::new(&[0xff, 0xff, 0xff, 0xff, 0xff, 1]).skip(Type::Binary),
            Err(Stop::Short)
        );
        assert_eq!(Thrift::new(&[0x1c; 1000]).skip(Type::Struct), Err(Stop::Wrong));
        assert_eq!(Thrift::new(&[0xff; 20]).skip(Type::Int), Err(Stop::Wrong));
    }
}
