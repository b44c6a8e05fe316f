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

// A Damage is a part of an index that has changed since it was published.
type Damage struct {
	File string `json:"file"` // relative to the index, with forward slashes
	What string `json:"what"`
	// Bleves is whether only Bleve reads the file, so that search answers as before.
	Bleves bool `json:"-"`
}

// String returns d as FILE: WHAT.
func (d Damage) String() string { return d.File + ": " + d.What }

// A Verified is the result of Verify.
type Verified struct {
	Generation string   // the live one; "" if CURRENT does not name one
	Manifest   Manifest // zero if it could not be read
	Damages    []Damage // by file
}

// Verify reads all of the index at path. It compares the SHA-256 of every file with the
// manifest. If all are equal, it reads every document. Damage is not an error: it is in
// Verified.Damages. Verify fails if there is no index, if the index is of another
// version, if files may not be read, or if ctx is done. It calls progress during the
// work.
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
			continue // it may have been swept during the work
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

// Remedy returns the command that makes the index at path again.
func (v Verified) Remedy(path string) string { return command(path, v.Manifest.Root) }

type verifier struct {
	ctx      context.Context
	progress func(work string, done, total int)
	Verified
}

// found adds damage in a file, whose name is relative to the generation.
func (v *verifier) found(file, what string) {
	if file != currentFile {
		file = v.Generation + "/" + file
	}
	v.Damages = append(v.Damages, Damage{file, what, false})
}

// generation verifies the live generation. It fails only if it cannot do so.
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
			v.found(name, "is not part of the index")
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
		return fmt.Errorf("has %d readable documents, want %d", read, v.Manifest.Documents)
	}
	return nil
}
