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
    format!("- {breaking}{} `{}`: {}.", noun(change.kind), change.subject, change.message)
}

/// What the subject of such a change is.
fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::ScopeAdded | Kind::ScopeRemoved | Kind::ScopeRenamed | Kind::ScopeRespelled => {
            "scope"
        }
        Kind::AliasRemoved => "alias",
        Kind::OperationAdded
        | Kind::OperationRemoved
        | Kind::OperationRenamed
        | Kind::PathChanged
        | Kind::ParametersChanged
        | Kind::MediaTypeChanged
        | Kind::BodyRequired
        | Kind::SecurityChanged => "operation",
        Kind::AnswerAdded | Kind::AnswerRemoved | Kind::AnswerChanged => "answer of",
        Kind::TypeAdded | Kind::TypeRemoved | Kind::TypeRenamed => "type",
        Kind::TypeChanged => "type of",
        Kind::FieldAdded
        | Kind::FieldRemoved
        | Kind::FieldRequired
        | Kind::FieldOptional
        | Kind::RequiredFieldAdded
        | Kind::NullabilityChanged => "field",
        Kind::EnumValueAdded | Kind::EnumValueRemoved | Kind::EnumValueRenamed => "value",
        Kind::ValuesReordered => "values of",
        Kind::ServerChanged => "address of",
        Kind::DocumentationChanged => "documentation of",
        Kind::LayoutChanged | Kind::Unclassified => "description of",
    }
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
