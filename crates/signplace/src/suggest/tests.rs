//! Labels are read from words, and from nothing else. What pages give is tested in the workspace's `tests`.

use super::words::{Role, first};

fn roles(text: &str) -> Option<Vec<Role>> {
    let letters: Vec<char> = text.chars().collect();
    let (mut at, mut roles) = (0, Vec::new());
    while at < letters.len() {
        if letters[at] == ' ' {
            at += 1;
            continue;
        }
        let (role, length) = first(&letters[at..])?;
        roles.push(role);
        at += length;
    }
    Some(roles)
}

#[test]
fn labels_are_made_of_words_of_signature_blocks() {
    assert_eq!(roles("甲方盖章"), Some(vec![Role::Party, Role::Seal]));
    assert_eq!(roles("法定代表人或授权代表签字"), Some(vec![Role::Person, Role::Joint, Role::Person, Role::Sign]));
    assert_eq!(roles("签署日期"), Some(vec![Role::Date]));
    assert_eq!(roles("authorized signature"), Some(vec![Role::Sign]));
    assert_eq!(roles("party a company seal"), Some(vec![Role::Party, Role::Seal]));
    assert_eq!(roles("preparer's signature"), Some(vec![Role::Signer, Role::Joint, Role::Sign]));
    assert_eq!(roles("家长签字"), Some(vec![Role::Signer, Role::Sign]));
}

#[test]
fn sentences_are_not() {
    for text in ["甲方盖章后生效", "自双方签字盖章之日起生效", "byron", "signatures are binding", "dates"]
    {
        assert_eq!(roles(text), None, "{text}");
    }
}
