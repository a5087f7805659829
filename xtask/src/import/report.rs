//! What an import did, for a person to read before the change is committed.

use std::fmt;

/// Everything that an import did beyond copying.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// What was done, in the order in which it was done.
    pub notes: Vec<Note>,
    /// How many texts and examples were left out.
    pub dropped: usize,
}

/// One thing that an import did or found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// What kind of thing it is.
    pub topic: Topic,
    /// Where in the imported document: a JSON pointer, or empty.
    pub pointer: String,
    /// What was done, and why.
    pub message: String,
}

/// The kinds of [`Note`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Topic {
    /// The document was wrong, and a named rule mended it.
    Repaired,
    /// The document can't tell, so that what was established stays.
    Kept,
    /// The lists of scopes that the document holds.
    Scopes,
    /// Two places of the document say different things.
    Disagreement,
    /// A known value in another spelling.
    Respelled,
    /// Odd, and taken as it is.
    Odd,
}

impl Topic {
    fn word(self) -> &'static str {
        match self {
            Self::Repaired => "repaired",
            Self::Kept => "kept",
            Self::Scopes => "scopes",
            Self::Disagreement => "disagreement",
            Self::Respelled => "respelled",
            Self::Odd => "odd",
        }
    }
}

impl Report {
    /// Adds a note.
    pub fn note(&mut self, topic: Topic, pointer: &str, message: impl Into<String>) {
        self.notes.push(Note { topic, pointer: pointer.to_owned(), message: message.into() });
    }

    /// The notes of one kind.
    pub fn of(&self, topic: Topic) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.topic == topic)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:>12}  ", self.topic.word())?;
        if !self.pointer.is_empty() {
            write!(f, "#{}: ", self.pointer)?;
        }
        f.write_str(&self.message)
    }
}
