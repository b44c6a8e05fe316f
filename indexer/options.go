package indexer

import (
	"sync"
	"time"

	"minutes/internal/store"
)

// Options control Build.
type Options struct {
	Index string   // path of the index, which need not exist
	Notes []string // folders and files
	// Names is the path of the names file. If it is "", Build reads the one that the index
	// was made with. If none was named then, Build reads NamesFile in the notes' folder, if
	// that exists.
	Names string
	// Languages are the codes of the languages of notes that do not name theirs, as
	// ParseLanguages returns them. A note is in the one with most function words in its
	// text. If it is empty, they are those that the index was made with, or else English.
	Languages []string
	Full      bool // whether to rebuild the index even if it could be updated
	// Replace allows Build to replace the index by one of other folders, or by one with
	// less than half its documents. Full allows this too.
	Replace bool
	// Undated keeps text without a date: notes that have none, and the lines above the
	// first meeting of running files. Their documents have the date "".
	Undated bool
	// Wait is the longest time to wait while another process writes the index. Build then
	// fails with Busy. Waiting, if set, is called once if the wait is more than a moment.
	Wait    time.Duration
	Waiting func(Busy)
	// Progress, if set, is called during the work: done of total notes have been read or
	// indexed, or done of total MiB merged. Calls do not overlap.
	Progress func(work string, done, total int)
	// Sized, if set, is called with the size in bytes of the notes that have been read, each time
	// some tens of MB more have been, and when all have. Calls may overlap.
	Sized func(bytes int64)
	// Reads, if set, is called with the absolute path of each folder before Build reads it, and of
	// each file outside these that decides what is in the index. A file may be missing. If
	// nothing changes in these after the call, of what Concerns is true, the index remains
	// up to date.
	Reads func(path string)
}

// Busy is the error that Build returns while another process writes the index.
type Busy struct {
	Path string
	PID  int // of the other process; 0 if unknown
}

func (b Busy) Error() string { return store.Busy(b).Error() }

// waiting reports which process writes the index.
func (o *Options) waiting(b store.Busy) {
	if o.Waiting != nil {
		o.Waiting(Busy(b))
	}
}

// oneByOne returns a progress function whose calls do not overlap.
func oneByOne(progress func(string, int, int)) func(string, int, int) {
	if progress == nil {
		return func(string, int, int) {}
	}
	var mutex sync.Mutex
	return func(work string, done, total int) {
		mutex.Lock()
		defer mutex.Unlock()
		progress(work, done, total)
	}
}
