package main

import (
	"io"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// A progress shows how much of the work is done, how fast it goes, and how long it will
// take. It appears only on a terminal, and only after the work has taken longer than
// patience.
type progress struct {
	w     io.Writer // nil to show nothing
	start time.Time
	work  string
	bar   *progressbar.ProgressBar
}

const patience = 500 * time.Millisecond

// units are the units in which each kind of work is counted.
var units = map[string]string{
	"publishing": "documents", "publishing words": "words", "comparing": "documents", "verifying words": "words",
	"reading": "notes", "indexing": "notes", "merging": "MiB", "verifying files": "files", "verifying documents": "documents",
}

func newProgress(stderr io.Writer) *progress {
	p := &progress{start: time.Now()}
	if f, ok := stderr.(*os.File); ok && term.IsTerminal(int(f.Fd())) {
		p.w = stderr
	}
	return p
}

// update shows that done of total parts of the work are done.
func (p *progress) update(work string, done, total int) {
	if p.w == nil || time.Since(p.start) < patience {
		return
	}
	if p.bar == nil || p.work != work {
		p.clear()
		p.work = work
		p.bar = progressbar.NewOptions(total,
			progressbar.OptionSetWriter(p.w),
			progressbar.OptionSetDescription(work),
			progressbar.OptionThrottle(100*time.Millisecond),
			progressbar.OptionShowCount(),
			progressbar.OptionShowIts(),
			progressbar.OptionSetItsString(units[work]),
			progressbar.OptionFullWidth())
	}
	_ = p.bar.Set(done) // its errors are those of the terminal
}

// clear removes the bar from the terminal.
func (p *progress) clear() {
	if p.bar != nil {
		_ = p.bar.Clear()
		p.bar = nil
	}
}
