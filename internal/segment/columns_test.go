package segment

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"minutes/schema"
)

// A column has the values that were added, no matter how many distinct ones there are.
func TestColumns(t *testing.T) {
	for _, different := range []int{1, 2, 256, 257, 1 << 16, 1<<16 + 1} {
		var w columnWriter
		var parts [2]columnWriter // of the same documents
		var docs []schema.Document
		for i := range different + 3 {
			d := schema.Document{
				Date: "2031-05-06", Team: fmt.Sprint("team ", (i*7)%different), Lead: []string{"Ida", "Bo"}[:i%3%2+i%2],
				Kind: schema.Bullet, Section: []string{}, File: "a.md", Line: i + 1,
			}
			docs = append(docs, d)
			w.add(&d, uint64(i)<<40|7)
			parts[i*2/(different+3)].add(&d, uint64(i)<<40|7)
		}
		path := filepath.Join(t.TempDir(), "columns")
		if err := w.write(path); err != nil {
			t.Fatal(err)
		}
		c, err := openColumns(path, len(docs))
		if err != nil {
			t.Fatal(err)
		}
		defer c.close()
		// Values that are added from a file do not change.
		var again columnWriter
		again.addFrom(c, func(int) bool { return true })
		second := filepath.Join(t.TempDir(), "columns")
		if err := again.write(second); err != nil {
			t.Fatal(err)
		}
		a, _ := os.ReadFile(path)
		b, _ := os.ReadFile(second)
		var both columnWriter
		both.addPart(&parts[0])
		both.addPart(&parts[1])
		third := filepath.Join(t.TempDir(), "columns")
		if err := both.write(third); err != nil {
			t.Fatal(err)
		}
		if c, _ := os.ReadFile(third); !slices.Equal(a, c) {
			t.Error("columns of two parts differ from those of all documents")
		}
		if !slices.Equal(a, b) {
			t.Errorf("%d values: a copy is another", different)
		}
		teams := c.Column(schema.Team)
		if teams.Values() != different {
			t.Errorf("%d values of team; want %d", teams.Values(), different)
		}
		numbers := make([]uint32, len(docs))
		counts := make([]int, teams.Values())
		wanted := make([]bool, teams.Values())
		some, _ := teams.Find("team 0")
		wanted[some] = true
		for i, d := range docs {
			numbers[i] = uint32(i)
			for _, field := range schema.Columns {
				col := c.Column(field)
				if got := col.Value(col.Ordinal(i)); got != Value(&d, field) {
					t.Fatalf("%d values: document %d has the %s %q; want %q", different, i, field, got, Value(&d, field))
				}
			}
			if c.Line(i) != d.Line || c.Sum(i) != uint64(i)<<40|7 {
				t.Fatalf("document %d is on line %d, its sum %x", i, c.Line(i), c.Sum(i))
			}
		}
		teams.Count(numbers, counts)
		for _, doc := range teams.Select(numbers, wanted) {
			counts[some]--
			if docs[doc].Team != "team 0" {
				t.Errorf("Select keeps %q", docs[doc].Team)
			}
		}
		if counts[some] != 0 {
			t.Errorf("%d values: Count has %d more of one than Select", different, counts[some])
		}
		if _, there := teams.Find("team"); there {
			t.Error("Find finds the beginning of a value")
		}
	}
}

// Damage in the header of a file is an error, or points inside the file. Nothing is read
// past its end.
func TestColumnsDamaged(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	var w columnWriter
	for i := range 40 {
		w.add(&schema.Document{Date: "2031-05-06", Team: fmt.Sprint(i % 7), File: "a.md", Line: i}, uint64(i))
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "columns")
	if err := w.write(path); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	refused := 0
	for range 3000 {
		text := slices.Clone(whole)
		for range 1 + random.IntN(3) {
			text[random.IntN(headerSize)] ^= 1 << random.IntN(8)
		}
		if random.IntN(4) == 0 {
			text = text[:random.IntN(len(text))]
		}
		if err := os.WriteFile(path, text, 0o666); err != nil {
			t.Fatal(err)
		}
		c, err := openColumns(path, 40)
		if err != nil {
			refused++
			continue
		}
		c.close()
	}
	if refused < 1500 {
		t.Errorf("%d of 3000 damaged files were refused", refused)
	}
	if err := os.WriteFile(path, whole, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := openColumns(path, 41); err == nil {
		t.Error("columns of 40 documents pass for those of 41")
	}
}

func TestMarksDamaged(t *testing.T) {
	path := filepath.Join(t.TempDir(), BitmapsFile)
	all := []bitmaps{{deleted: with(nil, 3)}, {shared: with(with(nil, 1), 2), repeats: with(nil, 2)}}
	if err := writeBitmaps(path, all); err != nil {
		t.Fatal(err)
	}
	got, err := readBitmaps(path, 2)
	if err != nil || !contains(got[0].deleted, 3) || got[0].shared != nil || !contains(got[1].shared, 1) || contains(got[1].repeats, 1) || cardinality(got[1].repeats) != 1 {
		t.Errorf("readMarks = %v, %v; want %v", got, err, all)
	}
	if _, err := readBitmaps(path, 1); err == nil {
		t.Error("bitmaps of two segments pass for those of one")
	}
	text, _ := os.ReadFile(path)
	for end := range text {
		if err := os.WriteFile(path, text[:end], 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := readBitmaps(path, 2); err == nil {
			t.Errorf("the first %d of %d bytes pass for all", end, len(text))
		}
	}
}
