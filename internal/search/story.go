package search

import (
	"bufio"
	"cmp"
	"fmt"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// printStory writes a summary of all documents that match: how many, when, and from which
// teams. It is one line if the screen is wide enough.
func printStory(out *bufio.Writer, s screen, a answer) {
	r := a.Result
	parts := []string{a.documents() + " · " + present.Counted(r.Story.Meetings, "meeting")}
	spark := sparkline(r.Story.Days)
	switch {
	case r.First == r.Last:
		parts = append(parts, cmp.Or(r.First, present.NoDate))
	case spark == "":
		parts = append(parts, r.First+" to "+r.Last)
	default:
		parts = append(parts, r.First+" "+spark+" "+r.Last)
	}
	if r.First != "" && r.Story.Undated > 0 {
		parts = append(parts, terminal.Grouped(r.Story.Undated)+" without a date")
	}
	if teams := topTeams(r.Story.Teams); teams != "" {
		parts = append(parts, teams)
	}
	printParts(out, s, parts, spark)
}

// printPeak writes the summary above facets without hits.
func printPeak(out *bufio.Writer, s screen, a answer) {
	r := a.Result
	parts := []string{a.documents()}
	if r.First == r.Last {
		parts = append(parts, cmp.Or(r.First, present.NoDate))
	} else {
		dates := []string{"first " + r.First, "peak " + present.Peak(r.Story.Days), "last " + r.Last}
		if line := strings.Join(dates, " · "); runewidth.StringWidth(line) <= s.width {
			dates = []string{line}
		}
		parts = append(parts, dates...)
	}
	printParts(out, s, parts, "")
}

// printParts writes parts on one line, or on several if one is too narrow. It paints
// graph, which may be "", in a different style.
func printParts(out *bufio.Writer, s screen, parts []string, graph string) {
	const between = "   "
	used := 0
	for i, part := range parts {
		w := runewidth.StringWidth(part)
		switch {
		case i == 0:
		case used+len(between)+w <= s.width:
			fmt.Fprint(out, between)
			used += len(between)
		default:
			fmt.Fprintln(out)
			used = 0
		}
		used += w
		as := plain
		if i == 0 {
			as = strong
		}
		if before, after, ok := strings.Cut(part, graph); ok && graph != "" {
			fmt.Fprint(out, s.paint(before, as), s.paint(graph, graphed), s.paint(after, as))
		} else {
			fmt.Fprint(out, s.paint(part, as))
		}
	}
	fmt.Fprintln(out)
}

// topTeams returns the most frequent teams, and the number of others.
func topTeams(teams []searcher.FacetValue) string {
	shown := 2
	if len(teams) <= shown+1 {
		shown = len(teams) // "+1" would take the place of a name
	}
	var parts []string
	for _, t := range teams[:shown] {
		parts = append(parts, terminal.Visible(fmt.Sprintf("%s %d", t.Value, t.Count)))
	}
	if more := len(teams) - shown; more > 0 {
		parts = append(parts, fmt.Sprintf("+%d", more))
	}
	return strings.Join(parts, " · ")
}

// maxCells is the maximum width of a sparkline, in columns.
const maxCells = 12

// sparkline returns a graph of the number of documents over time. Each column is one
// month, or as many months, counted from January, as it takes to fit. It returns "" if
// there would be only one column.
func sparkline(days []searcher.FacetValue) string {
	if len(days) == 0 {
		return ""
	}
	first, last := present.Month(days[0].Value), present.Month(days[len(days)-1].Value)
	per := 1
	for _, step := range []int{1, 2, 3, 4, 6, 12} {
		if per = step; last/per-first/per < maxCells {
			break
		}
	}
	for last/per-first/per >= maxCells {
		per += 12
	}
	cells := make([]int, last/per-first/per+1)
	if len(cells) < 2 {
		return ""
	}
	most := 0
	for _, day := range days {
		cell := &cells[present.Month(day.Value)/per-first/per]
		*cell += day.Count
		most = max(most, *cell)
	}
	const levels = "▁▂▃▄▅▆▇█" // the first means no documents
	var b strings.Builder
	for _, n := range cells {
		level := 0
		if n > 0 {
			level = (7*n + most - 1) / most
		}
		b.WriteString(levels[3*level : 3*level+3])
	}
	return b.String()
}
