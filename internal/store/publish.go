package store

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"minutes/internal/fault"
	"minutes/internal/segment"
	"minutes/schema"
)

// Contents are what an index is made from.
type Contents struct {
	Root  string                 // absolute folder that the documents' files are relative to
	From  *Index                 // index that Make updates; nil for none
	Notes func() ([]byte, error) // returns the content of NOTES.json; called after Make

	// Make makes the index in an empty folder, which is to be called generation. It is
	// package build's, which writes Bleve's files: whoever only reads them has no need
	// of it.
	Make func(ctx context.Context, dir, generation string) (segment.Made, error)
}

// Publish replaces the index with one made from c, and returns its manifest once all its
// files are safe on the disk. Readers keep the index that they have open. If Publish
// fails, the index does not change. If ctx is done, Publish returns the error of ctx.
func (w *Writer) Publish(ctx context.Context, c Contents) (Manifest, error) {
	keep := 2 // the live one, and the previous one for readers that have it open
	if _, err := current(w.path); err != nil {
		keep = 1 // no other was ever published, or it is unknown which
	}
	m, err := publish(ctx, w.path, c)
	w.closeSpare()
	step("sweep")
	sweep(w.path, keep)
	switch {
	case err == nil:
		return m, nil
	case ctx.Err() != nil:
		return Manifest{}, ctx.Err()
	}
	return Manifest{}, fmt.Errorf("write index %s: %w", w.path, withRemedy(bare(err)))
}

// step is called before each step of a publish, with its name. Tests end the process
// there.
var step = func(string) {}

// publish makes and publishes a generation. If it fails, sweep removes what it left.
func publish(ctx context.Context, path string, c Contents) (Manifest, error) {
	step("make private folder")
	private, err := makePrivate(path)
	if err != nil {
		return Manifest{}, err
	}
	name, err := nextGeneration(path)
	if err != nil {
		return Manifest{}, err
	}
	m, err := makeGeneration(ctx, private, name, c)
	if err != nil {
		return Manifest{}, err
	}
	step("rename generation")
	if err := replace(private, filepath.Join(path, name)); err != nil {
		return Manifest{}, err
	}
	step("sync its name")
	if err := syncFolder(path); err != nil {
		return Manifest{}, err
	}
	step("write .gitignore")
	if err := keepFromGit(path); err != nil {
		return Manifest{}, err
	}
	step("write root.bolt for Bleve")
	if err := prepareBleve(path, name); err != nil {
		return Manifest{}, err
	}
	if err := setCurrent(path, name); err != nil {
		return Manifest{}, err
	}
	step("replace root.bolt for Bleve")
	showBleve(path)
	return m, nil
}

// keepFromGit makes Git ignore a new index at path, because it can be rebuilt from the
// notes.
func keepFromGit(path string) error {
	if _, err := current(path); err == nil {
		return nil
	}
	f, err := os.OpenFile(filepath.Join(path, ignoreFile), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o666)
	if errors.Is(err, fs.ErrExist) {
		return nil // made by the user, or by a run that was killed
	}
	if err != nil {
		return err
	}
	_, err = f.WriteString("*\n")
	return cmp.Or(err, f.Sync(), f.Close())
}

// Scratch returns a new file beside the generations, for what does not fit in memory. Only the
// caller knows it; remove closes and removes it. If the process is killed, the next Lock does.
func (w *Writer) Scratch() (f *os.File, remove func(), err error) {
	f, err = os.CreateTemp(w.path, "tmp-*")
	if err != nil {
		return nil, nil, err
	}
	os.Remove(f.Name()) // at once, where the system removes open files
	return f, func() {
		f.Close()
		os.Remove(f.Name())
	}, nil
}

// makePrivate makes a folder to build in, with the default mode.
func makePrivate(path string) (string, error) {
	private, err := os.MkdirTemp(path, "tmp-*")
	if err != nil {
		return "", err
	}
	if err := os.Remove(private); err != nil { // the name is free now; MkdirTemp does not let us choose the mode
		return "", err
	}
	return private, os.Mkdir(private, 0o777)
}

// makeGeneration makes a complete generation from c in the empty folder dir, which will
// be renamed to name.
func makeGeneration(ctx context.Context, dir, name string, c Contents) (Manifest, error) {
	step("build")
	var made segment.Made
	err := fault.Catch(func() (err error) {
		made, err = c.Make(ctx, dir, name)
		return err
	})
	if err != nil {
		return Manifest{}, withoutFolder(err, dir)
	}
	step("write NAMES.json")
	names, err := json.Marshal(made.Names)
	if err != nil {
		return Manifest{}, err
	}
	if err := writeFile(filepath.Join(dir, namesFile), append(names, '\n')); err != nil {
		return Manifest{}, err
	}
	step("write NOTES.json")
	notes, err := c.Notes()
	if err != nil {
		return Manifest{}, err
	}
	if err := writeFile(filepath.Join(dir, notesFile), notes); err != nil {
		return Manifest{}, err
	}
	if err := share(dir, made.Kept); err != nil {
		return Manifest{}, err
	}
	step("measure and sync files")
	files, err := measure(ctx, dir, c.From.kept(made.Kept))
	if err != nil {
		return Manifest{}, err
	}
	m := Manifest{Format: Format, Schema: schema.Version, Generation: name, Documents: made.Documents, Segments: made.Sizes, Root: writtenRoot(filepath.Dir(dir), c.Root), Files: files}
	for _, f := range files {
		m.Size += f.Size
	}
	step("write manifest")
	if err := m.write(dir); err != nil {
		return Manifest{}, err
	}
	step("sync folders")
	if err := syncFolder(filepath.Join(dir, segment.Folder)); err != nil {
		return Manifest{}, err
	}
	return m, syncFolder(dir)
}

// setCurrent makes the generation called name the live one.
func setCurrent(path, name string) error {
	step("write CURRENT")
	next := filepath.Join(path, "tmp-0")
	if err := writeFile(next, []byte(name+"\n")); err != nil {
		return err
	}
	step("replace CURRENT")
	if err := replace(next, filepath.Join(path, currentFile)); err != nil {
		return err
	}
	step("sync CURRENT")
	return syncFolder(path)
}
