package seen

import (
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"minutes/internal/address"
)

// A Record is what a reader was shown of an index. Its file has a line of text, with a
// checksum and what is settled, and then the prints of documents in the order in which they
// were shown.
type Record struct {
	path    string
	settled []string // hashes of questions of which all was shown, oldest first; see Settled
	prints  []Print
	lock    *flock.Flock // nil if the record is only read
}

// Most is the maximum number of documents in a Record, which then takes 48 MB. Beyond it,
// a Record forgets those that are gone.
const Most = 2_000_000

const (
	head        = "minutes seen 1 " // and the checksum of the prints, and hashes of questions
	printSize   = 24
	mostSettled = 32
)

// maxName is the maximum length of the name of a reader.
const maxName = 64

// CheckName returns an error if name cannot be the name of a reader, which becomes a part
// of the name of a file.
func CheckName(name string) error {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789-_"
	if name == "" || len(name) > maxName || strings.Trim(name, letters) != "" {
		return fmt.Errorf("the name %q cannot be used; write up to %d lower-case letters a to z, digits, - and _", name, maxName)
	}
	return nil
}

// Open returns the record of what the reader called name was shown of indexes, their paths
// or addresses, in any order. Each set of indexes has a record of its own. It has nothing if
// the reader was never shown anything. No other process can open it to write until Close. If
// write is false, it can only be compared, and needs no Close.
func Open(name string, indexes []string, write bool) (*Record, error) {
	path, err := pathOf(name, indexes)
	if err != nil {
		return nil, err
	}
	r := &Record{path: path}
	if write {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			return nil, fmt.Errorf("remember what was shown: %w; set XDG_STATE_HOME to a folder that you may write to", err)
		}
		r.lock = flock.New(strings.TrimSuffix(r.path, ".seen")+".lock", flock.SetFlag(os.O_CREATE|os.O_RDWR), flock.SetPermissions(0o600))
		if locked, err := r.lock.TryLock(); err != nil {
			return nil, fmt.Errorf("remember what was shown: lock %s: %w", r.path, err)
		} else if !locked {
			return nil, fmt.Errorf("another search shows now what is new to %q; wait until it ends", name)
		}
	}
	if err := r.readSettled(); err != nil {
		r.Close()
		return nil, err
	}
	return r, nil
}

// pathOf returns the path of the record of what the reader called name was shown of indexes.
func pathOf(name string, indexes []string) (string, error) {
	if err := CheckName(name); err != nil {
		return "", err
	}
	dir, err := folder()
	if err != nil {
		return "", err
	}
	var of []string
	for _, index := range indexes {
		of = append(of, identity(index))
	}
	slices.Sort(of)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(of), "\n")))
	return filepath.Join(dir, fmt.Sprintf("%s-%x.seen", name, sum[:8])), nil
}

// Has reports whether the reader called name was shown something of indexes.
func Has(name string, indexes []string) bool {
	path, err := pathOf(name, indexes)
	if err != nil {
		return false
	}
	_, err = os.Stat(path)
	return err == nil
}

// Settled reports whether all that answers question was shown, so that nothing is new. A
// question must name the version of the index, and all that its answer depends on.
func (r *Record) Settled(question string) bool { return slices.Contains(r.settled, settled(question)) }

// Settle makes r have shown all that answers question.
func (r *Record) Settle(question string) {
	r.settled = append(r.settled, settled(question))
	r.settled = r.settled[max(0, len(r.settled)-mostSettled):]
}

// settled returns the hash of question that a record has, 16 hexadecimal digits.
func settled(question string) string {
	sum := sha256.Sum256([]byte(question))
	return hex.EncodeToString(sum[:8])
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
	if resolved, err := filepath.EvalSymlinks(path); err == nil {
		return resolved
	}
	return path
}

// readSettled reads the first line of the file of r, if there is one. Whether it is damaged,
// read finds out.
func (r *Record) readSettled() error {
	f, err := os.Open(r.path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("read what was shown: %w", err)
	}
	defer f.Close()
	line, _ := bufio.NewReader(f).ReadString('\n')
	_, r.settled, _ = decodeHead(line)
	return nil
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
	if r.settled, r.prints, err = decode(text); err != nil {
		return fmt.Errorf("read what was shown: %s %w; remove it, and everything is new again", r.path, err)
	}
	return nil
}

// headForm matches the first line of a file, with the checksum and the hashes.
var headForm = regexp.MustCompile(`^` + head + `([0-9a-f]{8})((?: [0-9a-f]{16}){0,32})\n$`)

// decodeHead returns what the first line of a file has.
func decodeHead(line string) (sum string, settled []string, ok bool) {
	parts := headForm.FindStringSubmatch(line)
	if parts == nil {
		return "", nil, false
	}
	return parts[1], strings.Fields(parts[2]), true
}

// decode returns the hashes and the prints in the text of a file.
func decode(text []byte) (settled []string, prints []Print, err error) {
	end := bytes.IndexByte(text, '\n') + 1
	line, body := string(text[:end]), text[end:]
	sum, settled, ok := decodeHead(line)
	switch {
	case strings.HasPrefix(line, "minutes seen ") && !strings.HasPrefix(line, head):
		return nil, nil, errors.New("was written by another version of search")
	case !ok || len(body)%printSize != 0 || len(body)/printSize > Most || sum != checksum(body):
		return nil, nil, errors.New("is damaged")
	}
	prints = make([]Print, 0, len(body)/printSize)
	for b := body; len(b) > 0; b = b[printSize:] {
		prints = append(prints, Print{
			key: binary.LittleEndian.Uint64(b), words: binary.LittleEndian.Uint64(b[8:]),
			meeting: binary.LittleEndian.Uint32(b[16:]), rest: binary.LittleEndian.Uint32(b[20:]),
		})
	}
	return settled, prints, nil
}

// encode returns the text of a file with hashes and prints.
func encode(settled []string, prints []Print) []byte {
	body := make([]byte, 0, len(prints)*printSize)
	for _, p := range prints {
		body = binary.LittleEndian.AppendUint64(body, p.key)
		body = binary.LittleEndian.AppendUint64(body, p.words)
		body = binary.LittleEndian.AppendUint32(body, p.meeting)
		body = binary.LittleEndian.AppendUint32(body, p.rest)
	}
	line := strings.Join(append([]string{head + checksum(body)}, settled...), " ")
	return append([]byte(line+"\n"), body...)
}

func checksum(body []byte) string {
	return fmt.Sprintf("%08x", crc32.Checksum(body, crc32.MakeTable(crc32.Castagnoli)))
}

// Save writes the record to its file, by renaming a new one, so that the file is always
// either the old one or the new one.
func (r *Record) Save() error {
	f, err := os.OpenFile(r.path+".new", os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err == nil {
		_, written := f.Write(encode(r.settled, r.prints))
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
