package web

import (
	"cmp"
	"fmt"
	"html/template"
	"strings"

	"minutes/internal/present"
	"minutes/searcher"
)

// A hit is a document as pages show it.
type hit struct {
	Address string // of its line in its note
	Place   string // file and line
	Date    string
	When    string // the date as a machine reads it; "" if there is none
	Mark    string // sign of its outcome
	Outcome string // in words
	Text    template.HTML
	Above   []template.HTML // what it stands under, outermost first
	Team    *name
	Topic   *name
	People  []name
	Meeting string
	Repeats string
	Divider string // text of a line above it; "" for none
	Note    string // extra words, such as since when an action is open
}

// A name is a link to the page of a team, a person or a topic.
type name struct {
	Text    template.HTML
	Address string // "" if there is no page
}

// The longest texts that pages show, in bytes.
const (
	textSize   = 480
	parentSize = 160
)

// hit returns a document that was found. spans returns the matched words of a text.
func (s *Server) hit(h searcher.Hit, spans func(string) [][2]int) hit {
	text, in := excerpt(h.Text, h.Spans, textSize)
	shown := hit{
		Address: s.lineAddress(h.File, h.Line), Place: visible(fmt.Sprintf("%s:%d", h.File, h.Line)),
		Date: cmp.Or(h.Date, present.NoDate), When: h.Date, Text: marked(text, in),
		Mark: present.Mark(h.Is, true), Outcome: strings.Join(h.Is, ", "),
		Meeting: visible(h.Meeting),
	}
	if h.Repeats != nil {
		shown.Repeats = present.Repeated(h.Repeats)
	}
	if under := len(h.Section); under > 0 && h.Team == "" && h.Topic == "" {
		text, in := excerpt(h.Section[under-1], spans(h.Section[under-1]), parentSize)
		shown.Above = append(shown.Above, marked(text, in))
	}
	for _, parent := range h.Parents {
		text, in := excerpt(parent.Text, spans(parent.Text), parentSize)
		shown.Above = append(shown.Above, marked(text, in))
	}
	if h.Team != "" {
		team := s.name("team", h.Team, spans)
		shown.Team = &team
	} else if h.Topic != "" {
		topic := s.name("topic", h.Topic, spans)
		shown.Topic = &topic
	}
	seen := map[string]bool{}
	for _, person := range append(append([]string{}, h.Lead...), h.People...) {
		if key := folded(person); !seen[key] && len(shown.People) < 6 {
			seen[key] = true
			shown.People = append(shown.People, s.name("person", person, spans))
		}
	}
	return shown
}

// name returns the link to the page of kind about a name.
func (s *Server) name(kind, text string, spans func(string) [][2]int) name {
	short, in := excerpt(text, spans(text), parentSize)
	n := name{Text: marked(short, in)}
	if last := nameInPath(text); last != "" {
		n.Address = s.Base + kind + "/" + last
	}
	return n
}

// noteAddress returns the address of a note.
func (s *Server) noteAddress(file string) string { return s.Base + "note/" + pathOf(file) }

// lineAddress returns the address of a line of a note, which marks it with and without a
// fragment.
func (s *Server) lineAddress(file string, line int) string {
	return fmt.Sprintf("%s?line=%d#L%d", s.noteAddress(file), line, line)
}

// noSpans is for texts in which nothing was searched.
func noSpans(string) [][2]int { return nil }
