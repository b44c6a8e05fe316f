package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"minutes/indexer"
	"minutes/internal/fault"
	"minutes/internal/terminal"
	"minutes/internal/watch"
)

// A watching keeps an index up to date.
type watching struct {
	indexer.Options
	build                  build
	format                 string
	stdout, stderr, alarms io.Writer
	started                bool     // whether there was a first update
	trouble                string   // why the last run failed; "" if it did not
	kept                   []string // notes that the last run could not read
	broken                 error    // why it cannot go on
}

// A build makes or updates the index of o.
type build func(ctx context.Context, o indexer.Options) (indexer.Summary, error)

// keepFresh updates the index of o with build whenever the notes have changed, until ctx is done.
func (f *flagSet) keepFresh(ctx context.Context, o indexer.Options, build build, stdout, stderr, alarms io.Writer) (status int, err error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	w := &watching{Options: o, build: build, format: f.format, stdout: stdout, stderr: stderr, alarms: alarms}
	index, err := filepath.Abs(o.Index)
	if err != nil {
		return failed, err
	}
	watch.Run(ctx, watch.Options{
		Tops: o.Notes,
		Matters: func(path string, folder bool) bool {
			return path != index && indexer.Concerns(filepath.Base(path), folder)
		},
		Polling: func(why error) {
			fmt.Fprintf(stderr, "index: %s; looking for changes every few seconds instead\n", terminal.Visible(why.Error()))
		},
	}, func(watcher *watch.Watcher, quiet bool) bool {
		w.Reads = watcher.Watch
		again := w.update(ctx, quiet)
		if w.broken != nil {
			stop()
		}
		return again
	})
	if w.broken != nil {
		return failed, w.broken
	}
	return done, nil
}

// update runs index once. quiet is whether changes have paused. It reports whether to try
// again even if nothing changes.
func (w *watching) update(ctx context.Context, quiet bool) (again bool) {
	bar := newProgress(w.stderr)
	o := w.Options
	o.Progress = bar.update
	var s indexer.Summary
	err := fault.Catch(func() (err error) {
		s, err = w.build(ctx, o)
		return err
	})
	bar.clear()
	if !s.Nothing {
		defer debug.FreeOSMemory() // it may be long until the next change
	}
	if ctx.Err() != nil && err != nil {
		return false
	}
	if err != nil {
		return w.fail(err, quiet)
	}
	w.alarm(s)
	switch {
	case w.format == "json" && (!s.Nothing || !w.started):
		w.broken = writeSummary(w.stdout, w.Index, s)
	case w.format == "json":
	case !w.started:
		printSummary(w.stderr, s, w.Notes)
		fmt.Fprintln(w.stderr, "watching the notes; to stop: Ctrl-C")
	case !s.Nothing:
		fmt.Fprintln(w.stderr, updated(s))
	case w.trouble != "":
		fmt.Fprintf(w.stderr, "nothing changed: %s of %s\n", count(s.Documents, "document"), count(s.Notes, "note"))
	}
	w.started, w.trouble = true, ""
	w.Full, w.Replace = false, false
	return len(s.Kept) > 0
}

// fail says why a run failed, if that is new.
func (w *watching) fail(err error, quiet bool) (again bool) {
	refusal, refused := errors.AsType[*indexer.ReplaceError](err)
	busy := isBusy(err)
	if refused && refusal.Other && !w.started {
		w.broken = inWords(err) // a wrong path, which no change of the notes makes right
		return false
	}
	if refused && !quiet {
		return true // half the notes may be missing in the middle of a checkout
	}
	what := err.Error()
	switch {
	case refused:
		what += "; to replace it anyway, stop this program and start it with --replace"
	case busy:
		what += "; trying again"
	default:
		what += "; trying again until that is solved"
	}
	if what != w.trouble {
		fmt.Fprintln(w.alarms, "index:", terminal.Visible(what))
	}
	w.trouble = what
	return !refused
}

// alarm warns of what was not so in the last run.
func (w *watching) alarm(s indexer.Summary) {
	var kept []string
	fresh := s
	fresh.Kept = nil
	for _, skip := range s.Kept {
		kept = append(kept, skip.String())
		if !slices.Contains(w.kept, skip.String()) {
			fresh.Kept = append(fresh.Kept, skip)
		}
	}
	w.kept = kept
	printAlarms(w.alarms, fresh)
}

// updated returns what a run has changed, as a line.
func updated(s indexer.Summary) string {
	var b strings.Builder
	if s.Saved {
		fmt.Fprintf(&b, "%s changed, %d new, %d gone", count(s.Changed, "note"), s.Added, s.Removed)
	} else {
		b.WriteString("all notes read again")
	}
	fmt.Fprintf(&b, ": %s of %s, %s, in %.1f s", count(s.Documents, "document"), count(s.Notes, "note"),
		count(s.Meetings, "meeting"), s.Took.Seconds())
	if len(s.News) > 0 {
		fmt.Fprintf(&b, "; skipped %s", terminal.Visible(s.News[0].String()))
	}
	if more := len(s.News) - 1; more > 0 {
		fmt.Fprintf(&b, "; and %d more", more)
	}
	return b.String()
}
