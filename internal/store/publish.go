package store

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"time"

	"minutes/schema"
)

// Contents are what an index is made of.
type Contents struct {
	Root      string                    // absolute folder that the documents' files are relative to
	Notes     []Note                    // kept beside the documents
	Documents iter.Seq[schema.Document] // ranged over once; there may be none
	Joins     schema.Joins              // names that are to be taken for others
}

// A Note is a file that documents were read from.
type Note struct {
	File     string    `json:"file"` // relative to Contents.Root, with forward slashes
	Size     int64     `json:"size"`
	Modified time.Time `json:"modified"`
	SHA256   string    `json:"sha256"` // in hexadecimal
}

// Publish replaces the index with one of c, and returns its manifest when all of it
// is safe on the disk. Readers keep the index they have open. Where Publish fails,
// the index stays as it was; where that is because ctx is done, ctx's error is
// returned.
func (w *Writer) Publish(ctx context.Context, c Contents) (Manifest, error) {
	keep := 2 // with the one before, for those who have it open
	if _, err := current(w.path); err != nil {
		keep = 1 // no other was ever published, or nobody can tell which
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

// step is called with the name of each step of a publish before it is taken. Tests
// end the process there.
var step = func(string) {}

// publish leaves to sweep what it does not finish.
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
	return m, setCurrent(path, name)
}

// makePrivate makes a folder to build in, which is for whoever may use path.
func makePrivate(path string) (string, error) {
	private, err := os.MkdirTemp(path, "tmp-*")
	if err != nil {
		return "", err
	}
	if err := os.Remove(private); err != nil { // its name is free, its mode was not ours to choose
		return "", err
	}
	return private, os.Mkdir(private, 0o777)
}

// makeGeneration makes a complete generation of c in the empty folder dir, which is
// to be called name.
func makeGeneration(ctx context.Context, dir, name string, c Contents) (Manifest, error) {
	step("build")
	count, err := build(ctx, dir, c)
	if err != nil {
		return Manifest{}, err
	}
	step("reopen")
	if err := guard(func() error { return settle(dir, count) }); err != nil {
		return Manifest{}, err
	}
	step("write NOTES.json")
	notes, err := json.Marshal(append([]Note{}, c.Notes...)) // [] rather than null
	if err != nil {
		return Manifest{}, err
	}
	if err := writeFile(filepath.Join(dir, notesFile), append(notes, '\n')); err != nil {
		return Manifest{}, err
	}
	if err := share(dir); err != nil {
		return Manifest{}, err
	}
	step("measure and sync files")
	files, err := measure(ctx, dir)
	if err != nil {
		return Manifest{}, err
	}
	m := Manifest{Format: Format, Schema: schema.Version, Generation: name, Documents: count, Root: c.Root, Files: files}
	for _, f := range files {
		m.Size += f.Size
	}
	step("write manifest")
	if err := m.write(dir); err != nil {
		return Manifest{}, err
	}
	step("sync folders")
	if err := syncFolder(filepath.Join(dir, bleveFolder)); err != nil {
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
