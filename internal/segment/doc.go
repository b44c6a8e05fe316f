// Package segment reads and writes the documents of an index. A segment holds some of the
// documents, in two files that never change:
//
//	000000000001.zap       Bleve's file: the words and the stored parts of documents
//	000000000001.columns   our file: the values of the fields in schema.Columns
//
// Bleve's package zapx opens a zap file. The index package of Bleve is not used: it takes
// three milliseconds to start, looks up terms in its own goroutines, and reads values one
// document at a time. Packages build and store also write what Bleve opens an index by, so
// that any program with Bleve can read it: keyword fields are for these programs alone.
//
// A Builder writes a segment. Its documents come in parts, which are inverted in memory, each
// by itself: the words of a part are sorted by term, and are kept in a file as a run. When
// all parts are there, their runs are merged into the zap file, in one pass. Whatever else
// the zap file has comes from the columns.
//
// Documents are numbered across all segments. The documents of a note are consecutive in
// one segment, in the order of their lines.
package segment
