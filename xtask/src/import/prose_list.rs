//! The values listed in a sentence: read with certainty, or not at all.
//!
//! A list is read if it follows a colon, consists of quoted words with nothing but commas (or
//! bullets, `and`, `or`) between them, ends with a full stop, and if the text quotes no other word:
//! one of those might be a value that the list forgets.

use super::scope_lists::{FIELD, is_scope};

/// What a text says about the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It lists them.
    List(Vec<String>),
    /// It does not list any.
    Nothing,
    /// It seems to list them, and might be misread.
    Uncertain {
        /// The sentence in question.
        sentence: String,
        /// What is uncertain about it.
        why: &'static str,
    },
}

/// Words by which a list says that it is not the whole list.
const HEDGES: &[&str] = &[
    "e.g",
    "for example",
    "for instance",
    "such as",
    "among",
    "including",
    "except",
    "excluding",
    "not ",
    "some",
    "etc",
    "…",
    "...",
    "and more",
    "and others",
    "and so on",
    "deprecated",
    "other",
];

/// Reads `text`.
pub fn read(text: &str) -> Reading {
    // Text and quoted words take turns, and the last piece is text.
    let pieces: Vec<&str> = text.split('`').collect();
    let uncertain =
        |sentence: &str, why| Reading::Uncertain { sentence: sentence.trim().to_owned(), why };
    if pieces.len().is_multiple_of(2) {
        return uncertain(text, "a quotation does not end");
    }
    let lists: Vec<Run> = runs(&pieces)
        .into_iter()
        .filter(|run| run.words(&pieces).count() > 2 || leads(pieces[run.first - 1]))
        .collect();
    let list = match (lists.as_slice(), announcement(text)) {
        ([list], _) => list,
        ([], None) => return Reading::Nothing,
        ([], Some(sentence)) => return uncertain(sentence, "it quotes no values"),
        _ => return uncertain(text, "it contains more than one list"),
    };
    let (before, after) = (pieces[list.first - 1], pieces[list.last + 1]);
    let lead = before.rsplit(['.', '\n']).next().unwrap_or_default();
    let values: Vec<String> = list.words(&pieces).map(str::to_owned).collect();
    let why = if !leads(before) {
        Some("nothing says that it is the list of values")
    } else if hedged(lead) || hedged(sentence(after)) {
        Some("it may not be the whole list")
    } else if !list.bulleted(&pieces) && !ends(after) {
        Some("it does not end with the last value")
    } else if !values.iter().all(|value| is_scope(value)) {
        Some("a value has characters that no scope can have")
    } else {
        None
    };
    if let Some(why) = why {
        return uncertain(&format!("{lead}`{}`{}", values.join("`, `"), sentence(after)), why);
    }
    for (index, word) in pieces.iter().enumerate().skip(1).step_by(2) {
        if *word != FIELD && !values.iter().any(|value| value == word) {
            let before = pieces[index - 1];
            let before = before.rfind(". ").map_or(before, |at| &before[at + 2..]);
            let around = format!("{before}`{word}`{}", sentence(pieces[index + 1]));
            return uncertain(&around, "this value is not in the list");
        }
    }
    Reading::List(values)
}

/// Returns the sentence that announces a list of values.
fn announcement(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let at =
        ["values:", "value:", "scopes:", "one of:"].iter().find_map(|words| lower.find(words))?;
    let start = text.get(..at)?.rfind(['.', '\n']).map_or(0, |stop| stop + 1);
    text.get(start..).map(sentence)
}

/// Whether the text before a list says that the values follow.
fn leads(before: &str) -> bool {
    let lead = before.rsplit(['.', '\n']).find(|part| !matches!(part.trim(), "" | "-" | "*" | "•"));
    let lead = lead.unwrap_or_default().to_ascii_lowercase();
    let lead = lead.trim_end().trim_end_matches('*');
    lead.ends_with(':') && ["value", "scope", "one of"].iter().any(|word| lead.contains(word))
}

fn hedged(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    HEDGES.iter().any(|hedge| text.contains(hedge))
}

/// Whether the list is over where `after` begins.
fn ends(after: &str) -> bool {
    let rest = after.strip_prefix('.');
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// Returns `text` up to the end of its first sentence.
fn sentence(text: &str) -> &str {
    let stop = text.find(". ").or_else(|| text.find(".\n")).map(|at| at + 1);
    text.get(..stop.unwrap_or(text.len())).unwrap_or(text)
}

/// Quoted words with only separators between them: the pieces `first`, `first + 2`, … `last`.
struct Run {
    first: usize,
    last: usize,
}

impl Run {
    fn words<'a>(&self, pieces: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        pieces[self.first..=self.last].iter().step_by(2).copied()
    }

    /// Whether each word is in a line of its own.
    fn bulleted(&self, pieces: &[&str]) -> bool {
        let mut between = pieces[self.first..=self.last].iter().skip(1).step_by(2).peekable();
        between.peek().is_some() && between.all(|text| text.contains('\n'))
    }
}

fn runs(pieces: &[&str]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for index in (1..pieces.len()).step_by(2) {
        match runs.last_mut() {
            Some(run) if run.last + 2 == index && separates(pieces[index - 1]) => run.last = index,
            _ => runs.push(Run { first: index, last: index }),
        }
    }
    runs
}

fn separates(text: &str) -> bool {
    matches!(text.trim(), "," | ", and" | ", or" | "and" | "or" | "-" | "*" | "•" | ",\n-" | ";")
}
