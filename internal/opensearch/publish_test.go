package opensearch

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"minutes/indexer"
	"minutes/internal/opensearch/opensearchtest"
	"minutes/schema"
)

// The sample notes, with all kinds of documents and several languages, are published whole.
func TestPublishSample(t *testing.T) {
	t.Parallel()
	text := opensearchtest.Index(t)
	path := t.TempDir() + "/index"
	_, err := indexer.Build(t.Context(), indexer.Options{Index: path, Notes: []string{"../../testdata/notes"}, Languages: []string{"en", "de", "fr", "es"}, Undated: true})
	if err != nil {
		t.Fatal(err)
	}
	x := openIndex(t, path)
	if done := mustPublish(t, text, x, false); done.Written != x.Documents() || done.Saved || done.Nothing {
		t.Errorf("Publish = %+v, want %d written", done, x.Documents())
	}
	a := mustHold(t, text, x)
	mustHaveTerms(t, text, x)
	c := mustDial(t, text)
	record, err := c.blob(t.Context(), a.words(), a.Record)
	if want, _ := x.Notes(); err != nil || string(record) != string(want) {
		t.Errorf("the record of the notes differs, %v", err)
	}
	names, err := c.blob(t.Context(), a.words(), a.Names)
	if want, _ := json.Marshal(x.Names); err != nil || string(names) != string(want) {
		t.Errorf("the names differ, %v", err)
	}
	if a.Root != x.Manifest.Root || !slices.Equal(a.Languages, []string{"en", "de", "fr", "es"}) || a.Schema != schema.Version {
		t.Errorf("the index is of %s in %v, schema %d", a.Root, a.Languages, a.Schema)
	}
	if done := mustPublish(t, text, x, false); !done.Nothing {
		t.Errorf("Publish again = %+v, want nothing", done)
	}
}

// The segments of a large generation are merged before it is published.
func TestMerge(t *testing.T) {
	t.Parallel()
	text := opensearchtest.Index(t)
	h := newHarbor(t, 30)
	x := h.build()
	w, err := Lock(t.Context(), text, Options{}, AsBefore, false, Wait{Most: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	w.client.merged = 1
	done, err := w.Publish(x, true, silent)
	if err != nil || done.Unmerged != nil || done.Written != x.Documents() {
		t.Errorf("Publish = %+v, %v", done, err)
	}
	mustHold(t, text, x)
}

// What changed is written into the live generation, with what changed in other documents and the
// counts of words.
func TestSave(t *testing.T) {
	for name, here := range map[string]bool{"compared here": true, "compared there": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testSave(t, here)
		})
	}
}

// testSave saves changes. If here is true, the publisher has what the index was made from.
func testSave(t *testing.T, here bool) {
	text := opensearchtest.Index(t)
	h := newHarbor(t, 20)
	mustPublish(t, text, h.build(), false)
	for _, change := range []struct {
		name    string
		change  func()
		written int
		deleted int
	}{
		{"a bullet, and the one below it", func() { h.write(3, "lantern 3 is dark") }, 2, 0},
		{"a new note", func() { h.write(20, "a pilot") }, 4, 0}, // 3 and the heading
		{"a note less", func() { h.remove(7) }, 0, 4},
		{"a bullet that another repeats", func() { h.write(3, "lantern 4 is lit") }, 3, 0},
		{"the note without which nothing repeats it", func() { h.remove(3) }, 1, 4},
		{"a bullet, and a note less", func() { h.write(5, "tide"); h.remove(9) }, 2, 4},
	} {
		from := openIndex(t, h.dir+"/index")
		before := mustHold(t, text, from)
		change.change()
		x := h.build()
		w, err := Lock(t.Context(), text, Options{}, AsBefore, false, Wait{Most: 10 * time.Second})
		if err != nil {
			t.Fatal(err)
		}
		if here {
			w.From(from)
		}
		asked := false
		done, err := w.Publish(x, false, func(work string, _, _ int) { asked = asked || work == "comparing" })
		w.Close()
		if err != nil || asked == here {
			t.Fatalf("%s: %v; the cluster was asked for hashes: %t", change.name, err, asked)
		}
		if !done.Saved || done.Written != change.written || done.Deleted != change.deleted {
			t.Errorf("%s: Publish = %+v, want %d written, %d deleted", change.name, done, change.written, change.deleted)
		}
		after := mustHold(t, text, x)
		mustHaveTerms(t, text, x)
		if after.Generation != before.Generation || after.version() == before.version() {
			t.Errorf("%s: version %s after %s", change.name, after.version(), before.version())
		}
	}
}

// A run that changes much, or is to do all, makes a new generation. Of the old ones, the last
// stays.
func TestGenerations(t *testing.T) {
	t.Parallel()
	text := opensearchtest.Index(t)
	c := mustDial(t, text)
	h := newHarbor(t, 6)
	for i, want := range []string{"-000001", "-000001 -000002", "-000002 -000003"} {
		for n := range 6 {
			h.write(n, strings.Repeat("tide ", i+1))
		}
		x := h.build()
		if done := mustPublish(t, text, x, i == 2); done.Saved || done.Written != x.Documents() {
			t.Errorf("Publish = %+v", done)
		}
		a := mustHold(t, text, x)
		var generations []string
		all, err := c.indices(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for index := range all {
			if c.isGeneration(index) {
				generations = append(generations, strings.TrimPrefix(index, c.name))
			}
		}
		slices.Sort(generations)
		if got := strings.Join(generations, " "); got != want || len(all) != 2*len(generations)+1 || !strings.HasSuffix(want, strings.TrimPrefix(a.Generation, c.name)) {
			t.Errorf("run %d leaves %s and %d indices, %s live; want %s", i, got, len(all), a.Generation, want)
		}
	}
}

// What is not ours, or of another version, is never written to nor removed.
func TestForeign(t *testing.T) {
	put := func(t *testing.T, c *client, index string, body object) {
		t.Helper()
		if err := c.call(t.Context(), "PUT", "/"+index, body, nil); err != nil {
			t.Fatal(err)
		}
		if err := c.call(t.Context(), "PUT", "/"+index+"/_doc/1?refresh=true", object{"tide": 1}, nil); err != nil {
			t.Fatal(err)
		}
	}
	other := func(a about) object { return object{"mappings": object{"_meta": object{metaKey: a}}} }
	for name, test := range map[string]struct {
		index func(c *client) (string, object)
		want  string
	}{
		"an index of that name": {func(c *client) (string, object) { return c.name, object{} }, "exists and is not an index of notes; it was left as it was; choose another name"},
		"an alias of another index": {func(c *client) (string, object) {
			return c.name + "-logs", object{"aliases": object{c.name: object{}}}
		}, "exists and is not an index of notes; it was left as it was; choose another name"},
		"another schema": {func(c *client) (string, object) {
			body := other(about{Schema: schema.Version - 1, Generation: c.name + "-000001", Source: "gen-000001"})
			body["aliases"] = object{c.name: object{}}
			return c.name + "-000001", body
		}, "has schema version 8.0, want 9.2; use the program that made it, choose another name, or replace it with: index --replace --index http"},
		"an older mapping": {func(c *client) (string, object) {
			body := other(about{Schema: schema.Version, Generation: c.name + "-000001", Source: "gen-000001"})
			body["aliases"] = object{c.name: object{}}
			return c.name + "-000001", body
		}, "has schema version 9.0, want 9.2; use the program that made it"},
		"a lock that is not ours":       {func(c *client) (string, object) { return c.name + "-lock", object{} }, "-lock exists and is not ours; it was left as it was; choose another name"},
		"generations that are not ours": {func(c *client) (string, object) { return c.name + "-000007", object{} }, ""},
		"old generations of another schema": {func(c *client) (string, object) {
			return c.name + "-000007", other(about{Schema: schema.Version + 1, Generation: c.name + "-000007"})
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := opensearchtest.Index(t)
			c := mustDial(t, text)
			if c.name == "" {
				t.Fatal("no name")
			}
			index, body := test.index(c)
			put(t, c, index, body)
			t.Cleanup(func() { _ = c.call(context.Background(), "DELETE", "/"+index, nil, nil) })
			h := newHarbor(t, 2)
			_, err := publishTo(t.Context(), text, h.build(), false)
			if test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) || test.want == "" && err != nil {
				t.Errorf("Publish: %v, want %s", err, test.want)
			}
			if test.want == "" {
				if a := mustHold(t, text, h.build()); a.Generation != c.name+"-000008" {
					t.Errorf("the generation is %s", a.Generation)
				}
			}
			if n, err := c.count(t.Context(), index); n != 1 || err != nil {
				t.Errorf("%s has %d documents, %v", index, n, err)
			}
			if test.want != "" {
				all, err := c.indices(t.Context())
				if delete(all, index); len(all) > 0 || err != nil {
					t.Errorf("there are others: %v, %v", all, err)
				}
			}
		})
	}
}

// Only with leave, an index of another version is replaced; its documents stay.
func TestReplaceOtherSchema(t *testing.T) {
	t.Parallel()
	text := opensearchtest.Index(t)
	c := mustDial(t, text)
	old := c.name + "-000004"
	body := object{"mappings": object{"_meta": object{metaKey: about{Schema: schema.Version - 1, Generation: old, Source: "gen-000001"}}}, "aliases": object{c.name: object{}}}
	if err := c.call(t.Context(), "PUT", "/"+old, body, nil); err != nil {
		t.Fatal(err)
	}
	x := newHarbor(t, 2).build()
	mustPublishAs(t, text, x, AsBefore, true)
	mustHold(t, text, x)
	if n, err := c.count(t.Context(), old); n != 0 || err != nil {
		t.Errorf("the old one: %d, %v", n, err)
	}
}

func TestLock(t *testing.T) {
	t.Parallel()
	text := opensearchtest.Index(t)
	x := newHarbor(t, 1).build()
	first, err := Lock(t.Context(), text, Options{}, AsBefore, false, Wait{Most: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	waited := 0
	_, err = Lock(t.Context(), text, Options{}, AsBefore, false, Wait{Most: 30 * time.Millisecond, Announce: func(Busy) { waited++ }})
	if busy, ok := errors.AsType[Busy](err); !ok || !strings.HasPrefix(busy.Holder, "process ") || waited != 1 {
		t.Errorf("Lock of a locked index: %v; waited %d times", err, waited)
	}
	if _, err := first.Publish(x, false, silent); err != nil {
		t.Fatal(err)
	}
	first.Close()
	if _, err := first.lock.ask(t.Context(), "renew"); err == nil {
		t.Error("a late renewal took the lock again")
	}
	second, err := Lock(t.Context(), text, Options{}, AsBefore, false, Wait{Most: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if second.lock.fence <= first.lock.fence {
		t.Errorf("the fence is %d after %d", second.lock.fence, first.lock.fence)
	}
	if done, err := second.Publish(x, false, silent); err != nil || !done.Nothing {
		t.Errorf("Publish = %+v, %v", done, err)
	}
	second.Close()
}

// A writer stops if the cluster does not renew its lock in time.
func TestSilence(t *testing.T) {
	answer := make(chan struct{})
	first := true
	c, _ := answering(t, func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path, "_update") {
			io.WriteString(w, `{"harbor-lock":{"mappings":{"_meta":{"minutes":{"lock":true}}}}}`)
			return
		}
		if !first {
			<-answer
			return
		}
		first = false
		var asked struct {
			Script struct{ Params struct{ Owner string } }
		}
		if err := json.NewDecoder(r.Body).Decode(&asked); err != nil {
			t.Error(err)
		}
		fmt.Fprintf(w, `{"get":{"_source":{"owner":%q,"fence":7}}}`, asked.Script.Params.Owner)
	})
	defer close(answer)
	c.patience = 300 * time.Millisecond
	before := lease
	lease = c.patience
	defer func() { lease = before }()
	lock, held, err := c.takeLock(t.Context(), AsBefore, 0, nil)
	if err != nil {
		t.Fatal(err)
	}
	<-held.Done()
	if _, silent := errors.AsType[errSilent](context.Cause(held)); !silent || lock.held() == nil {
		t.Errorf("the writer stopped for %v", context.Cause(held))
	}
}

// A writer that was taken for dead writes nothing over what the next one wrote, and is told.
func TestLostLock(t *testing.T) {
	t.Parallel()
	text := opensearchtest.Index(t)
	h := newHarbor(t, 9)
	mustPublish(t, text, h.build(), false)
	slow, err := Lock(t.Context(), text, Options{}, AsBefore, false, Wait{Most: 10 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	defer slow.Close()
	// Its lease is over, as if its machine had slept.
	c := mustDial(t, text)
	freeLock(t, c)
	h.write(2, "tide of the next one")
	x := h.build()
	mustPublish(t, text, x, false)
	h.write(2, "tide of the slow one")
	h.build()
	_, err = slow.Publish(openIndex(t, h.dir+"/index"), false, silent)
	if _, lost := errors.AsType[errLost](err); !lost {
		t.Errorf("Publish of a writer without its lock: %v", err)
	}
	if n, err := c.count(t.Context(), c.name); err != nil || n != x.Documents() {
		t.Errorf("%d documents, %v", n, err)
	}
}

// The shards and replicas that were asked for are kept by later runs.
func TestLayout(t *testing.T) {
	t.Parallel()
	text := opensearchtest.Index(t)
	h := newHarbor(t, 8)
	c := mustDial(t, text)
	for i, l := range []Layout{{Shards: 3, Replicas: 0}, AsBefore, {Shards: 0, Replicas: 1}, {Shards: 2, Replicas: -1}} {
		h.write(1, strings.Repeat("tide ", i+1))
		x := h.build()
		w, err := Lock(t.Context(), text, Options{}, l, false, Wait{})
		if err != nil {
			t.Fatal(err)
		}
		done, err := w.Publish(x, false, silent)
		w.Close()
		if err != nil || done.Saved != (i == 1 || i == 2) {
			t.Errorf("run %d: %+v, %v", i, done, err)
		}
		a := mustHold(t, text, x)
		var has map[string]struct {
			Settings struct {
				Index struct {
					Shards   string `json:"number_of_shards"`
					Replicas string `json:"number_of_replicas"`
				} `json:"index"`
			} `json:"settings"`
		}
		if err := c.call(t.Context(), "GET", "/"+a.Generation+"/_settings", nil, &has); err != nil {
			t.Fatal(err)
		}
		want := []string{"3 0", "3 0", "3 1", "2 1"}[i]
		if got := has[a.Generation].Settings.Index; got.Shards+" "+got.Replicas != want {
			t.Errorf("run %d: %+v, want %s", i, got, want)
		}
	}
}
