package cmd_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// After any damage to a file of the index, search answers as before, or prints an error on
// one line that names a damaged file.
func TestTortureDamage(t *testing.T) {
	t.Parallel()
	l := newLab(t)
	notes, err := filepath.Abs("../testdata/notes")
	if err != nil {
		t.Fatal(err)
	}
	l.must("index", filepath.Join(notes, "Yard")) // the previous generation has other answers
	l.must("index", "--replace", notes)
	whole := l.files()
	live := strings.TrimSuffix(whole["CURRENT"], "\n") + "/"
	all := names(whole)
	queries := [][]string{
		{"-o", "jsonl", "lantern"},
		{"-o", "json", "-f", "team,lead,month", "-n", "100", "fery OR nigth", "team:be*"},
		{"--leads", "-o", "jsonl"},
	}
	var answers []string
	for _, q := range queries {
		answers = append(answers, l.must("search", q...))
	}

	same, refused := 0, 0
	// try searches after files were damaged; an error must name one of them. A segment that
	// Bleve reads in store/ is a file of a generation under another name.
	try := func(what string, damaged ...string) {
		t.Helper()
		for i, q := range queries {
			if !*torture && i != same%len(queries) {
				continue
			}
			o := l.run("search", q...)
			switch {
			case o.status == 0 && o.stdout == answers[i]:
				same++
			case !o.isError():
				t.Errorf("%s: search %q: status %d, other answers or none\n%s", what, q, o.status, o.stderr)
			case !slices.ContainsFunc(damaged, func(name string) bool {
				return strings.Contains(o.stderr, strings.TrimPrefix(name, live)) || strings.HasPrefix(name, "store/") && strings.Contains(o.stderr, ".zap is damaged")
			}):
				t.Errorf("%s: search %q does not name it: %s", what, q, o.stderr)
			default:
				refused++
			}
		}
	}
	put := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(l.path("index.bleve/"+name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	// changed tries with another content of one file. index --verify finds any change in the
	// live generation, even if search does not read the file.
	changed := func(what, name, text string) {
		t.Helper()
		put(name, text)
		try(what+" "+name, name)
		if text != whole[name] && (name == "CURRENT" || strings.HasPrefix(name, live)) {
			if o := l.run("index", "--verify"); o.status != 1 || !strings.HasPrefix(o.stdout, name+": ") {
				t.Errorf("%s %s: index --verify: status %d: %s%s", what, name, o.status, o.stdout, o.stderr)
			}
		}
		put(name, whole[name])
	}
	flip := func(text string, at int) string {
		b := []byte(text)
		b[at] ^= 1 << l.IntN(8)
		return string(b)
	}
	some := func() (string, string) { // as often a small file as a large one
		name := all[l.IntN(len(all))]
		return name, whole[name]
	}

	flips, cuts, pages := sized(60, 2000), sized(20, 500), sized(10, 200)
	for range flips {
		name, text := some()
		changed("flipped", name, flip(text, l.IntN(len(text))))
	}
	for range cuts {
		name, text := some()
		changed("cut", name, text[:l.IntN(len(text))])
	}
	for range pages {
		name, text := some()
		const size = 4096
		at := l.IntN(len(text)) / size * size
		end := min(at+size, len(text))
		changed("zeroed", name, text[:at]+strings.Repeat("\x00", end-at)+text[end:])
	}
	for i, name := range all {
		changed("emptied", name, "")
		if err := os.Remove(l.path("index.bleve/" + name)); err != nil {
			t.Fatal(err)
		}
		try("deleted "+name, name)
		put(name, whole[name])
		for _, other := range all[:i] {
			if !*torture && (i+len(other))%4 > 0 {
				continue
			}
			put(name, whole[other])
			put(other, whole[name])
			try("swapped "+name+" and "+other, name, other)
			put(name, whole[name])
			put(other, whole[other])
		}
	}
	for _, folder := range []string{"", live, live + "store/"} {
		for _, name := range []string{"._x.zap", "x.zap", "000000000001.zap", "index_meta.json_temp", ".DS_Store", "root.bolt.lock", "notes.md"} {
			stray := folder + name
			if _, ok := whole[stray]; ok {
				continue
			}
			put(stray, "")
			try("stray "+stray, stray)
			if err := os.Remove(l.path("index.bleve/" + stray)); err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("%d flips, %d cuts, %d zeroed pages, each of %d files emptied, deleted and swapped: %d answers the same, %d errors",
		flips, cuts, pages, len(all), same, refused)
	for i, q := range queries {
		if got := l.must("search", q...); got != answers[i] {
			t.Errorf("search %q has other answers after all is as it was", q)
		}
	}
}
