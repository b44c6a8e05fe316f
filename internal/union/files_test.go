package union

import (
	"slices"
	"testing"
)

func TestFolders(t *testing.T) {
	for _, test := range []struct{ roots, want []string }{
		{[]string{"/srv/pier", "/srv/yard"}, []string{"pier", "yard"}},
		{[]string{"/srv/pier/notes", "/srv/yard/notes"}, []string{"pier/notes", "yard/notes"}},
		{[]string{"/notes", "/srv/notes", "/srv/yard"}, []string{"notes", "srv/notes", "srv/yard"}},
		{[]string{`C:\pier\notes`, `C:\yard\notes`}, []string{"pier/notes", "yard/notes"}},
		{[]string{"/srv/pier", "/srv/pier"}, []string{"srv/pier-1", "srv/pier-2"}},
	} {
		if got := folders(test.roots); !slices.Equal(got, test.want) {
			t.Errorf("folders(%q) = %q; want %q", test.roots, got, test.want)
		}
	}
}

// Each note has one name, by which it is found again.
func TestFiles(t *testing.T) {
	f := &files{folders: []string{"pier", "yard"}, owners: map[string]int{"a.md": several, "pier/a.md": 1, "b.md": 0, "c/d.md": 1}}
	for _, test := range []struct {
		index       int
		name, shown string
	}{
		{0, "a.md", "pier/a.md"},
		{1, "a.md", "yard/a.md"},
		{1, "pier/a.md", "yard/pier/a.md"},
		{0, "b.md", "b.md"},
		{1, "c/d.md", "c/d.md"},
	} {
		if got := f.shown(test.index, test.name); got != test.shown {
			t.Errorf("shown(%d, %q) = %q; want %q", test.index, test.name, got, test.shown)
		}
		if index, name := f.find(test.shown); index != test.index || name != test.name {
			t.Errorf("find(%q) = %d, %q; want %d, %q", test.shown, index, name, test.index, test.name)
		}
	}
}
