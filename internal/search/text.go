package search

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/present"
	"minutes/internal/seen"
	"minutes/internal/terminal"
	"minutes/schema"
	"minutes/searcher"
)

// The values of --context.
const (
	noContext      = "none"
	parentsContext = "parents"
	sectionContext = "section"
)

var contexts = []string{noContext, parentsContext, sectionContext}

// A textPrinter prints for people. It prints the summary, the facets, then the hits. Each
// has its date, team and lead, its file and line, and the texts above it. Partial matches
// follow the full ones, after a line of their own.
type textPrinter struct {
	screen
	out     *bufio.Writer
	answer  answer
	context string
	fits    bool         // whether to print only as many hits as fit on the screen
	left    int          // rows left on the screen, if fits
	grouped bool         // whether consecutive hits of one meeting and team share a head
	head    head         // head of the previous hits
	shown   map[int]bool // lines of the note that are shown under it

	topNames bool // whether facets leave out names that nobody asked to leave out

	hits map[string]searcher.Hit // all hits by ID, if siblings are shown
	done map[string]bool         // IDs of hits that are printed
}

// A head is what the hits of one meeting and team have in common.
type head struct{ file, date, meeting, topic, who string }

func (f *flagSet) textPrinter(s screen) printer {
	return func(out *bufio.Writer, a answer) error {
		p := &textPrinter{screen: s, out: out, answer: a, context: f.context, fits: f.fits(s), left: s.room(), grouped: a.ByDate, topNames: !f.set("top")}
		return p.print()
	}
}

func (p *textPrinter) print() error {
	a := p.answer
	p.fit(p.top, anyway)
	if p.context == sectionContext {
		if err := p.gather(); err != nil {
			return err
		}
	}
	at, end := a.Offset, a.Offset+a.Shown()
	partial := false
	for h, err := range a.hits {
		if err != nil {
			return err
		}
		if p.done[h.ID] {
			continue // printed as a sibling of another hit
		}
		rows := anyway
		if at > a.Offset {
			rows = rowsOf([]byte(p.more(at+1)), p.width)
		}
		if !p.fit(func() { p.next(h, partial) }, rows) {
			end = at
			break
		}
		partial = h.Partial
		at++
	}
	fmt.Fprint(p.out, p.more(end))
	return nil
}

// more returns the line about the hits after the first end ones, or "" if there are none.
func (p *textPrinter) more(end int) string {
	left := p.answer.Entries - end
	if left <= 0 || p.answer.Shown() == 0 {
		return ""
	}
	if p.answer.once {
		return "\n" + p.paint(terminal.Grouped(left)+" more, which come next time", faint) + "\n"
	}
	return "\n" + p.paint(fmt.Sprintf("%s more; next: --offset %d", terminal.Grouped(left), end), faint) + "\n"
}

// next writes h. A line comes before the first partial match that follows full ones.
func (p *textPrinter) next(h searcher.Hit, partial bool) {
	if h.Partial && !partial && p.answer.Full > 0 {
		fmt.Fprintf(p.out, "\n%s\n", p.paint("— "+terminal.Grouped(p.answer.Total-p.answer.Full)+" with some of the words —", faint))
		p.head = head{}
	}
	p.hit(h)
}

// top writes what comes above the hits.
func (p *textPrinter) top() {
	r := p.answer.Result
	switch {
	case len(r.Facets) == 0:
		printStory(p.out, p.screen, p.answer)
		return
	case r.Limit == 0:
		printPeak(p.out, p.screen, p.answer)
	default:
		printStory(p.out, p.screen, p.answer)
		fmt.Fprintln(p.out)
	}
	printAllFacets(p.out, p.screen, r.Facets)
	if more := moreNames(r.Facets); more != "" && p.topNames {
		p.hint(more)
	}
	if way := wayOn(r); way != "" && p.terminal {
		p.hint(terminal.Visible(way))
	}
}

// gather reads all hits, so that section can mark those that are siblings of others.
func (p *textPrinter) gather() error {
	p.hits, p.done = map[string]searcher.Hit{}, map[string]bool{}
	for h, err := range p.answer.hits {
		if err != nil {
			return err
		}
		p.hits[h.ID] = h
	}
	return nil
}

// hit writes h, under its own head or the one of the previous hits.
func (p *textPrinter) hit(h searcher.Hit) {
	context := p.context
	if h.Kind == schema.Heading {
		context = parentsContext // a heading is above its section, not in it
	}
	at := head{h.File, h.Date, h.Meeting, about(h), whose(h, "  ", " · ", "")}
	follows := p.grouped && context != sectionContext && p.head == at
	p.head = at
	if !follows {
		p.shown = map[int]bool{}
		fmt.Fprintln(p.out)
		p.printHead(h)
	}
	switch context {
	case sectionContext:
		p.section(h)
	case noContext:
		p.printText("  ", splitWords(h.Text, h.Spans, plain), h, follows)
	default:
		indent := p.parents(h.Parents)
		p.printText(indent, splitWords(h.Text, h.Spans, plain), h, follows)
	}
	p.shown[h.Line] = true
}

func (p *textPrinter) printHead(h searcher.Hit) {
	date := cmp.Or(h.Date, present.NoDate)
	topic := about(h)
	who := date
	if topic != "" {
		who += "  " + topic
	}
	who = terminal.Visible(who + whose(h, "  ", " · ", ""))
	path := p.answer.path(h.File)
	place := terminal.Visible(fmt.Sprintf("%s:%d", path, h.Line))
	gap := p.width - runewidth.StringWidth(who) - runewidth.StringWidth(place)
	between := strings.Repeat(" ", max(gap, 0))
	if gap < 2 {
		between = "\n  "
	}
	r := p.answer.Result
	fmt.Fprint(p.out, p.paint(terminal.Visible(date), strong))
	if topic != "" {
		fmt.Fprint(p.out, "  ", p.marked(topic, r.Spans(topic), plain))
	}
	if h.Team != "" {
		fmt.Fprint(p.out, "  ", p.marked(h.Team, r.Spans(h.Team), strong))
	}
	if leads := strings.Join(h.Lead, ", "); leads != "" {
		fmt.Fprint(p.out, " · ", p.marked(leads, r.Spans(leads), plain))
	}
	fmt.Fprintln(p.out, between+p.link(p.paint(place, placed), path, h.Line))
}

// about returns the topic of h, if it has no team.
func about(h searcher.Hit) string {
	if h.Team != "" || h.Topic == "" {
		return ""
	}
	return runewidth.Truncate(h.Topic, maxTopic, "…")
}

// maxTopic is the maximum width of a topic in a head, in columns.
const maxTopic = 40

// parents writes the texts above a hit that are not shown yet. It returns the indent for
// the text below them.
func (p *textPrinter) parents(parents []schema.Parent) string {
	indent := "  "
	for _, parent := range parents {
		if !p.shown[parent.Line] {
			p.printFaint(indent, parent.Text)
			p.shown[parent.Line] = true
		}
		indent = deeper(indent)
	}
	return indent
}

// section writes h among its siblings. It marks h and other hits among them.
func (p *textPrinter) section(h searcher.Hit) {
	for _, d := range h.Siblings {
		indent := p.parents(d.Parents)
		if hit, ok := p.hits[d.ID()]; ok {
			p.printText("> "+indent[2:], splitWords(hit.Text, hit.Spans, plain), hit, false)
			p.done[hit.ID] = true
		} else {
			p.printFaint(indent, d.Text)
		}
		p.shown[d.Line] = true
	}
}

// maxLines is about how many lines of a hit's text are shown.
const maxLines = 5

// printText writes the words of h, then how its score came about. If h follows another
// hit under the same head, it also writes its line number.
func (p *textPrinter) printText(indent string, words []word, h searcher.Hit, follows bool) {
	columns := p.width - len(indent)
	if m := present.Mark(h.Is, p.signs); m != "" {
		words = append(splitWords(m, nil, strong), words...)
	}
	words = cut(words, maxLines*columns, plain)
	if r := h.Repeats; r != nil {
		words = append(slices.Clip(words), splitWords(present.Repeated(r), nil, faint)...)
	}
	if h.Change == string(seen.Changed) {
		words = append(slices.Clip(words), splitWords("("+h.Change+")", nil, faint)...)
	}
	if follows {
		place := fmt.Sprintf(":%d", h.Line)
		lines := wrap(words, columns, len(place)+2)
		between := strings.Repeat(" ", max(columns-width(lines[0])-len(place), 0))
		if len(between) < 2 {
			between = "\n" + indent
		}
		fmt.Fprintln(p.out, indent+p.line(lines[0])+between+p.link(p.paint(place, placed), p.answer.path(h.File), h.Line))
		p.printLines(indent, lines[1:])
	} else {
		p.printLines(indent, wrap(words, columns, 0))
	}
	for _, line := range h.Explanation {
		p.printLines("  = ", wrap(splitWords(line, nil, faint), p.width-4, 0))
	}
}

// printFaint writes text around a hit, in about two lines.
func (p *textPrinter) printFaint(indent, text string) {
	columns := p.width - len(indent)
	words := splitWords(text, p.answer.Spans(text), faint)
	p.printLines(indent, wrap(cut(words, 2*columns, faint), columns, 0))
}

func (p *textPrinter) printLines(indent string, lines [][]word) {
	for _, line := range lines {
		fmt.Fprintf(p.out, "%s%s\n", indent, p.line(line))
	}
}

// maxIndent is the maximum indent of the texts around a hit, in columns.
const maxIndent = 10

func deeper(indent string) string {
	if len(indent) < maxIndent {
		indent += "  "
	}
	return indent
}
