// Package segment reads the documents of an index, and makes them. A segment is
// some of the documents, in two files that never change:
//
//	000000000001.zap       Bleve's: the words of the documents, and what is stored
//	000000000001.columns   ours: what each document has in the fields of schema.Columns
//
// A zap file is opened by Bleve's own package for it, without the index on top of
// that: that one takes three milliseconds to start, looks up terms in goroutines of
// its own, and reads values one document at a time. What Bleve keeps of an index
// beside its segments is written too, so that any Bleve opens it.
//
// Documents are numbered through all segments. Those of a note are in one segment,
// side by side, in the order of their lines.
package segment
