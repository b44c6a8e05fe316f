package search

import (
	"bufio"
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// page returns the part of list that --offset and --limit select.
func page[T any](f *flagSet, list []T) []T {
	list = list[min(f.offset, len(list)):]
	if f.set("limit") {
		list = list[:min(f.limit, len(list))]
	}
	return list
}

// printOutcomes writes actions or decisions in the format that the flags request.
func (f *flagSet) printOutcomes(out *bufio.Writer, s screen, list []searcher.Outcome, at places) error {
	return writeList(f, out, s, list, layout[searcher.Outcome]{
		text: func() {
			if f.actions {
				actionsText(out, s, list, at)
			} else {
				decisionsText(out, s, list, at)
			}
		},
		columns: outcomeNames,
		cells: func(o searcher.Outcome) []string {
			values := present.HitValues(searcher.Hit{ID: o.ID, Key: o.Key, Document: o.Document})
			values["person"], values["since"], values["meetings"] = o.Person, o.Since, o.Meetings
			return present.Cells(values, outcomeNames)
		},
		line: func(o searcher.Outcome) string {
			who := ""
			if name := cmp.Or(o.Person, o.Team, o.Topic); name != "" {
				who = " " + name
			}
			return fmt.Sprintf("%s:%s%s %s: %s", s.linePlace(at.path(o.File), o.Line),
				cmp.Or(o.Date, present.NoDate), terminal.Visible(who), present.Mark(o.Is, false), terminal.Visible(o.Text))
		},
	})
}

// outcomeNames are the JSON names of an outcome, in order.
var outcomeNames = slices.Concat([]string{"person", "since", "meetings", "id", "key"}, present.HitNames[4:len(present.HitNames)-1])

// actionsText writes open actions for people, grouped by the person who must do them.
func actionsText(out *bufio.Writer, s screen, list []searcher.Outcome, at places) {
	for i, o := range list {
		if i == 0 || o.Person != list[i-1].Person {
			if i > 0 {
				fmt.Fprintln(out)
			}
			fmt.Fprintln(out, s.paint(terminal.Visible(cmp.Or(o.Person, "(nobody)")), strong))
		}
		outcomeText(out, s, o)
		said := []string{cmp.Or(o.Date, present.NoDate)}
		if about := cmp.Or(o.Team, o.Topic, o.Meeting); about != "" {
			said = append(said, about)
		}
		if o.Meetings > 1 {
			said = append(said, fmt.Sprintf("open in %s since %s", present.Counted(o.Meetings, "meeting"), o.Since))
		}
		placeText(out, s, o, terminal.Visible(strings.Join(said, " · ")), at)
	}
}

// decisionsText writes decisions for people, grouped by date and subject.
func decisionsText(out *bufio.Writer, s screen, list []searcher.Outcome, at places) {
	head := func(o searcher.Outcome) string {
		return strings.Join(slices.DeleteFunc([]string{cmp.Or(o.Date, present.NoDate), cmp.Or(o.Team, o.Topic, o.Meeting)}, func(s string) bool { return s == "" }), "  ")
	}
	for i, o := range list {
		if i == 0 || head(o) != head(list[i-1]) {
			if i > 0 {
				fmt.Fprintln(out)
			}
			fmt.Fprintln(out, s.paint(terminal.Visible(head(o)), strong))
		}
		for j, p := range o.Parents {
			for _, line := range wrap(cut(splitWords(p.Text, nil, faint), 2*(s.width-2), faint), s.width-2-2*j, 0) {
				fmt.Fprintln(out, strings.Repeat("  ", j+1)+s.line(line))
			}
		}
		outcomeText(out, s, o)
		placeText(out, s, o, "", at)
	}
}

// outcomeText writes the text of o after its mark.
func outcomeText(out *bufio.Writer, s screen, o searcher.Outcome) {
	before := "  " + present.Mark(o.Is, s.signs) + " "
	indent := strings.Repeat(" ", runewidth.StringWidth(before))
	columns := s.width - len(indent)
	for i, line := range wrap(cut(splitWords(o.Text, nil, plain), maxLines*columns, plain), columns, 0) {
		if i > 0 {
			before = indent
		}
		fmt.Fprintln(out, before+s.line(line))
	}
}

// placeText writes the file and line of o, after said.
func placeText(out *bufio.Writer, s screen, o searcher.Outcome, said string, at places) {
	path := at.path(o.File)
	place := terminal.Visible(fmt.Sprintf("%s:%d", path, o.Line))
	link := s.link(s.paint(place, placed), path, o.Line)
	switch room := s.width - 4 - runewidth.StringWidth(said) - runewidth.StringWidth(place); {
	case said == "":
		fmt.Fprintln(out, "    "+link)
	case room >= 2:
		fmt.Fprintln(out, "    "+s.paint(said, faint)+strings.Repeat(" ", room)+link)
	default:
		for _, line := range wrap(splitWords(said, nil, faint), s.width-4, 0) {
			fmt.Fprintln(out, "    "+s.line(line))
		}
		fmt.Fprintln(out, "    "+link)
	}
}

// printPeople writes who attended, in the format that the flags request.
func (f *flagSet) printPeople(out *bufio.Writer, s screen, list []searcher.Presence) error {
	return writeList(f, out, s, list, layout[searcher.Presence]{
		text:    func() { peopleText(out, s, list) },
		columns: []string{"person", "from", "to", "meetings"},
		cells: func(p searcher.Presence) []string {
			return []string{p.Person, p.From, p.To, fmt.Sprint(p.Meetings)}
		},
		line: func(p searcher.Presence) string {
			return fmt.Sprintf("%s %s %s: %s", p.From, p.To, s.paint(terminal.Visible(p.Person), strong), present.Counted(p.Meetings, "meeting"))
		},
	})
}

// peopleText writes list as a table for people.
func peopleText(out *bufio.Writer, s screen, list []searcher.Presence) {
	width := len("person")
	for _, p := range list {
		width = max(width, runewidth.StringWidth(terminal.Visible(p.Person)))
	}
	width = min(width, max(12, s.width-34))
	fmt.Fprintln(out, s.paint("person"+strings.Repeat(" ", width-len("person"))+"  from        to          meetings", faint))
	for _, p := range list {
		name := runewidth.Truncate(terminal.Visible(p.Person), width, "…")
		fmt.Fprintf(out, "%s%s  %-10s  %-10s  %8d\n", s.paint(name, strong), strings.Repeat(" ", width-runewidth.StringWidth(name)), p.From, p.To, p.Meetings)
	}
}
