package indexer

import (
	"iter"
	"maps"
	"slices"

	"minutes/internal/analysis"
)

// facts are what a meeting contributes to the decision which names are teams: its name,
// and the names that have a lead in it.
type facts struct {
	Meeting string   `json:"meeting"`           // folded
	InRoll  []string `json:"in_roll,omitempty"` // names that have a lead in a roll of teams, folded
	Led     []string `json:"led,omitempty"`     // other names that have a lead, folded
}

// facts returns the facts of m.
func (m *Meeting) facts() facts {
	f := facts{Meeting: analysis.Fold(m.Name)}
	inRoll := map[string]bool{} // names that have a lead, and whether they have it in a roll
	roll := 0                   // level of the roll above the current heading; 0 for none
	for _, h := range m.headings {
		if h.level <= roll {
			roll = 0
		}
		switch {
		case h.callsRoll() && roll == 0:
			roll = h.level
		case h.led && !h.agenda && !h.topic:
			name := analysis.Fold(h.team)
			inRoll[name] = inRoll[name] || roll > 0 || h.update
		}
	}
	for _, name := range slices.Sorted(maps.Keys(inRoll)) {
		if inRoll[name] {
			f.InRoll = append(f.InRoll, name)
		} else {
			f.Led = append(f.Led, name)
		}
	}
	return f
}

// A collection counts how often names have a lead in all notes. Together with the
// headings of a meeting, it determines which of them are teams.
type collection struct {
	size     int            // number of meetings
	meetings map[string]int // folded name of a meeting to the number of meetings
	led      map[string]int // folded name to the number of meetings in which it has a lead
	inRoll   map[string]bool
	names    Names
}

// smallCollection is a number of meetings. In a collection with fewer, a single heading
// with a lead is enough to make a team.
const smallCollection = 5

func newCollection(all iter.Seq[facts], names Names) collection {
	c := collection{0, map[string]int{}, map[string]int{}, map[string]bool{}, names}
	for f := range all {
		c.size++
		c.meetings[f.Meeting]++
		for _, name := range f.Led {
			c.led[name]++
		}
		for _, name := range f.InRoll {
			c.led[name]++
			c.inRoll[name] = true
		}
	}
	return c
}

// agrees reports whether c and other, which have the same Names, find the same teams.
func (c collection) agrees(other collection) bool {
	if (c.size < smallCollection) != (other.size < smallCollection) {
		return false
	}
	// Only the number of times that a meeting is held matters, and many meetings share it.
	meetings := map[[2]int]string{}
	for _, names := range []map[string]int{c.meetings, other.meetings} {
		for meeting := range names {
			meetings[[2]int{c.meetings[meeting], other.meetings[meeting]}] = meeting
		}
	}
	regular := func(of collection, name, meeting string) bool { return of.led[name] > 0 && of.isRegular(name, meeting) }
	for _, names := range []map[string]int{c.led, other.led} {
		for name := range names {
			if c.inRoll[name] && other.inRoll[name] {
				continue
			}
			for _, meeting := range meetings {
				if regular(c, name, meeting) != regular(other, name, meeting) {
					return false
				}
			}
		}
	}
	return true
}

// isRegular reports whether a name that has a lead outside a roll is a team, and not a
// topic with its speaker. It is a team if it has a lead in a roll elsewhere, or in at
// least two meetings and a third of those called meeting, which is folded. Topics can
// come up again, but not for long.
func (c collection) isRegular(name, meeting string) bool {
	return c.size < smallCollection || c.inRoll[name] || c.names.teams[name] ||
		c.led[name] > 1 && 3*c.led[name] >= c.meetings[meeting]
}

// arrangeAll arranges all meetings of n.
func (c collection) arrangeAll(n *Note) {
	for _, m := range n.Meetings {
		c.arrange(m)
	}
}

// arrange finds the heading above each heading of a meeting, and which headings are teams.
//
// A heading with a lead is a team in a roll of teams, under "Backlog Reviews",
// "Projects", "Incubating" and the like, or in the form "Update on X". Elsewhere it may
// be a talk and its speaker. There it is a team only if its name has a lead in a roll of
// another note, or in two meetings and in at least a third of the meetings of that name.
// In collections of fewer than five meetings it is always a team. A heading without a
// lead is a team in a roll if no other team is above it. It is also a team between two
// headings of its level that are teams, if its name has a lead elsewhere, or if the
// names file lists it.
//
// Headings made only of words of agendas ("Open Discussion", "Next host") or of reports
// ("New Features", "Done in 2019") are never teams. Neither are topics: headings that
// contain "proposal", "meeting" or "next steps", end like a sentence, begin with a time
// or an identifier, or are continued. A part of a report belongs to the team above it,
// at any level.
func (c collection) arrange(m *Meeting) {
	headings, meeting := m.headings, analysis.Fold(m.Name)
	above := -1
	for i := range headings {
		h := &headings[i]
		h.depth = h.level
		if team := nearest(headings, above, isTeam); h.report && team >= 0 {
			// "New Features", at any level, belongs to the report of the team above.
			h.depth = max(h.depth, headings[team].depth+1)
		}
		above = nearest(headings, above, func(open heading) bool { return open.depth < h.depth })
		h.above = above
		h.isTeam = c.isTeam(headings, i, meeting)
		above = i
	}
	markBetween(headings)
}

func (c collection) isTeam(headings []heading, i int, meeting string) bool {
	h := headings[i]
	if h.agenda && !h.inOffice(headings) || h.topic || h.report {
		return false
	}
	under := func(is func(heading) bool) bool { return nearest(headings, h.above, is) >= 0 }
	roll := under(heading.callsRoll)
	name := analysis.Fold(h.team)
	if h.led {
		return h.update || roll || !h.number && !reports(analysis.Terms(h.team)) && c.isRegular(name, meeting)
	}
	if under(isTeam) {
		return false // a component
	}
	talk := under(func(above heading) bool { return isTalk(above.team) })
	return h.update && !h.callsRoll() || c.names.teams[name] || !talk && (roll || c.led[name] > 0 && c.isRegular(name, meeting))
}

func isTeam(h heading) bool { return h.isTeam }

// callsRoll reports whether the headings below h are teams, as in "Backlog Reviews" or
// "Updates from SIGs".
func (h heading) callsRoll() bool {
	words := analysis.Terms(h.team)
	return !h.led && (callsRoll(h.team) || h.update && len(words) > 0 && units[words[len(words)-1]])
}

// inOffice reports whether h is a team although it is made of words of agendas: it has a
// lead and is right below a roll, "Docs (Ada Quist)".
func (h heading) inOffice(headings []heading) bool {
	return len(h.lead) > 0 && h.above >= 0 && headings[h.above].callsRoll() && !isTalk(h.team)
}

// nearest returns the index of the first heading for which is returns true, among heading
// i and those above it; -1 if there is none.
func nearest(headings []heading, i int, is func(heading) bool) int {
	for i >= 0 && !is(headings[i]) {
		i = headings[i].above
	}
	return i
}

// markBetween makes teams of headings without a lead that are between two teams of their
// level, below the same heading.
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
				continue // part of the previous heading
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

// reporter returns the team and the lead of the text below heading i. They come from the
// nearest team at or above i that has a lead, or else from the outermost team.
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
