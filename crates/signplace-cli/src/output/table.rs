//! Tables whose columns line up, wide characters counted as two.

use unicode_width::UnicodeWidthStr as _;

use super::style::{Style, safe};

/// Where the text of a column stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    Left,
    Right,
}

/// Columns with headings, and rows.
#[derive(Debug, Default)]
pub(crate) struct Table {
    columns: Vec<(String, Align)>,
    /// What the columns from this one on have in common, written above the headings.
    groups: Vec<(usize, &'static str)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// With one more column, its text to the left.
    #[must_use]
    pub(crate) fn left(self, heading: &str) -> Self {
        self.column(heading, Align::Left)
    }

    /// With one more column, its text to the right, as numbers are.
    #[must_use]
    pub(crate) fn right(self, heading: &str) -> Self {
        self.column(heading, Align::Right)
    }

    /// With columns for a rectangle in points and in fractions.
    #[must_use]
    pub(crate) fn boxes(mut self) -> Self {
        for group in ["points", "normalized"] {
            self.groups.push((self.columns.len(), group));
            self = self.right("X").right("Y").right("WIDTH").right("HEIGHT");
        }
        self
    }

    fn column(mut self, heading: &str, align: Align) -> Self {
        self.columns.push((heading.to_owned(), align));
        self
    }

    /// Adds a row: a cell for each column.
    pub(crate) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().map(|cell| safe(&cell).into_owned()).collect());
    }

    /// The table as lines; columns without any text are left out.
    pub(crate) fn render(&self, style: Style) -> String {
        let widths: Vec<usize> = (0..self.columns.len())
            .map(|c| match self.rows.iter().filter_map(|row| row.get(c)).map(|cell| cell.width()).max() {
                None | Some(0) => 0,
                Some(widest) => widest.max(self.columns[c].0.width()),
            })
            .collect();
        let mut text = String::new();
        if !self.groups.is_empty() {
            text.push_str(&line(&self.group_line(&widths), |l| style.faint(l)));
        }
        let headings: Vec<_> = self.columns.iter().map(|(heading, _)| heading.clone()).collect();
        text.push_str(&line(&self.cells(&headings, &widths), |l| style.strong(l)));
        for row in &self.rows {
            text.push_str(&line(&self.cells(row, &widths), str::to_owned));
        }
        text
    }

    fn cells(&self, cells: &[String], widths: &[usize]) -> String {
        let mut text = String::new();
        for ((cell, (_, align)), &width) in cells.iter().zip(&self.columns).zip(widths).filter(|(_, width)| **width > 0)
        {
            let gap = " ".repeat(width.saturating_sub(cell.width()));
            match align {
                Align::Left => text.extend([cell.as_str(), &gap]),
                Align::Right => text.extend([gap.as_str(), cell]),
            }
            text.push_str("  ");
        }
        text
    }

    /// Each group's name, over the heading of its first column.
    fn group_line(&self, widths: &[usize]) -> String {
        let mut text = String::new();
        for &(first, name) in &self.groups {
            let before: usize = widths[..first].iter().filter(|width| **width > 0).map(|width| width + 2).sum();
            let indent = widths[first].saturating_sub(self.columns[first].0.width());
            let at = (before + indent).max(text.width() + usize::from(!text.is_empty()));
            text.push_str(&" ".repeat(at - text.width()));
            text.push_str(name);
        }
        text
    }
}

fn line(text: &str, paint: impl Fn(&str) -> String) -> String {
    format!("{}\n", paint(text.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_characters_count_as_two_columns() {
        let mut table = Table::default().left("KEYWORD").right("PAGE").left("NOTE");
        table.row(["甲方（盖章）".to_owned(), "1".to_owned(), String::new()]);
        table.row(["Seal".to_owned(), "12".to_owned(), String::new()]);
        assert_eq!(table.render(Style::PLAIN), "KEYWORD       PAGE\n甲方（盖章）     1\nSeal            12\n");
    }
}
