package seen

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"minutes/internal/address"
)

// A Record is what a reader was shown of an index. Its file has a line of text, which ends
// with a checksum, and then the prints of documents in the order in which they were shown.
type Record struct {
	path   string
	prints []Print
	lock   *flock.Flock // nil if the record is only read
}

// Most is the maximum number of documents in a Record, which then takes 48 MB. Beyond it,
// a Record forgets those that are gone.
const Most = 2_000_000

const (
	head      = "minutes seen 1 " // and the checksum of the prints
	printSize = 24
)

// maxName is the maximum length of the name of a reader.
const maxName = 64

// CheckName returns an error if name cannot be the name of a reader, which becomes a part
// of the name of a file.
func CheckName(name string) error {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-_"
	if name == "" || len(name) > maxName || strings.Trim(name, letters) != "" {
		return fmt.Errorf("the name %q is not one; write up to %d of the letters a to z, digits, - and _", name, maxName)
	}
	return nil
}

// Open returns the record of what the reader called name was shown of indexes, their paths
// or addresses, in any order. Each set of indexes has a record of its own. It has nothing if the reader was never shown anything. No other
// process can open it to write until Close. If write is false, it can only be compared, and
// needs no Close.
func Open(name string, indexes []string, write bool) (*Record, error) {
	if err := CheckName(name); err != nil {
		return nil, err
	}
	dir, err := folder()
	if err != nil {
		return nil, err
	}
	var of []string
	for _, index := range indexes {
		of = append(of, identity(index))
	}
	slices.Sort(of)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(of), "\n")))
	r := &Record{path: filepath.Join(dir, fmt.Sprintf("%s-%x.seen", name, sum[:8]))}
	if write {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, fmt.Errorf("remember what was shown: %w", err)
		}
		r.lock = flock.New(strings.TrimSuffix(r.path, ".seen")+".lock", flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
		if locked, err := r.lock.TryLock(); err != nil {
			return nil, fmt.Errorf("remember what was shown: lock %s: %w", r.path, err)
		} else if !locked {
			return nil, fmt.Errorf("another search shows now what is new to %q; wait until it ends", name)
		}
	}
	if err := r.read(); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// Close lets other processes open the record.
func (r *Record) Close() {
	if r.lock != nil {
		r.lock.Close()
	}
}

// folder returns the folder of all records.
func folder() (string, error) {
	if dir := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(dir) { // by its rules, others do not count
		return filepath.Join(dir, "minutes"), nil
	}
	if dir := os.Getenv("LocalAppData"); runtime.GOOS == "windows" && dir != "" {
		return filepath.Join(dir, "minutes"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("no folder to remember what was shown: %w; set XDG_STATE_HOME to a folder", err)
	}
	if runtime.GOOS == "darwin" {
		return filepath.Join(home, "Library", "Application Support", "minutes"), nil
	}
	return filepath.Join(home, ".local", "state", "minutes"), nil
}

// identity returns a text that is the same for all ways to write the path or the address of
// an index.
func identity(index string) string {
	if address.Is(index) {
		scheme, rest, _ := strings.Cut(strings.TrimRight(index, "/"), "://")
		host, path, _ := strings.Cut(rest, "/")
		if at := strings.LastIndex(host, "@"); at >= 0 {
			host = host[at+1:] // without a password, which may change
		}
		return strings.ToLower(scheme+"://"+host) + "/" + path
	}
	path, err := filepath.Abs(index)
	if err != nil {
		return filepath.Clean(index)
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return real
	}
	return path
}

// read reads the file of r, if there is one.
func (r *Record) read() error {
	text, err := os.ReadFile(r.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read what was shown: %w", err)
	}
	if r.prints, err = decode(text); err != nil {
		return fmt.Errorf("read what was shown: %s %w; remove it, and everything is new again", r.path, err)
	}
	return nil
}

// decode returns the prints in the text of a file.
func decode(text []byte) ([]Print, error) {
	line, body, ok := bytes.Cut(text, []byte("\n"))
	sum, known := bytes.CutPrefix(line, []byte(head))
	switch {
	case !known && bytes.HasPrefix(line, []byte("minutes seen ")):
		return nil, errors.New("was written by another version of search")
	case !ok || !known || len(body)%printSize != 0 || len(body)/printSize > Most || string(sum) != checksum(body):
		return nil, errors.New("is damaged")
	}
	prints := make([]Print, 0, len(body)/printSize)
	for b := body; len(b) > 0; b = b[printSize:] {
		prints = append(prints, Print{
			key: binary.LittleEndian.Uint64(b), words: binary.LittleEndian.Uint64(b[8:]),
			meeting: binary.LittleEndian.Uint32(b[16:]), rest: binary.LittleEndian.Uint32(b[20:]),
		})
	}
	return prints, nil
}

// encode returns the text of a file with prints.
func encode(prints []Print) []byte {
	body := make([]byte, 0, len(prints)*printSize)
	for _, p := range prints {
		body = binary.LittleEndian.AppendUint64(body, p.key)
		body = binary.LittleEndian.AppendUint64(body, p.words)
		body = binary.LittleEndian.AppendUint32(body, p.meeting)
		body = binary.LittleEndian.AppendUint32(body, p.rest)
	}
	return append([]byte(head+checksum(body)+"\n"), body...)
}

func checksum(body []byte) string {
	return fmt.Sprintf("%08x", crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
}

// Save writes the record to its file, by renaming a new one, so that the file is always
// either the old one or the new one.
func (r *Record) Save() error {
	f, err := os.OpenFile(r.path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		_, written := f.Write(encode(r.prints))
		if err = cmp.Or(written, f.Sync(), f.Close()); err == nil {
			err = os.Rename(f.Name(), r.path)
		}
		if err != nil {
			os.Remove(f.Name())
		}
	}
	if err != nil {
		return fmt.Errorf("remember what was shown: %w; it will be shown again", err)
	}
	return nil
}
