package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"hash/crc32"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A File is one file of a generation.
type File struct {
	Name   string `json:"name"` // relative to the generation, with forward slashes
	Size   int64  `json:"size"`
	CRC32C string `json:"crc32c"` // in hexadecimal
	SHA256 string `json:"sha256"` // in hexadecimal
}

// Open compares checksums only when that is too fast to notice. In an index of less than
// smallIndex bytes, about fifty thousand documents, it checks all files. In a larger one,
// it checks files of less than smallFile bytes. Tests lower both.
var smallIndex, smallFile int64 = 32 << 20, 1 << 20

// isChecked reports whether Open compares the checksum of f, a file of m.
func (m Manifest) isChecked(f File) bool { return m.Size < smallIndex || f.Size < smallFile }

// measure returns the files of the generation at dir, and syncs them. It uses kept for
// the files in it, which are synced already.
func measure(ctx context.Context, dir string, kept map[string]File) ([]File, error) {
	sizes, err := fileSizes(dir)
	if err != nil {
		return nil, err
	}
	var files []File
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		f, known := kept[name]
		if !known {
			if f, err = measureFile(ctx, dir, name); err != nil {
				return nil, err
			}
		}
		files = append(files, f)
	}
	return files, nil
}

// kept returns the files of x that another generation keeps, by their names there. names
// maps these to the names in x.
func (x *Index) kept(names map[string]string) map[string]File {
	files := map[string]File{}
	if x == nil {
		return files
	}
	for _, f := range x.Manifest.Files {
		for name, was := range names {
			if was == f.Name {
				files[name] = File{name, f.Size, f.CRC32C, f.SHA256}
			}
		}
	}
	return files
}

func measureFile(ctx context.Context, dir, name string) (File, error) {
	f, err := os.OpenFile(filepath.Join(dir, name), os.O_RDWR, 0) // Windows cannot sync a file that is open only for reading
	if err != nil {
		return File{}, err
	}
	defer f.Close()
	crc, sha := newCRC(), sha256.New()
	size, err := io.Copy(io.MultiWriter(crc, sha), reader{ctx, f})
	if err != nil {
		return File{}, err
	}
	return File{name, size, hex.EncodeToString(crc.Sum(nil)), hex.EncodeToString(sha.Sum(nil))}, f.Sync()
}

// verify returns an error that names a file if the files of the generation at dir differ
// from the manifest. Unless all is set, it compares only the sizes of files that Open
// does not check.
func (m Manifest) verify(dir string, all bool) error {
	sizes, err := fileSizes(dir)
	if err != nil {
		return err
	}
	for _, f := range m.Files {
		size, ok := sizes[f.Name]
		if !ok {
			return fmt.Errorf("%s is missing", f.Name)
		}
		if size != f.Size {
			return damaged(f.Name)
		}
		if all || m.isChecked(f) {
			if err := f.verify(dir); err != nil {
				return err
			}
		}
		delete(sizes, f.Name)
	}
	for name := range sizes {
		if foreign(name) {
			return fmt.Errorf("%s is not part of the index", name)
		}
	}
	return nil
}

// foreign reports whether a file that the manifest does not list is an error. Files of
// desktops are not, unless they end in .zap, which Bleve takes for a segment.
func foreign(name string) bool {
	return name != manifestFile && (!stray(filepath.Base(name)) || strings.HasSuffix(name, ".zap"))
}

// verify compares the checksum of f.
func (f File) verify(dir string) error {
	sum, err := f.sum(context.Background(), dir, newCRC())
	if err == nil && sum != f.CRC32C {
		err = damaged(f.Name)
	}
	return err
}

// sum returns the checksum of f, computed with h, in hexadecimal.
func (f File) sum(ctx context.Context, dir string, h hash.Hash) (string, error) {
	file, err := os.Open(filepath.Join(dir, f.Name))
	if err != nil {
		return "", err
	}
	defer file.Close()
	_, err = io.Copy(h, reader{ctx, file})
	return hex.EncodeToString(h.Sum(nil)), err
}

// A reader is a Reader that fails when ctx is done.
type reader struct {
	ctx context.Context
	io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if err := r.ctx.Err(); err != nil {
		return 0, err
	}
	return r.Reader.Read(p)
}

// readSmall returns the content of the file at path, which must be a regular file of at
// most 1 MiB. Anything else is not ours; a pipe, for example, might never end.
func readSmall(path string) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > 1<<20 {
		return nil, damaged(filepath.Base(path))
	}
	return os.ReadFile(path)
}

// fileSizes returns the size of every file in dir, at any depth, by name.
func fileSizes(dir string) (map[string]int64, error) {
	sizes := map[string]int64{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		if err == nil {
			sizes[name] = info.Size()
		}
		return err
	})
	return sizes, err
}

func newCRC() hash.Hash { return crc32.New(crc32.MakeTable(crc32.Castagnoli)) }
