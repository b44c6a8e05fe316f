package indexer

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
)

// A Finding is something about a note that a person may want to look at.
type Finding struct {
	File string `json:"file"` // relative to the notes' root
	Line int    `json:"line"`
	What string `json:"what"`
}

// String returns f as FILE:LINE: WHAT.
func (f Finding) String() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.What) }

// Check reads the notes in o.Notes as Build does, but writes nothing. It returns its
// findings in the order of files and lines:
//
//   - notes that Build would skip;
//   - dates that disagree, do not match their day of the week, are ambiguous, or give
//     only a month;
//   - notes that hold several meetings, and documents above the first of them;
//   - leads that cannot be read;
//   - text that was repaired or cut;
//   - unknown languages in front matter;
//   - duplicate notes.
//
// Its errors are those of Build for o.Notes and the names file, and that of ctx.
func Check(ctx context.Context, o Options) ([]Finding, error) {
	o.Progress = oneByOne(o.Progress)
	anew := func(string, Names, []string) map[string]noteRecord { return nil }
	c, err := look(ctx, o, anew, math.MaxInt64, nil)
	if err != nil {
		return nil, err
	}
	var notes []*Note
	for _, in := range c.inputs {
		notes = append(notes, in.note)
	}
	arrange(notes, c.names)
	var findings []Finding
	for _, skip := range c.skipped {
		f := Finding{skip.File, 1, skip.Reason.Error()}
		if limit, ok := errors.AsType[*LimitError](skip.Reason); ok {
			f.Line, f.What = limit.Line, fmt.Sprintf("more than %d %s", limit.Limit, limit.What)
		}
		findings = append(findings, f)
	}
	for _, n := range slices.Concat(notes, c.unread) {
		findings = append(findings, n.findings...)
	}
	first := map[string]string{} // hash of a file to its name
	for i, n := range notes {
		for _, m := range n.Meetings {
			for _, h := range m.headings {
				if what := h.unread(); what != "" {
					findings = append(findings, Finding{n.Name, h.line, what})
				}
			}
		}
		sum := c.inputs[i].SHA256
		if same, ok := first[sum]; ok {
			findings = append(findings, Finding{n.Name, 1, "duplicate of " + same})
		} else {
			first[sum] = n.Name
		}
	}
	slices.SortFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.What, b.What))
	})
	return slices.Compact(findings), nil
}

// unread returns a finding if the text of h looks like it names a lead that cannot be
// read as a person; "" if it does not.
func (h heading) unread() string {
	if !h.isTeam || h.led {
		return ""
	}
	if at := dash.FindStringIndex(h.team); at != nil {
		return fmt.Sprintf("no lead in %q: %q is not a person's name", h.plain.text, h.team[at[1]:])
	}
	return ""
}
