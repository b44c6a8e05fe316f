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
	"strings"
	"syscall"

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
	switch o := &f.Options; {
	case f.help:
		_, err := io.WriteString(stdout, usage)
		return done, err
	case f.version:
		_, err := fmt.Fprintln(stdout, version.Of("index"))
		return done, err
	case flags.Changed("completion"):
		return done, f.complete(stdout, flags.Args())
	case flags.Changed("names") && o.Names == "":
		return failed, errors.New("--names needs the path of a file")
	case flags.Changed("lang") && f.check:
		return failed, errors.New("--lang cannot be combined with --check, which writes nothing")
	case o.Wait < 0:
		return failed, errors.New("--wait cannot be negative; write 0 or more, such as 30s")
	case f.check && f.verify:
		return failed, errors.New("--check and --verify cannot be combined; write one of them")
	case flags.Changed("wait") && f.check:
		return failed, errors.New("--wait cannot be combined with --check, which writes nothing")
	case o.Full && f.check:
		return failed, errors.New("--full cannot be combined with --check, which writes nothing")
	case o.Replace && f.check:
		return failed, errors.New("--replace cannot be combined with --check, which writes nothing")
	case f.watch && (f.check || f.verify):
		return failed, errors.New("--watch cannot be combined with --check or --verify, which write nothing")
	case f.verify && (flags.Changed("wait") || flags.Changed("names") || flags.Changed("lang") || o.Full || o.Replace || o.Undated || flags.NArg() > 0):
		return failed, errors.New("--verify does not take notes, --names, --lang, --undated, --full, --replace or --wait; name the index with --index")
	case !slices.Contains(formats, f.format):
		return failed, fmt.Errorf("unknown format %q; the formats are %s", f.format, strings.Join(formats, ", "))
	}
	o := f.Options
	if flags.Changed("lang") {
		if o.Languages, err = indexer.ParseLanguages(f.languages); err != nil {
			return failed, err
		}
	}
	o.Notes = flags.Args()
	if len(o.Notes) == 0 {
		o.Notes = []string{"."}
	}
	var named bool
	if o.Index, named, err = store.Single(f.indexes); err != nil && (!f.check || len(f.indexes) > 0) { // --check reads no index
		return failed, err
	}
	alarms := stderr // for messages that --quiet does not suppress
	if f.quiet {
		stderr = io.Discard
	}
	switch {
	case named, f.verify:
	default:
		above := o.Index
		o.Index = store.DefaultPath
		if above != o.Index && !f.check {
			if notes, ok := indexer.Around(above, o.Notes); ok {
				fmt.Fprintf(stderr, "index: updating %s, which has these notes and others; for an index of these alone: --index %s\n",
					terminal.Visible(above), store.DefaultPath)
				o.Index, o.Notes = above, notes
			}
		}
	}

	inCluster := address.Is(o.Index)
	if err := checkCluster(flags, &f.cluster, inCluster); err != nil {
		return failed, err
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	waiting := func(busy error) {
		fmt.Fprintf(stderr, "index: %s; waiting up to %s\n", terminal.Visible(busy.Error()),
			strings.Replace(o.Wait.String(), "m0s", "m", 1))
	}
	o.Waiting = func(b indexer.Busy) { waiting(b) }
	bar := newProgress(stderr)
	o.Progress, o.Sized = bar.update, limitHeap
	switch {
	case f.check:
		findings, err := indexer.Check(ctx, o)
		bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		return printFindings(stdout, f.format, findings)
	case f.verify && inCluster:
		damages, err := verifyCluster(ctx, stderr, o.Index, f.cluster.Options, bar.update)
		bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		return printFindings(stdout, f.format, damages)
	case f.verify:
		v, err := store.Verify(ctx, o.Index, bar.update)
		bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		printVerified(stderr, o.Index, v)
		return printFindings(stdout, f.format, v.Damages)
	}
	if f.watch {
		build := indexer.Build
		if inCluster {
			build = func(ctx context.Context, o indexer.Options) (indexer.Summary, error) {
				s, _, err := buildInCluster(ctx, o, f.cluster, waiting)
				return s, err
			}
		}
		return f.keepFresh(ctx, o, build, stdout, stderr, alarms)
	}
	var summary indexer.Summary
	var published opensearch.Published
	if inCluster {
		summary, published, err = buildInCluster(ctx, o, f.cluster, waiting)
	} else {
		summary, err = indexer.Build(ctx, o)
	}
	bar.clear()
	if err != nil {
		return failed, inWords(err)
	}
	if inCluster && !published.Nothing {
		fmt.Fprintf(stderr, "published at %s: %s\n", terminal.Visible(o.Index), inNumbers(published))
	}
	if published.Unmerged != nil {
		fmt.Fprintf(stderr, "index: the cluster did not merge the segments, so searches are slower: %v\n", published.Unmerged)
	}
	printAlarms(alarms, summary)
	if f.format != "json" {
		printSummary(stderr, summary, o.Notes)
	} else if err := writeSummary(stdout, o.Index, summary); err != nil {
		return failed, err
	}
	if len(summary.Kept) > 0 {
		return found, nil
	}
	return done, nil
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
