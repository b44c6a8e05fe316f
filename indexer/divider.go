package indexer

import (
	"cmp"
	"regexp"
	"slices"

	"minutes/internal/analysis"
	"minutes/schema"
)

// dividerWords may accompany a year or a month in a heading that only divides a file by
// time. periodNames are months, quarters and halves.
var (
	dividerWords = vocabulary("meeting meetings note notes minutes agenda agendas archive archives archived past previous older old history historical former upcoming future year years half quarter first second third fourth of the for from and")
	periodNames  = vocabulary(`
	january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
	q1 q2 q3 q4 h1 h2`)
)

var oneYear = regexp.MustCompile(`^` + century + `$`)

// periodOf reports whether a heading only divides a file by time, as "2019", "March 2019"
// and "2018 meetings" do. It returns the year of the heading; 0 if it has none.
func periodOf(text string) (year int, ok bool) {
	said := false
	for _, word := range analysis.Terms(text) {
		switch {
		case oneYear.MatchString(word) && year == 0:
			year, said = number(word), true
		case periodNames[word]:
			said = true
		case !dividerWords[word]:
			return 0, false
		}
	}
	return year, said
}

// divides reports whether a heading only divides a file: "2018", "March", "Past meetings".
func divides(text string) bool {
	if _, ok := periodOf(text); ok {
		return true
	}
	return made(text, dividerWords)
}

// withoutDividers returns the pieces of some without the title, date lines, and headings
// that only divide the file by time. from is the number of the first piece of some.
func withoutDividers(some []piece, from, title int, r running, dated map[int]bool) []piece {
	var kept []piece
	base := r.lines[0].level
	for i, p := range some {
		at := from + i
		_, repeats := slices.BinarySearchFunc(r.lines, at, func(l candidate, piece int) int { return cmp.Compare(l.piece, piece) })
		switch {
		case at == title:
		case dated[at] || repeats && r.lines[0].level != fieldLevel:
			if rest, ok := p.restLines(); ok {
				kept = append(kept, rest)
			}
		case p.kind == schema.Heading && p.top && p.level < base && divides(p.plain.text):
		default:
			kept = append(kept, p)
		}
	}
	return kept
}
