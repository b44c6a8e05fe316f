package store

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestPaths(t *testing.T) {
	top := t.TempDir()
	deep := filepath.Join(top, "a", "b")
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("MINUTES_INDEX", "")
	t.Chdir(deep)
	check := func(when string, wantNamed bool, want ...string) {
		t.Helper()
		if got, err := Indexes(nil); !slices.Equal(got, want) || err != nil {
			t.Errorf("%s: Indexes() = %q (%v); want %q", when, got, err, want)
		}
		path, named, err := Single(nil)
		if len(want) > 1 {
			if err == nil || !strings.Contains(err.Error(), "$MINUTES_INDEX has 2 indexes") {
				t.Errorf("%s: Single() = %q, %v; want an error", when, path, err)
			}
		} else if path != want[0] || named != wantNamed || err != nil {
			t.Errorf("%s: Single() = %q, %t (%v); want %q, %t", when, path, named, err, want[0], wantNamed)
		}
	}
	check("no index", false, DefaultPath)
	if err := os.Mkdir(filepath.Join(top, DefaultPath), 0o777); err != nil {
		t.Fatal(err)
	}
	check("two above", false, filepath.Join("..", "..", DefaultPath))
	if err := os.Mkdir(DefaultPath, 0o777); err != nil {
		t.Fatal(err)
	}
	check("here too", false, DefaultPath)
	t.Setenv("MINUTES_INDEX", "elsewhere")
	check("named", true, "elsewhere")
	if err := os.MkdirAll("notes/2031", 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("MINUTES_INDEX", "notes")
	check("a folder of notes", true, filepath.Join("notes", DefaultPath))
	t.Setenv("MINUTES_INDEX", strings.Join([]string{"notes", "", "elsewhere"}, string(os.PathListSeparator)))
	check("a list", true, filepath.Join("notes", DefaultPath), "elsewhere")
	if os.PathListSeparator != ':' {
		return
	}
	for _, test := range []struct {
		list string
		want []string
	}{
		{"a:b", []string{"a", "b"}},
		{"http://localhost:9200/pier", []string{"http://localhost:9200/pier"}},
		{"a:https://me:secret@pier.example.org:9200/pier:b", []string{"a", "https://me:secret@pier.example.org:9200/pier", "b"}},
		{"HTTP://[::1]:9200/pier:http://yard/yard", []string{"HTTP://[::1]:9200/pier", "http://yard/yard"}},
		{"http://pier", []string{"http://pier"}},
		{":", nil},
	} {
		t.Setenv("MINUTES_INDEX", test.list)
		if got := Named(); !slices.Equal(got, test.want) {
			t.Errorf("Named() = %q for %s; want %q", got, test.list, test.want)
		}
	}
	if err := os.Mkdir("a:b", 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("MINUTES_INDEX", "a:b")
	check("a folder with a colon", true, "a:b")
}

// The elements of a list are the list again, whatever is in it.
func FuzzSplit(f *testing.F) {
	for _, list := range []string{"a:b", "a::b:", "http://pier:9200/pier:b", "https://:", "x:HTTP://[::1]:1/y:z"} {
		f.Add(list)
	}
	f.Fuzz(func(t *testing.T, list string) {
		if os.PathListSeparator != ':' {
			t.Skip("other systems split lists in other ways")
		}
		if got := strings.Join(split(list), ":"); got != list {
			t.Errorf("split(%q) joins to %q", list, got)
		}
	})
}
