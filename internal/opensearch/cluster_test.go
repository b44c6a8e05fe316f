package opensearch

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"minutes/indexer"
	"minutes/internal/store"
)

// count returns the number of documents of index.
func (c *client) count(ctx context.Context, index string) (int, error) {
	return c.countOf(ctx, index, object{"match_all": object{}})
}

func mustDial(t testing.TB, text string) *client {
	t.Helper()
	c, err := dial(text, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A harbor is a folder of notes, with an index of them beside it.
type harbor struct {
	t     testing.TB
	dir   string
	index *store.Index
}

// newHarbor returns notes of one meeting each.
func newHarbor(t testing.TB, notes int) *harbor {
	h := &harbor{t: t, dir: t.TempDir()}
	for n := range notes {
		h.write(n, fmt.Sprintf("lantern %d is lit", n))
	}
	return h
}

// write writes note number n, whose bullets have text among others.
func (h *harbor) write(n int, text string) {
	path := filepath.Join(h.dir, "notes", fmt.Sprintf("2031-01-%02d.md", n+1))
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		h.t.Fatal(err)
	}
	note := fmt.Sprintf("# Pier Council 2031-01-%02d\n\n## Beacon (Zoë Lindqvist)\n\n- %s\n  - ferry %d: C++ and 会议记录\n- the same in each\n", n+1, text, n)
	if err := os.WriteFile(path, []byte(note), 0o666); err != nil {
		h.t.Fatal(err)
	}
}

func (h *harbor) remove(n int) {
	if err := os.Remove(filepath.Join(h.dir, "notes", fmt.Sprintf("2031-01-%02d.md", n+1))); err != nil {
		h.t.Fatal(err)
	}
}

// build updates the index of the notes, and opens it.
func (h *harbor) build() *store.Index {
	h.t.Helper()
	path := filepath.Join(h.dir, "index")
	if _, err := indexer.Build(context.Background(), indexer.Options{Index: path, Notes: []string{filepath.Join(h.dir, "notes")}, Replace: true}); err != nil {
		h.t.Fatal(err)
	}
	return openIndex(h.t, path)
}

func openIndex(t testing.TB, path string) *store.Index {
	t.Helper()
	x, err := store.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	return x
}

func silent(string, int, int) {}

// publishTo publishes x at address.
func publishTo(ctx context.Context, text string, x *store.Index, full bool) (Published, error) {
	w, err := Lock(ctx, text, Options{}, AsBefore, false, Wait{Most: 10 * time.Second})
	if err != nil {
		return Published{}, err
	}
	defer w.Close()
	return w.Publish(x, full, silent)
}

func mustPublish(t testing.TB, text string, x *store.Index, full bool) Published {
	t.Helper()
	done, err := publishTo(context.Background(), text, x, full)
	if err != nil {
		t.Fatal(err)
	}
	return done
}

// mustPublishAs publishes x at address with the layout l, even in place of an index of another
// version if replace is true.
func mustPublishAs(t testing.TB, text string, x *store.Index, l Layout, replace bool) {
	t.Helper()
	w, err := Lock(t.Context(), text, Options{}, l, replace, Wait{})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	if _, err := w.Publish(x, false, silent); err != nil {
		t.Fatal(err)
	}
}

// mustHold fails the test unless the index at address is whole, and equal to x.
func mustHold(t testing.TB, text string, x *store.Index) about {
	t.Helper()
	v, err := Verify(context.Background(), text, Options{}, silent)
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Damages) > 0 {
		t.Fatalf("the index is damaged: %v", v.Damages)
	}
	a, err := mustDial(t, text).live(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var sum digest
	if err := eachWritten(context.Background(), x, all, func(one written) error { sum.add(one.hash); return nil }); err != nil {
		t.Fatal(err)
	}
	if a.Documents != x.Documents() || a.Sum != sum.String() || a.Source != x.Version() {
		t.Fatalf("the index has %d documents, sum %s of %s; want %d, %s of %s", a.Documents, a.Sum, a.Source, x.Documents(), sum, x.Version())
	}
	return a
}

// mustHaveTerms fails the test unless the terms at address are those of x.
func mustHaveTerms(t testing.TB, text string, x *store.Index) {
	t.Helper()
	want := map[string]string{}
	if err := eachTerm(x.Index, func(use termUse) error { want[use.id()] = string(use.body()); return nil }); err != nil {
		t.Fatal(err)
	}
	c := mustDial(t, text)
	err := c.export(context.Background(), c.name+"-words", 1000, object{"query": object{"exists": object{"field": "term"}}}, func(e exported) error {
		if want[e.ID] != string(e.Source) {
			t.Errorf("the index has the term %s, want %s", e.Source, want[e.ID])
		}
		delete(want, e.ID)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, use := range want {
		t.Errorf("the index lacks the term %s", use)
	}
}

// freeLock ends the lease of whoever has the lock.
func freeLock(t *testing.T, c *client) {
	t.Helper()
	if err := c.call(t.Context(), "POST", "/"+c.lockIndexName()+"/_update/lock", object{"doc": object{"until": 0}}, nil); err != nil {
		t.Fatal(err)
	}
}
