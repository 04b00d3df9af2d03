//! Every kind of form field, by its full name, on its page, at its place.

use std::collections::BTreeSet;

use signplace::form::{Field, FieldFlag};
use signplace_tests::look::{opened, spot};
use signplace_tests::{Kind, Made, Paper, Pdf, Sheet, Widgets};

fn fields(made: &Made) -> Vec<Field> {
    opened(&made.bytes).fields().unwrap_or_else(|e| panic!("{}: {e}", e.code())).fields
}

/// Three pages, of which the second is turned.
fn three_pages() -> Pdf {
    Pdf::of([Sheet::on(Paper::a4()), Sheet::on(Paper::a4().turned(90)), Sheet::on(Paper::a4())])
}

fn rect(row: u32) -> [f64; 4] {
    let y = 700.0 - 50.0 * f64::from(row);
    [100.0, y, 220.0, y + 30.0]
}

/// Asserts that exactly the expected widgets are there.
#[track_caller]
fn all_there(made: &Made) {
    let fields = fields(made);
    let told: Vec<String> =
        fields.iter().map(|f| format!("  {} {:?} page {} {}", f.name, f.kind, f.page, spot(&f.bounds))).collect();
    assert_eq!(fields.len(), made.widgets.len(), "found\n{}", told.join("\n"));
    for expected in &made.widgets {
        let there = fields.iter().any(|field| {
            let kind = serde_json::to_value(field.kind).expect("it serializes");
            field.name == expected.name
                && kind == expected.kind.name()
                && field.page == expected.page
                && spot(&field.bounds).is_within(0.01, &expected.spot)
        });
        assert!(there, "{} on page {} at {}, found\n{}", expected.name, expected.page, expected.spot, told.join("\n"));
    }
}

#[test]
fn of_every_kind() {
    let pdf = Kind::ALL.iter().zip(0..).fold(three_pages(), |pdf, (&kind, row)| {
        pdf.field(Widgets::of(format!("a {}", kind.name()), kind).at(1, rect(row)))
    });
    all_there(&pdf.made());
}

#[test]
fn by_their_full_names() {
    let made = three_pages()
        .field(Widgets::of("contract.partyA.seal", Kind::Signature).at(1, rect(0)))
        .field(Widgets::of("contract.partyA.date", Kind::Text).at(1, rect(1)))
        .field(Widgets::of("contract.partyB.seal", Kind::Signature).at(2, rect(0)))
        .field(Widgets::of("合同.乙方签章", Kind::Signature).at(3, rect(0)))
        .field(Widgets::of("alone", Kind::Checkbox).at(3, rect(1)))
        .made();
    all_there(&made);
}

#[test]
fn with_several_widgets_on_several_pages() {
    let made = three_pages()
        .field(Widgets::of("party.name", Kind::Text).at(1, rect(0)).at(2, rect(1)).at(3, rect(2)).valued("明月公司"))
        .made();
    all_there(&made);
    let values: Vec<Option<String>> = fields(&made).into_iter().map(|f| f.value).collect();
    assert_eq!(values, vec![Some("明月公司".to_owned()); 3], "the value is the field's, whichever widget shows it");
}

#[test]
fn on_their_pages_without_a_page_entry() {
    let made = three_pages()
        .field(Widgets::of("a.seal", Kind::Signature).at(3, rect(0)).without_page_entry())
        .field(Widgets::of("b.seal", Kind::Signature).at(2, rect(0)).at(1, rect(0)).without_page_entry())
        .made();
    all_there(&made);
}

#[test]
fn in_the_order_of_the_pages() {
    let made = three_pages()
        .field(Widgets::of("last", Kind::Text).at(3, rect(0)))
        .field(Widgets::of("first", Kind::Text).at(1, rect(0)))
        .field(Widgets::of("middle", Kind::Text).at(2, rect(0)))
        .made();
    let names: Vec<String> = fields(&made).into_iter().map(|f| f.name).collect();
    assert_eq!(names, ["first", "middle", "last"]);
}

#[test]
fn with_their_flags() {
    let made = three_pages()
        .field(Widgets::of("plain", Kind::Text).at(1, rect(0)))
        .field(Widgets::of("hidden", Kind::Text).at(1, rect(1)).hidden())
        .field(Widgets::of("off", Kind::Signature).at(1, [700.0, 100.0, 800.0, 150.0]))
        .field(Widgets::of("empty", Kind::Signature).at(1, [0.0, 0.0, 0.0, 0.0]))
        .field(Widgets::of("strict", Kind::Text).at(1, rect(2)).read_only_and_required())
        .made();
    let fields = fields(&made);
    let flags = |name: &str| -> BTreeSet<String> {
        let field = fields.iter().find(|f| f.name == name).unwrap_or_else(|| panic!("{name} is there"));
        let name = |flag: &FieldFlag| serde_json::to_value(flag).expect("it serializes").to_string();
        field.flags.iter().map(name).collect()
    };
    let set = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|n| format!("{n:?}")).collect() };
    assert_eq!(flags("plain"), set(&[]));
    assert_eq!(flags("hidden"), set(&["hidden"]));
    assert_eq!(flags("off"), set(&["off_page"]));
    assert_eq!(flags("empty"), set(&["off_page"]));
    assert_eq!(flags("strict"), set(&["read_only", "required"]));
}

#[test]
fn signed_or_not() {
    let made = three_pages()
        .field(Widgets::of("signed", Kind::Signature).at(1, rect(0)).signed())
        .field(Widgets::of("unsigned", Kind::Signature).at(1, rect(1)))
        .field(Widgets::of("text", Kind::Text).at(1, rect(2)))
        .made();
    let signed: Vec<(String, Option<bool>)> = fields(&made).into_iter().map(|f| (f.name, f.signed)).collect();
    let expected = [("signed", Some(true)), ("unsigned", Some(false)), ("text", None)];
    assert_eq!(signed, expected.map(|(name, signed)| (name.to_owned(), signed)));
}

#[test]
fn none_is_an_empty_answer() {
    assert!(fields(&three_pages().made()).is_empty());
}
