package store

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"minutes/internal/fault"
	"minutes/internal/segment"
)

// A Damage is something in an index that is not as it was published.
type Damage struct {
	File string `json:"file"` // within the index, with forward slashes
	What string `json:"what"`
	// Bleves is whether only Bleve reads the file, so that search answers as before.
	Bleves bool `json:"-"`
}

// String returns d as FILE: WHAT.
func (d Damage) String() string { return d.File + ": " + d.What }

// A Verified is what Verify has seen.
type Verified struct {
	Generation string   // the live one; "" where CURRENT names none
	Manifest   Manifest // as far as it could be read
	Damages    []Damage // by file
}

// Verify reads all of the index at path: every file, whose SHA-256 has to be the one
// of the manifest, and where that holds for all, every document. Damage is no error,
// but whatever keeps Verify from looking is, as is an index of another version.
// Verify stops early where ctx is done. It calls progress as it goes on.
func Verify(ctx context.Context, path string, progress func(work string, done, total int)) (Verified, error) {
	if err := exists(path); err != nil {
		return Verified{}, err
	}
	for try := 1; ; try++ {
		live, err := current(path)
		v := &verifier{ctx, progress, Verified{Generation: live}}
		if err == nil {
			err = v.generation(path)
		}
		if now, _ := current(path); now != live && try < tries && (err != nil || len(v.Damages) > 0) {
			continue // it may have been swept in the midst
		}
		switch {
		case ctx.Err() != nil:
			return Verified{}, ctx.Err()
		case errors.Is(err, errUnfinished):
			v.found(currentFile, "is missing")
		case errors.Is(err, errDamaged):
			v.found(currentFile, "is damaged")
		case err != nil:
			return Verified{}, unusable(path, v.Manifest.Root, err)
		}
		return v.Verified, nil
	}
}

// Remedy returns what to type to make the index at path again.
func (v Verified) Remedy(path string) string { return command(path, v.Manifest.Root) }

type verifier struct {
	ctx      context.Context
	progress func(work string, done, total int)
	Verified
}

// found adds damage of a file, named within the generation.
func (v *verifier) found(file, what string) {
	if file != currentFile {
		file = v.Generation + "/" + file
	}
	v.Damages = append(v.Damages, Damage{file, what, false})
}

// generation verifies the live one. Its error is what keeps it from that.
func (v *verifier) generation(path string) (err error) {
	dir := filepath.Join(path, v.Generation)
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
		v.found(currentFile, fmt.Sprintf("names %s, which is missing", v.Generation))
		return nil
	}
	v.Manifest, err = readManifest(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		v.found(manifestFile, "is missing")
		return nil
	case errors.Is(err, errDamaged):
		v.found(manifestFile, "is damaged")
		return nil
	case err != nil:
		return err
	}
	if err := v.Manifest.compatible(); err != nil {
		return err
	}
	if err := v.files(dir); err != nil || len(v.Damages) > 0 {
		return err
	}
	if err := fault.Catch(func() error { return v.documents(dir) }); err != nil {
		v.found(segment.Folder, err.Error())
	}
	v.Damages = append(v.Damages, writtenByOthers(path, v.Generation)...)
	return nil
}

// files compares the files of the generation with the manifest.
func (v *verifier) files(dir string) error {
	sizes, err := fileSizes(dir)
	if err != nil {
		return err
	}
	for i, f := range v.Manifest.Files {
		v.progress("verifying files", i, len(v.Manifest.Files))
		size, there := sizes[f.Name]
		delete(sizes, f.Name)
		switch {
		case !there:
			v.found(f.Name, "is missing")
			continue
		case size != f.Size:
			v.found(f.Name, fmt.Sprintf("has %d bytes, want %d", size, f.Size))
			continue
		}
		sum, err := f.sum(v.ctx, dir, sha256.New())
		switch {
		case v.ctx.Err() != nil, errors.Is(err, fs.ErrPermission):
			return err
		case err != nil:
			v.found(f.Name, "cannot be read: "+bare(err).Error())
		case sum != f.SHA256:
			v.found(f.Name, "is damaged: its SHA-256 is "+sum+", want "+f.SHA256)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		if foreign(name) {
			v.found(name, "does not belong to it")
		}
	}
	return nil
}

// documents reads all documents.
func (v *verifier) documents(dir string) error {
	x, err := segment.Open(dir, v.Manifest.Segments)
	if err != nil {
		return err
	}
	defer x.Close()
	read := 0
	for d, err := range x.All() {
		switch {
		case err != nil:
			return err
		case v.ctx.Err() != nil:
			return v.ctx.Err()
		case d.File == "":
			return fmt.Errorf("document %d has no file", read)
		}
		v.progress("verifying documents", read, v.Manifest.Documents)
		read++
	}
	if read != v.Manifest.Documents {
		return fmt.Errorf("has %d documents that can be read, want %d", read, v.Manifest.Documents)
	}
	return nil
}
