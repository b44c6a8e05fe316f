// Serve answers questions about an index of meeting notes in a browser.
//
//	serve [--index PATH]... [--addr localhost:8080] [--base /] [--notes DIR] [flags]
//	serve --mcp [--index PATH]...
//
// It prints its address on standard output, and answers until it is interrupted. A new
// index is used from the next request on. Package web describes the pages.
//
// Without other words, only this machine can reach it. It writes nothing, apart from the
// access log on standard error, with --log. The exit status is 0 after an interrupt, and 2
// after an error.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/netutil"

	"minutes/internal/assistant"
	"minutes/internal/fault"
	"minutes/internal/terminal"
	"minutes/internal/version"
	"minutes/internal/web"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// A page makes a megabyte of garbage. Collecting it when the heap is five times the live
// heap, instead of twice, saves a tenth of the time. Near 256 MiB, it is collected earlier.
func init() {
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(256 << 20)
}

const (
	done   = 0
	failed = 2
)

func run(args []string, stdout, stderr io.Writer) int {
	err := fault.Catch(func() error { return serve(args, stdout, stderr) })
	if err != nil {
		fmt.Fprintln(stderr, "serve:", terminal.Visible(err.Error()))
		return failed
	}
	return done
}

func serve(args []string, stdout, stderr io.Writer) error {
	f, flags, err := parseFlags(args)
	switch {
	case err != nil:
		return err
	case f.help:
		_, err := io.WriteString(stdout, usage)
		return err
	case f.version:
		_, err := fmt.Fprintln(stdout, version.Of("serve"))
		return err
	case flags.Changed("completion"):
		return f.complete(stdout, flags.Args())
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("serve takes no arguments, but there is %q; name the index with --index", flags.Arg(0))
	}
	if f.mcp {
		for _, flag := range []string{"addr", "base", "host", "open", "log", "cors"} {
			if flags.Changed(flag) {
				return fmt.Errorf("--mcp answers on standard input and output; leave out --%s", flag)
			}
		}
	}
	o, err := f.options(stderr)
	if err != nil {
		return err
	}
	pages, err := web.New(o)
	if err != nil {
		return err
	}
	defer pages.Close()
	if f.mcp {
		ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
		defer stop()
		return assistant.Run(ctx, pages.Ask)
	}
	listener, err := net.Listen("tcp", f.addr)
	if err != nil {
		return fmt.Errorf("listen on %s: %w; choose another address with --addr, such as localhost:8081", f.addr, bare(err))
	}
	if o.AnyIP {
		fmt.Fprintf(stderr, "serve: anyone who can reach %s can read the notes\n", terminal.Visible(listener.Addr().String()))
	}
	address := f.address(listener.Addr())
	if _, err := fmt.Fprintln(stdout, address); err != nil {
		listener.Close()
		return err
	}
	if f.open {
		if err := openBrowser(address); err != nil {
			fmt.Fprintf(stderr, "serve: no browser could be opened: %v; open %s\n", err, address)
		}
	}
	return answer(netutil.LimitListener(listener, maxConnections), pages)
}

// answer answers requests until the process is interrupted. Requests that are running then
// may end.
func answer(listener net.Listener, pages http.Handler) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	server := newServer(pages)
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	stop() // a second interrupt ends the process
	ctx, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if err := server.Shutdown(ctx); err != nil {
		server.Close()
	}
	return nil
}

// newServer returns a server that no client can keep busy for long.
func newServer(pages http.Handler) *http.Server {
	return &http.Server{
		Handler:           pages,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    32 << 10,
		ErrorLog:          slog.NewLogLogger(slog.NewTextHandler(io.Discard, nil), slog.LevelError), // faults of clients
	}
}

// maxConnections is how many connections may be open at once. Others wait until one ends, which
// the timeouts of the server see to. It is well above the 500 slow clients that must not delay a fast
// one, and each costs a few kilobytes. Beyond it, memory matters more than a prompt answer.
const maxConnections = 1024

// grace is how long requests may take to end after an interrupt.
const grace = 10 * time.Second

// bare returns err without the operation and the address that package net puts in front.
func bare(err error) error {
	if op, ok := errors.AsType[*net.OpError](err); ok {
		return op.Err
	}
	return err
}

// address returns the address of the first page, for people.
func (f *flagSet) address(listening net.Addr) string {
	host, port, err := net.SplitHostPort(listening.String())
	if err != nil {
		return listening.String()
	}
	if named, _, err := net.SplitHostPort(f.addr); err == nil && named != "" {
		host = named
	}
	if ip := net.ParseIP(host); ip != nil && ip.IsUnspecified() {
		host = "localhost"
	}
	base := "/" + strings.Trim(f.base, "/")
	if base != "/" {
		base += "/"
	}
	return "http://" + net.JoinHostPort(host, port) + base
}
