package indexer

import (
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// checkPacked checks that notes make the same documents after they were packed.
func checkPacked(t *testing.T, notes []*Note) {
	t.Helper()
	var unpacked []*Note
	for _, n := range notes {
		unpacked = append(unpacked, unpackNote(n.Name, n.pack()))
	}
	want, got := Documents(notes, Names{}), Documents(unpacked, Names{})
	if len(got) != len(want) {
		t.Fatalf("packed notes have %d documents, want %d", len(got), len(want))
	}
	for i := range want {
		if !reflect.DeepEqual(got[i], want[i]) {
			t.Errorf("packed: %+v\nwant:   %+v", got[i], want[i])
		}
	}
	for i, n := range notes {
		if got, want := unpacked[i].facts(), n.facts(); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: packed facts are %+v, want %+v", n.Name, got, want)
		}
	}
}

func TestPack(t *testing.T) {
	_, notes := readNotes(t, "../testdata/notes")
	checkPacked(t, notes)
	for _, n := range notes {
		n.KeepUndated()
	}
	checkPacked(t, notes)
}

// An index is the same if its notes stay in memory, are packed, or are parsed twice.
func TestBuildPacked(t *testing.T) {
	defer func(kept, packed int64) { maxKept, maxPacked = kept, packed }(maxKept, maxPacked)
	var want []string
	for _, limits := range [][2]int64{{1 << 20, 0}, {0, 1 << 20}, {0, 0}, {1 << 10, 1 << 10}} {
		maxKept, maxPacked = limits[0], limits[1]
		index := filepath.Join(t.TempDir(), "index")
		if _, err := Build(t.Context(), Options{Index: index, Notes: []string{"../testdata/notes"}}); err != nil {
			t.Fatal(err)
		}
		got := texts(t, index)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("with limits %v the index has %d documents, without %d", limits, len(got), len(want))
		}
	}
}
