//! The words that labels of signature blocks are made of. A label is nothing but such words: that is what tells
//! `甲方（盖章）：` from `甲方盖章后生效`.

mod chinese;
mod english;

use self::chinese::CHINESE;
use self::english::ENGLISH;

/// What a word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Who: one of the contract's parties.
    Party,
    /// Who: a person that acts for a party.
    Person,
    /// Who: a person that signs for no party.
    Witness,
    /// Who: somebody who signs forms. Only a label that says that there is something to be signed asks for it.
    Signer,
    /// To be sealed.
    Seal,
    /// To be signed.
    Sign,
    /// To be dated.
    Date,
    /// What else stands in a signature block: name, title, address. Nothing is placed by it.
    Detail,
    /// On behalf of whom: what follows names a party.
    Behalf,
    /// Joins words: 或, of, and.
    Joint,
}

/// A word at the start of a text, and its length in characters of the text.
pub(super) fn first(text: &[char]) -> Option<(Role, usize)> {
    let is_ascii = text.first().is_some_and(char::is_ascii);
    let table = if is_ascii { ENGLISH } else { CHINESE };
    let words = table.iter().flat_map(|(role, words)| words.iter().map(move |word| (*role, *word)));
    let joints = CHINESE.iter().filter(|(role, _)| *role == Role::Joint && is_ascii);
    let joints = joints.flat_map(|(role, words)| words.iter().map(move |word| (*role, *word)));
    words.chain(joints).filter_map(|(role, word)| Some((role, begins(text, word)?))).max_by_key(|(_, length)| *length)
}

/// How many characters of the text a word takes that it begins with; a Latin word ends where its letters do.
fn begins(text: &[char], word: &str) -> Option<usize> {
    let length = word.chars().count();
    let same = text.len() >= length && word.chars().zip(text).all(|(a, b)| a == *b);
    let ends = |c: &char| !(c.is_ascii_alphanumeric() && word.ends_with(|c: char| c.is_ascii_alphanumeric()));
    (same && text.get(length).is_none_or(ends)).then_some(length)
}
