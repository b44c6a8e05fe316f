package indexer

import (
	"minutes/schema"
)

// A heading is one heading of a note, with what its text says and, once a
// collection has arranged it, where it stands and whether it names a team.
type heading struct {
	piece
	title
	agenda bool // a part of the meeting's agenda
	topic  bool // something to talk about
	report bool // a generic part of a team's report

	depth  int // level, or one below the team's whose report it is a part of
	above  int // index of the heading it stands under, -1 at the top
	isTeam bool
}

// readHeading reads what p, a heading, says by itself.
func readHeading(p piece) heading {
	t := parseHeading(p.plain.unsaid)
	h := heading{piece: p, title: t, topic: isTopic(p.plain.text, t)}
	h.report = !t.led && isReport(t.team)
	h.agenda = !h.report && isAgenda(t.team)
	return h
}

// A collection knows of every team's name in how many notes it has a lead. What
// is a team is a function of it and of one note's headings.
type collection struct {
	notes int
	led   map[string]int // by folded name
}

// smallCollection is the number of notes below which one heading with a lead is
// enough to make a team.
const smallCollection = 5

func newCollection(notes [][]heading) collection {
	c := collection{len(notes), map[string]int{}}
	for _, headings := range notes {
		inNote := map[string]bool{}
		for _, h := range headings {
			if h.led && !h.agenda && !h.topic {
				inNote[schema.Fold(h.team)] = true
			}
		}
		for team := range inNote {
			c.led[team]++
		}
	}
	return c
}

// arrange finds out where each of a note's headings stands and which name teams.
func (c collection) arrange(headings []heading) {
	above := -1
	for i := range headings {
		h := &headings[i]
		h.depth = h.level
		if team := nearest(headings, above, isTeam); h.report && team >= 0 {
			// New Features, at any level, belongs to the report of the team above.
			h.depth = max(h.depth, headings[team].depth+1)
		}
		above = nearest(headings, above, func(open heading) bool { return open.depth < h.depth })
		h.above = above
		h.isTeam = c.isTeam(headings, i)
		above = i
	}
	markBetween(headings)
}

func (c collection) isTeam(headings []heading, i int) bool {
	h := headings[i]
	if h.agenda || h.topic || h.report {
		return false
	}
	under := func(is func(heading) bool) bool { return nearest(headings, h.above, is) >= 0 }
	roll := under(func(above heading) bool { return callsRoll(above.team) })
	withLead := c.led[schema.Fold(h.team)]
	if h.led {
		return h.update || roll || c.notes < smallCollection || withLead > 1
	}
	if under(isTeam) {
		return false // a component
	}
	talk := under(func(above heading) bool { return isTalk(above.team) })
	return h.update || !talk && (roll || withLead > 0)
}

func isTeam(h heading) bool { return h.isTeam }

// nearest returns the index of the first heading that is so, from i upwards
// through what stands above; -1 where none is.
func nearest(headings []heading, i int, is func(heading) bool) int {
	for i >= 0 && !is(headings[i]) {
		i = headings[i].above
	}
	return i
}

// markBetween makes teams of headings without a lead that stand between two
// teams of their own level, under the same heading.
func markBetween(headings []heading) {
	for i, h := range headings {
		if !h.isTeam {
			continue
		}
		var between []int
		for j := i + 1; j < len(headings); j++ {
			next := headings[j]
			if next.above != h.above || next.depth != h.depth {
				if next.depth < h.depth {
					break
				}
				continue // part of the one before
			}
			if next.isTeam {
				for _, k := range between {
					headings[k].isTeam = true
				}
				break
			}
			if next.agenda || next.topic || next.report {
				break
			}
			between = append(between, j)
		}
	}
}

// reporter returns the team and the lead of what stands under heading i: those
// of the nearest heading above that names a lead, else of the outermost team.
func reporter(headings []heading, i int) (team string, lead []string) {
	for ; i >= 0; i = headings[i].above {
		if h := headings[i]; h.isTeam {
			team, lead = h.team, h.lead
			if h.led {
				break
			}
		}
	}
	return team, lead
}

// section returns the headings from the outermost to heading i.
func section(headings []heading, i int) []string {
	if i < 0 {
		return []string{}
	}
	return append(section(headings, headings[i].above), headings[i].plain.text)
}
