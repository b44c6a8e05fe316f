package main

import (
	"bufio"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/terminal"
	"minutes/searcher"
)

// printRoster writes runs in the format that the flags ask for.
func (f *flagSet) printRoster(out *bufio.Writer, s screen, runs []searcher.Run) error {
	return writeList(f, out, s, runs, layout[searcher.Run]{
		text:    func() { rosterText(out, s, runs) },
		columns: []string{"team", "lead", "from", "to", "meetings"},
		cells: func(r searcher.Run) []string {
			return []string{r.Team, strings.Join(r.Lead, "; "), r.From, r.To, fmt.Sprint(r.Meetings)}
		},
		line: func(r searcher.Run) string {
			return fmt.Sprintf("%s %s %s (%s): %s", r.From, r.To,
				s.paint(terminal.Visible(r.Team), strong), terminal.Visible(leads(r)), counted(r.Meetings, "meeting"))
		},
	})
}

// leads returns the leads of r for people.
func leads(r searcher.Run) string {
	if len(r.Lead) == 0 {
		return "nobody"
	}
	return strings.Join(r.Lead, ", ")
}

// rosterText writes runs as a table for people, each team once. Leads that are too
// long for their column go on below.
func rosterText(out *bufio.Writer, s screen, runs []searcher.Run) {
	names := [2]string{"team", "lead"}
	var columns [2]int
	cells := make([][2]string, 0, len(runs))
	for _, r := range runs {
		who := "(nobody)"
		if len(r.Lead) > 0 {
			who = leads(r)
		}
		cells = append(cells, [2]string{terminal.Visible(r.Team), terminal.Visible(who)})
	}
	for _, row := range append(slices.Clone(cells), names) {
		for i := range row {
			columns[i] = max(columns[i], runewidth.StringWidth(row[i]))
		}
	}
	const dates = "  2006-01-02  2006-01-02  meetings"
	const least = 12 // columns for names, however narrow the screen is
	columns[0] = min(columns[0], max(least, (s.width-len(dates)-2)/2))
	columns[1] = min(columns[1], max(least, s.width-columns[0]-2-len(dates)))
	row := func(team, lead, rest string, as style) {
		above := wrap(splitWords(team, nil, as), columns[0], 0)
		beside := wrap(splitWords(lead, nil, plain), columns[1], 0)
		for i := range max(len(above), len(beside)) {
			var left, right []word
			if i < len(above) {
				left = above[i]
			}
			if i < len(beside) {
				right = beside[i]
			}
			line := s.line(left) + strings.Repeat(" ", max(columns[0]-width(left), 0)+2) + s.line(right)
			if i == 0 {
				line += strings.Repeat(" ", max(columns[1]-width(right), 0)) + rest
			}
			fmt.Fprintln(out, strings.TrimRight(line, " "))
		}
	}
	row(names[0], names[1], "  from        to          meetings", faint)
	last := ""
	for i, r := range runs {
		team := cells[i][0]
		if team == last {
			team = ""
		}
		last = cells[i][0]
		row(team, cells[i][1], fmt.Sprintf("  %s  %s  %8d", r.From, r.To, r.Meetings), strong)
	}
}
