//! The hand-written façade over the generated client, as far as the description concerns it.

use std::fs;
use std::io;
use std::path::Path;

use crate::model::Api;
use crate::report::Diagnostic;

/// The source of the façade, below the workspace's root.
const SOURCE: &str = "crates/voucherify-oauth/src";

/// Returns a warning for each file of the façade below `root` that calls a deprecated operation.
pub fn deprecated_calls(api: &Api, root: &Path) -> Result<Vec<Diagnostic>, Diagnostic> {
    let operations = api.versions.iter().flat_map(|version| &version.operations);
    let deprecated: Vec<_> = operations.filter(|operation| operation.deprecated).collect();
    let mut warnings = Vec::new();
    let mut folders = vec![root.join(SOURCE)];
    while let Some(folder) = folders.pop().filter(|_| !deprecated.is_empty()) {
        let unreadable =
            |error: &io::Error| Diagnostic::io(&folder, "read", error, "make it readable");
        let entries = match fs::read_dir(&folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            entries => entries.map_err(|error| unreadable(&error))?,
        };
        for entry in entries {
            let path = entry.map_err(|error| unreadable(&error))?.path();
            if path.is_dir() && path.file_name().is_some_and(|name| name != "generated") {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).map_err(|error| unreadable(&error))?;
                for operation in &deprecated {
                    if text.contains(&format!(".{}(", operation.method_name)) {
                        warnings.push(Diagnostic::warning(
                            path.display().to_string(),
                            "",
                            format!("calls the deprecated operation `{}`", operation.id),
                            "call what the description recommends instead",
                        ));
                    }
                }
            }
        }
    }
    warnings.sort();
    Ok(warnings)
}
