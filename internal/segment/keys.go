package segment

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	zap "github.com/blevesearch/zapx/v17"

	"minutes/schema"
)

// writeKeys writes the field of the keys of documents, whose files and lines are in columns.
// Two documents must not have the same key, and those of a file must be consecutive.
func (z *zapFile) writeKeys(ctx context.Context, columns *columnWriter) error {
	files := &columns.columns[slices.Index(schema.Columns, schema.File)]
	notes, err := notesOf(files)
	if err != nil {
		return err
	}
	document := func(doc int) schema.Document {
		return schema.Document{File: files.values.texts[files.of[doc]], Line: int(columns.lines[doc] &^ (presentBit | pointerBit))}
	}
	type keyed struct {
		key string
		doc int
	}
	var keys []keyed
	for len(notes) > 0 {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		// The keys of a.md:5.md can be between those of a.md.
		begin, n := notes[0].file+":", 1
		for n < len(notes) && strings.HasPrefix(notes[n].file, begin) {
			n++
		}
		keys = keys[:0]
		for _, note := range notes[:n] {
			for doc := note.first; doc < note.end; doc++ {
				keys = append(keys, keyed{Key(document(doc)), doc})
			}
		}
		notes = notes[n:]
		slices.SortFunc(keys, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
		for i, k := range keys {
			if i > 0 && k.key == keys[i-1].key {
				d := document(k.doc)
				return fmt.Errorf("two documents have the id %s", d.ID())
			}
			if err := z.dictionary.Insert([]byte(k.key), zap.FSTValEncode1Hit(uint64(k.doc), 1)); err != nil {
				return err
			}
		}
	}
	return z.endField(nil)
}

// A noteDocs is a note with its documents: the first, and the one after the last.
type noteDocs struct {
	file       string
	first, end int
}

// notesOf returns the notes in files, a column, in the order of their keys.
func notesOf(files *columnInMaking) ([]noteDocs, error) {
	var notes []noteDocs
	last := -1
	for doc, file := range files.of {
		if int(file) != last {
			if int(file) != len(notes) { // numbers are in the order of first use
				return nil, fmt.Errorf("the documents of %s are not consecutive", files.values.texts[file])
			}
			notes = append(notes, noteDocs{file: files.values.texts[file], first: doc})
			last = int(file)
		}
		notes[last].end = doc + 1
	}
	slices.SortFunc(notes, func(a, b noteDocs) int { return cmp.Compare(a.file+":", b.file+":") })
	return notes, nil
}
