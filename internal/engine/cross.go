package engine

// A Cross asks for the number of documents with each pair of keys on two axes.
type Cross [2]Axis

// An Axis gives each document a key, from its values in one or two columns.
type Axis struct {
	Columns []string
	Key     func(values []string) string
}

// Crossed are the documents that match, by their keys on two axes.
type Crossed struct {
	Keys [2][]string // the different keys on each axis
	Sums [2][]int    // number of documents with each of Keys

	// Count returns a table of the number of documents, with that many rows and columns. A
	// document counts in each row of its key on the first axis, and there in each column of its
	// key on the second. Most keys are never shown, so it is called when it is known which ones
	// are, but before the reader ends. A table of 1<<30 cells or more is not supported.
	Count func(places Places, rows, columns int) ([][]int32, error)
}

// Places has the indexes of the rows of a table for each key on the first axis, and of its
// columns for each key on the second.
type Places [2][][]int

// Add adds n documents to table, whose keys are those with the indexes row and column.
func (p Places) Add(table [][]int32, row, column, n int) {
	for _, i := range p[0][row] {
		for _, j := range p[1][column] {
			table[i][j] += int32(n)
		}
	}
}

// NewTable returns a table with that many rows and columns. Getting the memory of a large table
// takes longer than counting, so cells are small; no index has 2 billion documents.
func NewTable(rows, columns int) [][]int32 {
	table, cells := make([][]int32, rows), make([]int32, rows*columns)
	for i := range table {
		table[i] = cells[i*columns:][:columns:columns]
	}
	return table
}
