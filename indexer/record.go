package indexer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"sync"
	"time"

	"minutes/internal/segment"
)

// A record is what an index stores about its notes, so that the next run can see what has
// changed. It is the content of NOTES.json.
type record struct {
	recordHead
	Notes []noteRecord
}

type recordHead struct {
	Program string         `json:"program"` // checksum of the program that made the index
	Names   string         `json:"names"`   // hash of its names
	Undated bool           `json:"undated"` // whether it keeps text without a date
	Began   time.Time      `json:"began"`   // start of the run that made it
	Totals  segment.Totals `json:"totals"`
	// NamesFile is the path of the names file, relative to the notes' root; "" if it is
	// NamesFile there, or there is none.
	NamesFile string `json:"namesFile,omitempty"`

	Languages []string `json:"languages"` // codes of the languages of notes that name none

	Args    []string `json:"args"`    // the folders and files given, relative to the notes' root
	Skipped []string `json:"skipped"` // notes that were skipped, and why, as Skip.String returns them
}

// A noteRecord is what an index stores about a note.
type noteRecord struct {
	File     string    `json:"file"` // relative to the notes' root, with forward slashes
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	SHA256   string    `json:"sha256"` // in hexadecimal
	Meetings []facts   `json:"meetings"`
	Before   int       `json:"before,omitempty"` // number of documents left out because they have no date
	Cut      []Finding `json:"cut,omitempty"`
	Lang     string    `json:"lang"`              // code of its language
	Foreign  []Finding `json:"foreign,omitempty"` // about a language that is unknown

	line []byte // the JSON it was read from, if any
}

// encode returns r as JSON, with one object per line: the head, then each note.
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

// Sums returns the SHA-256 of each note, by file, from the record of an index. Notes whose
// record cannot be read are left out.
func Sums(record []byte) map[string][sha256.Size]byte {
	sums := map[string][sha256.Size]byte{}
	for line := range bytes.Lines(record) {
		var n struct{ File, SHA256 string }
		if json.Unmarshal(line, &n) != nil {
			continue
		}
		var sum [sha256.Size]byte
		if size, err := hex.Decode(sum[:], []byte(n.SHA256[:min(len(n.SHA256), 2*sha256.Size)])); err == nil && size == sha256.Size {
			sums[n.File] = sum
		}
	}
	return sums
}

// decodeRecord returns the record in text, which encode has written. It divides the work
// among all processors: tens of thousands of lines take a tenth of a second.
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

// program returns a checksum of this program, because another one may make other
// documents of the same notes. It returns "" if the program cannot be read. It reads it once: the
// file may be replaced while this process goes on.
var program = sync.OnceValue(func() string {
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
})

// skips returns what is skipped, as a record has it.
func (b *builder) skips() []string {
	said := []string{}
	for _, skip := range b.skipped {
		said = append(said, skip.String())
	}
	return said
}

// namesFile returns the path of the names file as a record has it.
func (b *builder) namesFile() string {
	path, err := filepath.Abs(b.named)
	if b.named == "" || err != nil {
		return ""
	}
	if rel := relative(b.root, path); rel != NamesFile {
		return rel
	}
	return ""
}

// args returns the notes asked for, as a record has them.
func (b *builder) args() []string {
	args := []string{}
	for _, arg := range b.Notes {
		if path, err := resolve(arg); err == nil {
			args = append(args, relative(b.root, path))
		}
	}
	return args
}

// record returns the record of the notes to store in the index.
func (b *builder) record() ([]byte, error) {
	r := record{recordHead: recordHead{b.program, b.names.sum(), b.Undated, b.began, b.totals, b.namesFile(), b.langs, b.args(), b.skips()}}
	for _, in := range b.inputs {
		if in.changed || in.err != nil {
			r.Program = "" // teams were found with its old content, so the next run must rebuild
		}
		if in.err == nil {
			r.Notes = append(r.Notes, in.noteRecord)
		}
	}
	return r.encode()
}
