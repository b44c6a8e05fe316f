package assistant

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"strings"
	"testing"

	"minutes/searcher"
)

// A line that is no request is answered with an error, and the session goes on.
func TestLines(t *testing.T) {
	in, ask := io.Pipe()
	answer, out := io.Pipe()
	ended := make(chan error)
	go func() {
		none := func(context.Context, func(context.Context, *searcher.Index) error) error { return nil }
		err := New(none).Run(t.Context(), transport(in, out))
		out.Close()
		ended <- err
	}()
	answers := bufio.NewReader(answer)
	for _, test := range []struct {
		line string
		code int // of the error; 0 for an answer
	}{
		{"garbage", notJSON},
		{"\xff\xfe", notJSON},
		{"null", notRequest},
		{"[]", notRequest},
		{`[{"jsonrpc":"2.0","id":1,"method":"ping"}]`, notRequest},
		{`{"id":1}`, notRequest},
		{`{"jsonrpc":"2.0","id":{},"method":"ping"}`, notRequest},
		{`{"jsonrpc":"2.0","id":1,"method":7}`, notRequest},
		{`{"jsonrpc":"2.0","id":1,"method":"ping","params":"` + strings.Repeat("x", maxRequest) + `"}`, notRequest},
		{"\r\n  \n" + `{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-06-18","capabilities":{},"clientInfo":{"name":"test","version":"1"}}}`, 0},
		{`{"jsonrpc":"2.0","method":"notifications/initialized"}` + "\ngarbage", notJSON},
		{`{"jsonrpc":"2.0","id":2,"method":"ping"}`, 0},
	} {
		if _, err := io.WriteString(ask, test.line+"\n"); err != nil {
			t.Fatal(err)
		}
		line, err := answers.ReadBytes('\n')
		if err != nil {
			t.Fatalf("after %.80q: %v", test.line, err)
		}
		var got struct {
			Error struct {
				Code    int
				Message string
			}
		}
		if err := json.Unmarshal(line, &got); err != nil || got.Error.Code != test.code || (got.Error.Message == "") != (test.code == 0) {
			t.Errorf("%.80q is answered by %s", test.line, line)
		}
	}
	ask.Close()
	if err := <-ended; err != nil {
		t.Errorf("the session ended with %v", err)
	}
}

func FuzzFault(f *testing.F) {
	f.Add([]byte(`{"jsonrpc":"2.0","id":1,"method":"ping"}`))
	f.Fuzz(func(t *testing.T, line []byte) {
		if code, why := fault(line); (code == 0) != (why == "") {
			t.Errorf("code %d: %s", code, why)
		}
	})
}
