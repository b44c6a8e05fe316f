package opensearchtest

import (
	"io"
	"net/http"
	"strings"
	"testing"
)

func TestIndex(t *testing.T) {
	Addresses(t) // skips this test, not only the one in it
	var address string
	t.Run("of a test", func(t *testing.T) {
		address = Index(t)
		address = Addresses(t)[0] + address[strings.LastIndex(address, "/"):] // of one node
		if status, body := do(t, http.MethodPut, address+"-000001/_doc/1", `{"a": 1}`); status != http.StatusCreated {
			t.Errorf("writing: %d %s", status, body)
		}
	})
	if status, body := do(t, http.MethodGet, address+"-000001", ""); status != http.StatusNotFound {
		t.Errorf("after the test: %d %s", status, body)
	}
}

func TestCluster(t *testing.T) {
	c := Start(t, 3)
	if len(c.Addresses) != 3 {
		t.Fatalf("addresses: %q", c.Addresses)
	}
	index := c.Addresses[0] + "/notes"
	const settings = `{"settings": {"number_of_shards": 1, "number_of_replicas": 2}}`
	if status, body := do(t, http.MethodPut, index+"?wait_for_active_shards=3", settings); status != http.StatusOK {
		t.Fatalf("making an index: %d %s", status, body)
	}
	if status, body := do(t, http.MethodPut, index+"/_doc/1", `{"text": "the lantern is lit"}`); status != http.StatusCreated {
		t.Fatalf("writing: %d %s", status, body)
	}

	c.Kill(t, 1)
	if response, err := http.Get(c.Addresses[1]); err == nil {
		response.Body.Close()
		t.Errorf("a killed node answers: %s", response.Status)
	}
	if status, body := do(t, http.MethodGet, index+"/_doc/1", ""); status != http.StatusOK {
		t.Errorf("reading without a node: %d %s", status, body)
	}
	c.Restart(t, 1)
	if status, body := do(t, http.MethodGet, c.Addresses[1]+"/notes/_doc/1", ""); status != http.StatusOK || !strings.Contains(body, "lantern") {
		t.Errorf("reading from the node again: %d %s", status, body)
	}
}

// do sends a request, and returns the status and the body of the answer.
func do(t *testing.T, method, address, body string) (int, string) {
	t.Helper()
	request, err := http.NewRequest(method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response.StatusCode, string(answer)
}
