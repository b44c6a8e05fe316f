package store

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"
)

func TestCheck(t *testing.T) {
	t.Chdir(t.TempDir())
	files := func(names ...string) func(*testing.T) {
		return func(t *testing.T) {
			for _, name := range names {
				if err := os.MkdirAll(filepath.Dir(filepath.Join("it", name)), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join("it", name), nil, 0o600); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	for _, test := range []struct {
		name string
		make func(*testing.T)
		ok   bool
	}{
		{"nothing", files(), true},
		{"empty", func(t *testing.T) { must(t, os.Mkdir("it", 0o700)) }, true},
		{"strays", files(".DS_Store"), true},
		{"index", func(t *testing.T) { mustPublish(t, "it", "low tide") }, true},
		{"index and more", func(t *testing.T) { mustPublish(t, "it", "low tide"); files("agenda.md")(t) }, true},
		{"killed at once", files("LOCK"), true},
		{"killed while it was built", files("LOCK", "tmp-17/index_meta.json"), true},
		{"killed before CURRENT", files("LOCK", "gen-000001/index_meta.json", "tmp-18"), true},
		{"file", func(t *testing.T) { must(t, os.WriteFile("it", nil, 0o600)) }, false},
		{"notes", files("2031/board.md"), false},
		{"hidden", files(".git/config"), false},
		{"another's lock", files("LOCK", "CURRENT", "MANIFEST-000004", "000005.ldb"), false},
		{"no lock", files("tmp-17/index_meta.json"), false},
		{"a file for a folder", files("LOCK", "gen-000001"), false},
	} {
		t.Run(test.name, func(t *testing.T) {
			defer os.RemoveAll("it")
			test.make(t)
			err := Check("it")
			if test.ok {
				if err != nil {
					t.Errorf("Check: %v", err)
				}
				return
			}
			before := tree(t, ".")
			_, perr := publishOnce(t.Context(), "it", contents("low tide"))
			const want = "it exists and is not an index; it was left as it was"
			for _, err := range []error{err, perr} {
				if err == nil || err.Error() != want {
					t.Errorf("%v, want %s", err, want)
				}
			}
			if !maps.Equal(before, tree(t, ".")) {
				t.Error("it was not left as it was")
			}
		})
	}
}

// A flipped bit in CURRENT does not name another generation that exists.
func TestCurrentFlipped(t *testing.T) {
	path := t.TempDir()
	for n := 1; n < 5000; n += apart {
		before, name := fmt.Sprintf("gen-%06d", n), fmt.Sprintf("gen-%06d", n+apart)
		for bit := range 8 * len(name) {
			text := []byte(name)
			text[bit/8] ^= 1 << (bit % 8)
			if string(text) == before {
				t.Fatalf("bit %d makes %s of %s", bit, before, name)
			}
		}
	}
	for n, want := range []string{"gen-000001", "gen-000004", "gen-000007"} {
		name, err := nextGeneration(path)
		if err != nil || name != want {
			t.Errorf("generation %d is %s, %v; want %s", n, name, err, want)
		}
		if err := os.Mkdir(filepath.Join(path, name), 0o700); err != nil {
			t.Fatal(err)
		}
	}
}
