// Index makes a searchable index of meeting notes, and keeps it up to date.
//
//	index [--index PATH] [--names FILE] [--lang CODES] [--undated] [--full] [--replace] [--watch] [--wait 10s] [--format text|json] [-q] [NOTES...]
//	index --check [--format text|json] [--names FILE] [--undated] [NOTES...]
//	index --verify [--format text|json] [--index PATH]
//
// NOTES are folders or files; the default is the current folder. The index is --index,
// else $MINUTES_INDEX, else ./index.bleve, or the one in a folder above that was made from
// these notes.
//
// A new index replaces the old one when it is complete. A run reads only notes that have
// changed since the last run of the same program with the same names file and
// languages; --full reads all. If another process is writing the index, index waits for at most the time of --wait.
//
// It skips notes that have no date, are binary or exceed a limit, and names them on
// standard error; --undated keeps notes and lines without a date. If a note was indexed
// but cannot be read now, its documents stay in the index. Such notes are named, and the
// exit status is 1. A run that would lose more than half of the index, or replace it by
// notes of another folder, fails without --replace.
//
// --watch goes on until it is interrupted. It updates the index whenever the notes have
// changed, and prints a line for each update. Where a run would fail, it says so and goes on.
//
// --check writes nothing. It prints what a person may want to look at, as FILE:LINE: WHAT.
// The exit status is 1 if it finds anything.
//
// --verify reads the whole index, compares it with what was published, and prints each
// damaged file, as FILE: WHAT. The exit status is 1 if it finds any.
//
// An index may be in an OpenSearch cluster: --index https://HOST:9200/NAME. See package
// opensearch.
//
// The exit status is 2 after an error.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"syscall"

	"github.com/spf13/pflag"

	"minutes/indexer"
	"minutes/internal/address"
	"minutes/internal/fault"
	"minutes/internal/opensearch"
	"minutes/internal/store"
	"minutes/internal/terminal"
	"minutes/internal/version"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Indexing makes much garbage that is soon unused. Collecting it when the heap is nine times
// the live heap, instead of twice, saves a quarter of the time. Near the limit, garbage is
// collected earlier.
func init() {
	debug.SetGCPercent(800)
	limitHeap(0)
}

// limitHeap sets the limit of the heap for notes of so many bytes. What is live grows with the
// notes: five million bullets in 455 MB of notes take as long for each as a million in 91 MB,
// but twice as long under the limit of these.
func limitHeap(bytes int64) { debug.SetMemoryLimit(640<<20 + 2*bytes) }

const (
	done   = 0
	found  = 1
	failed = 2
)

func run(args []string, stdout, stderr io.Writer) int {
	status := failed
	err := fault.Catch(func() (err error) {
		status, err = index(args, stdout, stderr)
		return err
	})
	if err != nil {
		return fail(stderr, err)
	}
	return status
}

func index(args []string, stdout, stderr io.Writer) (status int, err error) {
	f := &flagSet{}
	flags := f.flags()
	if err := flags.Parse(args); err != nil {
		return failed, fmt.Errorf("%w; see: index --help", err)
	}
	switch {
	case f.help:
		_, err := io.WriteString(stdout, usage)
		return done, err
	case f.version:
		_, err := fmt.Fprintln(stdout, version.Of("index"))
		return done, err
	case flags.Changed("completion"):
		return done, f.complete(stdout, flags.Args())
	}
	if err := f.conflict(flags); err != nil {
		return failed, err
	}
	alarms := stderr // for messages that --quiet does not suppress
	if f.quiet {
		stderr = io.Discard
	}
	o, err := f.options(flags, stderr)
	if err != nil {
		return failed, err
	}
	if err := checkCluster(flags, &f.cluster, address.Is(o.Index)); err != nil {
		return failed, err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	r := runner{f, o, stdout, stderr, alarms, newProgress(stderr)}
	r.Waiting = func(b indexer.Busy) { r.waiting(b) }
	r.Progress, r.Sized = r.bar.update, limitHeap
	switch {
	case f.check:
		findings, err := indexer.Check(ctx, r.Options)
		r.bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		return printFindings(stdout, f.format, findings)
	case f.verify:
		return r.verify(ctx)
	case f.watch:
		return r.watch(ctx)
	}
	return r.build(ctx)
}

// options returns what the flags and arguments ask for, and says on stderr if another index is
// updated than the default one.
func (f *flagSet) options(flags *pflag.FlagSet, stderr io.Writer) (o indexer.Options, err error) {
	o = f.Options
	if flags.Changed("lang") {
		if o.Languages, err = indexer.ParseLanguages(f.languages); err != nil {
			return o, err
		}
	}
	o.Notes = flags.Args()
	if len(o.Notes) == 0 {
		o.Notes = []string{"."}
	}
	var named bool
	if o.Index, named, err = store.Single(f.indexes); err != nil && (!f.check || len(f.indexes) > 0) { // --check reads no index
		return o, err
	}
	if named || f.verify {
		return o, nil
	}
	above := o.Index
	o.Index = store.DefaultPath
	if above != o.Index && !f.check {
		if notes, ok := indexer.Around(above, o.Notes); ok {
			fmt.Fprintf(stderr, "index: updating %s, which has these notes and others; for an index of these alone: --index %s\n",
				terminal.Visible(above), store.DefaultPath)
			o.Index, o.Notes = above, notes
		}
	}
	return o, nil
}

// isBusy reports whether err says that another writes the index.
func isBusy(err error) bool {
	_, here := errors.AsType[indexer.Busy](err)
	_, there := errors.AsType[opensearch.Busy](err)
	return here || there
}

// inWords returns err with a hint about what to do.
func inWords(err error) error {
	if errors.Is(err, context.Canceled) {
		return errors.New("interrupted; the index was left as it was")
	}
	if isBusy(err) {
		return fmt.Errorf("%w; try again when that is done, or wait longer: --wait 5m", err)
	}
	if _, refused := errors.AsType[*indexer.ReplaceError](err); refused {
		return fmt.Errorf("%w; to replace it anyway: --replace", err)
	}
	return err
}

func fail(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "index:", terminal.Visible(err.Error()))
	return failed
}

// printVerified writes what was verified, or how to repair the index.
func printVerified(w io.Writer, path string, v store.Verified) {
	if len(v.Damages) > 0 && !slices.ContainsFunc(v.Damages, func(d store.Damage) bool { return !d.Bleves }) {
		fmt.Fprintf(w, "index: another program has changed files in %s that only Bleve reads; search is not affected; to restore them: %s\n",
			terminal.Visible(path), terminal.Visible(v.Remedy(path)))
		return
	}
	if len(v.Damages) > 0 {
		fmt.Fprintf(w, "index: %s is damaged; make it again with: %s\n",
			terminal.Visible(path), terminal.Visible(v.Remedy(path)))
		return
	}
	fmt.Fprintf(w, "verified %s: %s and %s of %.1f MB match what was published as %s\n",
		terminal.Visible(path), count(v.Manifest.Documents, "document"), count(len(v.Manifest.Files), "file"),
		float64(v.Manifest.Size)/1e6, v.Generation)
}

// printFindings prints findings, one per line, as text or as JSON objects. It returns the
// exit status: found if there are any.
func printFindings[F fmt.Stringer](stdout io.Writer, format string, findings []F) (status int, err error) {
	if len(findings) > 0 {
		status = found
	}
	out := bufio.NewWriter(stdout)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for _, f := range findings {
		if format != "json" {
			fmt.Fprintln(out, terminal.Visible(f.String()))
		} else if err := e.Encode(f); err != nil {
			return failed, err
		}
	}
	return status, out.Flush()
}
