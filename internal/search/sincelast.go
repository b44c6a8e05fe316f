package search

import (
	"bufio"
	"cmp"
	"context"
	"fmt"
	"io"
	"iter"
	"maps"
	"math"
	"slices"

	"minutes/internal/analysis"
	"minutes/internal/present"
	"minutes/internal/seen"
	"minutes/internal/terminal"
	"minutes/internal/version"
	"minutes/schema"
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

// A question is a query, and what it is asked of.
type question struct {
	idx     *searcher.Index
	query   searcher.Query
	options searcher.Options
	text    string // the same for two questions only if they have the same answer
}

// sinceLastQuestion returns q as --since-last asks it.
func (f *flagSet) sinceLastQuestion(idx *searcher.Index, q searcher.Query, o searcher.Options) question {
	// Each document is shown on its own, and only if it has all the words: what else is a
	// match depends on other documents.
	o.Limit, o.Collapse, o.AllWords = math.MaxInt, false, true
	parts := [][]string{{version.Of("search"), idx.Version(), f.query, fmt.Sprint(f.newest, o.SkipRoutine, o.SkipRepeats, o.Exact)}, f.since, f.until}
	for _, filter := range f.filters {
		parts = append(parts, *filter.values)
	}
	return question{idx, q, o, fmt.Sprintf("%q", parts)}
}

// printSinceLast prints the documents that match q and were not shown before, or not as
// they are now. They count as shown when all of the answer is written.
func (f *flagSet) printSinceLast(ctx context.Context, idx *searcher.Index, q searcher.Query, o searcher.Options, show printer, out *bufio.Writer, stderr io.Writer, s screen) (status int, err error) {
	record, err := seen.Open(f.sinceLast, f.indexes, !f.peeks())
	if err != nil {
		return failed, err
	}
	if f.afterSince != "" && (!seen.Has(f.sinceLast, f.indexes) || seen.Has(f.afterSince, f.indexes)) {
		fmt.Fprintf(stderr, "search: %q is a word of the query; for the reader of this name, write --since-last=%s\n", f.afterSince, f.afterSince)
	}
	closing := record.Close // unless the pager does, after the answer
	defer func() { closing() }()
	asked := f.sinceLastQuestion(idx, q, o)
	settled := record.Settled(asked.text)
	if settled {
		asked.options.Limit = 0 // the result alone, for its notices
	}
	result, hits, err := idx.Stream(ctx, q, asked.options)
	if err != nil {
		return failed, unlessSlow(ctx, err)
	}
	if result.Total > seen.Most {
		return failed, fmt.Errorf("--since-last can remember %d documents, and %d match; narrow the query", seen.Most, result.Total)
	}
	result.Routine = 0 // what is left out is not new
	said := printNotices(stderr, result, false)
	var fresh freshness
	var save func() error // makes what is shown count as shown
	if !settled {
		if fresh, save, err = asked.compare(ctx, record, hits, o.Limit); err != nil {
			return failed, unlessSlow(ctx, err)
		}
	}
	summarize(result, fresh, o.Limit)
	status = found
	if result.Total == 0 {
		status = nothing
	}
	if f.quiet || status == nothing && !f.printsNothing(s) {
		sayNothing(stderr, s, said)
		if !f.peeks() && !settled {
			_ = save() // where that fails, the next search compares again
		}
		return status, nil
	}
	a := answer{Result: result, hits: changed(hits, fresh.shown, fresh.changes), places: placesOf(idx), news: news(fresh.changes), once: true}
	if err := cmp.Or(show(out, a), out.Flush()); err != nil {
		return failed, err
	}
	for _, notice := range f.cuts(s, a) {
		fmt.Fprintln(stderr, "search:", notice)
	}
	if !f.peeks() && !settled {
		s.pager.delivered, closing = func() error {
			defer record.Close()
			return save()
		}, func() {}
	}
	return status, nil
}

// A freshness is what has to be shown: where the first hits are, and the values of all.
type freshness struct {
	shown    []int // indexes of the hits to print
	changes  []seen.Change
	total    int
	days     map[string]int
	teams    map[string]*searcher.FacetValue // by folded name
	meetings map[[2]string]bool              // by date and folded name
}

// compare compares hits, which answer asked, with record. It returns those that have to be
// shown, at most most of them, and what saves the record when they were shown.
func (asked question) compare(ctx context.Context, record *seen.Record, hits iter.Seq2[searcher.Hit, error], most int) (fresh freshness, save func() error, err error) {
	c, err := record.Compare()
	if err != nil {
		return fresh, nil, err
	}
	fresh = freshness{days: map[string]int{}, teams: map[string]*searcher.FacetValue{}, meetings: map[[2]string]bool{}}
	at := -1
	for h, err := range hits {
		if err != nil {
			return fresh, nil, err
		}
		at++
		if !c.Add(h.Key, h.Document) {
			continue
		}
		if len(fresh.shown) < most {
			fresh.shown = append(fresh.shown, at)
		}
		fresh.add(h.Document, asked.idx)
	}
	if c.Doubtful() {
		if err := asked.stay(ctx, c, fresh.days); err != nil {
			return fresh, nil, err
		}
	}
	fresh.changes = c.Changes()
	return fresh, func() error {
		c.Shown(len(fresh.shown))
		if len(fresh.shown) == fresh.total {
			record.Settle(asked.text)
		}
		return record.Save()
	}, nil
}

// add counts d, a document of idx.
func (f *freshness) add(d schema.Document, idx *searcher.Index) {
	f.total++
	f.days[d.Date]++
	if d.Date != "" {
		f.meetings[[2]string{d.Date, analysis.Fold(d.Meeting)}] = true
	}
	name := idx.Joined(schema.Team, d.Team)
	if team := analysis.Fold(name); team != "" {
		if f.teams[team] == nil {
			f.teams[team] = &searcher.FacetValue{Value: name}
		}
		f.teams[team].Count++
	}
}

// stay tells c which documents are not gone, though asked may not find them: those of the
// months of days, or all if the record is full.
func (asked question) stay(ctx context.Context, c *seen.Comparison, days map[string]int) error {
	var all searcher.Query
	if err := all.Filter(schema.Kind, schema.Kinds...); err != nil { // with headings
		return err
	}
	if dates := slices.Sorted(maps.Keys(days)); !c.Full() && dates[0] != "" {
		month := func(date string) []string { return []string{date[:len("2006-01")]} }
		if err := all.Between(month(dates[0]), month(dates[len(dates)-1])); err != nil {
			return err
		}
	}
	_, hits, err := asked.idx.Stream(ctx, all, searcher.Options{Limit: math.MaxInt})
	if err != nil {
		return err
	}
	for h, err := range hits {
		if err != nil {
			return err
		}
		c.Stay(h.Key, h.Document)
	}
	return nil
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
