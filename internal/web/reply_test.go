package web

import (
	"bytes"
	"context"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"minutes/searcher"
)

// A page that has not changed is not sent again.
func TestTags(t *testing.T) {
	s := serve(t, Options{})
	seen := map[string]string{}
	for _, address := range []string{"/", "/search?q=lantern", "/search?q=lantern&page=2", "/note/Pier/2023/2023-03-14-pier.md", "/api/search?q=lantern", "/atom?q=lantern", "/team/beacon", s.asset("page.js")} {
		first := get(t, s, address)
		tag := first.Header().Get("ETag")
		if tag == "" || seen[tag] != "" {
			t.Errorf("%s has the tag %q, as has %q", address, tag, seen[tag])
		}
		seen[tag] = address
		again := get(t, s, address, "If-None-Match", `"other", `+tag)
		if again.Code != http.StatusNotModified || again.Body.Len() != 0 || again.Header().Get("ETag") != tag {
			t.Errorf("%s again has the status %d, %d bytes", address, again.Code, again.Body.Len())
		}
		if got := get(t, s, address, "If-None-Match", `"other"`); got.Code != http.StatusOK || !bytes.Equal(got.Body.Bytes(), first.Body.Bytes()) {
			t.Errorf("%s with another tag has the status %d", address, got.Code)
		}
	}
}

func TestCaching(t *testing.T) {
	s := serve(t, Options{})
	for address, want := range map[string]string{
		"/": "private, no-cache", "/search?q=lantern": "private, no-cache", "/api/search": "private, no-cache",
		s.asset("style.css"): "public, max-age=31536000, immutable", "/nothing": "no-store", "/search?q=a*": "no-store", "/healthz": "no-store",
	} {
		if got := get(t, s, address).Header().Get("Cache-Control"); got != want {
			t.Errorf("%s has Cache-Control %q, want %q", address, got, want)
		}
	}
}

func TestGzip(t *testing.T) {
	s := serve(t, Options{})
	plain := pageAt(t, s, "/search?q=lantern")
	for accept, zipped := range map[string]bool{"gzip": true, "br, gzip;q=0.5": true, "": false, "gzip;q=0": false, "gzip; q=0.0": false, "br": false, "xgzip": false} {
		w := get(t, s, "/search?q=lantern", "Accept-Encoding", accept)
		if got := w.Header().Get("Content-Encoding") == "gzip"; got != zipped || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: compressed %t", accept, got)
			continue
		}
		text := w.Body.String()
		if zipped {
			text = unzip(t, w.Body)
		}
		if text != plain {
			t.Errorf("Accept-Encoding %q: another page", accept)
		}
	}
}

// The cache keeps no more than it may, and what it keeps last.
func TestCache(t *testing.T) {
	var c cache
	body := make([]byte, largestHit/2)
	for i := range 100 {
		c.put(&reply{tag: string(rune('a' + i)), body: body})
		if c.size > cacheSize || len(c.known) != len(c.order) {
			t.Fatalf("%d bytes, %d replies, %d tags", c.size, len(c.known), len(c.order))
		}
	}
	if c.get("a") != nil || c.get(string(rune('a'+99))) == nil {
		t.Error("the cache does not have the newest replies")
	}
	c.put(&reply{tag: "large", body: make([]byte, largestHit+1)})
	if c.get("large") != nil {
		t.Error("the cache has a reply that is too large")
	}
}

// The next request sees a new index. The old one is closed when its last reader is done.
func TestNewIndex(t *testing.T) {
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "index.bleve")
	write(t, path, dir, map[string]string{"2023-01-04-pier.md": "# Pier\n- low tide\n"})
	s := serve(t, Options{Open: opener(path)})
	before := get(t, s, "/search?q=tide")
	slow, err := s.notes.take() // a reader of the old index
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{"# Pier\n- spring tide\n", "# Pier\n- neap tide\n"} {
		write(t, path, dir, map[string]string{"2023-02-0" + string(rune('1'+i)) + "-pier.md": text})
		after := get(t, s, "/search?q=tide", "If-None-Match", before.Header().Get("ETag"))
		if n := summaryOf(t, after.Body.String()); after.Code != http.StatusOK || n != i+2 {
			t.Errorf("after publish %d: status %d, %d documents", i+1, after.Code, n)
		}
		before = after
	}
	if !slow.retired {
		t.Error("the old index is not retired")
	}
	idx, err := slow.borrow(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	docs, err := idx.Note("2023-01-04-pier.md")
	if err != nil || len(docs) != 1 {
		t.Errorf("the old index gives %d documents, %v, while it is in use", len(docs), err)
	}
	slow.giveBack(idx)
	s.notes.drop(slow)
	if len(slow.idle) != 0 {
		t.Error("the old index is still open after its last reader")
	}
}

// Many readers see whole indexes while new ones are published, and none stays open.
func TestManyReaders(t *testing.T) {
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "index.bleve")
	write(t, path, dir, map[string]string{"2023-01-01-pier.md": "# Pier\n- low tide\n- [other](2023-01-02-pier.md)\n"})
	s := serve(t, Options{Open: opener(path)})
	var reading sync.WaitGroup
	done := make(chan struct{})
	for i := range 4 {
		reading.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-done:
					return
				default:
				}
				for _, address := range []string{"/search?q=tide+" + strings.Repeat("x", (n+i)%7), "/", "/note/2023-01-01-pier.md", "/meetings", "/person/ada"} {
					if w := get(t, s, address); w.Code != http.StatusOK && w.Code != http.StatusNotFound {
						t.Errorf("%s has the status %d", address, w.Code)
					}
				}
			}
		})
	}
	for i := range 5 {
		write(t, path, dir, map[string]string{"2023-01-0" + string(rune('2'+i)) + "-pier.md": "# Pier\n- high tide\n"})
	}
	close(done)
	reading.Wait()
	if page := pageAt(t, s, "/search?q=tide"); summaryOf(t, page) != 6 {
		t.Error("the last index is not served")
	}
	if s.notes.live.users != 0 {
		t.Errorf("the index has %d users after the last request", s.notes.live.users)
	}
}

// An index that cannot be opened leaves the one before in use, and is reported once.
func TestUnusableIndex(t *testing.T) {
	dir, path := t.TempDir(), filepath.Join(t.TempDir(), "index.bleve")
	write(t, path, dir, map[string]string{"2023-01-01-pier.md": "# Pier\n- low tide\n"})
	var reports []string
	s := serve(t, Options{Open: opener(path), Report: func(err error) { reports = append(reports, err.Error()) }})
	current := filepath.Join(path, "CURRENT")
	if err := os.Remove(current); err != nil {
		t.Fatal(err)
	}
	pageAt(t, s, "/search?q=tide") // an index that is gone is still open
	if err := os.WriteFile(current, []byte("gen-000099\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"/search?q=low", "/search?q=tide+low", "/"} {
		pageAt(t, s, address)
	}
	if len(reports) != 1 || !strings.Contains(reports[0], "gen-000099") {
		t.Errorf("the reports are %q", reports)
	}
}

// borrowAll takes all places for requests, until giveBack is called.
func borrowAll(t *testing.T, s *Server) (held *snapshot, giveBack func()) {
	t.Helper()
	held, err := s.notes.take()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.notes.drop(held) })
	var taken []*searcher.Index
	for range cap(held.idle) {
		idx, err := held.borrow(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		taken = append(taken, idx)
	}
	return held, func() {
		for _, idx := range taken {
			held.giveBack(idx)
		}
	}
}

// Too many requests at once are turned away, and told to come again. The others wait.
func TestBusy(t *testing.T) {
	s := serve(t, Options{})
	held, giveBack := borrowAll(t, s)
	var waiting sync.WaitGroup
	codes := make([]int, maxWaiting)
	for i := range codes {
		waiting.Go(func() { codes[i] = get(t, s, "/search?q=x"+strings.Repeat("y", i)).Code })
	}
	for held.waiting.Load() < maxWaiting {
	}
	w := get(t, s, "/search?q=one+too+many")
	if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("one too many has the status %d, headers %v", w.Code, w.Header())
	}
	for _, address := range []string{s.asset("style.css"), "/healthz"} {
		if w := get(t, s, address); w.Code != http.StatusOK {
			t.Errorf("%s has the status %d meanwhile", address, w.Code)
		}
	}
	giveBack()
	waiting.Wait()
	for i, code := range codes {
		if code != http.StatusOK {
			t.Errorf("request %d, which waited, has the status %d", i, code)
		}
	}
}

// A request whose client is gone, or whose time is up, gives its place to others.
func TestGivesUp(t *testing.T) {
	s := serve(t, Options{})
	held, giveBack := borrowAll(t, s)
	ctx, cancel := context.WithCancelCause(context.Background())
	cancel(errSlow)
	if _, err := held.borrow(ctx); err != errSlow {
		t.Errorf("borrow returns %v", err)
	}
	if n := held.waiting.Load(); n != 0 {
		t.Errorf("%d requests wait", n)
	}
	giveBack()
	if got := fateOf(errSlow); got.status != http.StatusServiceUnavailable {
		t.Errorf("a slow query has the status %d", got.status)
	}
}

// A line of the access log is in logfmt, whatever the request has.
func TestLog(t *testing.T) {
	var log bytes.Buffer
	s := serve(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	get(t, s, "/search?q=a%0Alevel%3DERROR+%22x%22", "User-Agent", "x\ny")
	line := regexp.MustCompile(`^time=\S+ level=INFO msg=request remote=\S+ host=localhost method=GET address="/search\?q=a%0Alevel%3DERROR\+%22x%22" status=200 bytes=\d+ ms=[\d.]+\n$`)
	if !line.MatchString(log.String()) {
		t.Errorf("the log has %q", log.String())
	}
}
