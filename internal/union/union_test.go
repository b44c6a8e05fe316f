package union_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"minutes/indexer"
	"minutes/searcher"
)

// write writes notes, texts by file, to dir.
func write(t testing.TB, dir string, notes map[string]string) {
	t.Helper()
	for file, text := range notes {
		path := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// build makes an index of the notes in dir, and returns its path.
func build(t testing.TB, dir string, o indexer.Options) string {
	t.Helper()
	o.Index, o.Notes, o.Replace = filepath.Join(dir, "index.bleve"), []string{dir}, true
	if _, err := indexer.Build(context.Background(), o); err != nil {
		t.Fatal(err)
	}
	return o.Index
}

func open(t testing.TB, paths ...string) *searcher.Index {
	t.Helper()
	idx, err := searcher.Open(paths[0], paths[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { idx.Close() })
	return idx
}

// Notes of two communities that have the same name are told apart.
func TestCollidingNotes(t *testing.T) {
	top := t.TempDir()
	var paths []string
	for _, community := range []string{"pier", "yard"} {
		dir := filepath.Join(top, community, "notes")
		write(t, dir, map[string]string{
			"2031-01-02.md":                   "## Beacon (Ada)\n- the lamp of the " + community + ", see [before](2031-01-01.md)\n- oil\n",
			"2031-01-01-" + community + ".md": "## Beacon (Ada)\n- lamp ordered\n",
		})
		paths = append(paths, build(t, dir, indexer.Options{}))
	}
	idx := open(t, paths...)
	for _, test := range []struct{ query, want string }{
		{"lamp", "pier/notes/2031-01-02.md:2 yard/notes/2031-01-02.md:2 2031-01-01-pier.md:2 2031-01-01-yard.md:2"},
		{"oil", "pier/notes/2031-01-02.md:3 yard/notes/2031-01-02.md:3"},
		{"file:pier", "pier/notes/2031-01-02.md:2 pier/notes/2031-01-02.md:3 2031-01-01-pier.md:2"},
		{"file:yard/notes oil", "yard/notes/2031-01-02.md:3"},
		{"NOT file:notes", "2031-01-01-pier.md:2 2031-01-01-yard.md:2"},
	} {
		r := search(t, idx, test.query, searcher.Options{Sort: searcher.Newest, Limit: 10, Siblings: true})
		if got := strings.Join(ids(r.Hits), " "); got != test.want {
			t.Errorf("%s: %s; want %s", test.query, got, test.want)
		}
		for _, h := range r.Hits {
			part, name := idx.Part(h.File)
			text, err := os.ReadFile(filepath.Join(part.Root(), name))
			if err != nil || !strings.Contains(string(text), strings.SplitN(h.Text, ",", 2)[0]) {
				t.Errorf("%s: %s is %s in %s (%v)", test.query, h.ID, name, part.Root(), err)
			}
			if len(h.Siblings) == 0 || h.Siblings[0].File != h.File {
				t.Errorf("%s: siblings of %s are %v", test.query, h.ID, h.Siblings)
			}
			docs, err := idx.Note(h.File)
			if err != nil || len(docs) == 0 || docs[0].File != h.File {
				t.Errorf("note %s is %v (%v)", h.File, docs, err)
			}
		}
	}
	for _, none := range []string{"2031-01-02.md", "pier/2031-01-02.md", "pier/notes/2031-01-01-yard.md", ""} {
		if docs, err := idx.Note(none); err != nil || len(docs) > 0 {
			t.Errorf("note %q is %v (%v); want none", none, docs, err)
		}
	}
	if docs, err := idx.Note("pier/notes/2031-01-01-pier.md"); err != nil || len(docs) == 0 || docs[0].File != "2031-01-01-pier.md" {
		t.Errorf("a note below its folder is %v (%v)", docs, err)
	}
}

// An index that is given twice, or a copy of it, counts once.
func TestSameIndexTwice(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{"2031-01-02.md": "## Beacon (Ada)\n- lamp\n- oil\n"})
	path := build(t, dir, indexer.Options{})
	copied := filepath.Join(t.TempDir(), "index.bleve")
	if err := os.CopyFS(copied, os.DirFS(path)); err != nil {
		t.Fatal(err)
	}
	idx := open(t, path, copied, path)
	r := search(t, idx, "lamp", searcher.Options{Limit: 10, Facets: []string{"team"}})
	if got := strings.Join(ids(r.Hits), " "); got != "2031-01-02.md:2" || r.Total != 1 || r.Facets[0].Values[0].Count != 1 || idx.Documents() != 3 {
		t.Errorf("%d hits, %s, facets %v, of %d documents", r.Total, got, r.Facets, idx.Documents())
	}
	if idx.Superseded() {
		t.Error("superseded before any change")
	}
	version := idx.Version()
	write(t, dir, map[string]string{"2031-01-03.md": "- another\n"})
	build(t, dir, indexer.Options{})
	if !idx.Superseded() {
		t.Error("not superseded by a new index at one of the paths")
	}
	if again := open(t, path, copied, path); again.Version() == version {
		t.Errorf("both versions are %s", version)
	}
}

// Words match the inflections of the language of each note, in whichever index it is.
func TestLanguages(t *testing.T) {
	german, english := t.TempDir(), t.TempDir()
	write(t, german, map[string]string{
		"2031-01-02.md": "---\nlang: de\n---\n- die Laternen am Hafen\n- viele Boote fahren\n",
		"2031-01-03.md": "---\nlang: fr\n---\n- les lanternes du port\n",
	})
	write(t, english, map[string]string{
		"2031-01-04.md": "- the lanterns at the quay\n- Laterne is what they say\n- boats sailing\n",
		"2031-01-05.md": "---\nlang: fr\n---\n- la lanterne est neuve\n",
	})
	a := build(t, german, indexer.Options{Languages: []string{"de", "fr"}})
	b := build(t, english, indexer.Options{Languages: []string{"en", "fr"}})
	for _, paths := range [][]string{{a, b}, {b, a}} {
		idx := open(t, paths...)
		for _, test := range []struct{ query, want string }{
			{"Laterne", "2031-01-04.md:2 2031-01-02.md:4"},
			{"lantern", "2031-01-05.md:4 2031-01-04.md:1 2031-01-03.md:4"},
			{"lanternes neuves", "2031-01-05.md:4"},
			{"sail", "2031-01-04.md:3"},
			{"Boot", "2031-01-02.md:5"},
			{"lang:fr", "2031-01-05.md:4 2031-01-03.md:4"},
			{"lang:de", "2031-01-02.md:4 2031-01-02.md:5"},
		} {
			r := search(t, idx, test.query, searcher.Options{Sort: searcher.Newest, Limit: 10})
			if got := strings.Join(ids(r.Hits), " "); got != test.want {
				t.Errorf("%s: %s; want %s", test.query, got, test.want)
			}
		}
	}
}

// Names that one names file joins are joined in all indexes.
func TestNames(t *testing.T) {
	pier, yard := t.TempDir(), t.TempDir()
	names := filepath.Join(t.TempDir(), "names")
	if err := os.WriteFile(names, []byte("team: Beacon = Old Beacon\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	write(t, pier, map[string]string{"2031-01-02.md": "## Beacon (Ada)\n- lamp\n"})
	write(t, yard, map[string]string{"2031-01-03.md": "## Old Beacon (Bo)\n- oil\n\n## TIDE (Cy)\n- rope\n"})
	idx := open(t, build(t, pier, indexer.Options{Names: names}), build(t, yard, indexer.Options{}))
	r := search(t, idx, "team:beacon", searcher.Options{Sort: searcher.Newest, Limit: 10, Facets: []string{"team"}})
	if got := strings.Join(ids(r.Hits), " "); got != "2031-01-03.md:2 2031-01-02.md:2" {
		t.Errorf("team:beacon: %s", got)
	}
	if v := r.Facets[0].Values; len(v) != 1 || v[0].Value != "Beacon" || v[0].Count != 2 {
		t.Errorf("teams: %v", v)
	}
}

// A bad index among several is named.
func TestBadIndex(t *testing.T) {
	good, bad := t.TempDir(), t.TempDir()
	for _, dir := range []string{good, bad} {
		write(t, dir, map[string]string{"2031-01-02.md": "## Beacon (Ada)\n- lamp in " + filepath.Base(dir) + "\n"})
	}
	a, b := build(t, good, indexer.Options{}), build(t, bad, indexer.Options{})
	missing := filepath.Join(t.TempDir(), "index.bleve")
	if _, err := searcher.Open(a, missing); err == nil || !strings.Contains(err.Error(), "open index "+missing+": cannot open index, path does not exist") {
		t.Errorf("a missing index: %v", err)
	}
	idx := open(t, a, b)
	damage(t, b)
	if _, err := idx.Search(context.Background(), query(t, "lamp"), searcher.Options{Limit: 10}); err == nil || !strings.Contains(err.Error(), "open index "+b+": ") {
		t.Errorf("damage that is found late: %v; want %s in it", err, b)
	}
	if _, err := searcher.Open(a, b); err == nil || !strings.Contains(err.Error(), "open index "+b+": ") {
		t.Errorf("a damaged index: %v", err)
	}
}

// damage empties the postings and texts of the index at path.
func damage(t *testing.T, path string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(path, "gen-*", "store", "*.zap"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		if err := os.Truncate(file, 0); err != nil {
			t.Fatal(err)
		}
	}
}
