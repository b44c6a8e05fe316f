// Index makes a searchable index of meeting notes.
//
//	index [--index PATH] [NOTES...]
//
// NOTES are folders or files, the current folder if there are none. The index
// is --index, else $MINUTES_INDEX, else ./index.bleve; it is replaced as a whole
// when the new one is complete. Notes that cannot be read or hold no date are
// skipped, counted and named on standard error. The exit status is 0 when an
// index was published, else 2.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/spf13/pflag"

	"minutes/indexer"
	"minutes/internal/store"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// Bleve leaves much garbage behind for a short while. Collecting it at five times
// the live heap and not at twice saves a fifth of the time; near a gigabyte it is
// collected as it comes.
func init() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(1 << 30)
}

const usage = `usage: index [--index PATH] [NOTES...]

Splits meeting notes (Markdown) into documents and makes an index of them for search.
NOTES are folders or files; the current folder if there are none.

      --index PATH   the index to make or replace (default $MINUTES_INDEX, else index.bleve)
  -h, --help         show this

example: index notes && search containerd
`

const (
	done   = 0
	failed = 2
)

func run(args []string, stdout, stderr io.Writer) int {
	log.SetOutput(io.Discard) // Bleve logs there what it returns as well
	flags := pflag.NewFlagSet("index", pflag.ContinueOnError)
	flags.Usage = func() {}
	path := flags.String("index", store.Default(), "")
	if err := flags.Parse(args); errors.Is(err, pflag.ErrHelp) {
		if _, err := io.WriteString(stdout, usage); err != nil {
			return fail(stderr, err)
		}
		return done
	} else if err != nil {
		return fail(stderr, fmt.Errorf("%w; see: index --help", err))
	}
	notes := flags.Args()
	if len(notes) == 0 {
		notes = []string{"."}
	}

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	bar := newProgress(stderr)
	summary, err := indexer.Build(ctx, indexer.Options{Index: *path, Notes: notes, Progress: bar.update})
	bar.clear()
	if errors.Is(err, context.Canceled) {
		return fail(stderr, errors.New("interrupted; the index was left as it was"))
	} else if err != nil {
		return fail(stderr, err)
	}
	printSummary(stderr, summary)
	return done
}

func fail(stderr io.Writer, err error) int {
	fmt.Fprintln(stderr, "index:", err)
	return failed
}

func printSummary(w io.Writer, s indexer.Summary) {
	fmt.Fprintf(w, "indexed %s of %s: %s, %s, %s in %.1f s\n",
		count(s.Documents, "document"), count(s.Notes, "note"), count(s.Meetings, "meeting"),
		count(s.Teams, "team"), count(s.Leads, "lead"), s.Took.Seconds())
	if len(s.Skipped) == 0 {
		return
	}
	fmt.Fprintf(w, "skipped %s:\n", count(len(s.Skipped), "note"))
	for _, skip := range s.Skipped {
		fmt.Fprintf(w, "  %s: %v\n", printable(skip.File), skip.Reason)
	}
}

func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}
