package store

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"minutes/internal/segment"
)

func TestOpenRefuses(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	for _, folder := range []string{"empty", "photos/2031", "killed/tmp-17/store", "halves"} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"killed/LOCK", "letter"} {
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ path, want string }{
		{"index.bleve", "open index index.bleve: cannot open index, path does not exist; make one with: index NOTES"},
		{"../index.bleve", "open index ../index.bleve: cannot open index, path does not exist; make one with: index --index ../index.bleve NOTES"},
		{"it's mine", `open index it's mine: cannot open index, path does not exist; make one with: index --index 'it'\''s mine' NOTES`},
		{"photos", "open index photos: it is not an index; name one with --index"},
		{"letter", "open index letter: it is not an index; name one with --index"},
		{"empty", "open index empty: CURRENT is missing, so no index was completed there; make it again with: index --index empty NOTES"},
		{"killed", "open index killed: CURRENT is missing, so no index was completed there; make it again with: index --index killed NOTES"},
	} {
		_, err := Open(test.path)
		if err == nil || err.Error() != test.want {
			t.Errorf("Open(%q): %v\nwant %s", test.path, err, test.want)
		}
		if missing := strings.Contains(test.want, "does not exist"); missing != errors.Is(err, ErrNotExist) {
			t.Errorf("Open(%q): errors.Is(err, ErrorIndexPathDoesNotExist) = %t", test.path, !missing)
		}
	}
}

func TestOpenVersion(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, test := range []struct {
		change func(*Manifest)
		want   string
	}{
		{func(m *Manifest) { m.Schema += 6 },
			"open index index.bleve: schema version 15, want 9; make it again with: index /srv/minutes"},
		{func(m *Manifest) { m.Format += 6 },
			"open index index.bleve: format version 10, want 4; make it again with: index /srv/minutes"},
		{func(m *Manifest) { m.Format, m.Root = 7, "/srv/board minutes" },
			"open index index.bleve: format version 7, want 4; make it again with: index '/srv/board minutes'"},
	} {
		m := mustPublish(t, DefaultPath, "low tide")
		live, err := current(DefaultPath)
		if err != nil {
			t.Fatal(err)
		}
		test.change(&m)
		rewrite(t, m, filepath.Join(DefaultPath, live))
		if _, err := Open(DefaultPath); err == nil || err.Error() != test.want {
			t.Errorf("Open: %v\nwant %s", err, test.want)
		}
		mustPublish(t, DefaultPath, "high tide") // as the error says
		mustOpen(t, DefaultPath)
	}
}

func rewrite(t *testing.T, m Manifest, dir string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, manifestFile)); err != nil {
		t.Fatal(err)
	}
	if err := m.write(dir); err != nil {
		t.Fatal(err)
	}
}

// An index with damage to any file is refused, and never panics.
func TestOpenDamaged(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide", "high tide")
	flipped := func(at int) func([]byte) []byte {
		return func(text []byte) []byte {
			text[at] ^= 1
			return text
		}
	}
	for name, content := range tree(t, path) {
		if content == "folder" || name == lockFile || name == ignoreFile || isBleves(strings.Split(name, "/")[0]) {
			continue
		}
		damages := []func([]byte) []byte{
			func([]byte) []byte { return nil }, // deleted
			func(text []byte) []byte { return text[:0] },
			func(text []byte) []byte { return text[:len(text)-1] },
			func(text []byte) []byte { return text[:len(text)/2] },
			func(text []byte) []byte { return append(text, '\n') },
		}
		for at := 0; at < len(content); at += 1 + len(content)/500 {
			damages = append(damages, flipped(at))
		}
		file := filepath.Join(path, name)
		for i, damage := range damages {
			if text := damage([]byte(content)); text == nil {
				os.Remove(file)
			} else if err := os.WriteFile(file, text, 0o600); err != nil {
				t.Fatal(err)
			}
			_, err := Open(path)
			switch _, inside, _ := strings.Cut(name, "/"); {
			case err == nil:
				t.Errorf("%s, damage %d: Open does not see it", name, i)
			case !strings.Contains(err.Error(), inside) || name == currentFile && !strings.Contains(err.Error(), name),
				!strings.Contains(err.Error(), "; make it again with: index "), strings.Contains(err.Error(), "\n"):
				t.Errorf("%s, damage %d: Open: %v; want its name and what to do, on a line", name, i, err)
			}
			if err := Check(path); err != nil {
				t.Errorf("%s, damage %d: it cannot be made again: %v", name, i, err)
			}
		}
		if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	mustOpen(t, path)
}

// Damage in a segment that is too large to check on opening is not detected. If it is in
// the table at the end, Bleve panics.
func TestOpenLargeDamaged(t *testing.T) {
	defer func(index, file int64) { smallIndex, smallFile = index, file }(smallIndex, smallFile)
	smallIndex, smallFile = 0, 0
	path := t.TempDir()
	mustPublish(t, path, "low tide", "high tide")
	dir := filepath.Join(path, "gen-000001", segment.Folder)
	name := filepath.Base(segment.ZapFile(1))
	segment, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	for back := 14; back <= 20; back++ {
		text := bytes.Clone(segment)
		text[len(text)-back] ^= 0xff
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
		want := ": store/" + name + " is damaged; make it again with: "
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Open with byte %d from the end flipped: %v; want %s", back, err, want)
		}
	}
}

// A file that is not ours is not read, because it might never end.
func TestOpenPipe(t *testing.T) {
	for _, name := range []string{currentFile, "gen-000001/" + manifestFile} {
		path := t.TempDir()
		mustPublish(t, path, "low tide")
		file := filepath.Join(path, name)
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
		if err := exec.Command("mkfifo", file).Run(); err != nil {
			t.Skip("no mkfifo")
		}
		want := "open index " + path + ": " + filepath.Base(name) + " is damaged; make it again with: "
		if _, err := Open(path); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Open: %v; want %s", err, want)
		}
		mustPublish(t, path, "high tide") // as the error says
		mustOpen(t, path)
	}
}

func TestOpenStrangers(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide")
	for name, want := range map[string]string{
		"gen-000001/.DS_Store":                "",
		"gen-000001/store/._root.bolt":        "",
		"store/000000000005.zap":              "", // which Bleve reads, and search tells of
		"gen-000001/store/._000000000005.zap": "store/._000000000005.zap is not part of the index",
		"gen-000001/store/000000000005.zap":   "store/000000000005.zap is not part of the index",
		"gen-000001/index_meta.json_temp":     "index_meta.json_temp is not part of the index",
		"agenda.md":                           "",
	} {
		file := filepath.Join(path, name)
		if err := os.WriteFile(file, []byte("?"), 0o600); err != nil {
			t.Fatal(err)
		}
		idx, err := Open(path)
		switch {
		case err == nil && want == "":
			idx.Close()
		case err == nil || want == "" || !strings.Contains(err.Error(), want):
			t.Errorf("with %s, Open: %v; want %q", name, err, want)
		}
		if err := os.Remove(file); err != nil {
			t.Fatal(err)
		}
	}
}

// A slow reader looks for the live generation again.
func TestOpenWhilePublishing(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "tide 0")
	done := make(chan error)
	go func() {
		for range 20 {
			if _, err := publishOnce(t.Context(), path, contents("low tide", "high tide")); err != nil {
				done <- err
				return
			}
		}
		done <- nil
	}()
	for opened := 0; ; opened++ {
		select {
		case err := <-done:
			if err != nil || opened == 0 {
				t.Errorf("Publish: %v; opened %d times", err, opened)
			}
			return
		default:
		}
		idx, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		idx.Close()
	}
}

// Each publish makes an index of another version, also where the folder was removed in
// between, and an index that is open sees it.
func TestSuperseded(t *testing.T) {
	t.Chdir(t.TempDir())
	versions := map[string]bool{}
	for _, text := range []string{"low tide", "high tide", "spring tide"} {
		mustPublish(t, DefaultPath, text)
		idx, err := Open(DefaultPath)
		if err != nil {
			t.Fatal(err)
		}
		if idx.Superseded() {
			t.Error("a new index is superseded")
		}
		if versions[idx.Version()] {
			t.Errorf("two indexes have the version %s", idx.Version())
		}
		versions[idx.Version()] = true
		if text == "high tide" {
			if err := os.RemoveAll(DefaultPath); err != nil {
				t.Skip("open files cannot be removed here")
			}
			if idx.Superseded() {
				t.Error("an index that is gone is superseded")
			}
		}
		mustPublish(t, DefaultPath, "neap tide after "+text)
		if !idx.Superseded() {
			t.Error("an index is not superseded by the one published after it")
		}
		idx.Close()
	}
}
