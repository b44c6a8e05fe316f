// Index makes a searchable index of meeting notes, and keeps it up to date.
//
//	index [--index PATH] [--names FILE] [--undated] [--full] [--wait 10s] [-q] [NOTES...]
//	index --check [--format text|json] [--names FILE] [--undated] [NOTES...]
//	index --verify [--format text|json] [--index PATH]
//
// NOTES are folders or files, the current folder if there are none. The index
// is --index, else $MINUTES_INDEX, else ./index.bleve; it is replaced as a whole
// when the new one is complete. Where there is one of the same notes, made by this
// program with the same names, only notes whose size or time has changed are read, and
// nothing is written if none has; with --full all is made anew. While another process
// writes it, index waits, for as long as --wait says. Notes that cannot be read, hold
// no date or are beyond a limit are skipped, counted and named on standard error; with
// --undated those without a date are kept, as are the lines before the first meeting of
// a note that holds several. The exit status is 0 when the index is up to date, else 2.
//
// With --check nothing is written: what a person may want to look at is printed,
// FILE:LINE: WHAT, and the exit status is 1 where there is any of that.
//
// With --verify all of the index is read and compared with what was published:
// each file that is damaged is printed, FILE: WHAT, and then the exit status is 1.
package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"minutes/indexer"
	"minutes/internal/fault"
	"minutes/internal/store"
	"minutes/internal/terminal"
	"minutes/internal/version"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Bleve leaves much garbage behind for a short while. Collecting it at nine times
// the live heap and not at twice saves a quarter of the time; near 640 MiB it is
// collected as it comes.
func init() {
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(640 << 20)
}

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
	case flags.Changed("index") && o.Index == "":
		return failed, errors.New("--index needs the path of an index")
	case flags.Changed("names") && o.Names == "":
		return failed, errors.New("--names needs the path of a file")
	case o.Wait < 0:
		return failed, errors.New("--wait cannot be negative; write 0 or more, such as 30s")
	case f.check && f.verify:
		return failed, errors.New("--check is about notes, --verify about an index; write one of them")
	case flags.Changed("wait") && f.check:
		return failed, errors.New("--wait does not go with --check, which writes nothing")
	case o.Full && f.check:
		return failed, errors.New("--full does not go with --check, which writes nothing")
	case f.verify && (flags.Changed("wait") || flags.Changed("names") || o.Full || o.Undated || flags.NArg() > 0):
		return failed, errors.New("--verify takes no notes, --names, --undated, --full or --wait; name the index with --index")
	case flags.Changed("format") && !f.check && !f.verify:
		return failed, errors.New("--format goes with --check or --verify")
	case !slices.Contains(formats, f.format):
		return failed, fmt.Errorf("unknown format %q; the formats are %s", f.format, strings.Join(formats, ", "))
	}
	o := f.Options
	o.Index = cmp.Or(o.Index, store.Default())
	o.Notes = flags.Args()
	if len(o.Notes) == 0 {
		o.Notes = []string{"."}
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if f.quiet {
		stderr = io.Discard
	}
	o.Waiting = func(b indexer.Busy) {
		fmt.Fprintf(stderr, "index: %s; waiting up to %s\n", terminal.Visible(b.Error()),
			strings.Replace(o.Wait.String(), "m0s", "m", 1))
	}
	bar := newProgress(stderr)
	o.Progress = bar.update
	switch {
	case f.check:
		findings, err := indexer.Check(ctx, o)
		bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		return printFindings(stdout, f.format, findings)
	case f.verify:
		v, err := store.Verify(ctx, o.Index, bar.update)
		bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		printVerified(stderr, o.Index, v)
		return printFindings(stdout, f.format, v.Damages)
	}
	summary, err := indexer.Build(ctx, o)
	bar.clear()
	if err != nil {
		return failed, inWords(err)
	}
	printSummary(stderr, summary)
	return done, nil
}

// inWords returns err in words for people.
func inWords(err error) error {
	if errors.Is(err, context.Canceled) {
		return errors.New("interrupted; the index was left as it was")
	}
	if _, busy := errors.AsType[indexer.Busy](err); busy {
		return fmt.Errorf("%w; try again when that is done, or wait longer: --wait 5m", err)
	}
	return err
}

func fail(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "index:", terminal.Visible(err.Error()))
	return failed
}

func printSummary(w io.Writer, s indexer.Summary) {
	if s.Nothing {
		fmt.Fprintf(w, "nothing changed: %s and %s of %s, %s\n",
			count(s.Documents, "document"), count(s.Headings, "team heading"), count(s.Notes, "note"), count(s.Meetings, "meeting"))
	} else {
		fmt.Fprintf(w, "indexed %s and %s of %s, %s: %s, %s in %.1f s\n",
			count(s.Documents, "document"), count(s.Headings, "team heading"), count(s.Notes, "note"),
			count(s.Meetings, "meeting"), count(s.Teams, "team"), count(s.Leads, "lead"), s.Took.Seconds())
	}
	if s.Saved {
		fmt.Fprintf(w, "%s changed, %d new, %d gone; the others were not read\n", count(s.Changed, "note"), s.Added, s.Removed)
	}
	if s.Notes+len(s.Skipped) == 0 {
		fmt.Fprintf(w, "no notes were found: files that end in %s\n", strings.Join(indexer.Endings, ", "))
	}
	if len(s.Skipped) > 0 {
		fmt.Fprintf(w, "skipped %s:\n", count(len(s.Skipped), "note"))
	}
	for _, skip := range s.Skipped {
		fmt.Fprintf(w, "  %s: %v\n", terminal.Visible(skip.File), skip.Reason)
	}
	if s.Before > 0 {
		fmt.Fprintf(w, "left out %s before the first meeting of %s; to see where: index --check; to keep them: index --undated\n",
			count(s.Before, "document"), count(s.BeforeNotes, "note"))
	}
	if len(s.Cut) > 0 {
		fmt.Fprintf(w, "cut %s:\n", count(len(s.Cut), "line"))
	}
	for _, cut := range s.Cut {
		fmt.Fprintf(w, "  %s:%d: %s\n", terminal.Visible(cut.File), cut.Line, cut.What)
	}
}

// printVerified says what was verified, or what to do.
func printVerified(w io.Writer, path string, v store.Verified) {
	if len(v.Damages) > 0 {
		fmt.Fprintf(w, "index: %s is damaged; make it again with: %s\n",
			terminal.Visible(path), terminal.Visible(v.Remedy(path)))
		return
	}
	fmt.Fprintf(w, "verified %s: %s and %s of %.1f MB are what was published as %s\n",
		terminal.Visible(path), count(v.Manifest.Documents, "document"), count(len(v.Manifest.Files), "file"),
		float64(v.Manifest.Size)/1e6, v.Generation)
}

// printFindings prints findings, on a line each, as text or as a JSON object, and
// returns the exit status.
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

// count returns n things in words, "2,204 meetings".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	digits := strconv.Itoa(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits + " " + thing + "s"
}
