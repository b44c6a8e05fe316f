package main

import (
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"

	"golang.org/x/net/netutil"
)

// A countingListener counts the connections that are open.
type countingListener struct {
	net.Listener
	open, most atomic.Int32
}

type countedConn struct {
	net.Conn
	close func()
}

func (l *countingListener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	if n := l.open.Add(1); n > l.most.Load() {
		l.most.Store(n) // there is one Accept at a time
	}
	return countedConn{c, sync.OnceFunc(func() { l.open.Add(-1) })}, nil
}

func (c countedConn) Close() error {
	c.close()
	return c.Conn.Close()
}

// Connections beyond the bound wait, and all are answered.
func TestBound(t *testing.T) {
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	counted := &countingListener{Listener: listener}
	const most, clients = 4, 40
	let := make(chan struct{})
	var inside atomic.Int32
	server := newServer(http.HandlerFunc(func(_ http.ResponseWriter, _ *http.Request) {
		if inside.Add(1) == most {
			close(let) // all places are taken
		}
		<-let
	}))
	go func() { _ = server.Serve(netutil.LimitListener(counted, most)) }()
	defer server.Close()
	var done sync.WaitGroup
	for range clients {
		done.Go(func() {
			client := http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			reply, err := client.Get("http://" + listener.Addr().String())
			if err != nil {
				t.Error(err)
				return
			}
			reply.Body.Close()
		})
	}
	done.Wait()
	if n := counted.most.Load(); n != most {
		t.Errorf("%d connections were open at once, want %d", n, most)
	}
}
