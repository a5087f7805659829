//! Suggests a listed value for a misspelled one.

/// Returns the value that is nearest to `typed`, or `None` if no value is similar.
pub(crate) fn nearest<'a>(typed: &str, values: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    // At most a third of the bytes may differ, since a worse suggestion is misleading.
    let limit = typed.len().max(3) / 3;
    // Skips values of another length, which bounds the work if `typed` is long.
    let close = values.filter(|value| value.len().abs_diff(typed.len()) <= limit);
    let typed = typed.to_ascii_lowercase();
    let scored = close.map(|value| (distance(&typed, &value.to_ascii_lowercase()), value));
    let (distance, value) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= limit).then_some(value)
}

/// Returns the number of bytes to insert, remove or change to turn `a` into `b` (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.bytes().enumerate() {
        let mut diagonal = i;
        let start = i + 1;
        let mut left = start;
        for (to, above) in b.bytes().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(from != to);
            diagonal = *above;
            *above = changed.min(diagonal + 1).min(left + 1);
            left = *above;
        }
        if let Some(first) = row.first_mut() {
            *first = start;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_distance_counts_single_changes() {
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", ""), 3);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!((distance("skuus", "skus"), distance("skus", "skuus")), (1, 1));
        assert_eq!(distance("vouchers", "vouchers"), 0);
    }

    #[test]
    fn only_a_similar_value_is_suggested() {
        let nearest = |typed: &str| nearest(typed, ["vouchers", "campaigns", "skus"].into_iter());
        assert_eq!(nearest("voucher"), Some("vouchers"));
        assert_eq!(nearest("Campaings"), Some("campaigns"));
        assert_eq!(nearest("xskus"), Some("skus"));
        // At most a third of the bytes may differ.
        assert_eq!((nearest("voxxhers"), nearest("vxxxhers")), (Some("vouchers"), None));
        assert_eq!((nearest("vouc"), nearest("skxx"), nearest("sk")), (None, None, None));
        assert_eq!((nearest("sku"), nearest("xyz")), (Some("skus"), None));
        assert_eq!(nearest(&"voucher".repeat(100_000)), None);
    }
}
