package web

import (
	"bufio"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"
)

// secret is what files contain that must not be served.
const secret = "the-combination-of-the-safe"

// besieged returns a server of the sample notes, with secrets beside them: in a file that is
// not a note, in files outside, and behind links to these, one of which was a note when it
// was indexed.
func besieged(t *testing.T, base string) *httptest.Server {
	t.Helper()
	root := t.TempDir()
	notes := filepath.Join(root, "notes")
	if err := os.CopyFS(notes, os.DirFS("../../testdata/notes")); err != nil {
		t.Fatal(err)
	}
	index := filepath.Join(root, "index.bleve")
	write(t, index, notes, map[string]string{"swapped.md": "# Pier, 2023-04-11\n\n- lantern\n"})
	for _, file := range []string{"secret.md", "notes/private.cfg"} {
		if err := os.WriteFile(filepath.Join(root, file), []byte(secret), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(notes, "swapped.md")); err != nil {
		t.Fatal(err)
	}
	for name, to := range map[string]string{"swapped.md": "../secret.md", "link.md": filepath.Join(root, "secret.md"), "folder": root} {
		if err := os.Symlink(to, filepath.Join(notes, name)); err != nil {
			t.Skipf("links cannot be made here: %v", err)
		}
	}
	server := httptest.NewServer(serve(t, Options{Open: opener(index), Base: base, CORS: true}))
	t.Cleanup(server.Close)
	return server
}

// send sends a request, and returns the reply and its body.
func send(server *httptest.Server, request string) (*http.Response, []byte, error) {
	client, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		return nil, nil, err
	}
	defer client.Close()
	// So that a fault does not stop the tests.
	if err := client.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		return nil, nil, err
	}
	go fmt.Fprint(client, request) // the server may close before it has read all
	reply, err := http.ReadResponse(bufio.NewReader(client), nil)
	if err != nil {
		return nil, nil, err
	}
	body, err := io.ReadAll(reply.Body)
	return reply, body, err
}

// No request makes the server fail, has an effect in a reply, or reads another file.
func TestProbes(t *testing.T) {
	server := besieged(t, "")
	counts := map[string]int{}
	for i, p := range probes() {
		if testing.Short() && i%5 > 0 { // where races are looked for, they take five times as long
			continue
		}
		counts[p.kind]++
		reply, body, err := send(server, p.request)
		if err != nil {
			t.Errorf("%s %.200q: %v", p.kind, p.request, err)
			continue
		}
		if p.want != 0 && reply.StatusCode != p.want {
			t.Errorf("%s %.200q has the status %d, want %d", p.kind, p.request, reply.StatusCode, p.want)
		}
		if bad := breach(t, reply, body); bad != "" {
			t.Errorf("%s %.200q has the status %d and %s", p.kind, p.request, reply.StatusCode, bad)
		}
	}
	total := 0
	for _, kind := range slices.Sorted(maps.Keys(counts)) {
		t.Logf("%5d %s", counts[kind], kind)
		total += counts[kind]
	}
	if total < 300 {
		t.Errorf("there are %d probes, want 300", total)
	}
}

// With a base, no path leads out either.
func TestProbesBelowBase(t *testing.T) {
	if testing.Short() {
		t.Skip("TestProbes asks for the like")
	}
	server := besieged(t, "/harbour/")
	for _, p := range append(pathProbes(), lineProbes()...) {
		request := strings.Replace(p.request, "GET /", "GET /harbour/", 1)
		reply, body, err := send(server, request)
		if err != nil {
			t.Errorf("%.200q: %v", request, err)
		} else if bad := breach(t, reply, body); bad != "" {
			t.Errorf("%.200q has the status %d and %s", request, reply.StatusCode, bad)
		}
	}
}

// breach returns what a reply has that a hostile request must not get; "" if there is
// nothing.
func breach(t *testing.T, reply *http.Response, body []byte) string {
	t.Helper()
	kind, _, _ := strings.Cut(reply.Header.Get("Content-Type"), ";")
	to := reply.Header.Get("Location")
	switch {
	case reply.StatusCode >= 500 && reply.StatusCode != http.StatusServiceUnavailable && !isOfHTTP(reply):
		return "a fault of the server"
	case bytes.Contains(body, []byte(secret)) || bytes.Contains(body, []byte("root:x:0")):
		return "a file that was not indexed"
	case reply.Header.Get("Injected") != "":
		return "a header from the address"
	case to != "" && (!strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.HasPrefix(to, `/\`)):
		return "a way out to " + to
	case len(body) == 0:
		return ""
	case reply.Header.Get("X-Content-Type-Options") != "nosniff" && !isOfHTTP(reply):
		return "a kind that browsers guess"
	case !utf8.Valid(body):
		return "bytes that are not text"
	}
	switch kind {
	case "text/html":
		if to != "" {
			return ""
		}
		if bad := harmful(t, string(body)); bad != "" {
			return bad
		}
	case "application/json":
		if !json.Valid(body) {
			return "JSON that cannot be read"
		}
	case "application/atom+xml", "application/opensearchdescription+xml", "image/svg+xml":
		if err := wellFormed(body); err != nil {
			return err.Error()
		}
	case "text/plain", "text/csv", "application/jsonl", "text/css", "text/javascript":
	default:
		return "the kind " + kind
	}
	if kind == "text/html" || kind == "text/plain" {
		for _, c := range string(body) {
			if c != '\n' && visible(string(c)) != string(c) && c != '\u00a0' && c != '\u202f' {
				return "the character " + visible(string(c))
			}
		}
	}
	return ""
}

// isOfHTTP reports whether package net/http wrote the reply, to bytes that are no request
// or one of another version. It then closes the connection.
func isOfHTTP(reply *http.Response) bool {
	switch reply.StatusCode {
	case http.StatusBadRequest, http.StatusExpectationFailed, http.StatusRequestHeaderFieldsTooLarge, http.StatusNotImplemented, http.StatusHTTPVersionNotSupported:
		return reply.Close && reply.Header.Get("Content-Security-Policy") == ""
	}
	return false
}

// wellFormed returns an error if body is not XML.
func wellFormed(body []byte) error {
	d := xml.NewDecoder(bytes.NewReader(body))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// A slowWriter is a reply that its client does not read until it is let go.
type slowWriter struct {
	*httptest.ResponseRecorder
	writing chan<- struct{}
	let     <-chan struct{}
}

func (w slowWriter) Write(b []byte) (int, error) {
	w.writing <- struct{}{}
	<-w.let
	return w.ResponseRecorder.Write(b)
}

// Clients that do not read their replies hold nothing that others need, neither for the
// same page nor for others.
func TestSlowReaders(t *testing.T) {
	s := serve(t, Options{})
	const clients = 500
	writing, let := make(chan struct{}), make(chan struct{})
	var done sync.WaitGroup
	for i := range clients {
		address := []string{"/search?q=tide", "/search?q=lantern+" + strconv.Itoa(i), "/source/Pier/2023/2023-03-14-pier.md", "/api/search"}[i%4]
		done.Go(func() {
			s.ServeHTTP(slowWriter{httptest.NewRecorder(), writing, let}, httptest.NewRequest(http.MethodGet, "http://localhost"+address, nil))
		})
		<-writing // one at a time, so that none is turned away
	}
	for _, address := range []string{"/search?q=tide", "/search?q=beacon+tide", "/note/Pier/2023/2023-03-14-pier.md", "/healthz"} {
		pageAt(t, s, address)
	}
	close(let)
	done.Wait()
}
