package main

import (
	"io"
	"net"
	"strings"
	"testing"
)

func TestOptions(t *testing.T) {
	for _, test := range []struct {
		args  string
		anyIP bool
		want  string // part of the error; "" for none
	}{
		{"", false, ""},
		{"--addr localhost:0", false, ""},
		{"--addr 127.0.0.1:80", false, ""},
		{"--addr [::1]:80", false, ""},
		{"--addr :8080", true, ""},
		{"--addr 0.0.0.0:8080", true, ""},
		{"--addr [::]:8080", true, ""},
		{"--addr 192.0.2.7:8080", true, ""},
		{"--host a.example.org --host b.example.org --base /notes", false, ""},
		{"--addr 8080", false, "is not a host and a port"},
		{"--host https://a.example.org", false, "is not a host name"},
		{"--host a:80", false, "is not a host name"},
		{"--base /a?b", false, "--base is a path"},
		{"--base /x/../y/", false, `--base "/x/../y/" has an empty part, or one of dots`},
		{"--base ./x", false, "or one of dots"},
		{"--base /x//y", false, "has an empty part"},
		{"--notes nowhere", false, "--notes nowhere is not a folder"},
		{"--index a --index b", false, ""},
		{"--index a --index b --notes .", false, "--notes names the notes of one index"},
	} {
		f, _, err := parseFlags(strings.Fields(test.args))
		if err != nil {
			t.Fatal(err)
		}
		o, err := f.options(io.Discard)
		if (err != nil) != (test.want != "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("serve %s: %v; want %q", test.args, err, test.want)
		}
		if err == nil && o.AnyIP != test.anyIP {
			t.Errorf("serve %s: any address is %t", test.args, o.AnyIP)
		}
	}
}

func TestAddress(t *testing.T) {
	for _, test := range []struct{ addr, base, listening, want string }{
		{"localhost:8080", "/", "127.0.0.1:8080", "http://localhost:8080/"},
		{"localhost:0", "notes", "127.0.0.1:4711", "http://localhost:4711/notes/"},
		{":8080", "/a/b/", "[::]:8080", "http://localhost:8080/a/b/"},
		{"0.0.0.0:80", "/", "0.0.0.0:80", "http://localhost:80/"},
		{"[::1]:80", "/", "[::1]:80", "http://[::1]:80/"},
	} {
		listening, err := net.ResolveTCPAddr("tcp", test.listening)
		if err != nil {
			t.Fatal(err)
		}
		if got := (&flagSet{addr: test.addr, base: test.base}).address(listening); got != test.want {
			t.Errorf("--addr %s --base %s at %s is %s; want %s", test.addr, test.base, test.listening, got, test.want)
		}
	}
}
