package indexer

import (
	"path/filepath"
	"reflect"
	"slices"
	"testing"
)

// packed returns n packed.
func packed(n *Note) string {
	p := &packer{}
	p.note(n)
	return string(p.bytes)
}

// checkPacked checks that notes make the same documents after they were packed.
func checkPacked(t *testing.T, notes []*Note) {
	t.Helper()
	var unpacked []*Note
	for _, n := range notes {
		unpacked = append(unpacked, unpackNote(n.Name, packed(n)))
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

// An index is the same if its notes stay in memory, or are packed.
func TestBuildPacked(t *testing.T) {
	defer func(kept int64) { maxKept = kept }(maxKept)
	var want []string
	for _, limit := range []int64{1 << 20, 1 << 10, 0} {
		maxKept = limit
		index := filepath.Join(t.TempDir(), "index")
		if _, err := Build(t.Context(), Options{Index: index, Notes: []string{"../testdata/notes"}}); err != nil {
			t.Fatal(err)
		}
		got := texts(t, index)
		if want == nil {
			want = got
		}
		if !slices.Equal(got, want) {
			t.Errorf("with %d bytes in memory the index has %d documents, with all %d", limit, len(got), len(want))
		}
	}
}
