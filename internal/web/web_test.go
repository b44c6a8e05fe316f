package web

import (
	"bytes"
	"compress/gzip"
	"context"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"

	"minutes/indexer"
	"minutes/searcher"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sample is the index of the sample notes, made once.
var sample string

func TestMain(m *testing.M) { os.Exit(testMain(m)) }

func testMain(m *testing.M) int {
	dir, err := os.MkdirTemp("", "web-test-*")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	sample = filepath.Join(dir, "index.bleve")
	if _, err := indexer.Build(context.Background(), indexer.Options{Index: sample, Notes: []string{"../../testdata/notes"}}); err != nil {
		panic(err)
	}
	return m.Run()
}

// serve returns a server of o; without an index in o, of the sample notes.
func serve(t testing.TB, o Options) *Server {
	t.Helper()
	if o.Open == nil {
		o.Open = opener(sample)
	}
	if o.Report == nil {
		o.Report = func(err error) { t.Errorf("the server reports: %v", err) }
	}
	s, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	return s
}

// write makes an index at path of notes, which are texts by file, in the folder dir.
func write(t testing.TB, path, dir string, notes map[string]string) {
	t.Helper()
	for file, text := range notes {
		name := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := indexer.Build(context.Background(), indexer.Options{Index: path, Notes: []string{dir}, Replace: true}); err != nil {
		t.Fatal(err)
	}
}

// newSite returns a server of notes, and the folder that they are in.
func newSite(t testing.TB, notes map[string]string) (s *Server, dir string) {
	t.Helper()
	dir = t.TempDir()
	path := filepath.Join(t.TempDir(), "index.bleve")
	write(t, path, dir, notes)
	return serve(t, Options{Open: opener(path)}), dir
}

// get returns the reply to a request for address. headers are names and values.
func get(t testing.TB, s *Server, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	address, _, _ = strings.Cut(address, "#") // browsers do not send it
	r := httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil)
	for i := 0; i < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

// pageAt returns the page at address, which must be there.
func pageAt(t testing.TB, s *Server, address string) string {
	t.Helper()
	w := get(t, s, address)
	if w.Code != http.StatusOK {
		t.Fatalf("%s has the status %d:\n%s", address, w.Code, w.Body)
	}
	return w.Body.String()
}

// isPage reports whether a reply is a page.
func isPage(w *httptest.ResponseRecorder) bool {
	return strings.HasPrefix(w.Header().Get("Content-Type"), "text/html")
}

// follow gets what is at the addresses, and at the links in it that read returns, so many links
// deep and each once. It stops at 1,500, and returns how many there were.
func follow(t testing.TB, s *Server, read func(address string, w *httptest.ResponseRecorder) (links []string), deep int, addresses ...string) int {
	t.Helper()
	seen := map[string]bool{}
	var visit func(address string, deep int)
	visit = func(address string, deep int) {
		address, _, _ = strings.Cut(address, "#")
		if seen[address] || len(seen) > 1500 {
			return
		}
		seen[address] = true
		links := read(address, get(t, s, address))
		if deep == 0 {
			return
		}
		for _, to := range links {
			visit(to, deep-1)
		}
	}
	for _, address := range addresses {
		visit(address, deep)
	}
	return len(seen)
}

// elements returns the elements of a page for which so returns true.
func elements(t testing.TB, page string, so func(*nethtml.Node) bool) []*nethtml.Node {
	t.Helper()
	root, err := nethtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var found []*nethtml.Node
	for n := range root.Descendants() {
		if n.Type == nethtml.ElementNode && so(n) {
			found = append(found, n)
		}
	}
	return found
}

func named(name string) func(*nethtml.Node) bool {
	return func(n *nethtml.Node) bool { return n.Data == name }
}

func classed(class string) func(*nethtml.Node) bool {
	return func(n *nethtml.Node) bool { return slices.Contains(strings.Fields(attribute(n, "class")), class) }
}

func attribute(n *nethtml.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// textOf returns the text in n, with one space for each run of spaces.
func textOf(n *nethtml.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == nethtml.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// golden compares got with the file testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || string(want) != got {
		t.Errorf("%s differs (%v); look at the difference after: go test ./internal/web -update\n%s", path, err, got)
	}
}

// pages are pages of each kind, with words that they show.
var pages = []struct{ address, want string }{
	{"/", "Newest meetings"},
	{"/search", "documents"},
	{"/search?q=lantern", "24 documents in 12 meetings"},
	{"/search?q=lantern&f=team:beacon&sort=oldest", "10 documents"},
	{"/search?q=lantern&more=lead&find=zo", "Find in Lead"},
	{"/search?q=lantern&page=2", "Previous"},
	{"/search?q=zzzz+yyyy", "Nothing found"},
	{"/search?q=latnern", "lantern"},
	{"/note/Pier/2023/2023-03-14-pier.md", "Tide-Gauge - José Ibarra"},
	{"/note/Pier/2023/2023-03-14-pier.md?line=14", "asked"},
	{"/note/Pier/2023/%202023-12-21-pier.md", "HSA-2023-1041"},
	{"/note/Watch/2023-meeting-notes.md", "2023-04-12"},
	{"/team/beacon", "Łukasz Wrona"},
	{"/team/ferry-cli", "Ferry CLI"},
	{"/person/zoe-lindqvist", "Zoë Lindqvist"},
	{"/topic/locks", ""},
	{"/meetings", "Meetings of 2024"},
	{"/meetings?year=2022", "November 2022"},
	{"/meetings?year=2023", ">1 document<"},
	{"/table?q=lantern", "24 documents"},
	{"/table?by=kind:quarter&f=team:beacon", "2022Q1"},
	{"/table?q=zzzz", "Nothing found"},
	{"/digest", "14 documents of 1 meeting"},
	{"/digest?since=last-3&f=team:beacon", "Zoë Lindqvist"},
	{"/digest?q=file:watch&since=2023-04", "open for 28 days, in 2 meetings since 2023-03-15"},
	{"/digest?q=zzzz", "Nothing found"},
	{"/help", "How to search"},
}

func TestPages(t *testing.T) {
	s := serve(t, Options{})
	for _, p := range pages {
		if p.want == "" {
			continue
		}
		if page := pageAt(t, s, p.address); !strings.Contains(page, p.want) {
			t.Errorf("%s does not show %q", p.address, p.want)
		}
	}
}

var handler = regexp.MustCompile(`^on`)

// Every page has what a reader without eyes, without a mouse or without a script needs,
// and nothing that the content security policy would block.
func TestPagesAreAccessible(t *testing.T) {
	s := serve(t, Options{})
	addresses := []string{"/nothing-here", "/search?q=colour:red"}
	for _, p := range pages {
		addresses = append(addresses, p.address)
	}
	for _, address := range addresses {
		page := get(t, s, address).Body.String()
		count := func(what string, so func(*nethtml.Node) bool) {
			t.Helper()
			if n := len(elements(t, page, so)); n != 1 {
				t.Errorf("%s has %d times %s, want 1", address, n, what)
			}
		}
		count("a language", func(n *nethtml.Node) bool { return n.Data == "html" && attribute(n, "lang") == "en" })
		count("h1", named("h1"))
		count("main", named("main"))
		count("header", named("header"))
		count("footer", named("footer"))
		count("a title with words", func(n *nethtml.Node) bool { return n.Data == "title" && n.Parent.Data == "head" && textOf(n) != "" })
		count("a link to skip to the content", func(n *nethtml.Node) bool { return attribute(n, "href") == "#main" })
		count("a live region", func(n *nethtml.Node) bool { return attribute(n, "aria-live") != "" })
		ids := map[string]bool{}
		for _, n := range elements(t, page, func(*nethtml.Node) bool { return true }) {
			if id := attribute(n, "id"); id != "" && ids[id] {
				t.Errorf("%s has the id %s twice", address, id)
			} else {
				ids[id] = true
			}
			for _, a := range n.Attr {
				if a.Key == "style" || handler.MatchString(a.Key) {
					t.Errorf("%s has %s=%q in %s", address, a.Key, a.Val, n.Data)
				}
			}
			if n.Data == "style" || n.Data == "script" && attribute(n, "src") == "" {
				t.Errorf("%s has a %s of its own", address, n.Data)
			}
		}
		for _, n := range elements(t, page, named("input")) {
			id := attribute(n, "id")
			labelled := n.Parent.Data == "label" || attribute(n, "aria-label") != "" || attribute(n, "type") == "hidden" ||
				len(elements(t, page, func(l *nethtml.Node) bool { return l.Data == "label" && attribute(l, "for") == id })) == 1
			if !labelled {
				t.Errorf("%s has an input %q without a label", address, attribute(n, "name"))
			}
		}
		for _, n := range elements(t, page, named("a")) {
			if attribute(n, "href") == "" || textOf(n) == "" && attribute(n, "aria-label") == "" {
				t.Errorf("%s has a link %v without an address or words", address, n.Attr)
			}
		}
	}
}

// A page and all that it loads are small.
func TestPagesAreSmall(t *testing.T) {
	s := serve(t, Options{})
	if size := len(files["page.js"].body); size > 8<<10 {
		t.Errorf("the script has %d bytes, want 8 KB at most", size)
	}
	for _, p := range pages {
		page := get(t, s, p.address, "Accept-Encoding", "gzip")
		size := page.Body.Len()
		for name := range files {
			size += get(t, s, s.asset(name), "Accept-Encoding", "gzip").Body.Len()
		}
		if size > 30<<10 {
			t.Errorf("%s loads %d bytes, want 30 KB at most", p.address, size)
		}
	}
}

// Every link of a page to the site leads to a page.
func TestLinksLead(t *testing.T) {
	s := serve(t, Options{Base: "/harbour"})
	read := func(address string, w *httptest.ResponseRecorder) (links []string) {
		if w.Code != http.StatusOK {
			t.Errorf("%s has the status %d", address, w.Code)
			return nil
		}
		if !isPage(w) {
			return nil
		}
		for _, n := range elements(t, w.Body.String(), func(n *nethtml.Node) bool { return attribute(n, "href") != "" }) {
			to := strings.TrimPrefix(attribute(n, "href"), "http://localhost")
			if strings.HasPrefix(to, "#") || strings.HasPrefix(to, "http") {
				continue
			}
			if !strings.HasPrefix(to, "/harbour/") {
				t.Errorf("%s links to %s, which is outside of the base", address, to)
				continue
			}
			links = append(links, to)
		}
		return links
	}
	if n := follow(t, s, read, 2, "/harbour/", "/harbour/note/Pier/2024/2024-10-08-pier.md"); n < 100 {
		t.Errorf("only %d pages were found", n)
	}
}

// unzip returns the text of a compressed reply.
func unzip(t *testing.T, body *bytes.Buffer) string {
	t.Helper()
	z, err := gzip.NewReader(body)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// query returns a query.
func query(t testing.TB, text string) searcher.Query {
	t.Helper()
	q, err := searcher.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// opener returns a function that opens the index at path.
func opener(path string) func() (*searcher.Index, error) {
	return func() (*searcher.Index, error) { return searcher.Open(path) }
}
