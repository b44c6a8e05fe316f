package opensearch

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A bulkServer takes bulk requests. It answers each action with the next status that refuse has
// for its id, then with 201.
type bulkServer struct {
	mu     sync.Mutex
	refuse map[string][]string // by id: JSON of items
	sent   []string            // actions, each with its body, in the order in which they came
	most   int                 // bytes of the longest request
}

func (s *bulkServer) answer(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	lines := strings.Split(strings.TrimSuffix(string(body), "\n"), "\n")
	s.mu.Lock()
	defer s.mu.Unlock()
	s.most = max(s.most, len(body))
	var items []string
	errs := false
	for i := 0; i < len(lines); i++ {
		var action map[string]struct {
			ID string `json:"_id"`
		}
		if err := json.Unmarshal([]byte(lines[i]), &action); err != nil {
			http.Error(w, "bad line", http.StatusBadRequest)
			return
		}
		for what, a := range action {
			one := what + " " + a.ID
			if what == "index" {
				i++
				one += " " + lines[i]
			}
			s.sent = append(s.sent, one)
			item := `{"status":201}`
			if refused := s.refuse[a.ID]; len(refused) > 0 {
				item, s.refuse[a.ID], errs = refused[0], refused[1:], true
			}
			items = append(items, fmt.Sprintf(`{%q:%s}`, what, item))
		}
	}
	fmt.Fprintf(w, `{"errors":%t,"items":[%s]}`, errs, strings.Join(items, ","))
}

// newTestBulk returns a bulk to s, whose lock is held for a time.
func newTestBulk(t *testing.T, s *bulkServer, held time.Duration) *bulk {
	c, _ := answering(t, s.answer)
	k := &lock{client: c, fence: 7}
	k.until.Store(int64(time.Since(start) + held))
	return c.newBulk(t.Context(), k, "harbor-000001")
}

const (
	busyItem     = `{"status":429,"error":{"type":"rejected_execution_exception","reason":"queue is full"}}`
	damagedItem  = `{"status":400,"error":{"type":"mapper_parsing_exception","reason":"failed to parse","caused_by":{"type":"x","reason":"no date"}}}`
	conflictItem = `{"status":409,"error":{"type":"version_conflict_engine_exception","reason":"newer"}}`
	fullItem     = `{"status":429,"error":{"type":"cluster_block_exception","reason":"flood-stage"}}`
)

// Only the items that a busy node refused are sent again.
func TestBulkRetries(t *testing.T) {
	s := &bulkServer{refuse: map[string][]string{"a.md:2": {busyItem, busyItem}, "a.md:3": {`{"status":404}`}}}
	b := newTestBulk(t, s, time.Minute)
	for _, a := range []action{{"a.md:1", "a.md", []byte(`{"n":1}`)}, {"a.md:2", "a.md", []byte(`{"n":2}`)}, {id: "a.md:3", file: "a.md"}} {
		if err := b.add(a); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	want := []string{`index a.md:1 {"n":1}`, `index a.md:2 {"n":2}`, `delete a.md:3`, `index a.md:2 {"n":2}`, `index a.md:2 {"n":2}`}
	if !slices.Equal(s.sent, want) {
		t.Errorf("sent %q, want %q", s.sent, want)
	}
}

// An item that fails is an error that names its document.
func TestBulkFails(t *testing.T) {
	for item, want := range map[string]string{
		damagedItem:  "write document a.md:2 to ADDRESS: does not fit the mapping: failed to parse: no date; another program has changed the index; make it again with: index --full",
		fullItem:     "write document a.md:2 to ADDRESS: takes no writes: flood-stage; free space on the disks of its nodes, or ask its owner to lift the block",
		conflictItem: "ADDRESS is being written by another index, which took this one for dead; run index again",
	} {
		s := &bulkServer{refuse: map[string][]string{"a.md:2": {item}}}
		b := newTestBulk(t, s, time.Minute)
		if err := b.add(action{"a.md:1", "a.md", []byte(`{}`)}); err != nil {
			t.Fatal(err)
		}
		if err := b.add(action{"a.md:2", "a.md", []byte(`{}`)}); err != nil {
			t.Fatal(err)
		}
		err := b.close()
		if want = strings.ReplaceAll(want, "ADDRESS", b.client.address.String()); err == nil || err.Error() != want {
			t.Errorf("close: %v, want %s", err, want)
		}
	}
}

// Requests are bounded in bytes, and all actions are sent once.
func TestBulkBounds(t *testing.T) {
	s := &bulkServer{}
	b := newTestBulk(t, s, time.Minute)
	body := []byte(`{"text":"` + strings.Repeat("tide ", 20000) + `"}`)
	for n := range 200 {
		if err := b.add(action{fmt.Sprint("a.md:", n), "a.md", body}); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.close(); err != nil {
		t.Fatal(err)
	}
	if len(s.sent) != 200 || len(slices.Compact(slices.Sorted(slices.Values(s.sent)))) != 200 {
		t.Errorf("%d actions were sent, want 200", len(s.sent))
	}
	if limit := maxRequest + len(body) + 200; s.most > limit {
		t.Errorf("a request has %d bytes, want at most %d", s.most, limit)
	}
}

// Whoever has lost the lock sends nothing.
func TestBulkWithoutLock(t *testing.T) {
	s := &bulkServer{}
	b := newTestBulk(t, s, -time.Second)
	if err := b.add(action{"a.md:1", "a.md", []byte(`{}`)}); err != nil {
		t.Fatal(err)
	}
	err := b.close()
	if _, lost := errors.AsType[errLost](err); !lost || len(s.sent) > 0 {
		t.Errorf("close: %v; sent %q", err, s.sent)
	}
}
