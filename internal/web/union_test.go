package web

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"minutes/searcher"
)

// TestSeveralIndexes serves two communities, both of which have a note of the same name.
func TestSeveralIndexes(t *testing.T) {
	top := t.TempDir()
	var paths []string
	for _, community := range []string{"pier", "yard"} {
		dir := filepath.Join(top, community)
		path := filepath.Join(dir, "index.bleve")
		write(t, path, dir, map[string]string{
			"2031-01-02.md":                   "## Beacon (Ada)\n- the lamp of the " + community + ", see [before](2031-01-01-" + community + ".md)\n",
			"2031-01-01-" + community + ".md": "## Beacon (Ada)\n- lamp ordered\n",
		})
		paths = append(paths, path)
	}
	s := serve(t, Options{Open: func() (*searcher.Index, error) { return searcher.Open(paths[0], paths[1:]...) }})
	if page := get(t, s, "/search?q=lamp").Body.String(); !strings.Contains(page, "/note/pier/2031-01-02.md") || !strings.Contains(page, "/note/yard/2031-01-02.md") {
		t.Errorf("hits lead elsewhere:\n%s", page)
	}
	for _, community := range []string{"pier", "yard"} {
		page := get(t, s, "/note/"+community+"/2031-01-02.md")
		if page.Code != http.StatusOK || !strings.Contains(page.Body.String(), "of the "+community) || strings.Contains(page.Body.String(), noteChanged) {
			t.Errorf("the note of the %s has status %d:\n%s", community, page.Code, page.Body)
		}
		link := "/note/" + community + "/2031-01-01-" + community + ".md"
		if !strings.Contains(page.Body.String(), link) {
			t.Errorf("the note of the %s has no link to %s:\n%s", community, link, page.Body)
		}
		if before := get(t, s, link); before.Code != http.StatusOK {
			t.Errorf("%s has status %d", link, before.Code)
		}
		if source := get(t, s, "/source/"+community+"/2031-01-02.md"); source.Code != http.StatusOK || !strings.Contains(source.Body.String(), "of the "+community) {
			t.Errorf("the text of the note of the %s has status %d:\n%s", community, source.Code, source.Body)
		}
	}
	if none := get(t, s, "/note/2031-01-02.md"); none.Code != http.StatusNotFound {
		t.Errorf("a name of two notes has status %d", none.Code)
	}
	if ok := get(t, s, "/healthz"); ok.Code != http.StatusOK {
		t.Errorf("healthz has status %d", ok.Code)
	}

	write(t, paths[1], filepath.Dir(paths[1]), map[string]string{"2031-01-03.md": "- lamp lit\n"})
	if page := get(t, s, "/search?q=lamp").Body.String(); !strings.Contains(page, "/note/2031-01-03.md") {
		t.Errorf("a note of the new index is missing:\n%s", page)
	}
	if err := os.RemoveAll(paths[0]); err != nil {
		t.Fatal(err)
	}
	if gone := get(t, s, "/healthz"); gone.Code != http.StatusServiceUnavailable {
		t.Errorf("healthz has status %d without one of the indexes", gone.Code)
	}
}
