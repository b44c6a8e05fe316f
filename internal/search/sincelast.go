package search

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"math"
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/present"
	"minutes/internal/seen"
	"minutes/internal/terminal"
	"minutes/searcher"
)

// checkSinceLast returns an error if --since-last cannot be combined with the other flags.
func (f *flagSet) checkSinceLast() error {
	if !f.set("since-last") {
		return nil
	}
	if list := f.list(); list != "" {
		return fmt.Errorf("--since-last prints documents, not %s; leave out --%s", lists[list], list)
	}
	for _, flag := range []string{"facet", "offset"} {
		if f.set(flag) {
			return fmt.Errorf("--since-last prints each document once; leave out --%s", flag)
		}
	}
	if f.context == sectionContext {
		return fmt.Errorf("--since-last prints no other documents than new ones; leave out --context %s", sectionContext)
	}
	if err := seen.CheckName(f.sinceLast); err != nil {
		return fmt.Errorf("--since-last: %w", err)
	}
	return nil
}

// peeks reports whether nothing is printed that would count as shown.
func (f *flagSet) peeks() bool { return f.count || f.quiet || f.limit == 0 }

// printSinceLast prints the documents that match q and were not shown before, or not as
// they are now. They count as shown when all of the answer is written.
func (f *flagSet) printSinceLast(ctx context.Context, idx *searcher.Index, q searcher.Query, o searcher.Options, print printer, out *bufio.Writer, stderr io.Writer, s screen) (status int, err error) {
	record, err := seen.Open(f.sinceLast, f.indexes, !f.peeks())
	if err != nil {
		return failed, err
	}
	closing := record.Close // unless the pager does, after the answer
	defer func() { closing() }()
	shown := o.Limit
	// Each document is shown on its own, and only if it has all the words: what else is a
	// match depends on other documents.
	o.Limit, o.Collapse, o.AllWords = math.MaxInt, false, true
	result, hits, err := idx.Stream(ctx, q, o)
	if err != nil {
		return failed, unlessSlow(ctx, err)
	}
	if result.Total > seen.Most {
		return failed, fmt.Errorf("--since-last can remember %d documents, and %d match; narrow the query", seen.Most, result.Total)
	}
	result.Routine = 0 // what is left out is not new
	said := printNotices(stderr, result, false)
	comparison := record.Compare()
	fresh, err := compare(comparison, hits, shown)
	if err != nil {
		return failed, err
	}
	changes := comparison.Changes()
	summarize(result, fresh, shown)
	status = found
	if result.Total == 0 {
		status = nothing
	}
	if f.quiet || status == nothing && !f.printsNothing(s) {
		sayNothing(stderr, s, said)
		return status, nil
	}
	a := answer{Result: result, hits: changed(hits, fresh.shown, changes), places: placesOf(idx), news: news(changes), once: true}
	if err := cmp.Or(print(out, a), out.Flush()); err != nil {
		return failed, err
	}
	for _, notice := range f.cuts(s, a) {
		fmt.Fprintln(stderr, "search:", notice)
	}
	if !f.peeks() && len(fresh.shown) > 0 {
		comparison.Shown(len(fresh.shown))
		s.pager.delivered, closing = func() error {
			defer record.Close()
			return record.Save()
		}, func() {}
	}
	return status, nil
}

// A freshness is what has to be shown: where the first hits are, and the values of all.
type freshness struct {
	shown    []int // indexes of the hits to print
	total    int
	days     map[string]int
	teams    map[string]*searcher.FacetValue // by folded name
	meetings map[[2]string]bool              // by date and folded name
}

// compare adds hits to c. It returns those that have to be shown, at most most of them.
func compare(c *seen.Comparison, hits iter.Seq2[searcher.Hit, error], most int) (freshness, error) {
	fresh := freshness{days: map[string]int{}, teams: map[string]*searcher.FacetValue{}, meetings: map[[2]string]bool{}}
	at := -1
	for h, err := range hits {
		if err != nil {
			return fresh, err
		}
		at++
		if !c.Add(seen.Of(h.Key, h.Document)) {
			continue
		}
		if len(fresh.shown) < most {
			fresh.shown = append(fresh.shown, at)
		}
		fresh.total++
		fresh.days[h.Date]++
		if h.Date != "" {
			fresh.meetings[[2]string{h.Date, analysis.Fold(h.Meeting)}] = true
		}
		if team := analysis.Fold(h.Team); team != "" {
			if fresh.teams[team] == nil {
				fresh.teams[team] = &searcher.FacetValue{Value: h.Team}
			}
			fresh.teams[team].Count++
		}
	}
	return fresh, nil
}

// summarize makes r the result for fresh alone, of which limit are shown.
func summarize(r *searcher.Result, fresh freshness, limit int) {
	r.Total, r.Full, r.Entries, r.Limit = fresh.total, fresh.total, fresh.total, limit
	r.First, r.Last, r.Routine = "", "", 0
	r.Story = searcher.Story{Meetings: len(fresh.meetings), Undated: fresh.days[""]}
	for day, n := range fresh.days {
		if day != "" {
			r.Story.Days = append(r.Story.Days, searcher.FacetValue{Value: day, Count: n})
		}
	}
	slices.SortFunc(r.Story.Days, func(a, b searcher.FacetValue) int { return cmp.Compare(a.Value, b.Value) })
	if days := r.Story.Days; len(days) > 0 {
		r.First, r.Last = days[0].Value, days[len(days)-1].Value
	}
	for _, team := range fresh.teams {
		r.Story.Teams = append(r.Story.Teams, *team)
	}
	slices.SortFunc(r.Story.Teams, func(a, b searcher.FacetValue) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Value, b.Value))
	})
}

// changed yields the hits with the indexes in shown, and their changes. It reads them again:
// there may be too many to keep.
func changed(hits iter.Seq2[searcher.Hit, error], shown []int, changes []seen.Change) iter.Seq2[searcher.Hit, error] {
	return func(yield func(searcher.Hit, error) bool) {
		at, next := 0, 0
		for h, err := range hits {
			if next == len(shown) {
				return
			}
			at++
			if err == nil && at-1 < shown[next] {
				continue
			}
			h.Change = string(changes[next])
			next++
			if !yield(h, err) {
				return
			}
		}
	}
}

// news returns how many documents are new and how many have changed.
func news(changes []seen.Change) string {
	edited := 0
	for _, change := range changes {
		if change == seen.Changed {
			edited++
		}
	}
	switch added := len(changes) - edited; {
	case edited == 0:
		return present.Counted(added, "new document")
	case added == 0:
		return present.Counted(edited, "changed document")
	default:
		return present.Counted(added, "new document") + ", " + terminal.Grouped(edited) + " changed"
	}
}
