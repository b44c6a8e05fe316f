package indexer

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"hash/crc32"
	"io"
	"os"
	"runtime"
	"sync"
	"time"

	"minutes/internal/segment"
)

// A record is what an index remembers of its notes, for the next run to find out what
// has changed: its NOTES.json.
type record struct {
	recordHead
	Notes []noteRecord
}

type recordHead struct {
	Program string         `json:"program"` // sum of the program that made it
	Names   string         `json:"names"`   // sum of its names
	Undated bool           `json:"undated"` // whether it keeps what has no day
	Began   time.Time      `json:"began"`   // when the run began that has looked at the notes
	Totals  segment.Totals `json:"totals"`
	Args    []string       `json:"args"`    // the folders and files asked for, relative to the notes' root
	Skipped []string       `json:"skipped"` // what was skipped, and why, as Skip.String has it
}

// A noteRecord is what an index remembers of a note.
type noteRecord struct {
	File     string    `json:"file"` // relative to the notes' root, with forward slashes
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	SHA256   string    `json:"sha256"` // in hexadecimal
	Meetings []facts   `json:"meetings"`
	Before   int       `json:"before,omitempty"` // documents of no day that were left out
	Cut      []Finding `json:"cut,omitempty"`

	line []byte // as it was read, if it was
}

// encode returns r as JSON, one object a line: the head, then a line for each note.
func (r record) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(r.recordHead); err != nil {
		return nil, err
	}
	for _, n := range r.Notes {
		if n.line != nil {
			b.Write(n.line)
			b.WriteByte('\n')
			continue
		}
		if err := e.Encode(n); err != nil {
			return nil, err
		}
	}
	return b.Bytes(), nil
}

// decodeRecord returns the record that encode has made text of. Tens of thousands of
// lines are a tenth of a second's work, which is divided among all processors.
func decodeRecord(text []byte) (record, error) {
	first, text, _ := bytes.Cut(text, []byte("\n"))
	var r record
	if err := json.Unmarshal(first, &r.recordHead); err != nil {
		return record{}, err
	}
	var lines [][]byte
	if len(text) > 0 {
		lines = bytes.Split(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	}
	r.Notes = make([]noteRecord, len(lines))
	errs := make([]error, len(lines))
	inParallel(len(lines), func(i int) {
		errs[i] = json.Unmarshal(lines[i], &r.Notes[i])
		r.Notes[i].line = lines[i]
	})
	for _, err := range errs {
		if err != nil {
			return record{}, err
		}
	}
	return r, nil
}

// inParallel calls do with each number from 0 up to n, on all processors.
func inParallel(n int, do func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	var working sync.WaitGroup
	const share = 64 // numbers at a time, so that handing them out takes no time
	next := make(chan int)
	for range workers {
		working.Go(func() {
			for start := range next {
				for i := start; i < min(start+share, n); i++ {
					do(i)
				}
			}
		})
	}
	for start := 0; start < n; start += share {
		next <- start
	}
	close(next)
	working.Wait()
}

// program returns the sum of this program: what another one makes of the same notes
// may be something else. It is "" where the program cannot be read.
func program() string {
	path, err := os.Executable()
	if err != nil {
		return ""
	}
	f, err := os.Open(path)
	if err != nil {
		return ""
	}
	defer f.Close()
	sum := crc32.New(crc32.MakeTable(crc32.Castagnoli))
	size, err := io.Copy(sum, f)
	if err != nil {
		return ""
	}
	return hex.EncodeToString(append(sum.Sum(nil), byte(size), byte(size>>8), byte(size>>16), byte(size>>24)))
}
