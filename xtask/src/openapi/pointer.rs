//! RFC 6901 JSON pointers.

/// Returns `pointer` with one more step, escaped.
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

/// Returns the name of the schema component at `pointer`, or `None` for another pointer.
pub fn component(pointer: &str) -> Option<String> {
    let mut steps = pointer.strip_prefix("/components/schemas").map(steps)?;
    let name = steps.next()?;
    steps.next().is_none().then_some(name)
}
