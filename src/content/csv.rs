//! Just enough CSV for the city's tables: commas, and quotes around what contains one (RFC 4180).

/// The rows below the heading.
pub(crate) fn rows(table: &str) -> impl Iterator<Item = Vec<String>> {
    table.lines().skip(1).filter(|line| !line.trim().is_empty()).map(cells)
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = Vec::new();
    let mut cell = String::new();
    let mut is_quoted = false;
    for c in line.trim_end_matches('\r').chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(std::mem::take(&mut cell)),
            c => cell.push(c),
        }
    }
    cells.push(cell);
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comma_inside_quotes_belongs_to_the_cell() {
        let read: Vec<_> = rows("a,b,c\n1,\"x, y\",\n").collect();
        assert_eq!(read, [["1", "x, y", ""]]);
    }
}
