//! The values listed in a sentence: read with certainty, or not at all.
//!
//! A list is read if it stands behind a colon, as quoted words that nothing but commas (or bullets,
//! `and`, `or`) separates, ends with a full stop, and if the text quotes no other word beside it:
//! one of those might be a value that the list forgets.

use super::fields;
use crate::description::scopes::is_scope_token;

/// What a text says of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It lists them.
    List(Vec<String>),
    /// It lists none.
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
    let pieces: Vec<&str> = text.split('`').collect();
    let announced = announces(text);
    let uncertain =
        |sentence: &str, why| Reading::Uncertain { sentence: sentence.trim().to_owned(), why };
    // Text and quoted words take turns, and the last piece is text.
    if pieces.len().is_multiple_of(2) {
        return uncertain(text, "since a quotation does not end");
    }
    let runs = runs(&pieces);
    let mut lists = runs.iter().filter(|run| run.len() > 2 || leads(pieces[run.before()]));
    let (Some(list), None) = (lists.next(), lists.next()) else {
        return match (announced, lists_any(&runs, &pieces)) {
            (Some(sentence), false) => uncertain(sentence, "since it quotes no values"),
            (_, true) => uncertain(text, "since it holds more than one list"),
            (None, false) => Reading::Nothing,
        };
    };
    let (before, after) = (pieces[list.before()], pieces[list.after()]);
    let lead = before.rsplit(['.', '\n']).next().unwrap_or_default();
    let values: Vec<String> = list.words(&pieces).map(str::to_owned).collect();
    let sentence = || format!("{lead}`{}`{}", values.join("`, `"), up_to_stop(after));
    if !leads(before) {
        return uncertain(&sentence(), "since nothing says that it is the list of values");
    }
    if hedged(lead) || hedged(up_to_stop(after)) {
        return uncertain(&sentence(), "since it may not be the whole list");
    }
    if !list.bulleted(&pieces) && !ends(after) {
        return uncertain(&sentence(), "since it does not end with the last value");
    }
    if values.iter().any(|value| !is_scope_token(value)) {
        return uncertain(&sentence(), "since a value has characters that no scope can have");
    }
    for (index, word) in pieces.iter().enumerate().skip(1).step_by(2) {
        let listed = values.iter().any(|value| value == word);
        if !listed && *word != fields::FIELD {
            let around =
                format!("{}`{word}`{}", tail(pieces[index - 1]), up_to_stop(pieces[index + 1]));
            return uncertain(&around, "since this value is not in the list");
        }
    }
    Reading::List(values)
}

/// Whether some run looks like a list.
fn lists_any(runs: &[Run], pieces: &[&str]) -> bool {
    runs.iter().any(|run| run.len() > 2 || leads(pieces[run.before()]))
}

/// The sentence that promises a list of values, if there is one.
fn announces(text: &str) -> Option<&str> {
    let lower = text.to_ascii_lowercase();
    let at =
        ["values:", "value:", "scopes:", "one of:"].iter().find_map(|words| lower.find(words))?;
    let start = text.get(..at)?.rfind(['.', '\n']).map_or(0, |stop| stop + 1);
    text.get(start..).map(up_to_stop)
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
    after
        .strip_prefix('.')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

/// `text` up to the end of its first sentence.
fn up_to_stop(text: &str) -> &str {
    let stop = text.find(". ").or_else(|| text.find(".\n")).map(|at| at + 1);
    text.get(..stop.unwrap_or(text.len())).unwrap_or(text)
}

/// The last sentence of `text`, which need not be over.
fn tail(text: &str) -> &str {
    text.rfind(". ").map_or(text, |at| &text[at + 2..])
}

/// Quoted words that only separators stand between: the pieces `first`, `first + 2`, … `last`.
struct Run {
    first: usize,
    last: usize,
}

impl Run {
    fn len(&self) -> usize {
        (self.last - self.first) / 2 + 1
    }

    fn before(&self) -> usize {
        self.first - 1
    }

    fn after(&self) -> usize {
        self.last + 1
    }

    fn words<'a>(&self, pieces: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
        pieces[self.first..=self.last].iter().step_by(2).copied()
    }

    /// Whether each word stands in a line of its own.
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
