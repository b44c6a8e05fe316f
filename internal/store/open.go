package store

import (
	"bufio"
	"cmp"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"

	"minutes/internal/fault"
	"minutes/internal/naming"
	"minutes/internal/segment"
)

// An Index is an index open for reading. The caller of Open must close it.
type Index struct {
	*segment.Index
	Manifest Manifest
	Names    naming.Names // how to show the names in it
	path     string       // of the index
	live     os.FileInfo  // of the file that named the generation
	dir      string       // of its generation
	broken   atomic.Bool  // whether a read has panicked
}

// ErrNotExist is the error that Open wraps if there is nothing at the path.
var ErrNotExist = errors.New("cannot open index, path does not exist")

// Dir returns the folder of the generation of x.
func (x *Index) Dir() string { return x.dir }

// Version returns a text of letters, digits and dashes that no other published index has:
// the generation, which an index that is made anew may have too, and a checksum.
func (x *Index) Version() string {
	crc := newCRC()
	for _, f := range x.Manifest.Files {
		fmt.Fprintln(crc, f.Name, f.SHA256)
	}
	return x.Manifest.Generation + "-" + hex.EncodeToString(crc.Sum(nil))
}

// Superseded reports whether an index was published at the path of x since Open. If the
// index is gone, it was not.
func (x *Index) Superseded() bool {
	now, err := os.Stat(filepath.Join(x.path, currentFile))
	if err != nil || x.live == nil {
		return err == nil
	}
	return !os.SameFile(now, x.live) || !now.ModTime().Equal(x.live.ModTime())
}

// Damaged returns an error that names a file of x that has changed since it was
// published; nil if none has. It reads all files.
func (x *Index) Damaged() error { return x.Manifest.verify(x.dir, true) }

// Notes returns the content of NOTES.json. It fails if the checksum does not match.
func (x *Index) Notes() ([]byte, error) {
	text, err := os.ReadFile(filepath.Join(x.dir, notesFile))
	if err != nil {
		return nil, err
	}
	crc := newCRC()
	crc.Write(text)
	for _, f := range x.Manifest.Files {
		if f.Name == notesFile && f.CRC32C != hex.EncodeToString(crc.Sum(nil)) {
			return nil, damaged(notesFile)
		}
	}
	return text, nil
}

// Published returns the manifest of the live generation of the index at path, which may
// be of another version; ok is false if there is none, or if it cannot be read.
func Published(path string) (m Manifest, ok bool) {
	live, err := current(path)
	if err != nil {
		return Manifest{}, false
	}
	m, err = readManifest(filepath.Join(path, live))
	return m, err == nil
}

// NotesHead returns the first line of NOTES.json of the live generation of the index at
// path, even if the index is of another version. It does not check it, and it does not read
// the rest, which has a line for each note.
func NotesHead(path string) ([]byte, error) {
	live, err := current(path)
	if err != nil {
		return nil, err
	}
	f, err := os.Open(filepath.Join(path, live, notesFile))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return bufio.NewReader(f).ReadBytes('\n')
}

// tries is how often Open looks for the live generation. It needs another try only if two
// publishes finish while it opens a generation.
const tries = 100

// Open returns the index at path, if it is complete and of this schema's version.
// Otherwise, the error says what to do, and names the file that is damaged, if any. It
// wraps ErrNotExist if there is nothing at path.
func Open(path string) (*Index, error) {
	if err := exists(path); err != nil {
		return nil, err
	}
	for try := 1; ; try++ {
		info, _ := os.Stat(filepath.Join(path, currentFile)) // first, so that a later change is seen
		live, err := current(path)
		if err != nil {
			return nil, unusable(path, "", err)
		}
		idx, err := openGeneration(filepath.Join(path, live))
		if err == nil {
			idx.path, idx.live = path, info
			return idx, nil
		}
		if now, _ := current(path); now == live || try == tries {
			return nil, unusable(path, idx.Manifest.Root, err)
		}
	}
}

// exists returns an error if there is no index at path, not even a damaged or unfinished
// one.
func exists(path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("open index %s: %w; make one with: %s",
			path, ErrNotExist, command(path, ""))
	}
	if errors.Is(Check(path), errForeign) {
		return fmt.Errorf("open index %s: it %w; name one with --index", path, errForeign)
	}
	return nil
}

// unusable returns an error that says why the index at path, made from the notes at root,
// cannot be opened, and how to make it again. If only access is missing, it says what to
// do about that.
func unusable(path, root string, err error) error {
	if isTooManyFiles(err) || errors.Is(err, fs.ErrPermission) {
		return fmt.Errorf("open index %s: %w", path, withRemedy(bare(err)))
	}
	return fmt.Errorf("open index %s: %w; make it again with: %s", path, bare(err), command(path, root))
}

// openGeneration opens the generation at dir. If it fails, the Index that it returns has
// only the manifest, if that could be read.
func openGeneration(dir string) (*Index, error) {
	idx := &Index{dir: dir}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		return idx, fmt.Errorf("CURRENT names %s, which is missing", filepath.Base(dir))
	}
	var err error
	if idx.Manifest, err = readManifest(dir); err != nil {
		return idx, err
	}
	if err := idx.Manifest.compatible(); err != nil {
		return idx, err
	}
	if err := idx.Manifest.verify(dir, false); err != nil {
		return idx, err
	}
	if err := fault.Catch(idx.open); err != nil {
		return idx, cmp.Or(idx.Manifest.verify(dir, true), err)
	}
	return idx, nil
}

// open opens the segments, whose files have been checked.
func (x *Index) open() (err error) {
	names, err := os.ReadFile(filepath.Join(x.dir, namesFile))
	if err == nil && json.Unmarshal(names, &x.Names) != nil {
		err = damaged(namesFile)
	}
	if err != nil {
		return err
	}
	if x.Index, err = segment.Open(x.dir, x.Manifest.Segments); err != nil {
		return err
	}
	if count := x.Documents(); count != x.Manifest.Documents {
		x.Close()
		return fmt.Errorf("it holds %d documents, want %d", count, x.Manifest.Documents)
	}
	return nil
}
