package seen

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"minutes/schema"
)

// doc returns the print of a document: TEXT, [x] TEXT for what is done, DATE: TEXT for
// another meeting, and PARENT > TEXT.
func doc(said string) Print {
	d := schema.Document{Date: "2031-05-07", Meeting: "Lock SIG"}
	if date, text, ok := strings.Cut(said, ": "); ok {
		d.Date, said = date, text
	}
	if text, ok := strings.CutPrefix(said, "[x] "); ok {
		d.Is, said = []string{schema.Done}, text
	}
	if parent, text, ok := strings.Cut(said, " > "); ok {
		d.Parents, said = []schema.Parent{{Line: 1, Text: parent}}, text
	}
	d.Text = said
	return Of(d.Key(), d)
}

// show compares docs with r, shows at most most of those that have to be shown, and returns
// them with their changes.
func show(r *Record, most int, docs ...string) (shown []string) {
	c := r.Compare()
	var fresh []string
	for _, d := range docs {
		if c.Add(doc(d)) {
			fresh = append(fresh, d)
		}
	}
	changes := c.Changes()
	for i, d := range fresh[:min(most, len(fresh))] {
		shown = append(shown, string(changes[i])+" "+d)
	}
	c.Shown(len(shown))
	return shown
}

func TestChanges(t *testing.T) {
	const gate, oil = "the north gate creaks when it closes", "oil the hinges of the gate"
	for _, test := range []struct {
		name        string
		first, then []string
		want        []string
	}{
		{"nothing", nil, nil, nil},
		{"the same", []string{gate, oil}, []string{oil, gate}, nil},
		{"a new one", []string{gate}, []string{gate, oil}, []string{"new " + oil}},
		{"gone", []string{gate, oil}, []string{oil}, nil},
		{"one word", []string{gate, oil}, []string{"the north gate creaks when it opens", oil}, []string{"changed the north gate creaks when it opens"}},
		{"another text", []string{gate}, []string{"who pays for the lamps of the pier?"}, []string{"new who pays for the lamps of the pier?"}},
		{"done", []string{oil}, []string{"[x] " + oil}, []string{"changed [x] " + oil}},
		{"below another", []string{gate, oil}, []string{gate, gate + " > " + oil}, []string{"changed " + gate + " > " + oil}},
		{"another meeting", []string{oil}, []string{"2031-06-04: " + oil}, []string{"new 2031-06-04: " + oil}},
		{"both stay", []string{gate}, []string{gate, "the north gate creaks when it opens"}, []string{"new the north gate creaks when it opens"}},
		{"twice", []string{oil}, []string{oil, oil}, []string{"new " + oil}},
		{"twice, one done", []string{oil, oil}, []string{oil, "[x] " + oil}, []string{"changed [x] " + oil}},
		{"the same text first", []string{oil}, []string{oil + " soon", gate + " > " + oil}, []string{"new " + oil + " soon", "changed " + gate + " > " + oil}},
	} {
		r := &Record{}
		show(r, 100, test.first...)
		if got := show(r, 100, test.then...); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
		if got := show(r, 100, test.then...); got != nil {
			t.Errorf("%s: again %q", test.name, got)
		}
		if got := show(r, 100, append(slices.Clone(test.then), "the end")...); len(got) != 1 {
			t.Errorf("%s: with one more %q", test.name, got)
		}
	}
}

// What is not shown stays new, and what was gone for a while is not new again. What changes
// back has changed.
func TestOverTime(t *testing.T) {
	r := &Record{}
	for i, step := range []struct {
		most int
		docs string
		want string
	}{
		{0, "a,b,c", ""},
		{2, "a,b,c", "new a,new b"},
		{2, "a,b,c", "new c"},
		{9, "c", ""},
		{9, "a,b,c", ""},
		{9, "[x] a,b,c", "changed [x] a"},
		{9, "a,b,c", "changed a"},
		{0, "[x] a,b,c,d", ""},
		{9, "[x] a,b,c,d", "changed [x] a,new d"},
	} {
		if got := strings.Join(show(r, step.most, strings.Split(step.docs, ",")...), ","); got != step.want {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}
}

// If a record is full, it forgets what is gone, and never what is still there.
func TestFull(t *testing.T) {
	defer func(was int) { most = was }(most)
	most = 4
	r := &Record{}
	show(r, 9, "a", "b", "c")
	show(r, 9, "a", "2031-06-04: d", "2031-06-05: e")
	if got := show(r, 9, "a", "2031-06-04: d", "2031-06-05: e"); got != nil || len(r.prints) > 4 {
		t.Errorf("%q of %d documents", got, len(r.prints))
	}
	if got := show(r, 9, "a", "b", "2031-06-04: d"); !slices.Equal(got, []string{"new b"}) {
		t.Errorf("after b was forgotten: %q", got)
	}
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	t.Setenv("XDG_STATE_HOME", dir)
	open := func(name, index string) *Record {
		t.Helper()
		r, err := Open(name, []string{index}, true)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	r := open("mail", "index.bleve")
	show(r, 9, "a", "b")
	if _, err := Open("mail", []string{"./index.bleve"}, true); err == nil || !strings.Contains(err.Error(), "wait until it ends") {
		t.Errorf("a second writer: %v", err)
	}
	if peek, err := Open("mail", []string{"index.bleve"}, false); err != nil || len(peek.prints) != 0 {
		t.Errorf("before Save, a reader has %v, %v", peek, err)
	}
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	r.Close()
	for _, other := range [][2]string{{"mail", "other.bleve"}, {"ada", "index.bleve"}, {"mail", "https://example.org/index.bleve"}} {
		if r := open(other[0], other[1]); len(r.prints) != 0 {
			t.Errorf("%q has %d documents", other, len(r.prints))
		}
	}
	r = open("mail", "index.bleve")
	defer r.Close()
	if got := show(r, 9, "a", "b", "c"); !slices.Equal(got, []string{"new c"}) {
		t.Errorf("after Save: %q", got)
	}
	if files, _ := filepath.Glob(filepath.Join(dir, "minutes", "*.seen*")); len(files) != 1 {
		t.Errorf("files %q, want 1", files)
	}
	text, _ := os.ReadFile(r.path)
	for _, damage := range [][]byte{nil, text[:len(text)-1], append(slices.Clone(text), 0), bytes.Replace(text, []byte("n 1"), []byte("n 2"), 1), []byte("x\n")} {
		os.WriteFile(r.path, damage, 0o600)
		if _, err := Open("mail", []string{"index.bleve"}, false); err == nil || !strings.Contains(err.Error(), "remove it") {
			t.Errorf("damaged: %v", err)
		}
	}
}

func TestIdentity(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	if err := os.MkdirAll("notes/index.bleve", 0o777); err != nil {
		t.Fatal(err)
	}
	same := [][2]string{
		{"notes/index.bleve", filepath.Join(dir, "notes", "index.bleve") + "/"},
		{"https://search.example.org/minutes", "HTTPS://ada:secret@Search.example.org/minutes/"},
	}
	if err := os.Symlink("notes/index.bleve", "live"); err == nil { // Windows may refuse
		same = append(same, [2]string{"live", "notes/index.bleve"})
	}
	for _, s := range same {
		if identity(s[0]) != identity(s[1]) {
			t.Errorf("%q is %q, but %q is %q", s[0], identity(s[0]), s[1], identity(s[1]))
		}
	}
	if identity("https://a.example.org/x") == identity("https://a.example.org/X") {
		t.Error("the path of an address ignores case")
	}
}

func TestCheckName(t *testing.T) {
	for _, name := range []string{"mail", "team-news_2"} {
		if err := CheckName(name); err != nil {
			t.Error(err)
		}
	}
	for _, name := range []string{"", "../x", "Mail", "a b", "ä", "nul.txt", strings.Repeat("a", 65)} {
		if CheckName(name) == nil {
			t.Errorf("%q is a name", name)
		}
	}
}

// Any file is either the one that encode wrote, or an error.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(nil))
	f.Add(encode(nil))
	f.Add(encode([]Print{doc("a"), doc("[x] b")}))
	f.Fuzz(func(t *testing.T, text []byte) {
		prints, err := decode(text)
		if err == nil && !bytes.Equal(encode(prints), text) {
			t.Errorf("%q has %v, which is written as %q", text, prints, encode(prints))
		}
	})
}

// BenchmarkCompare compares 100,000 documents of one meeting, all of them edited.
func BenchmarkCompare(b *testing.B) {
	var before, after []Print
	for i := range 100_000 {
		before = append(before, doc(fmt.Sprintf("ship %d sends lantern through the night", i)))
		after = append(after, doc(fmt.Sprintf("ship %d sends lantern through the day", i)))
	}
	for b.Loop() {
		c := (&Record{prints: before}).Compare()
		for _, p := range after {
			c.Add(p)
		}
		c.Changes()
	}
}
