// Search answers questions over an index of meeting notes.
//
//	search [--index PATH] [flags] [QUERY...]
//
// The arguments are joined by blanks and read as one query; package searcher
// says how. Answers go to standard output, everything else to standard error.
// The exit status is 0 when something was found, 1 when nothing was, and then
// standard output is empty, and 2 after an error.
package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"time"

	"github.com/spf13/pflag"

	"minutes/internal/store"
	"minutes/searcher"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

const (
	found   = 0
	nothing = 1
	failed  = 2
)

// patience is how long a query may take. The largest that the bounds allow takes a
// tenth of it on the notes of ten years.
const patience = 5 * time.Second

var errSlow = errors.New("the query was given up after 5 s; narrow it with a team or a date, or write longer words")

func run(args []string, stdout, stderr io.Writer) int {
	log.SetOutput(io.Discard) // Bleve logs there what it returns as well
	out := bufio.NewWriterSize(stdout, 64<<10)
	status, err := search(args, out, stderr, screenOf(stdout))
	if err == nil {
		if err = out.Flush(); err != nil {
			err = fmt.Errorf("write answer: %w", err)
		}
	}
	if err != nil {
		printError(stderr, err)
		return failed
	}
	return status
}

// search prints the answer to args, and on stderr what is left out unasked.
func search(args []string, out *bufio.Writer, stderr io.Writer, s screen) (status int, err error) {
	f, err := parseFlags(args)
	if errors.Is(err, pflag.ErrHelp) {
		_, err := out.WriteString(usage)
		return found, err
	} else if err != nil {
		return failed, err
	}
	print, err := f.printer(s)
	if err != nil {
		return failed, err
	}
	query, options, err := f.question()
	if err != nil {
		return failed, err
	}
	idx, err := store.Open(f.index)
	if err != nil {
		return failed, err
	}
	defer idx.Close()
	ctx, cancel := context.WithTimeoutCause(context.Background(), patience, errSlow)
	defer cancel()
	result, hits, err := searcher.Stream(ctx, idx, query, options)
	switch {
	case ctx.Err() != nil:
		return failed, context.Cause(ctx)
	case err != nil:
		return failed, err
	}
	printNotices(stderr, result)
	if result.Total == 0 {
		return nothing, nil
	}
	if shown := result.Shown(); f.cutsUnasked(s) && shown < result.Total {
		fmt.Fprintf(stderr, "search: %d of %d shown; all with: -n %d\n", shown, result.Total, result.Total)
	}
	return found, print(out, answer{result, hits, placesOf(idx.Manifest.Root)})
}
