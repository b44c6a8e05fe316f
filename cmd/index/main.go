// Index makes a searchable index of meeting notes, and keeps it up to date.
//
//	index [--index PATH] [--names FILE] [--full] [--wait 10s] [-q] [NOTES...]
//	index --check [--format text|json] [--names FILE] [NOTES...]
//	index --verify [--format text|json] [--index PATH]
//
// NOTES are folders or files, the current folder if there are none. The index
// is --index, else $MINUTES_INDEX, else ./index.bleve; it is replaced as a whole
// when the new one is complete. Where there is one of the same notes, made by this
// program with the same names, only notes whose size or time has changed are read, and
// nothing is written if none has; with --full all is made anew. While another process
// writes it, index waits, for as long as --wait says. Notes that cannot be read, hold
// no date or are beyond a limit are skipped, counted and named on standard error. The
// exit status is 0 when the index is up to date, else 2.
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
	"strings"
	"syscall"
	"time"

	"github.com/spf13/pflag"

	"minutes/indexer"
	"minutes/internal/fault"
	"minutes/internal/store"
	"minutes/internal/terminal"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Bleve leaves much garbage behind for a short while. Collecting it at nine times
// the live heap and not at twice saves a quarter of the time; near 640 MiB it is
// collected as it comes.
func init() {
	debug.SetGCPercent(800)
	debug.SetMemoryLimit(640 << 20)
}

const usage = `usage: index [--index PATH] [--names FILE] [--full] [--wait 10s] [-q] [NOTES...]
       index --check [--format text|json] [--names FILE] [NOTES...]
       index --verify [--format text|json] [--index PATH]

Splits meeting notes (Markdown) into documents and makes an index of them for
search. NOTES are folders or files; the current folder if there are none. Once
there is an index, only what has changed in them is read again.

      --index PATH     default $MINUTES_INDEX, else index.bleve; replaced as a
                       whole when the new one is complete
      --names FILE     names of teams and people, as data
                       (default names.txt in the notes' folder)
      --full           make the index anew, whatever has changed
      --wait TIME      how long to wait while another writes the index, such as
                       30s or 5m (default 10s); 0 is not at all
      --check          write nothing; print what to look at in the notes
      --verify         read all of the index and print what of it is damaged
      --format FORMAT  of --check and --verify: text (FILE:LINE: WHAT) or json
  -q, --quiet          no summary and no progress; errors alone
  -h, --help           show this

example: index notes && search containerd
exit status: 0 done, 1 --check or --verify found something, 2 error
`

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
	var o indexer.Options
	flags := pflag.NewFlagSet("index", pflag.ContinueOnError)
	flags.Usage = func() {}
	flags.StringVar(&o.Index, "index", "", "")
	flags.StringVar(&o.Names, "names", "", "")
	flags.BoolVar(&o.Full, "full", false, "")
	check := flags.Bool("check", false, "")
	verify := flags.Bool("verify", false, "")
	format := flags.String("format", "text", "")
	flags.DurationVar(&o.Wait, "wait", 10*time.Second, "")
	quiet := flags.BoolP("quiet", "q", false, "")
	switch err := flags.Parse(args); {
	case errors.Is(err, pflag.ErrHelp):
		_, err := io.WriteString(stdout, usage)
		return done, err
	case err != nil:
		return failed, fmt.Errorf("%w; see: index --help", err)
	case flags.Changed("index") && o.Index == "":
		return failed, errors.New("--index needs the path of an index")
	case flags.Changed("names") && o.Names == "":
		return failed, errors.New("--names needs the path of a file")
	case o.Wait < 0:
		return failed, errors.New("--wait cannot be negative; write 0 or more, such as 30s")
	case *check && *verify:
		return failed, errors.New("--check is about notes, --verify about an index; write one of them")
	case flags.Changed("wait") && *check:
		return failed, errors.New("--wait does not go with --check, which writes nothing")
	case o.Full && *check:
		return failed, errors.New("--full does not go with --check, which writes nothing")
	case *verify && (flags.Changed("wait") || flags.Changed("names") || o.Full || flags.NArg() > 0):
		return failed, errors.New("--verify takes no notes, --names, --full or --wait; name the index with --index")
	case flags.Changed("format") && !*check && !*verify:
		return failed, errors.New("--format goes with --check or --verify")
	case *format != "text" && *format != "json":
		return failed, fmt.Errorf("unknown format %q; the formats are text, json", *format)
	}
	o.Index = cmp.Or(o.Index, store.Default())
	o.Notes = flags.Args()
	if len(o.Notes) == 0 {
		o.Notes = []string{"."}
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if *quiet {
		stderr = io.Discard
	}
	o.Waiting = func(b indexer.Busy) {
		fmt.Fprintf(stderr, "index: %s; waiting up to %s\n", terminal.Visible(b.Error()),
			strings.Replace(o.Wait.String(), "m0s", "m", 1))
	}
	bar := newProgress(stderr)
	o.Progress = bar.update
	switch {
	case *check:
		findings, err := indexer.Check(ctx, o)
		bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		return printFindings(stdout, *format, findings)
	case *verify:
		v, err := store.Verify(ctx, o.Index, bar.update)
		bar.clear()
		if err != nil {
			return failed, inWords(err)
		}
		printVerified(stderr, o.Index, v)
		return printFindings(stdout, *format, v.Damages)
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
		fmt.Fprintf(w, "nothing changed: %s and %s of %s\n",
			count(s.Documents, "document"), count(s.Headings, "team heading"), count(s.Notes, "note"))
	} else {
		fmt.Fprintf(w, "indexed %s and %s of %s: %s, %s, %s in %.1f s\n",
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

// printFindings prints findings, on a line each or as one JSON array, and returns
// the exit status.
func printFindings[F fmt.Stringer](stdout io.Writer, format string, findings []F) (status int, err error) {
	if len(findings) > 0 {
		status = found
	}
	out := bufio.NewWriter(stdout)
	if format == "json" {
		e := json.NewEncoder(out)
		e.SetEscapeHTML(false)
		if err := e.Encode(append([]F{}, findings...)); err != nil { // [] rather than null
			return failed, err
		}
	} else {
		for _, f := range findings {
			fmt.Fprintln(out, terminal.Visible(f.String()))
		}
	}
	return status, out.Flush()
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
