package indexer

import (
	"sync"
	"time"

	"minutes/internal/store"
)

// A Summary tells what Build did.
type Summary struct {
	// Totals of the index. Joined names count once.
	Notes     int
	Documents int // all but headings
	Headings  int // headings that name a team
	Meetings  int // distinct pairs of date and meeting name
	Teams     int // distinct folded names
	Leads     int // distinct folded names

	// Before is the number of documents above the first meeting of running files, and
	// BeforeNotes the number of these files. The documents have no date and are left out,
	// unless Options.Undated keeps them.
	Before, BeforeNotes int

	Skipped []Skip    // notes that are not in the index, in the order of their files
	News    []Skip    // those of Skipped that the previous run did not skip for the same reason
	Kept    []Skip    // files and folders that could not be read; their documents were kept
	Ignored int       // number of folders and possible notes that were ignored
	Cut     []Finding // lines that were cut, in the order of their files
	Foreign []Finding // unknown languages in front matter, in the order of their files
	Took    time.Duration

	// Languages maps the code of each language to the number of notes that are in it.
	Languages map[string]int

	// Added, Changed and Removed count the notes that differ from the previous index. In
	// an index that was rebuilt, all notes are Added.
	Added, Changed, Removed int
	Saved                   bool // whether it went on from one before
	Nothing                 bool // whether nothing was written, since nothing had changed
	Restored                bool // whether another program had written to the index with Bleve, which was undone
}

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
	// Sized, if set, is called with the size of all notes in bytes once that is known, before
	// the first is indexed.
	Sized func(bytes int64)
	// Reads, if set, is called with the path of each folder before Build reads it, and of
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
