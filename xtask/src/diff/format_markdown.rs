//! The changes for a pull request's comment and for the changelog.

use std::fmt::Write as _;

use super::change::{Change, verdict};
use super::kind::{Kind, Level};

/// A heading with the verdict, and a table a level.
pub fn format(changes: &[Change]) -> String {
    let mut text = format!("### What changes for users of the crates: **{}**\n", verdict(changes));
    if changes.is_empty() {
        text.push_str("\nNothing.\n");
    }
    for level in [Level::Major, Level::Minor, Level::Patch, Level::None] {
        let mut of_level = changes.iter().filter(|change| change.level == level).peekable();
        if of_level.peek().is_none() {
            continue;
        }
        // Writing to a `String` can't fail.
        let _ = write!(text, "\n#### {level}\n\n| change | of what | |\n|---|---|---|\n");
        for change in of_level {
            let _ = writeln!(
                text,
                "| {} | {} | {} |",
                change.kind.word(),
                cell(&format!("`{}`", change.subject)),
                cell(&change.message)
            );
        }
    }
    text
}

/// The lines for a changelog, by the headings of <https://keepachangelog.com>; what reaches nobody
/// is left out.
pub fn changelog(changes: &[Change]) -> Vec<(&'static str, Vec<String>)> {
    ["Added", "Changed", "Removed", "Fixed"]
        .into_iter()
        .map(|heading| {
            let own = changes.iter().filter(|change| {
                change.level > Level::None && self::heading(change.kind) == heading
            });
            (heading, own.map(line).collect::<Vec<_>>())
        })
        .filter(|(_, lines)| !lines.is_empty())
        .collect()
}

fn line(change: &Change) -> String {
    let breaking = if change.level == Level::Major { "**Breaking**: " } else { "" };
    format!("- {breaking}{} `{}`: {}.", change.kind.word(), change.subject, change.message)
}

fn heading(kind: Kind) -> &'static str {
    match kind {
        Kind::ScopeAdded
        | Kind::OperationAdded
        | Kind::TypeAdded
        | Kind::FieldAdded
        | Kind::RequiredFieldAdded
        | Kind::EnumValueAdded
        | Kind::AnswerAdded => "Added",
        Kind::ScopeRemoved
        | Kind::AliasRemoved
        | Kind::OperationRemoved
        | Kind::TypeRemoved
        | Kind::FieldRemoved
        | Kind::EnumValueRemoved
        | Kind::AnswerRemoved => "Removed",
        _ => "Changed",
    }
}

/// A text that can't end a cell.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
