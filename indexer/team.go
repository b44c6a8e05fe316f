package indexer

import (
	"iter"
	"maps"
	"slices"

	"minutes/internal/analysis"
)

// Facts are what a meeting says that matters for all notes: its name, and which teams
// have a lead in it.
type facts struct {
	Meeting string   `json:"meeting"`           // folded
	InRoll  []string `json:"in_roll,omitempty"` // names of teams that have a lead in a roll of teams, folded
	Led     []string `json:"led,omitempty"`     // others that have a lead
}

// facts returns those of m.
func (m *Meeting) facts() facts {
	f := facts{Meeting: analysis.Fold(m.Name)}
	inRoll := map[string]bool{} // of the teams that have a lead, whether they have it there
	roll := 0                   // the level of the roll that the heading at hand stands under
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

// A collection knows how often the teams of all notes have a lead. What is a team
// is a function of it and of one meeting's headings.
type collection struct {
	size     int            // how many meetings there are
	meetings map[string]int // how many have a name, by that name folded
	led      map[string]int // meetings in which a team has a lead, by its folded name
	inRoll   map[string]bool
	names    Names
}

// smallCollection is the number of meetings below which one heading with a lead is
// enough to make a team.
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

// agrees says whether c takes the same headings for teams as other does, whose names
// are the same.
func (c collection) agrees(other collection) bool {
	if (c.size < smallCollection) != (other.size < smallCollection) {
		return false
	}
	// Of a meeting only matters how often it is held, and many are as often.
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

// isRegular says whether a name that has a lead outside of a roll is a team's and not
// a topic with its speaker: it has one in a roll elsewhere, or in two meetings and a
// third of those of the name meeting, which is folded. Topics come back as well, but soon
// are done.
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

// arrange finds out where each of a meeting's headings stands and which name teams.
func (c collection) arrange(m *Meeting) {
	headings, meeting := m.headings, analysis.Fold(m.Name)
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

// callsRoll says whether each heading under h is a team's, as under "Backlog
// Reviews" or "Updates from SIGs".
func (h heading) callsRoll() bool {
	words := analysis.Terms(h.team)
	return !h.led && (callsRoll(h.team) || h.update && len(words) > 0 && units[words[len(words)-1]])
}

// inOffice says whether h, made of the words of agendas, names a team all the
// same: with a lead, right under a roll, "Docs (Ada Quist)".
func (h heading) inOffice(headings []heading) bool {
	return len(h.lead) > 0 && h.above >= 0 && headings[h.above].callsRoll() && !isTalk(h.team)
}

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
