package cmd_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// stock builds programs of testdata/bleve, a module that links stock Bleve and nothing of
// ours, once, and returns the folder that they are in.
var stock = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(programs, "stock") + string(filepath.Separator)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	build := exec.Command("go", "build", "-o", dir, "./totals", "github.com/blevesearch/bleve/v2/cmd/bleve")
	build.Dir = "../testdata/bleve"
	if out, err := build.CombinedOutput(); err != nil {
		return "", fmt.Errorf("build stock Bleve: %w\n%s", err, out)
	}
	return dir, nil
})

// A stockPair is a query of ours, and the same for Bleve: a query string, or JSON.
type stockPair struct{ ours, bleve string }

// stockPairs are of the sample notes. Bleve finds headings too, unless it is told not to,
// and its words without a field are words of the text. A quoted phrase needs the places of
// words, which names do not have: the spaces in names are escaped.
var stockPairs = []stockPair{
	{"text:lantern", "lantern"},
	{"text:lanterns", "lanterns"},
	{"text:LANTERN", "LANTERN"},
	{"text:ferry text:night", "+ferry +night"},
	{"text:ferry OR text:bridge", "ferry bridge"},
	{"text:ferry NOT text:night", "+ferry -night"},
	{`text:"night ferry"`, `"night ferry"`},
	{`text:"night ferries"`, `"night ferries"`},
	{"text:tide-gauge", `"tide-gauge"`},
	{"text:cf-deployment", `"cf-deployment"`},
	{"text:lan*", "lan*"},
	{"text:koln", "koln"},
	{"text:köln", "koln"},
	{"text:v2.14.0", `"v2 14 0"`},
	{"text:c++", `{"term":"c++","field":"text"}`},
	{"text:zzzz", "zzzz"},
	{"team:beacon", "team:beacon"},
	{`team:"ferry cli"`, `team:ferry\ cli`},
	{"team:ferry-cli text:lantern", `+team:ferry\ cli +lantern`},
	{"team:beacon OR team:gull", "team:beacon team:gull"},
	{"team:beacon NOT text:lantern", "+team:beacon -lantern"},
	{"text:lantern NOT team:beacon", "+lantern -team:beacon"},
	{"'team:ferry*'", "team:ferry*"},
	{`lead:"ngozi adeyemi"`, `lead:ngozi\ adeyemi`},
	{`lead:"łukasz wrona" text:lantern`, `+lead:lukasz\ wrona +lantern`},
	{`lead:"zoë lindqvist" OR lead:"farid rahimi"`, `lead:zoe\ lindqvist lead:farid\ rahimi`},
	{`meeting:"pier council"`, `meeting:pier\ council`},
	{"meeting:yard", "meeting:yard"},
	{"meeting:yard text:lantern", "+meeting:yard +lantern"},
	{"kind:row", "kind:row"},
	{"kind:paragraph", "kind:paragraph"},
	{"kind:bullet team:lamp", "+kind:bullet +team:lamp"},
	{"is:decision", "is:decision"},
	{"is:action -is:done", "+is:action -is:done"},
	{"date:2023", "year:2023"},
	{"date:2022 OR date:2024", "year:2022 year:2024"},
	{"date:2023 text:lantern", "+year:2023 +lantern"},
	{"date:2023-03-14", `date:2023\-03\-14`},
	{"date:2023-03", `date:2023\-03*`},
	{"date:2023-01-01..2023-06-30", `{"min":"2023-01-01","max":"2023-06-30","inclusive_max":true,"field":"date"}`},
	{"date:2024-02..", `{"min":"2024-02","field":"date"}`},
	{"section:updates", "section:updates"},
	{"section:backlog text:ferry", "+section:backlog +ferry"},
	{"link:example.org", `link:"example.org"`},
	{`team:beacon date:2023 text:lantern NOT text:night`, "+team:beacon +year:2023 +lantern -night"},
	{"", `{"match_all":{}}`},
}

// stockAnswer is a total, and how many documents have each value of a field.
type stockAnswer struct {
	total  int
	facets map[string]map[string]int
}

// tryStock returns what stock Bleve answers to queries over the index at path.
func tryStock(path string, queries ...string) ([]stockAnswer, error) {
	dir, err := stock()
	if err != nil {
		return nil, err
	}
	c := exec.Command(filepath.Join(dir, "totals"), path)
	c.Stdin = strings.NewReader(strings.Join(queries, "\n"))
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, stderr.String())
	}
	var answers []stockAnswer
	for line := range strings.Lines(string(out)) {
		var a stockAnswer
		total, facets, _ := strings.Cut(line, " ")
		if _, err := fmt.Sscan(total, &a.total); err != nil {
			return nil, err
		}
		if err := json.Unmarshal([]byte(facets), &a.facets); err != nil {
			return nil, err
		}
		answers = append(answers, a)
	}
	if len(answers) != len(queries) {
		return nil, fmt.Errorf("%d answers to %d queries", len(answers), len(queries))
	}
	return answers, nil
}

func askStock(t *testing.T, path string, queries ...string) []stockAnswer {
	t.Helper()
	answers, err := tryStock(path, queries...)
	if err != nil {
		t.Fatalf("stock Bleve: %v", err)
	}
	return answers
}

// withoutHeadings returns a query for Bleve that leaves out headings.
func withoutHeadings(bleve string) string {
	const headings = `{"term":"heading","field":"kind"}`
	must := bleve
	if !strings.HasPrefix(bleve, "{") {
		text, _ := json.Marshal(map[string]string{"query": bleve})
		must = string(text)
	}
	return `{"must":{"conjuncts":[` + must + `]},"must_not":{"disjuncts":[` + headings + `],"min":1}}`
}

// compareStock compares the answers of search --exact and of stock Bleve to pairs, over the
// index at path.
func compareStock(t *testing.T, path string, pairs []stockPair) {
	t.Helper()
	var queries []string
	for _, p := range pairs {
		queries = append(queries, withoutHeadings(p.bleve))
	}
	found := 0
	for i, got := range askStock(t, path, queries...) {
		c := exec.Command(filepath.Join(programs, "search"), "--index", path, "--exact", "-n", "0", "-o", "json", "-f", "team,lead,kind,meeting,year", "--top", "0", "--", strings.Trim(pairs[i].ours, "'"))
		out, _ := c.Output() // status 1 if nothing is found
		var want struct {
			Total  int
			Facets map[string]struct {
				Values []struct {
					Value, Query string
					Count        int
				}
			}
		}
		if err := json.Unmarshal(out, &want); err != nil {
			t.Fatalf("search %s: %v: %s", pairs[i].ours, err, out)
		}
		if got.total != want.Total {
			t.Errorf("Bleve finds %d by %s; search --exact %s finds %d", got.total, pairs[i].bleve, pairs[i].ours, want.Total)
			continue
		}
		if want.Total > 0 {
			found++
		}
		for field, facet := range want.Facets {
			counts := map[string]int{}
			for _, v := range facet.Values {
				_, term, _ := strings.Cut(v.Query, ":") // folded, as Bleve has it
				counts[strings.ReplaceAll(strings.Trim(term, `"`), "-", " ")] += v.Count
			}
			if !maps.Equal(counts, got.facets[field]) {
				t.Errorf("Bleve counts by %s, of %s, %v; search counts %v", field, pairs[i].bleve, got.facets[field], counts)
			}
		}
	}
	if 2*found < len(pairs) {
		t.Errorf("only %d of %d queries find anything", found, len(pairs))
	}
}

// Stock Bleve opens the index, and finds and counts what search --exact does. Its own
// command opens it for writing: search answers as before then, and index saves as before.
func TestStockBleve(t *testing.T) {
	t.Parallel()
	if err := dependOnSources(); err != nil {
		t.Fatal(err)
	}
	l := newLab(t)
	notes, err := filepath.Abs("../testdata/notes")
	if err != nil {
		t.Fatal(err)
	}
	l.must("index", notes)
	path := l.path("index.bleve")
	compareStock(t, path, stockPairs)

	before := l.must("search", "-o", "json", "-f", "team,year", "lantern")
	dir, err := stock()
	if err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"count"}, {"fields"}, {"query", "team:beacon lantern"}, {"count"}} {
		c := exec.Command(filepath.Join(dir, "bleve"), append([]string{args[0], path}, args[1:]...)...)
		out, err := c.CombinedOutput()
		if err != nil {
			t.Fatalf("bleve %q: %v\n%s", args, err, out)
		}
		if args[0] == "count" && string(out) != "261\n" {
			t.Errorf("bleve count is %q; want 261", out)
		}
	}
	if o := l.run("search", "-o", "json", "-f", "team,year", "lantern"); o.stdout != before || o.stderr != "" {
		t.Errorf("after bleve, search answers %s%s; want %s", o.stdout, o.stderr, before)
	}

	// A document that Bleve adds is not found, which search says, and the next run of
	// index removes it.
	add := exec.Command(filepath.Join(dir, "totals"), path, "add")
	if out, err := add.CombinedOutput(); err != nil {
		t.Fatalf("add a document: %v\n%s", err, out)
	}
	if got := askStock(t, path, "lantern", "stowaway"); got[0].total != 24 || got[1].total != 1 {
		t.Errorf("Bleve finds %d and %d; want 24, 1", got[0].total, got[1].total)
	}
	o := l.run("search", "-o", "json", "-f", "team,year", "lantern")
	if o.stdout != before || !strings.Contains(o.stderr, "another program has written to index.bleve with Bleve; its documents are not shown") {
		t.Errorf("after Bleve has added a document, search answers %s%s; want %s and a notice", o.stdout, o.stderr, before)
	}
	if o := l.run("index", "--verify"); o.status != 1 || !strings.Contains(o.stdout, "was added by another program") || !strings.Contains(o.stderr, "search is not affected") {
		t.Errorf("--verify: status %d: %s%s", o.status, o.stdout, o.stderr)
	}
	if o := l.run("index", notes); o.status != 0 || !strings.Contains(o.stderr, "another program had written to the index with Bleve; its changes were removed\nnothing changed") {
		t.Errorf("index: status %d: %s", o.status, o.stderr)
	}
	if o := l.run("index", "--verify"); o.status != 0 {
		t.Errorf("--verify: status %d: %s", o.status, o.stdout)
	}
	compareStock(t, path, stockPairs[:3])

	// The example of docs/index.md.
	example := exec.Command("go", "test", "-run", "Example", ".")
	example.Dir, example.Env = "../testdata/bleve", append(os.Environ(), "INDEX="+path)
	if out, err := example.CombinedOutput(); err != nil {
		t.Errorf("the example: %v\n%s", err, out)
	}
}

// unspacedPairs are of notes in scripts without spaces, and of one in German. The standard analyzer makes a word
// of each character of Chinese and of Hiragana, which the index has too. It makes one word
// of a run of Katakana or Hangul; for more than two of these, Bleve needs the pairs.
var unspacedPairs = []stockPair{
	{"text:会议", `"会议"`},
	{"text:会议记录", `"会议记录"`},
	{"text:会议记录", `{"terms":["会议","议记","记录"],"field":"text"}`},
	{"text:灯", "灯"},
	{"text:ひかり", `"ひかり"`},
	{"text:ガス", "ガス"},
	{"text:ガスタンク", `{"terms":["ガス","スタ","タン","ンク"],"field":"text"}`},
	{"text:회의", "회의"},
	{"text:회의록", `{"terms":["회의","의록"],"field":"text"}`},
	{"text:ทะเล", `{"terms":["ทะเ","เล"],"field":"text"}`},
	{"text:v2版本", `{"terms":["v2","版本"],"field":"text"}`},
	{"team:灯塔组", "team:灯塔组"},
	{"text:议会", `"议会"`},
	{"lang:de", "lang:de"},
	{"lang:en", "-lang:de"},
}

func TestStockBleveUnspaced(t *testing.T) {
	l := newLab(t)
	note := "# 港口\n\n## 灯塔组 - 王芳\n\n- 灯塔的会议记录\n- 会议\n- 关灯,v2版本先发布\n- ひかりとガスタンク\n- ガス\n" +
		"- 회의록을 공유했다\n- 회의\n- ระดับน้ำทะเล\n"
	for name, text := range map[string]string{"2024-03-05.md": note, "2024-04-02.md": "---\nlang: de\n---\n- Haus am Hafen\n"} {
		if err := os.WriteFile(l.path(name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	l.must("index", l.path("2024-03-05.md"), l.path("2024-04-02.md"))
	compareStock(t, l.path("index.bleve"), unspacedPairs)
}

// notesPairs are of the notes of the first community, if they are next to the project.
var notesPairs = []stockPair{
	{"text:containerd", "containerd"},
	{"team:garden text:containerd", "+team:garden +containerd"},
	{"team:garden date:2018", "+team:garden +year:2018"},
	{`text:"rolling update"`, `"rolling update"`},
	{`lead:"julz friedman" text:rootless`, `+lead:julz\ friedman +rootless`},
	{"text:xenial", "xenial"},
	{"text:kubernetes OR text:k8s", "kubernetes k8s"},
	{"text:diego NOT team:diego", "+diego -team:diego"},
	{`meeting:"bosh pmc"`, `meeting:bosh\ pmc`},
	{"kind:row date:2017", "+kind:row +year:2017"},
	{"", `{"match_all":{}}`},
}

func TestStockBleveOnNotes(t *testing.T) {
	notes, err := filepath.Abs("../../shared/notes")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(notes); err != nil {
		t.Skip("the notes are not there")
	}
	l := newLab(t)
	l.must("index", notes)
	compareStock(t, l.path("index.bleve"), notesPairs)
}

// The program and what it prints in docs/index.md are those of the example.
func TestStockBleveDocs(t *testing.T) {
	text, err := os.ReadFile("../docs/index.md")
	if err != nil {
		t.Fatal(err)
	}
	example, err := os.ReadFile("../testdata/bleve/example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(example), "func Example() {\n")
	program, output, ok := strings.Cut(body, "\t// Output:\n")
	program = strings.ReplaceAll(strings.TrimSpace(program), `os.Getenv("INDEX")`, `"index.bleve"`)
	output = strings.ReplaceAll(strings.TrimSuffix(strings.TrimSpace(output), "\n}"), "\t// ", "")
	output = strings.TrimPrefix(output, "// ")
	for _, part := range []string{program, "\n" + output + "\n"} {
		if !ok || !strings.Contains(string(text), part) {
			t.Errorf("docs/index.md lacks %q", part)
		}
	}
}
