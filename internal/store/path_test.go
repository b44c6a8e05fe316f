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
	check := func(when, wantDefault, wantNearest string) {
		t.Helper()
		if got := Default(); got != wantDefault {
			t.Errorf("%s: Default() = %q; want %q", when, got, wantDefault)
		}
		if got := Nearest(); got != wantNearest {
			t.Errorf("%s: Nearest() = %q; want %q", when, got, wantNearest)
		}
	}
	check("no index", DefaultPath, DefaultPath)
	if err := os.Mkdir(filepath.Join(top, DefaultPath), 0o777); err != nil {
		t.Fatal(err)
	}
	check("two above", DefaultPath, filepath.Join("..", "..", DefaultPath))
	if err := os.Mkdir(DefaultPath, 0o777); err != nil {
		t.Fatal(err)
	}
	check("here too", DefaultPath, DefaultPath)
	t.Setenv("MINUTES_INDEX", "elsewhere")
	check("named", "elsewhere", "elsewhere")
}
