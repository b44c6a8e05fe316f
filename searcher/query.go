package searcher

import "minutes/internal/query"

// A Query is a query that Parse has read. Its methods restrict it further: Filter to values
// of a field, Between to dates, and Narrow to clauses. HasWords and HasDates say what it has,
// and Text is what was typed, without filters.
type Query = query.Query

// A SyntaxError is an error in a query, with its place: Start and End are the part of Query
// that is wrong, in bytes.
type SyntaxError = query.SyntaxError

// Fields are the fields of the query language, in the order for help and messages.
var Fields = query.Fields

// Parse parses text as a query. Its error is a *SyntaxError. Text without fields, stars
// and quotes fails only if it is too long or has too many words.
func Parse(text string) (Query, error) { return query.Parse(text) }
