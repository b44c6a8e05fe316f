package opensearch

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// clientOf returns a client of a node that answers with each of answers in turn, and the last
// again and again, and the number of answers.
func clientOf(t *testing.T, answers ...string) (*client, *atomic.Int32) {
	var n atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, answers[min(int(n.Add(1)), len(answers))-1])
	}))
	t.Cleanup(server.Close)
	c, err := dial(server.URL+"/harbor", Options{})
	if err != nil {
		t.Fatal(err)
	}
	c.pause, c.patience = time.Millisecond, 50*time.Millisecond
	return c, &n
}

// A part of an answer is an error.
func TestPartialAnswers(t *testing.T) {
	const hits = `"hits":{"total":{"value":3},"hits":[]}`
	for answer, want := range map[string]string{
		`{"_shards":{"total":3,"successful":3,"failed":0},` + hits + `}`:                  "",
		`{"_shards":{"total":3,"successful":2,"failed":0},` + hits + `}`:                  "2 of 3 shards answered",
		`{"_shards":{"total":3,"successful":2,"failed":1},` + hits + `}`:                  "2 of 3 shards answered",
		`{"timed_out":true,"_shards":{"total":3,"successful":3,"failed":0},` + hits + `}`: "took too long",
	} {
		c, _ := clientOf(t, answer)
		var found searched[struct{}]
		check(t, answer, search(t.Context(), c, "harbor", query{}, &found), want)
		c, _ = clientOf(t, `{"responses":[`+answer+`]}`)
		_, err := searchAll[struct{}](t.Context(), c, "harbor", []query{{}})
		check(t, answer, err, want)
	}
}

// Of several searches, one may fail for a moment.
func TestSeveralSearches(t *testing.T) {
	const (
		fine = `{"responses":[{"_shards":{"total":1,"successful":1},"hits":{"total":{"value":3},"hits":[]},"status":200}]}`
		lost = `{"responses":[{"error":{"type":"search_phase_execution_exception","reason":"all shards failed"},"status":503}]}`
		gone = `{"responses":[{"error":{"type":"search_phase_execution_exception","root_cause":[{"type":"node_disconnected_exception","reason":"disconnected"}]},"status":500}]}`
		left = `{"responses":[{"error":{"type":"search_phase_execution_exception","reason":"","phase":"can_match","root_cause":[],"caused_by":{"type":"node_not_connected_exception","reason":"[node1] Node not connected"}},"status":500}]}`
		bad  = `{"responses":[{"error":{"type":"parsing_exception","reason":"unknown query"},"status":400}]}`
	)
	for _, c := range []struct {
		answers []string
		want    string
		asked   int
	}{
		{[]string{fine}, "", 1},
		{[]string{lost, lost, fine}, "", 3},
		{[]string{gone, gone, fine}, "", 3},
		{[]string{left, fine}, "", 2},
		{[]string{left}, ": [node1] Node not connected", 0},
		{[]string{bad, fine}, "unknown query", 1},
		{[]string{lost}, "red", 0},
		{[]string{`{"responses":[]}`}, "answered 0 of 1 searches", 1},
	} {
		node, asked := clientOf(t, c.answers...)
		all, err := searchAll[struct{}](t.Context(), node, "harbor", []query{{}})
		check(t, fmt.Sprint(c.answers), err, c.want)
		if err == nil && all[0].Hits.Total.Value != 3 || c.asked > 0 && int(asked.Load()) != c.asked {
			t.Errorf("%v: %v after %d requests, want %d", c.answers, all, asked.Load(), c.asked)
		}
	}
}

func check(t *testing.T, what string, err error, want string) {
	t.Helper()
	if got := fmt.Sprint(err); want == "" && err != nil || !strings.Contains(got, want) && want != "" {
		t.Errorf("%s: error %v, want %q", what, err, want)
	}
}
