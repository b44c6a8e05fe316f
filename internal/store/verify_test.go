package store

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutes/internal/segment"
)

func mustVerify(t *testing.T, path string) Verified {
	t.Helper()
	v, err := Verify(t.Context(), path, func(string, int, int) {})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestVerify(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide", "high tide")
	read := 0
	v, err := Verify(t.Context(), path, func(work string, done, total int) {
		if work == "verifying documents" && done == read && total == 2 {
			read++
		}
	})
	if err != nil || len(v.Damages) > 0 || v.Generation != "gen-000001" || v.Manifest.Documents != 2 || read != 2 {
		t.Errorf("Verify = %+v, %v, with %d documents read; want 2 and no damage", v, err, read)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Verify(ctx, path, func(string, int, int) {}); err != context.Canceled {
		t.Errorf("Verify: %v, want the context's own error", err)
	}
}

// Verify names every file that is damaged, not only the first.
func TestVerifyDamaged(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide", "high tide")
	live := filepath.Join(path, "gen-000001")
	segment := segment.ZapFile(1)
	flip := func(name string) func(*testing.T) {
		return func(t *testing.T) {
			text, err := os.ReadFile(filepath.Join(path, name))
			if err == nil {
				text[len(text)/2] ^= 4
				err = os.WriteFile(filepath.Join(path, name), text, 0o600)
			}
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, test := range map[string]struct {
		damage func(*testing.T)
		want   []string
	}{
		"flipped":          {flip("gen-000001/" + segment), []string{"gen-000001/" + segment + ": is damaged: its SHA-256 is "}},
		"CURRENT":          {flip("CURRENT"), []string{"CURRENT: names gen-040001, which is missing"}},
		"CURRENT emptied":  {func(t *testing.T) { must(t, os.Truncate(filepath.Join(path, "CURRENT"), 0)) }, []string{"CURRENT: is damaged"}},
		"CURRENT deleted":  {func(t *testing.T) { must(t, os.Remove(filepath.Join(path, "CURRENT"))) }, []string{"CURRENT: is missing"}},
		"manifest":         {flip("gen-000001/MANIFEST.json"), []string{"gen-000001/MANIFEST.json: is damaged"}},
		"manifest deleted": {func(t *testing.T) { must(t, os.Remove(filepath.Join(live, manifestFile))) }, []string{"gen-000001/MANIFEST.json: is missing"}},
		"generation":       {func(t *testing.T) { must(t, os.RemoveAll(live)) }, []string{"CURRENT: names gen-000001, which is missing"}},
		"many": {func(t *testing.T) {
			flip("gen-000001/NOTES.json")(t)
			must(t, os.Remove(filepath.Join(live, "root.bolt")))
			must(t, os.Truncate(filepath.Join(live, segment), 7))
			must(t, os.WriteFile(filepath.Join(live, "store", "x.zap"), nil, 0o600))
			must(t, os.WriteFile(filepath.Join(live, ".DS_Store"), nil, 0o600))
		}, []string{
			"gen-000001/NOTES.json: is damaged: its SHA-256 is ",
			"gen-000001/root.bolt: is missing",
			"gen-000001/" + segment + ": has 7 bytes, want ",
			"gen-000001/store/x.zap: is not part of the index",
		}},
		"Bleve's": {func(t *testing.T) {
			must(t, os.Remove(filepath.Join(path, "index_meta.json")))
			flip("store/root.bolt")(t)
			must(t, os.WriteFile(filepath.Join(path, "store", "000001000007.zap"), nil, 0o600))
		}, []string{
			"index_meta.json: is not as it was published", "store/root.bolt: is not as it was published",
			"store/000001000007.zap: was added by another program",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			was := t.TempDir()
			if err := os.CopyFS(was, os.DirFS(path)); err != nil {
				t.Fatal(err)
			}
			defer func() {
				os.RemoveAll(path)
				if err := os.CopyFS(path, os.DirFS(was)); err != nil {
					t.Fatal(err)
				}
			}()
			test.damage(t)
			v := mustVerify(t, path)
			var got []string
			for _, d := range v.Damages {
				got = append(got, d.String())
			}
			if !slices.EqualFunc(got, test.want, strings.HasPrefix) {
				t.Errorf("Verify finds %q, want %q", got, test.want)
			}
		})
	}
	if v := mustVerify(t, path); len(v.Damages) > 0 {
		t.Errorf("Verify finds %v, want nothing", v.Damages)
	}
}

// An index that was wrong when it was published has correct checksums.
func TestVerifyDocuments(t *testing.T) {
	path := t.TempDir()
	m := mustPublish(t, path, "low tide", "high tide")
	m.Documents = 3
	rewrite(t, m, filepath.Join(path, "gen-000001"))
	if v := mustVerify(t, path); len(v.Damages) != 1 || v.Damages[0].String() != "gen-000001/store: has 2 readable documents, want 3" {
		t.Errorf("Verify finds %v, want that a document is missing", v.Damages)
	}
}

func TestVerifyRefuses(t *testing.T) {
	path := t.TempDir()
	m := mustPublish(t, path, "low tide")
	m.Schema++
	rewrite(t, m, filepath.Join(path, "gen-000001"))
	for at, want := range map[string]string{
		path:                       "schema version 10, want 9; make it again with: index ",
		filepath.Join(path, "nix"): "path does not exist; make one with: index ",
		filepath.Join(path, "gen-000001", segment.Folder): "it is not an index; name one with --index",
	} {
		_, err := Verify(t.Context(), at, func(string, int, int) {})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Verify(%s): %v; want %s", at, err, want)
		}
	}
}

// A generation may be swept while it is verified.
func TestVerifyWhilePublishing(t *testing.T) {
	path := t.TempDir()
	mustPublish(t, path, "low tide")
	published := false
	v, err := Verify(t.Context(), path, func(string, int, int) {
		if !published {
			published = true
			mustPublish(t, path, "high tide")
			mustPublish(t, path, "spring tide")
		}
	})
	if err != nil || len(v.Damages) > 0 || v.Generation != "gen-000007" {
		t.Errorf("Verify = %+v, %v; want gen-000007 without damage", v, err)
	}
}

// A document that is stored under the key of another one is damage.
func TestVerifyKeys(t *testing.T) {
	path := t.TempDir()
	m := mustPublish(t, path, "low tide", "high tide")
	dir := filepath.Join(path, "gen-000001")
	columns := filepath.Join(dir, segment.ColumnsFile(1))
	text, err := os.ReadFile(columns)
	if err != nil {
		t.Fatal(err)
	}
	// The lines are before the sums at the end, which have eight bytes each.
	text[len(text)-2*8-4] = 7
	if err := os.WriteFile(columns, text, 0o666); err != nil {
		t.Fatal(err)
	}
	files, err := measure(t.Context(), dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	m.Files = slices.DeleteFunc(files, func(f File) bool { return f.Name == manifestFile })
	rewrite(t, m, dir)
	want := `gen-000001/store: document 2031/board.md:7: its key is "2031/board.md:000000002"`
	if v := mustVerify(t, path); len(v.Damages) != 1 || v.Damages[0].String() != want {
		t.Errorf("Verify finds %v, want %s", v.Damages, want)
	}
}
