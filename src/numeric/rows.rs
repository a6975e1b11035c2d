//! Compressed rows: items that belong to numbers `0..n`, side by side in the order of the numbers.

/// Where the items of each number start, one more than there are numbers, for items with these numbers.
pub(crate) fn starts(n: usize, numbers: impl IntoIterator<Item = usize>) -> Vec<usize> {
    let mut starts = vec![0; n + 1];
    for number in numbers {
        starts[number + 1] += 1;
    }
    for number in 0..n {
        starts[number + 1] += starts[number];
    }
    starts
}

/// Items by number; those of one number keep the order in which they were given.
#[derive(Debug, Clone)]
pub(crate) struct Rows<T> {
    starts: Vec<usize>,
    items: Vec<T>,
}

impl<T: Copy + Default> Rows<T> {
    /// Group items by a number below `n`; the entries are walked twice.
    pub(crate) fn new(n: usize, entries: impl Iterator<Item = (usize, T)> + Clone) -> Self {
        let starts = starts(n, entries.clone().map(|(number, _)| number));
        let mut next = starts.clone();
        let mut items = vec![T::default(); starts[n]];
        for (number, item) in entries {
            items[next[number]] = item;
            next[number] += 1;
        }
        Self { starts, items }
    }

    /// The items of one number.
    pub(crate) fn row(&self, number: usize) -> &[T] {
        &self.items[self.starts[number]..self.starts[number + 1]]
    }

    /// The items of every number.
    pub(crate) fn each(&self) -> impl Iterator<Item = &[T]> {
        self.starts.windows(2).map(|ends| &self.items[ends[0]..ends[1]])
    }

    /// The same, to change or sort.
    pub(crate) fn each_mut(&mut self) -> impl Iterator<Item = &mut [T]> {
        let mut rest = &mut self.items[..];
        self.starts.windows(2).map(move |ends| {
            let (head, tail) = std::mem::take(&mut rest).split_at_mut(ends[1] - ends[0]);
            rest = tail;
            head
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_stand_by_number_in_the_order_given() {
        let entries = [(2, 'a'), (0, 'b'), (2, 'c'), (3, 'd')];
        let mut rows = Rows::new(5, entries.into_iter());
        assert_eq!(rows.row(2), ['a', 'c']);
        let lengths: Vec<usize> = rows.each().map(<[char]>::len).collect();
        assert_eq!(lengths, [1, 0, 2, 1, 0]);
        rows.each_mut().for_each(<[char]>::reverse);
        assert_eq!(rows.row(2), ['c', 'a']);
    }
}
