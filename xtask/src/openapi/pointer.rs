//! RFC 6901 JSON pointers.

/// Returns `pointer` extended by one step, escaped.
pub fn join(pointer: &str, step: &str) -> String {
    format!("{pointer}/{}", step.replace('~', "~0").replace('/', "~1"))
}

/// Returns the pointer to the schema component `name`.
pub fn schema(name: &str) -> String {
    join("/components/schemas", name)
}

/// Returns the steps of `pointer`, unescaped.
pub fn steps(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"))
}

/// Returns the pointer to the parent and the unescaped last step, or `None` for the root.
pub fn split_last(pointer: &str) -> Option<(&str, String)> {
    let (parent, _) = pointer.rsplit_once('/')?;
    Some((parent, steps(pointer).last()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_escaped_and_unescaped() {
        let pointer = join("/paths", "/v1/a~b");
        assert_eq!(pointer, "/paths/~1v1~1a~0b");
        assert_eq!(steps(&pointer).collect::<Vec<_>>(), ["paths", "/v1/a~b"]);
        assert_eq!(split_last(&pointer), Some(("/paths", "/v1/a~b".to_owned())));
        assert_eq!(split_last(""), None);
    }
}
