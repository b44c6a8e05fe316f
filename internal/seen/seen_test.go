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

// doc returns a document: TEXT, [x] TEXT for what is done, DATE: TEXT for another meeting, and
// PARENT > TEXT.
func doc(said string) schema.Document {
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
	return d
}

// prints returns the prints of docs.
func prints(docs ...string) []Print {
	c := &Comparison{record: &Record{}}
	for _, d := range docs {
		c.Add(doc(d).Key(), doc(d))
	}
	return c.fresh
}

// compare begins a comparison with r, which must work.
func compare(r *Record) *Comparison {
	c, err := r.Compare()
	if err != nil {
		panic(err)
	}
	return c
}

// show compares docs with r, shows at most most of those that have to be shown, and returns
// them with their changes.
func show(r *Record, most int, docs ...string) (shown []string) {
	return showAmong(r, most, nil, docs...)
}

// showAmong is show where the index has others too.
func showAmong(r *Record, most int, others []string, docs ...string) (shown []string) {
	c := compare(r)
	var fresh []string
	for _, d := range docs {
		if c.Add(doc(d).Key(), doc(d)) {
			fresh = append(fresh, d)
		}
	}
	if c.Doubtful() {
		for _, d := range append(slices.Clip(docs), others...) {
			c.Stay(doc(d).Key(), doc(d))
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

// What another query finds is not gone: it has not changed into what this one finds, and is
// not new again.
func TestOthers(t *testing.T) {
	const tide, crane = "the north gate creaks at high tide", "the north gate creaks below the crane"
	r := &Record{}
	for i, step := range []struct {
		others []string
		doc    string
		want   []string
	}{
		{[]string{crane}, tide, []string{"new " + tide}},
		{[]string{tide}, crane, []string{"new " + crane}},
		{[]string{crane}, tide, nil},
		{[]string{tide}, crane, nil},
		{nil, crane + " again", []string{"changed " + crane + " again"}},
	} {
		if got := showAmong(r, 9, step.others, step.doc); !slices.Equal(got, step.want) {
			t.Errorf("step %d: %q, want %q", i, got, step.want)
		}
	}
}

// A question of which all was shown is settled, until something is gone.
func TestSettled(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	settled := func(question string) bool {
		t.Helper()
		r, err := Open("mail", []string{"index.bleve"}, false)
		if err != nil {
			t.Fatal(err)
		}
		return r.Settled(question)
	}
	settle := func(question string, docs ...string) {
		t.Helper()
		r, err := Open("mail", []string{"index.bleve"}, true)
		if err != nil {
			t.Fatal(err)
		}
		defer r.Close()
		show(r, 9, docs...)
		r.Settle(question)
		if err := r.Save(); err != nil {
			t.Fatal(err)
		}
	}
	settle("gates of index 1", "a", "b")
	settle("locks of index 1", "a", "b", "2031-06-04: d")
	if !settled("gates of index 1") || !settled("locks of index 1") || settled("gates of index 2") {
		t.Error("what was shown is not settled, or another index is")
	}
	settle("gates of index 2", "b", "[x] a")
	if settled("gates of index 1") || settled("locks of index 1") || !settled("gates of index 2") {
		t.Error("with a changed document, the index before is settled still, or the new one is not")
	}
	for i := range 2 * mostSettled {
		settle(fmt.Sprint(i), "b", "[x] a")
	}
	if settled("gates of index 2") || !settled(fmt.Sprint(mostSettled)) {
		t.Errorf("not the last %d questions are settled", mostSettled)
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

// A folder that cannot be made is an error that says what to do.
func TestFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_STATE_HOME", filepath.Join(file, "below"))
	if _, err := Open("mail", []string{"index.bleve"}, true); err == nil || !strings.Contains(err.Error(), "set XDG_STATE_HOME to a folder that you may write to") {
		t.Errorf("a folder that cannot be made: %v", err)
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
	if peek, err := Open("mail", []string{"index.bleve"}, false); err != nil || show(peek, 0, "a") != nil || len(peek.prints) != 0 {
		t.Errorf("before Save, a reader has %v, %v", peek, err)
	}
	if err := r.Save(); err != nil {
		t.Fatal(err)
	}
	r.Close()
	for _, other := range [][2]string{{"mail", "other.bleve"}, {"ada", "index.bleve"}, {"mail", "https://example.org/index.bleve"}} {
		if r := open(other[0], other[1]); len(compare(r).left) != 0 {
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
		if err := os.WriteFile(r.path, damage, 0o600); err != nil {
			t.Fatal(err)
		}
		damaged, err := Open("mail", []string{"index.bleve"}, false)
		if err == nil {
			_, err = damaged.Compare()
		}
		if err == nil || !strings.Contains(err.Error(), "remove it") {
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
	f.Add(encode(nil, nil))
	f.Add(encode([]string{settled("a"), settled("b")}, prints("a", "[x] b")))
	f.Fuzz(func(t *testing.T, text []byte) {
		settled, prints, err := decode(text)
		if again := encode(settled, prints); err == nil && !bytes.Equal(again, text) {
			t.Errorf("%q has %v and %v, which is written as %q", text, settled, prints, again)
		}
	})
}

// BenchmarkCompare compares 100,000 documents of one meeting, all of them edited.
func BenchmarkCompare(b *testing.B) {
	var before, after []string
	for i := range 100_000 {
		before = append(before, fmt.Sprintf("ship %d sends lantern through the night", i))
		after = append(after, fmt.Sprintf("ship %d sends lantern through the day", i))
	}
	shown := prints(before...)
	for b.Loop() {
		c := compare(&Record{prints: shown})
		for _, d := range after {
			c.Add(doc(d).Key(), doc(d))
		}
		c.Changes()
	}
}
