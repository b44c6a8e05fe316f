package cmd_test

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// serveSample starts a server of the sample notes, and returns it with its host and port.
func serveSample(t *testing.T) (s *site, host string) {
	t.Helper()
	work := newWork(t, "")
	index := filepath.Join(work, "index.bleve")
	if out, err := exec.Command(filepath.Join(programs, "index"), "-q", "--index", index, filepath.Join(work, "testdata/notes")).CombinedOutput(); err != nil {
		t.Fatalf("index: %v\n%s", err, out)
	}
	s = startServe(t, "--index", index)
	at, err := url.Parse(s.address)
	if err != nil {
		t.Fatal(err)
	}
	return s, at.Host
}

// Clients that send too much, or never end, are refused or wait, and others are answered.
func TestServeBadClients(t *testing.T) {
	s, host := serveSample(t)
	for _, test := range []struct {
		name, request string
		want          int
	}{
		{"a header of 1 MB", "GET / HTTP/1.1\r\nHost: localhost\r\nCookie: " + strings.Repeat("x", 1<<20) + "\r\n\r\n", http.StatusRequestHeaderFieldsTooLarge},
		{"10,000 filters", "GET /search?q=lantern" + strings.Repeat("&f=team:beacon", 10_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", http.StatusRequestHeaderFieldsTooLarge},
		{"1,000 filters", "GET /search?q=lantern" + strings.Repeat("&f=team:beacon", 1_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n", http.StatusBadRequest},
		{"two hosts", "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n", http.StatusBadRequest},
		{"no host", "GET / HTTP/1.1\r\n\r\n", http.StatusBadRequest},
		{"another host", "GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n", http.StatusMisdirectedRequest},
		{"a body", "POST /search HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nq=a", http.StatusMethodNotAllowed},
		{"no HTTP", "lantern\r\n\r\n", http.StatusBadRequest},
	} {
		client, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		go fmt.Fprint(client, test.request) // the server may close before it has read all
		reply, err := http.ReadResponse(bufio.NewReader(client), nil)
		switch {
		case err != nil:
			t.Errorf("%s: %v", test.name, err)
		case reply.StatusCode != test.want:
			t.Errorf("%s has the status %d; want %d", test.name, reply.StatusCode, test.want)
		}
		client.Close()
	}

	// 500 clients that never end their requests do not keep others from being answered.
	for i := range 500 {
		slow, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer slow.Close()
		fmt.Fprintf(slow, "GET /search?q=lantern%d HTTP/1.1\r\nHost: localhost\r\n", i)
	}
	if page := s.read(t, "search?q=lantern"); !strings.Contains(page, "lantern") {
		t.Error("beside 500 slow clients, a search has no answer")
	}
}

// With all 1,024 connections taken by slow clients, others wait, and are answered when these
// are gone.
func TestServeBound(t *testing.T) {
	s, host := serveSample(t)
	var slow []net.Conn
	for range 1100 {
		client, err := net.Dial("tcp", host)
		if err != nil {
			break // there are no more files; fewer clients will do
		}
		defer client.Close()
		slow = append(slow, client)
		fmt.Fprint(client, "GET /search?q=lantern HTTP/1.1\r\nHost: localhost\r\n")
	}
	if len(slow) > 0 {
		slow[len(slow)-1].Close() // one file for the client below
	}
	answer := make(chan error, 1)
	go func() {
		reply, err := http.Get(s.address + "search?q=lantern")
		if err == nil {
			reply.Body.Close()
		}
		answer <- err
	}()
	for _, client := range slow {
		client.Close()
	}
	if err := <-answer; err != nil {
		t.Errorf("after %d slow clients, a search has no answer: %v", len(slow), err)
	}
	if page := s.read(t, "search?q=lantern"); !strings.Contains(page, "lantern") {
		t.Errorf("after %d slow clients, a search has no answer", len(slow))
	}
}
