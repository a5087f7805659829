//! Which known value somebody may have meant.

use crate::Scope;

/// The scope whose value is nearest to `typed`, if one is near enough to be meant.
pub(crate) fn nearest(typed: &str) -> Option<Scope> {
    let folded = typed.to_ascii_lowercase();
    // A third of what was typed may be wrong; beyond that a suggestion misleads.
    let limit = typed.len().max(3) / 3;
    // The lengths alone tell most apart. It also bounds the work, since `typed` may be of any
    // length: what is longer than a value by more than the limit is not compared with it.
    let close =
        Scope::ALL.iter().filter(|scope| scope.as_str().len().abs_diff(typed.len()) <= limit);
    let scored = close.map(|scope| (between(&folded, scope.as_str()), *scope));
    let (distance, scope) = scored.min_by_key(|(distance, _)| *distance)?;
    (distance <= limit).then_some(scope)
}

/// How many bytes must be put in, taken out or changed to make `b` of `a` (Levenshtein's distance).
fn between(a: &str, b: &str) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.bytes().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (to, above) in b.bytes().zip(row.iter_mut().skip(1)) {
            let changed = diagonal + usize::from(from != to);
            diagonal = *above;
            *above = changed.min(diagonal + 1).min(left + 1);
            left = *above;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_of_single_changes() {
        assert_eq!(between("", "abc"), 3);
        assert_eq!(between("abc", ""), 3);
        assert_eq!(between("kitten", "sitting"), 3);
        assert_eq!(between("vouchers", "vouchers"), 0);
    }

    #[test]
    fn a_slip_is_understood_and_a_stranger_is_not() {
        assert_eq!(nearest("voucher"), Some(Scope::Vouchers));
        assert_eq!(nearest("Campaings"), Some(Scope::Campaigns));
        assert_eq!(nearest("xskus"), Some(Scope::Skus));
        assert_eq!(nearest("zzzzzzzz"), None);
        assert_eq!(nearest(&"voucher".repeat(100_000)), None);
    }
}
