package indexer

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"minutes/internal/segment"
	"minutes/internal/store"
)

// texts returns the texts of all documents of the index at path, sorted.
func texts(t *testing.T, path string) []string {
	t.Helper()
	x, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	var all []string
	for d, err := range x.All() {
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, d.Text)
	}
	slices.Sort(all)
	return all
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

// Notes that fit neither in memory nor on the disk are read twice. If one changes in between,
// the index has the new version or skips it, and the next run rebuilds the index.
func TestBuildWhileNotesChange(t *testing.T) {
	defer func(kept int64, scratch func(*store.Writer) (*os.File, func(), error)) {
		maxKept, makeScratch = kept, scratch
	}(maxKept, makeScratch)
	maxKept, makeScratch = 0, func(*store.Writer) (*os.File, func(), error) { return nil, nil, syscall.ENOSPC }
	notes, index := t.TempDir(), filepath.Join(t.TempDir(), "index")
	write(t, filepath.Join(notes, "2031-05-06.md"), "- low tide\n")
	write(t, filepath.Join(notes, "2031-05-07.md"), "- a crane\n")
	write(t, filepath.Join(notes, "2031-05-08.md"), "- a ferry\n")
	o := Options{Index: index, Notes: []string{notes}}
	changed := false
	o.Progress = func(work string, _, _ int) {
		if work == "indexing" && !changed {
			changed = true
			write(t, filepath.Join(notes, "2031-05-07.md"), "- two cranes\n- three cranes\n")
			if err := os.Remove(filepath.Join(notes, "2031-05-08.md")); err != nil {
				t.Fatal(err)
			}
		}
	}
	s, err := Build(t.Context(), o)
	if err != nil || s.Notes != 2 || len(s.Skipped) != 1 || s.Skipped[0].File != "2031-05-08.md" || !os.IsNotExist(s.Skipped[0].Reason) {
		t.Errorf("Build = %+v, %v; want two notes, and one that is skipped", s, err)
	}
	if got := strings.Join(texts(t, index), ", "); got != "low tide, three cranes, two cranes" {
		t.Errorf("the index has %s", got)
	}
	s, err = Build(t.Context(), o)
	if err != nil || s.Saved || s.Nothing || s.Notes != 2 {
		t.Errorf("the next Build = %+v, %v; want one that begins anew", s, err)
	}
	if s, err = Build(t.Context(), o); err != nil || !s.Nothing {
		t.Errorf("the one after = %+v, %v; want that nothing has changed", s, err)
	}
}

// If a change in one note makes or unmakes a team in another, the index is rebuilt.
func TestBuildTeams(t *testing.T) {
	notes, index := t.TempDir(), filepath.Join(t.TempDir(), "index")
	for _, day := range []string{"06", "07", "08", "09", "10", "11"} {
		write(t, filepath.Join(notes, "2031-05-"+day+".md"), "# Board\n## Lamp Room\n- tide of "+day+"\n")
	}
	o := Options{Index: index, Notes: []string{notes}, Replace: true}
	teams := func(want int, saved bool) {
		t.Helper()
		s, err := Build(t.Context(), o)
		if err != nil || s.Teams != want || s.Saved != saved {
			t.Errorf("Build has %d teams, saved %t, %v; want %d, %t", s.Teams, s.Saved, err, want, saved)
		}
	}
	teams(0, false)
	write(t, filepath.Join(notes, "2031-05-12.md"), "# Board\n- nothing\n")
	teams(0, true)
	write(t, filepath.Join(notes, "2031-05-12.md"), "# Board\n## Backlog Reviews\n### Lamp Room - Ida Fjord\n- nothing\n")
	teams(1, false)
	write(t, filepath.Join(notes, "2031-05-12.md"), "# Board\n## Backlog Reviews\n### Lamp Room - Ida Fjord\n- something\n")
	teams(1, true)
	if err := os.Remove(filepath.Join(notes, "2031-05-12.md")); err != nil {
		t.Fatal(err)
	}
	teams(0, false)
}

// An index that turns out to be damaged while it is saved is rebuilt.
func TestBuildFromDamaged(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a file that is mapped cannot be cut short there")
	}
	notes, index := t.TempDir(), filepath.Join(t.TempDir(), "index")
	write(t, filepath.Join(notes, "2031-05-06.md"), "- low tide\n")
	write(t, filepath.Join(notes, "2031-05-07.md"), "- a crane\n")
	o := Options{Index: index, Notes: []string{notes}}
	if _, err := Build(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(notes, "2031-05-07.md"), "- two cranes\n")
	o.Progress = func(string, int, int) {
		for _, name := range []string{segment.ColumnsFile(1), segment.ZapFile(1)} {
			if path := filepath.Join(index, "gen-000001", name); os.Truncate(path, 0) != nil {
				t.Errorf("%s is not there", path)
			}
		}
	}
	s, err := Build(t.Context(), o)
	if err != nil || s.Saved || s.Added != 2 {
		t.Errorf("Build = %+v, %v; want one that begins anew", s, err)
	}
	if got := strings.Join(texts(t, index), ", "); got != "low tide, two cranes" {
		t.Errorf("the index has %s", got)
	}
}

func TestRecordDamaged(t *testing.T) {
	r := record{recordHead: recordHead{Program: "1"}, Notes: []noteRecord{{File: "a.md", Size: 3}, {File: "b.md"}}}
	text, err := r.encode()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := decodeRecord(text); err != nil || got.Program != "1" || len(got.Notes) != 2 || got.Notes[0].Size != 3 {
		t.Errorf("decodeRecord = %+v, %v", got, err)
	}
	for _, damaged := range []string{"", "{", "{}\n{", string(text[:len(text)-9])} {
		if got, err := decodeRecord([]byte(damaged)); err == nil {
			t.Errorf("decodeRecord(%q) = %+v", damaged, got)
		}
	}
}

// Progress is reported when the documents of notes are made, not when that is planned.
func TestProgress(t *testing.T) {
	var done []int
	o := Options{Index: filepath.Join(t.TempDir(), "index"), Notes: []string{"../testdata/notes"}, Progress: func(string, int, int) {}}
	b := &builder{Options: o}
	defer b.close()
	var err error
	if b.survey, err = look(t.Context(), o, b.known, maxKept, nil); err != nil {
		t.Fatal(err)
	}
	b.compare()
	b.Progress = func(_ string, n, _ int) { done = append(done, n) }
	batches := slices.Collect(b.batches())
	if !slices.Equal(done, []int{0}) {
		t.Errorf("%v notes are reported before any is indexed", done)
	}
	for i, batch := range batches {
		if _, err := batch(); err != nil {
			t.Fatal(err)
		}
		if len(done) != i+2 {
			t.Fatalf("%d batches were indexed, and %v reported", i+1, done)
		}
	}
	if last := done[len(done)-1]; last != len(b.inputs) || !slices.IsSorted(done) {
		t.Errorf("the notes reported are %d, want up to %d", done, len(b.inputs))
	}
}
