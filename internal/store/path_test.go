package store

import (
	"os"
	"path/filepath"
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
	check := func(when, wantNamed, wantNearest string) {
		t.Helper()
		if got := Named(); got != wantNamed {
			t.Errorf("%s: Named() = %q; want %q", when, got, wantNamed)
		}
		if got := Nearest(); got != wantNearest {
			t.Errorf("%s: Nearest() = %q; want %q", when, got, wantNearest)
		}
	}
	check("no index", "", DefaultPath)
	if err := os.Mkdir(filepath.Join(top, DefaultPath), 0o777); err != nil {
		t.Fatal(err)
	}
	check("two above", "", filepath.Join("..", "..", DefaultPath))
	if err := os.Mkdir(DefaultPath, 0o777); err != nil {
		t.Fatal(err)
	}
	check("here too", "", DefaultPath)
	t.Setenv("MINUTES_INDEX", "elsewhere")
	check("named", "elsewhere", "elsewhere")
	if err := os.MkdirAll("notes/2031", 0o777); err != nil {
		t.Fatal(err)
	}
	t.Setenv("MINUTES_INDEX", "notes")
	check("a folder of notes", filepath.Join("notes", DefaultPath), filepath.Join("notes", DefaultPath))
}
