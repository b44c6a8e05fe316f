package indexer

import (
	"cmp"
	"slices"

	"minutes/schema"
)

// A Meeting is one meeting of a note: the whole note, or the part from one date line to
// the next.
type Meeting struct {
	Date string // its day, 2006-01-02; 2006-01 if the note gives only a month; "" if neither
	Name string // from the note's title, with additions from the date line
	Line int    // line of the date line; 1 if the meeting is the whole note

	pieces   []piece   // without the title and the date line
	headings []heading // the outer headings, then those in pieces, in order
	outer    int       // number of headings above the date line
}

// addDocuments returns docs with the documents of m after them, in order, without their
// File. present are the attendees in the front matter.
func (m *Meeting) addDocuments(docs []schema.Document, present []string) []schema.Document {
	who := newDirectory(m.pieces, present)
	next := m.outer   // index of the next heading
	follows := false  // whether a list or a table has come since the one above
	label := saying{} // what the paragraph right above a list says about the list
	topics := m.topics(who)
	over := m.under(m.outer-1, topics)
	for i, p := range m.pieces {
		d := schema.Document{
			Date: m.Date, Meeting: m.Name, Kind: p.kind, Text: p.plain.text,
			Parents: p.parents, Links: p.plain.links, Line: p.line,
		}
		if p.kind == schema.Heading {
			over = m.under(next, topics)
			h := m.headings[next]
			next, follows, label = next+1, false, saying{}
			if !h.isTeam {
				continue
			}
			d.Team, d.Lead = h.team, h.lead
			d.Section = over.section[: len(over.section)-1 : len(over.section)-1]
			d.Topic = over.topic
		} else {
			d.Team, d.Lead = over.team, over.lead
			d.Section = over.section
			d.Topic = over.topic
			d.People = who.people(i, p)
			d.Present = who.lists(i)
			says := over.says.or(label)
			if p.kind == schema.Paragraph && len(p.parents) == 0 {
				says, label = over.says, whatSays(p.plain.text)
			}
			d.Is = outcomes(p, says, follows)
			if g := p.given; g != nil {
				d.Topic, d.People, d.Is = g.topic, nil, g.is
				for _, name := range g.people {
					d.People = append(d.People, cmp.Or(who.find(name), name))
				}
			}
			follows = follows || p.kind != schema.Paragraph
		}
		docs = append(docs, d)
	}
	return docs
}

// An under is what the headings above a piece say about it. Documents share its lists.
type under struct {
	team    string
	lead    []string
	topic   string
	section []string
	says    saying
}

// under returns what heading i of m, and those above it, say about the pieces below it. No
// heading is at index -1.
func (m *Meeting) under(i int, topics []string) under {
	u := under{section: slices.Clip(section(m.headings, i))}
	u.team, u.lead = reporter(m.headings, i)
	u.says = headingsSay(u.section)
	if i >= 0 {
		u.topic = topics[i]
	}
	return u
}

// size returns the number of documents of m, without headings.
func (m *Meeting) size() int {
	n := 0
	for _, p := range m.pieces {
		if p.kind != schema.Heading {
			n++
		}
	}
	return n
}

// newMeeting returns the meeting of pieces, which are below the headings in outer.
func newMeeting(date, name string, line int, outer, pieces []piece) *Meeting {
	m := &Meeting{Date: date, Name: name, Line: line, pieces: pieces, outer: len(outer)}
	count := len(outer)
	for i := range pieces {
		if pieces[i].kind == schema.Heading {
			count++
		}
	}
	m.headings = make([]heading, 0, count)
	for _, some := range [][]piece{outer, pieces} {
		for _, p := range some {
			if p.kind == schema.Heading {
				m.headings = append(m.headings, readHeading(p))
			}
		}
	}
	return m
}
