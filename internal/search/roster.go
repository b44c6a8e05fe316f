package search

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// printRoster writes runs in the format that the flags request.
func (f *flagSet) printRoster(out *bufio.Writer, s screen, runs []searcher.Run) error {
	return writeList(f, out, s, runs, layout[searcher.Run]{
		text:    func() { rosterText(out, s, runs) },
		columns: []string{"team", "lead", "from", "to", "meetings"},
		cells: func(r searcher.Run) []string {
			return []string{r.Team, strings.Join(r.Lead, "; "), r.From, r.To, fmt.Sprint(r.Meetings)}
		},
		line: func(r searcher.Run) string {
			return fmt.Sprintf("%s %s %s (%s): %s", r.From, r.To,
				s.paint(terminal.Visible(r.Team), strong), terminal.Visible(present.Leads(r)), present.Counted(r.Meetings, "meeting"))
		},
	})
}

// rosterText writes runs as a table for people, with each team once. Names that are too
// long for their column continue on the next line; a team's name continues next to its
// next leads.
func rosterText(out *bufio.Writer, s screen, runs []searcher.Run) {
	t := newRosterTable(s, runs)
	t.print(out, s, rosterTeam{
		name: splitWords("team", nil, faint), leads: [][]word{splitWords("lead", nil, plain)},
		rest: []string{fmt.Sprintf("  from        to%*s", 8+t.count, "meetings")},
	})
	for _, team := range t.teams {
		t.print(out, s, team)
	}
}

// A rosterTable is the roster as it is printed.
type rosterTable struct {
	teams             []rosterTeam
	team, lead, count int // columns
}

// A rosterTeam is the runs of one team.
type rosterTeam struct {
	name  []word
	leads [][]word // leads of each run
	rest  []string // rest of the line of each run
}

// leastName is the minimum width of the columns for names, even on a narrow screen.
const leastName = 12

// newRosterTable returns the table of runs for a screen s.
func newRosterTable(s screen, runs []searcher.Run) *rosterTable {
	const dates = "  2006-01-02  2006-01-02"
	t := &rosterTable{team: len("team"), lead: len("lead"), count: len("  meetings")}
	digits := 0
	for _, r := range runs {
		t.team = max(t.team, runewidth.StringWidth(terminal.Visible(r.Team)))
		t.lead = max(t.lead, runewidth.StringWidth(terminal.Visible(leadsOrNobody(r))))
		digits = max(digits, len(fmt.Sprint(r.Meetings)))
	}
	narrow := t.team+2+t.lead+len(dates)+t.count > s.width
	if narrow {
		t.count = 2 + digits // the header extends into the column before
	}
	for i, r := range runs {
		if i == 0 || r.Team != runs[i-1].Team {
			t.teams = append(t.teams, rosterTeam{name: splitWords(r.Team, nil, strong)})
		}
		team := &t.teams[len(t.teams)-1]
		team.leads = append(team.leads, splitWords(leadsOrNobody(r), nil, plain))
		team.rest = append(team.rest, fmt.Sprintf("  %-10s  %-10s%*d", r.From, r.To, t.count, r.Meetings))
	}
	if narrow {
		t.narrow(s.width - 2 - len(dates) - t.count)
	}
	return t
}

func leadsOrNobody(r searcher.Run) string {
	if len(r.Lead) == 0 {
		return "(nobody)"
	}
	return present.Leads(r)
}

// narrow divides columns between teams and leads so that the table has the fewest lines.
func (t *rosterTable) narrow(columns int) {
	columns = max(columns, 2*leastName)
	widest := min(t.team, columns-leastName)
	best, fewest := 0, 0
	for t.team = min(leastName, widest); t.team <= widest; t.team++ {
		t.lead = columns - t.team
		lines := 0
		for _, team := range t.teams {
			lines += len(t.lines(team))
		}
		if best == 0 || lines <= fewest {
			best, fewest = t.team, lines
		}
	}
	t.team, t.lead = best, columns-best
}

// A rosterLine is a line of a team: parts of its name and of leads, and the rest.
type rosterLine struct {
	name, leads []word
	rest        string
}

func (t *rosterTable) lines(team rosterTeam) []rosterLine {
	var lines []rosterLine
	for i, leads := range team.leads {
		for j, part := range wrap(split(leads, t.lead), t.lead, 0) {
			line := rosterLine{leads: part}
			if j == 0 {
				line.rest = team.rest[i]
			}
			lines = append(lines, line)
		}
	}
	for i, part := range wrap(split(team.name, t.team), t.team, 0) {
		if i == len(lines) {
			lines = append(lines, rosterLine{})
		}
		lines[i].name = part
	}
	return lines
}

func (t *rosterTable) print(out *bufio.Writer, s screen, team rosterTeam) {
	for _, l := range t.lines(team) {
		line := s.line(l.name) + strings.Repeat(" ", max(t.team-width(l.name), 0)+2) + s.line(l.leads)
		if l.rest != "" {
			line += strings.Repeat(" ", max(t.lead-width(l.leads), 0)) + l.rest
		}
		fmt.Fprintln(out, strings.TrimRight(line, " "))
	}
}

// split returns words, with those that are wider than columns split into parts.
func split(words []word, columns int) []word {
	var parts []word
	for _, w := range words {
		for _, p := range w.pieces {
			for runewidth.StringWidth(p.text) > columns {
				part := runewidth.Truncate(p.text, columns, "")
				if part == "" {
					break // not even one letter fits
				}
				parts = append(parts, newWord(piece{part, p.style}))
				p.text = p.text[len(part):]
			}
			parts = append(parts, newWord(p))
		}
	}
	return parts
}
