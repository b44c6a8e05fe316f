// Package search is the command search, over an index that its caller opens.
package search

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"minutes/internal/address"
	"minutes/internal/fault"
	"minutes/internal/present"
	"minutes/internal/terminal"
	"minutes/internal/version"
	"minutes/searcher"
)

// Most searches end before they have made 40 MB of garbage, and do not need to collect
// it. Larger ones stay below 256 MiB if they can.
func init() {
	debug.SetGCPercent(1000)
	debug.SetMemoryLimit(256 << 20)
}

const (
	found   = 0
	nothing = 1
	failed  = 2
)

// patience is the maximum time for a query. The largest query within the limits takes a
// tenth of it on the notes of ten years.
const patience = 5 * time.Second

var errSlow = errors.New("the query took longer than 5 s and was stopped; narrow it with a team or a date, or write longer words")

// An Open opens the indexes that the flags or the environment name, as one.
type Open func(names []string, o address.Options) (*searcher.Index, error)

// Run answers args, whose index open opens, and returns the exit status. Answers go to
// stdout, everything else to stderr.
func Run(args []string, stdout, stderr io.Writer, open Open) int {
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE) // so that writing to a closed pipe returns an error
	s := screenOf(stdout)
	s.pager = newPager(stdout, stderr, s)
	out := bufio.NewWriterSize(s.pager, 64<<10)
	status := failed
	err := fault.Catch(func() (err error) {
		status, err = search(args, out, noticesOf(stdout, stderr, s), s, open)
		return err
	})
	if written := cmp.Or(out.Flush(), s.pager.Close()); written != nil {
		err = fmt.Errorf("write answer: %w", written)
	} else if err == nil && s.pager.delivered != nil {
		err = s.pager.delivered()
	}
	switch {
	case isClosedPipe(err):
		return found // the reader has enough
	case err != nil:
		printError(wrapping(stderr), err)
		return failed
	}
	return status
}

// search prints the answer to args, and notices on stderr. It returns the exit status.
func search(args []string, out *bufio.Writer, stderr io.Writer, s screen, open Open) (status int, err error) {
	f, err := parseFlags(args)
	if err == nil {
		f.open = open
	}
	// What --since-last printed counts as shown, also what somebody left in a pager unread.
	if err == nil && !f.noPager && !f.set("since-last") {
		s.pager.command = pagerCommand(os.LookupEnv)
	}
	switch {
	case err != nil:
		return failed, err
	case f.help:
		_, err := out.WriteString(usage)
		return found, err
	case f.version:
		_, err := fmt.Fprintln(out, version.Of("search"))
		return found, err
	case f.set("completion"):
		return found, f.complete(out)
	}
	if err := f.checkFormat(s); err != nil {
		return failed, err
	}
	s.dress(f.color, f.hyperlink, os.Getenv)
	show, err := f.printer(s)
	if err != nil {
		return failed, err
	}
	query, options, err := f.question(s)
	if err != nil {
		return failed, err
	}
	if f.quiet {
		stderr = io.Discard
	}
	idx, err := f.open(f.indexes, f.reach)
	if err != nil {
		return failed, err
	}
	defer idx.Close()
	if added := idx.Added(); added != "" {
		fmt.Fprintln(stderr, "search:", terminal.Visible(added))
	}
	ctx, cancel := context.WithTimeoutCause(context.Background(), patience, errSlow)
	defer cancel()
	if f.digest {
		return f.printDigest(ctx, idx, query, out, stderr, s)
	}
	if f.list() != "" {
		return f.printList(ctx, idx, query, out, stderr, s)
	}
	if f.set("since-last") {
		return f.printSinceLast(ctx, idx, query, options, show, out, stderr, s)
	}
	return f.answer(ctx, idx, query, options, show, out, stderr, s)
}

// answer prints the hits and facets for q, and notices about what it left out.
func (f *flagSet) answer(ctx context.Context, idx *searcher.Index, q searcher.Query, o searcher.Options, show printer, out *bufio.Writer, stderr io.Writer, s screen) (status int, err error) {
	result, hits, err := idx.Stream(ctx, q, o)
	if err == nil && result.Total == 0 && result.Routine > 0 {
		o.SkipRoutine, o.SkipRepeats = false, false // there is nothing else to show
		result, hits, err = idx.Stream(ctx, q, o)
	}
	if err != nil {
		return failed, unlessSlow(ctx, err)
	}
	a := answer{Result: result, hits: hits, places: placesOf(idx)}
	if o.SkipRepeats {
		a.repeats, result.Routine = result.Routine, 0 // which has another notice
	}
	said := printNotices(stderr, result, f.shape(s) == "text" && !f.count)
	hint := func() bool {
		return s.terminal && f.shape(s) == "text" && !f.count && !f.exact && !f.quiet && f.printIntent(ctx, idx, q, stderr)
	}
	status = found
	if result.Total == 0 || f.count && result.Full == 0 {
		status = nothing
	}
	if f.quiet || status == nothing && !f.printsNothing(s) {
		said = hint() || said
		sayNothing(stderr, s, said)
		return status, nil
	}
	if err := cmp.Or(show(out, a), out.Flush()); err != nil {
		return failed, err
	}
	if status == found {
		for _, notice := range f.cuts(s, a) {
			fmt.Fprintln(stderr, "search:", notice)
		}
	}
	hint()
	return status, nil
}

// printList prints the list that the flags request instead of hits: the roster, who
// attended, actions or decisions.
func (f *flagSet) printList(ctx context.Context, idx *searcher.Index, q searcher.Query, out *bufio.Writer, stderr io.Writer, s screen) (status int, err error) {
	var result *searcher.Result
	var show func() error
	said := false // whether a notice was written
	switch {
	case f.leads:
		roster, err := idx.Leads(ctx, q, f.exact)
		if err != nil {
			return failed, unlessSlow(ctx, err)
		}
		result, show = &roster.Result, func() error { return f.printRoster(out, s, page(f, roster.Runs)) }
	case f.people:
		people, err := idx.People(ctx, q, f.exact)
		if err != nil {
			return failed, unlessSlow(ctx, err)
		}
		result, show = &people.Result, func() error { return f.printPeople(out, s, page(f, people.List)) }
		if people.Unlisted > 0 {
			fmt.Fprintf(stderr, "search: no list of attendees in %d of %s\n", people.Unlisted, present.Counted(people.Meetings, "meeting"))
			said = true
		}
	default:
		list := idx.Decisions
		if f.actions {
			list = idx.Actions
		}
		outcomes, err := list(ctx, q, f.exact)
		if err != nil {
			return failed, unlessSlow(ctx, err)
		}
		result, show = &outcomes.Result, func() error {
			return f.printOutcomes(out, s, page(f, outcomes.List), placesOf(idx))
		}
	}
	said = printNotices(stderr, result, false) || said
	status = found
	if result.Total == 0 {
		status = nothing
	}
	switch {
	case f.quiet, status == nothing && !f.printsNothing(s):
		sayNothing(stderr, s, said)
		return status, nil
	case f.offset >= result.Total && result.Total > 0 && !f.count:
		fmt.Fprintf(stderr, "search: only %d found, all skipped by --offset %d\n", result.Total, f.offset)
		return found, nil
	case f.count:
		_, err := fmt.Fprintln(out, result.Total)
		return status, err
	}
	return status, show()
}

// sayNothing writes that nothing was found, if the answer goes to a terminal and no other
// notice was written. Scripts have the exit status.
func sayNothing(stderr io.Writer, s screen, said bool) {
	if s.terminal && !said {
		fmt.Fprintln(stderr, "search: nothing found")
	}
}

// unlessSlow returns err, or why the time of ctx is up.
func unlessSlow(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	return err
}
