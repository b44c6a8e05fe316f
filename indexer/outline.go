package indexer

import (
	"sort"

	"github.com/yuin/goldmark/text"

	"minutes/schema"
)

// A piece is a heading, or a future document that has no team or meeting yet.
type piece struct {
	kind    string // a kind of document; schema.Heading for every heading
	line    int
	place   int // line that it belongs to; for a footnote, the line of its first reference
	level   int // level of a heading, 1 to 6
	plain   plain
	parents []schema.Parent
	given   *given   // what the front matter says about it; nil if it is not from there
	top     bool     // whether a heading or paragraph is outside lists, quotes and pasted text
	lines   []string // lines of a top paragraph that has several, as plain text
}

// pieces returns the pieces of a note's lines, in the order of their places.
func pieces(lines []string) []piece {
	most := 0
	for _, line := range lines {
		if line != "" {
			most++
		}
	}
	r := &reader{pieces: make([]piece, 0, most)}
	r.read(lines, 1, nil, 0)
	sort.SliceStable(r.pieces, func(i, j int) bool { return r.pieces[i].place < r.pieces[j].place })
	return r.pieces
}

// A reader collects the pieces of a note, including those in blocks of code or HTML,
// which it reads as notes of their own.
type reader struct {
	pieces []piece
}

// maxPasted is how deep code within code is read. Deeper code is a paragraph.
const maxPasted = 3

// read reads lines. The first of them is line first of the note, and their items are
// below base. If depth is above 0, the lines were pasted, and their headings are not
// headings of the note.
func (r *reader) read(lines []string, first int, base []schema.Parent, depth int) {
	src, starts := joined(prepare(lines))
	b := &blocks{reader: r, src: src, starts: starts, first: first, base: base, depth: depth}
	doc := markdown.Parse(text.NewReader(src))
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		b.block(n)
	}
	b.footnotes()
}

// joined returns lines as one text, and the offset of each line, except for an empty one at
// the end.
func joined(lines []string) (src []byte, starts []int) {
	size := max(len(lines)-1, 0)
	for _, line := range lines {
		size += len(line)
	}
	src, starts = make([]byte, 0, size), make([]int, 0, len(lines))
	for i, line := range lines {
		if i > 0 {
			src = append(src, '\n')
		}
		if len(src) < size {
			starts = append(starts, len(src))
		}
		src = append(src, line...)
	}
	return src, starts
}
