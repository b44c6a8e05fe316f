package indexer

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// A Skip is a note that is not in the index, and why.
type Skip struct {
	File   string // relative to the notes' root
	Reason error
	// Unreadable is whether the file or folder could not be read: what an index has of
	// it stays there.
	Unreadable bool
}

// String returns s as FILE: WHY.
func (s Skip) String() string { return fmt.Sprintf("%s: %v", s.File, s.Reason) }

// An input is a file that a note is, or may be, read from.
type input struct {
	File
	noteRecord
	undated bool  // whether to keep what has no day
	known   bool  // whether the record is one of before, and the note was not parsed
	kept    bool  // whether it cannot be read, and its documents stay as they are
	note    *Note // nil where it is known
	changed bool  // whether it is another since all were looked at
	err     error // why it is skipped
	unread  bool  // whether that is since it could not be read
}

// A survey is what there is to make an index of.
type survey struct {
	root    string
	names   Names
	began   time.Time
	inputs  []*input // notes that can be read, in the order of their files
	skipped []Skip   // in the order of their files
	unread  []*Note  // of skipped, as far as they were read
	ignored int      // as Found.Ignored
}

// maxKept is how many bytes of notes are kept in memory, as what they were parsed to.
// What is beyond that is parsed again when its turn comes: what is a team depends on
// all notes, and so must be found out before.
var maxKept int64 = 16 << 20 // tests lower it

// look finds the notes that o says, and reads those that are not as before has them,
// by their files. It keeps as many bytes of notes as keep says.
func look(ctx context.Context, o Options, before func(root string, names Names) map[string]noteRecord, keep int64) (survey, error) {
	s := survey{began: time.Now()}
	found, err := Find(o.Notes, o.Index)
	if err != nil {
		return survey{}, err
	}
	root, files := found.Root, found.Files
	s.root, s.skipped, s.ignored = root, found.Skipped, found.Ignored
	var namesFile os.FileInfo // nil where there is none
	path := o.Names
	if path == "" {
		path = filepath.Join(root, NamesFile)
		if _, err := os.Stat(path); errors.Is(err, os.ErrNotExist) {
			path = ""
		}
	}
	if path != "" {
		if s.names, err = readNames(path); err != nil {
			return survey{}, err
		}
		if namesFile, err = os.Stat(path); err != nil {
			return survey{}, fmt.Errorf("open names: %s: %w", path, bare(err))
		}
	}

	known := before(root, s.names)
	all := make([]*input, len(files))
	var done, kept atomic.Int64
	inParallel(len(files), func(i int) {
		all[i] = &input{File: files[i], undated: o.Undated}
		if ctx.Err() != nil {
			return
		}
		o.Progress("reading", int(done.Add(1)), len(files))
		record, ok := known[files[i].Name]
		all[i].read(record, ok, namesFile)
		if n := all[i].note; n != nil && kept.Add(all[i].Size) > keep {
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
		// The note is as good as the others, and would be missed.
		if errors.Is(skip.Reason, syscall.EMFILE) || errors.Is(skip.Reason, syscall.ENFILE) {
			return survey{}, fmt.Errorf("open notes: %s: %w; let index open more, as with: ulimit -n 1024", skip.File, skip.Reason)
		}
	}
	sortSkips(s.skipped)
	return s, nil
}

func sortSkips(skipped []Skip) {
	slices.SortStableFunc(skipped, func(a, b Skip) int { return strings.Compare(a.File, b.File) })
}

// errNames is why the names file is no note.
var errNames = errors.New("it is the names file")

// read reads the note of in from the disk, unless it is the one of before, if there
// was one, or the names file.
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
	src, err := in.content()
	if err != nil {
		in.fail(err)
		return
	}
	in.noteRecord = noteRecord{File: in.Name, Size: int64(len(src)), Modified: info.ModTime(), SHA256: sum(src)}
	if there && in.SHA256 == before.SHA256 {
		in.Meetings, in.Before, in.Cut, in.known = before.Meetings, before.Before, before.Cut, true // and another time
		return
	}
	if in.note, in.err = parse(in.Name, src, in.undated); in.err == nil {
		in.Meetings, in.Before, in.Cut = in.note.facts(), in.note.before(), in.note.cut
	}
}

// fail has in be skipped for err, which is why it could not be read.
func (in *input) fail(err error) {
	in.note, in.err = &Note{Name: in.Name}, bare(err)
	in.unread = err != errNames && err != errIrregular && !errors.Is(err, fs.ErrNotExist)
}

// content returns what is in the file.
func (in *input) content() ([]byte, error) {
	f, err := os.Open(in.Path)
	if err != nil {
		return nil, bare(err)
	}
	defer f.Close()
	src, err := io.ReadAll(io.LimitReader(f, maxNote+1))
	if err != nil {
		return nil, bare(err)
	}
	return src, nil
}

func sum(src []byte) string {
	sum := sha256.Sum256(src)
	return hex.EncodeToString(sum[:])
}

// parse is Parse, but that a panic is an error: the Markdown parser is not ours, and
// what it cannot take costs one note. Where undated, it keeps what has no day.
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

// whole returns the note of in with all that is in it. Where it has changed since all
// notes were looked at, that is the note as it is now.
func (in *input) whole() (*Note, error) {
	if in.note != nil && in.note.Meetings != nil {
		return in.note, nil
	}
	src, err := in.content()
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
