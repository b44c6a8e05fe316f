package indexer

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"time"

	"minutes/internal/store"
)

// An input is a file that may be a note.
type input struct {
	File
	noteRecord
	undated bool  // whether to keep text without a date
	known   bool  // whether the record is from the previous index and the note was not parsed
	kept    bool  // whether the note cannot be read and its documents are kept
	note    *Note // nil if known
	packed  place // of note without its findings, if note has no text
	changed bool  // whether the file has changed since the survey
	err     error // why the note is skipped
	unread  bool  // whether it is skipped because it could not be read
}

// A survey holds what an index can be made from.
type survey struct {
	root    string
	names   Names
	named   string   // path of their file; "" if there is none
	langs   []string // languages of notes that name none
	began   time.Time
	inputs  []*input // notes that can be read, in the order of their files
	skipped []Skip   // in the order of their files
	unread  []*Note  // the notes in skipped, as far as they were read
	ignored int      // as Found.Ignored
	packed  *scratch // has the text of inputs; nil if it was not asked for
}

// All notes must be parsed before the first is indexed, because teams depend on all of
// them. So many bytes of notes stay in memory as they are once parsed. Any further notes are
// packed. Tests lower the limit.
var maxKept int64 = 16 << 20

// sizedStep is the number of bytes of notes after which Options.Sized is called again. Tests lower
// it.
var sizedStep int64 = 32 << 20

// look finds the notes of o and reads those that have changed since the records that
// before returns, by file name. It keeps at most keep bytes of parsed notes in memory, and
// puts the text of any further ones into packed, unless that is nil.
func look(ctx context.Context, o Options, before func(root string, names Names, langs []string) map[string]noteRecord, keep int64, packed *scratch) (survey, error) {
	s := survey{began: time.Now(), packed: packed}
	o.Reads = absolute(o.Reads)
	found, err := find(o.Notes, o.Index, o.Reads)
	if err != nil {
		return survey{}, err
	}
	root, files := found.Root, found.Files
	s.root, s.skipped, s.ignored = root, found.Skipped, found.Ignored
	head := recorded(o.Index, root)
	s.langs = firstOf(o.Languages, head.Languages, defaultLanguages)
	namesFile, err := s.readNames(o, head)
	if err != nil {
		return survey{}, err
	}
	known := before(root, s.names, s.langs)
	all := make([]*input, len(files))
	var done, kept, size atomic.Int64
	inParallel(len(files), func(i int) {
		all[i] = &input{File: files[i], undated: o.Undated}
		if ctx.Err() != nil {
			return
		}
		o.Progress("reading", int(done.Add(1)), len(files))
		record, ok := known[files[i].Name]
		all[i].read(record, ok, namesFile)
		if total := size.Add(all[i].Size); o.Sized != nil && total/sizedStep > (total-all[i].Size)/sizedStep {
			o.Sized(total)
		}
		if n := all[i].note; n != nil && kept.Add(all[i].Size) > keep {
			if all[i].err == nil && packed != nil {
				all[i].packed = packed.put(n)
			}
			all[i].note = n.withoutPieces()
		}
	})
	if err := ctx.Err(); err != nil {
		return survey{}, err
	}
	for _, in := range all {
		switch {
		case in.err == errNames:
		case in.err == nil:
			s.inputs = append(s.inputs, in)
		default:
			s.skipped = append(s.skipped, Skip{in.Name, in.err, in.unread})
			if in.note != nil {
				s.unread = append(s.unread, in.note)
			}
		}
	}
	for _, skip := range s.skipped {
		// Nothing is wrong with the note, so do not leave it out.
		if errors.Is(skip.Reason, syscall.EMFILE) || errors.Is(skip.Reason, syscall.ENFILE) {
			return survey{}, fmt.Errorf("open notes: %s: %w; raise the limit, for example with: ulimit -n 1024", skip.File, skip.Reason)
		}
	}
	sortSkips(s.skipped)
	return s, nil
}

// absolute returns a function that calls reads, unless that is nil, with absolute paths.
func absolute(reads func(path string)) func(path string) {
	return func(path string) {
		if abs, err := filepath.Abs(path); err == nil && reads != nil {
			reads(abs)
		}
	}
}

// readNames reads the names file: that of o, or that of the run which head records, or the one
// in the notes' folder. file is nil if there is none.
func (s *survey) readNames(o Options, head recordHead) (file os.FileInfo, err error) {
	path := o.Names
	if path == "" && head.NamesFile != "" {
		path = filepath.Join(s.root, filepath.FromSlash(head.NamesFile))
	}
	if path == "" {
		path = filepath.Join(s.root, NamesFile)
		o.Reads(path)
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			return nil, nil
		}
	}
	o.Reads(path)
	s.named = path
	if s.names, err = readNames(path); err != nil {
		if o.Names == "" && errors.Is(err, os.ErrNotExist) {
			err = fmt.Errorf("%w; the index was made with these names; name another file with --names", err)
		}
		return nil, err
	}
	if file, err = os.Stat(path); err != nil {
		return nil, fmt.Errorf("open names: %s: %w", path, bare(err))
	}
	return file, nil
}

// recorded returns what the index at path records about the run that made it, if it is an
// index of the notes at root. Without it, the names file and the languages would be lost in
// a run that does not repeat their flags.
func recorded(path, root string) recordHead {
	live, ok := store.Published(path)
	if !ok || live.Root != root {
		return recordHead{}
	}
	var r recordHead
	head, err := store.NotesHead(path)
	if err != nil || json.Unmarshal(head, &r) != nil {
		return recordHead{}
	}
	return r
}

// firstOf returns the first of lists that is not empty.
func firstOf(lists ...[]string) []string {
	for _, list := range lists {
		if len(list) > 0 {
			return list
		}
	}
	return nil
}

// errNames is the reason why the names file is not a note.
var errNames = errors.New("it is the names file")

// read reads the note of in from the disk, unless it is the names file, or is unchanged
// since before. there reports whether there is such a record.
func (in *input) read(before noteRecord, there bool, namesFile os.FileInfo) {
	info, err := os.Stat(in.Path)
	if err == nil && namesFile != nil && os.SameFile(info, namesFile) {
		err = errNames
	}
	if err == nil && !info.Mode().IsRegular() {
		err = errIrregular
	}
	if err != nil {
		in.fail(err)
		return
	}
	if there && info.Size() == before.Size && info.ModTime().Equal(before.Modified) {
		in.noteRecord, in.known = before, true
		return
	}
	src, err := in.content(info.Size())
	if err != nil {
		in.fail(err)
		return
	}
	in.noteRecord = noteRecord{File: in.Name, Size: int64(len(src)), Modified: info.ModTime(), SHA256: sum(src)}
	if there && in.SHA256 == before.SHA256 {
		modified := in.Modified
		in.noteRecord, in.known = before, true // only the time differs
		in.Modified, in.line = modified, nil
		return
	}
	if in.note, in.err = parse(in.Name, src, in.undated); in.err == nil {
		in.Meetings, in.Before, in.Cut, in.Foreign = in.note.facts(), in.note.before(), in.note.cut, in.note.foreign
	}
}

// fail marks in as skipped, for the reason err.
func (in *input) fail(err error) {
	in.note, in.err = &Note{Name: in.Name}, bare(err)
	in.unread = err != errNames && err != errIrregular && !errors.Is(err, fs.ErrNotExist)
}

// content returns the content of the file, up to one byte more than maxNote. size is its
// size, as far as that is known.
func (in *input) content(size int64) ([]byte, error) {
	f, err := os.Open(in.Path)
	if err != nil {
		return nil, bare(err)
	}
	defer f.Close()
	src := bytes.NewBuffer(make([]byte, 0, min(size, maxNote)+1+bytes.MinRead))
	if _, err := src.ReadFrom(io.LimitReader(f, maxNote+1)); err != nil {
		return nil, bare(err)
	}
	return src.Bytes(), nil
}

func sum(src []byte) string {
	sum := sha256.Sum256(src)
	return hex.EncodeToString(sum[:])
}

// parse is Parse, but returns a panic as an error, so that a fault in the Markdown parser
// affects only one note. If undated is set, it keeps text without a date.
func parse(name string, src []byte, undated bool) (n *Note, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			n, err = &Note{Name: name}, fmt.Errorf("cannot be parsed: %v", cause)
		}
	}()
	n, err = Parse(name, src)
	if undated && (err == nil || err == ErrUndated) {
		n.KeepUndated()
		err = nil
	}
	return n, err
}

// whole returns the note of in with all its text. If that was not kept and the file has
// changed since the survey, it returns the note as it is now.
func (s *survey) whole(in *input) (*Note, error) {
	switch {
	case in.note != nil && in.note.Meetings != nil:
		return in.note, nil
	case in.packed.size > 0:
		return s.packed.get(in.Name, in.packed)
	}
	src, err := in.content(in.Size)
	if err != nil {
		return nil, err
	}
	if sum(src) != in.SHA256 {
		in.changed = true
		if in.read(noteRecord{}, false, nil); in.err != nil {
			return nil, in.err
		}
		return in.note, nil
	}
	return parse(in.Name, src, in.undated)
}
