package store

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"minutes/internal/segment"
)

// Bleve opens an index by what is at its top. index_meta.json says what kind of index it
// is, and store/root.bolt, a database, which segments it has: those of the live
// generation, by links beside it. Publish replaces root.bolt by rename, right after
// CURRENT. Bleve may write to it, and may add segments of its own and remove links, so
// search reads none of it, and a manifest does not seal it. Whoever writes the index next
// puts it back.
const (
	bleveMeta     = "index_meta.json"
	bleveMetaText = `{"storage":"scorch","index_type":"scorch","config":{}}` + "\n"
	nextRoot      = "tmp-root.bolt"
)

// bleveFolder returns where Bleve looks for the segments of the index at path.
func bleveFolder(path string) string { return filepath.Join(path, segment.Folder) }

// isBleves says whether name is one of what the index has for Bleve at its top.
func isBleves(name string) bool { return name == bleveMeta || name == segment.Folder }

// prepareBleve writes beside what Bleve reads of the index at path what it is to read of
// generation name.
func prepareBleve(path, name string) error {
	if err := os.Mkdir(bleveFolder(path), 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if text, err := os.ReadFile(filepath.Join(path, bleveMeta)); err != nil || string(text) != bleveMetaText {
		next := filepath.Join(path, "tmp-1")
		os.Remove(next)
		if err := writeFile(next, []byte(bleveMetaText)); err != nil {
			return err
		}
		if err := replace(next, filepath.Join(path, bleveMeta)); err != nil {
			return err
		}
	}
	for n, zap := range zapFiles(path, name) {
		to := filepath.Join(bleveFolder(path), segment.BleveFile(name, n+1))
		os.Remove(to)
		if err := segment.Link(zap, to); err != nil {
			return err
		}
	}
	root, err := os.ReadFile(filepath.Join(path, name, segment.RootFile))
	if err != nil {
		return err
	}
	next := filepath.Join(bleveFolder(path), nextRoot)
	os.Remove(next)
	return writeFile(next, root)
}

// zapFiles returns the zap files of generation name of the index at path, in their order.
func zapFiles(path, name string) (files []string) {
	for n := 1; ; n++ {
		file := filepath.Join(path, name, segment.ZapFile(n))
		if _, err := os.Stat(file); err != nil {
			return files
		}
		files = append(files, file)
	}
}

// showBleve has Bleve read what prepareBleve has written. If that fails, because another
// program has a file open on Windows, the next run does it.
func showBleve(path string) {
	folder := bleveFolder(path)
	_ = replace(filepath.Join(folder, nextRoot), filepath.Join(folder, segment.RootFile))
	_ = syncFolder(folder)
}

// cleanBleve removes what lies where Bleve reads and belongs to no generation. It is part
// of sweep.
func cleanBleve(path string) {
	folder := bleveFolder(path)
	ours := linksOfGenerations(path)
	ours[segment.RootFile] = true
	entries, _ := os.ReadDir(folder)
	for _, e := range entries {
		if !ours[e.Name()] && !stray(e.Name()) {
			os.RemoveAll(filepath.Join(folder, e.Name()))
		}
	}
}

// linksOfGenerations returns the names that the segments of all generations have for Bleve.
func linksOfGenerations(path string) map[string]bool {
	links := map[string]bool{}
	for _, name := range named(path, isGeneration) {
		for n := range zapFiles(path, name) {
			links[segment.BleveFile(name, n+1)] = true
		}
	}
	return links
}

// restoreBleve has Bleve read the live generation of the index at path, if it does not,
// and says whether another program had written there.
func restoreBleve(path string) (written bool) {
	live, err := current(path)
	if err != nil || len(touched(path, live)) == 0 {
		return false
	}
	_, err = os.Stat(bleveFolder(path))
	written = err == nil && len(writtenByOthers(path, live)) > 0
	if prepareBleve(path, live) == nil {
		showBleve(path)
	}
	return written
}

// writtenByOthers is touched, but for what a run leaves that was killed before it had
// Bleve read the live generation: Bleve reads another one, whole.
func writtenByOthers(path, live string) []Damage {
	for _, name := range named(path, isGeneration) {
		if len(touched(path, name)) == 0 {
			return nil
		}
	}
	return touched(path, live)
}

// touched returns what of the files that Bleve reads of the index at path is not as
// generation name has it.
func touched(path, name string) (found []Damage) {
	const put = "; index puts it back"
	if text, err := os.ReadFile(filepath.Join(path, bleveMeta)); err != nil || string(text) != bleveMetaText {
		found = append(found, Damage{bleveMeta, "is not as it was published" + put, true})
	}
	want, err := os.ReadFile(filepath.Join(path, name, segment.RootFile))
	if err != nil {
		return found // which is for the manifest to say
	}
	root := filepath.Join(bleveFolder(path), segment.RootFile)
	if got, err := os.ReadFile(root); err != nil || !bytes.Equal(got, want) {
		found = append(found, Damage{segment.Folder + "/" + segment.RootFile, "is not as it was published, so that Bleve may find something else" + put, true})
	}
	zaps := zapFiles(path, name)
	for n := range zaps {
		link := segment.BleveFile(name, n+1)
		if _, err := os.Stat(filepath.Join(bleveFolder(path), link)); err != nil {
			found = append(found, Damage{segment.Folder + "/" + link, "is missing, so that Bleve cannot open the index" + put, true})
		}
	}
	for _, name := range addedSegments(path, name, len(zaps)) {
		found = append(found, Damage{segment.Folder + "/" + name, "was added by another program; index removes it", true})
	}
	return found
}

// addedSegments returns the segments that another program has added for Bleve to the
// index at path since generation name, which has count of them, by their file names:
// Bleve's names go on from the greatest there is.
func addedSegments(path, name string, count int) (names []string) {
	last := segment.BleveFile(name, count)
	entries, _ := os.ReadDir(bleveFolder(path))
	for _, e := range entries {
		if strings.HasSuffix(e.Name(), ".zap") && (len(e.Name()) > len(last) || e.Name() > last) {
			names = append(names, e.Name())
		}
	}
	if len(names) > 0 { // some may be of a generation that was not yet published
		ours := linksOfGenerations(path)
		names = slices.DeleteFunc(names, func(name string) bool { return ours[name] })
	}
	return names
}

// Added returns a sentence for people about segments that another program has added to x
// by way of Bleve, which x does not have; "" where there are none.
func (x *Index) Added() string {
	names := addedSegments(x.path, x.Manifest.Generation, len(x.Manifest.Segments))
	if len(names) == 0 {
		return ""
	}
	return fmt.Sprintf("another program has written to %s with Bleve; its documents are not shown, and the next run of index removes them", x.path)
}
