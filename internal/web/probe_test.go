package web

import (
	"fmt"
	"net/url"
	"strings"
)

// A probe is a request of a hostile client, as bytes.
type probe struct {
	kind    string
	request string
	want    int // status; 0 for any that is no fault of the server
}

// ask returns the probe that asks for target, as it is written, with GET.
func ask(kind, target string) probe {
	return probe{kind, "GET " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 0}
}

// probes returns all probes: each kind of hostile text at each place that takes one.
func probes() []probe {
	var all []probe
	for _, part := range [][]probe{textProbes(), pathProbes(), hostProbes(), methodProbes(), numberProbes(), longProbes(), lineProbes()} {
		all = append(all, part...)
	}
	return all
}

// invisible are characters that a page must show as escapes, and bytes that are not text.
var invisible = []string{
	"\x00", "\x01", "\x07", "\b", "\t", "\n", "\v", "\f", "\r", "\r\n", "\x1a", "\x1b[2J", "\x1f", "\x7f",
	"\u0080", "\u0085", "\u009b31m", "\u00ad", "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200e", "\u200f",
	"\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060", "\u2066", "\u2067", "\u2068", "\u2069",
	"\ue000", "\ufeff", "\ufff9", "\uffff", "\U000e0041", "\U000f0000", "\U0010ffff",
	"\xff", "\xfe\xff", "\x80", "\xc0\xaf", "\xc1\xbf", "\xe2\x82", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf0\x80\x80\xaf", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80",
}

// textPlaces are the places of an address that take a text. %q stands for a text in the
// parameters, and %p for one in the path.
var textPlaces = []string{
	"/search?q=%q", "/search?q=tide&f=team:%q", "/search?f=person:%22%q%22", "/search?f=%q", "/search?sort=%q", "/search?page=%q", "/search?more=%q",
	"/search?more=lead&find=%q", "/search?from=%q&until=", "/search?%q=tide", "/%p", "/note/%p", "/note/Pier/2023/%p.md", "/source/%p",
	"/team/%p", "/person/%p", "/topic/%p", "/meetings?year=%q", "/note/Pier/2023/2023-03-14-pier.md?line=%q",
	"/api/search?q=%q", "/api/search?q=%q&format=csv", "/api/search?q=%q&format=jsonl", "/api/search?q=tide&facet=%q", "/api/search?%q", "/api/leads?q=%q",
	"/table?by=%q", "/table?f=team:%q&by=team:year", "/digest?q=%q", "/digest?since=%q", "/digest?f=team:%q&since=2022", "/atom?q=%q", "/atom?f=team:%q", "/static/%p/style.css", "/opensearch.xml?%q", "/healthz?%q",
}

func textProbes() []probe {
	var all []probe
	for _, place := range textPlaces {
		for _, text := range attacks {
			all = append(all, ask("text", strings.NewReplacer("%q", url.QueryEscape(text), "%p", url.PathEscape(text)).Replace(place)))
		}
		for _, text := range invisible {
			text = "tide" + text + "lantern"
			all = append(all, ask("invisible", strings.NewReplacer("%q", url.QueryEscape(text), "%p", url.PathEscape(text)).Replace(place)))
		}
	}
	return all
}

// pathProbes ask for files that lie outside of the notes, or beside them, and are not indexed.
func pathProbes() []probe {
	var all []probe
	for _, route := range []string{"/note/", "/source/", "/static/", "/static/x/", "/team/", "/", "/note/Pier/2023/", "/source/Pier/2023/", "/source/Pier/2023/2023-03-14-pier.md/"} {
		for _, up := range []string{
			"../", "..%2f", "%2e%2e/", "%2e%2e%2f", ".%2e/", "%252e%252e%252f", "%252e%252e/", "%25252e%25252e%25252f", "..%5c", `..\`, "..%255c",
			"..%c0%af", "%c0%ae%c0%ae/", "%c0%ae%c0%ae%c0%af", "%e0%80%ae%e0%80%ae/", "..%ef%bc%8f", "%ef%bc%8e%ef%bc%8e/", ".../", "....//", "..;/", "..%00/", "%00/", "..%20/", ".%00./", "./../", "/", "%2f", "//", "~/", "file:///", "..%0a/",
		} {
			for _, target := range []string{"secret.md", "private.cfg", "etc/passwd"} {
				all = append(all, ask("path", route+strings.Repeat(up, 1+strings.Count(route, "/")/2)+target))
			}
			all = append(all, ask("path", route+strings.Repeat(up, 12)+"etc/passwd"))
		}
	}
	for _, file := range []string{"private.cfg", "link.md", "swapped.md", "folder/secret.md", ".git/config", "index.bleve/CURRENT", "SWAPPED.MD", "swapped.md%00", "swapped.md.", "swapped.md::$DATA", "con"} {
		for _, route := range []string{"/note/", "/source/"} {
			all = append(all, ask("path", route+file))
		}
	}
	return all
}

func hostProbes() []probe {
	var all []probe
	for _, target := range []string{"/", "/search?q=tide", "/note/Pier/2023/2023-03-14-pier.md", "/atom", "/api/search", "/healthz", "/static/x/style.css", "/opensearch.xml"} {
		for _, host := range []string{
			"evil.example", "evil.example:80", "localhost.evil.example", "127.0.0.1.evil.example", "evil-localhost", "2130706433", "0x7f.0.0.1", "0177.0.0.1", "0.0.0.0", "192.168.0.1",
			"[::]", "[::ffff:192.168.0.1]", "169.254.169.254", "xn--evil", "localhost..",
		} {
			all = append(all, probe{"host", "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 421})
			all = append(all, probe{"host", "GET http://" + host + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n", 421})
		}
		for _, host := range []string{"", "localhost,evil.example", "evil.example,localhost", "localhost%2eevil.example", "%00localhost"} {
			all = append(all, probe{"host", "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 421})
		}
		for _, host := range []string{"localhost@evil.example", "l\u043ecalhost", "localhost\u3002evil.example", "<script>", `"><svg onload=alert(1)>`, "evil.example/localhost", "evil.example#.localhost"} {
			all = append(all, probe{"host", "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n", 400})
		}
	}
	return all
}

func methodProbes() []probe {
	var all []probe
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "MKCOL", "get", "Get", "GETS", "BREW", "X-" + strings.Repeat("M", 1000)} {
		for _, target := range []string{"/", "/search?q=tide", "/note/Pier/2023/2023-03-14-pier.md", "/source/Pier/2023/2023-03-14-pier.md", "/api/search", "/healthz", "/static/x/style.css", "/opensearch.xml"} {
			all = append(all, probe{"method", method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nX-HTTP-Method-Override: GET\r\n\r\nq=a", 405})
		}
	}
	return all
}

func numberProbes() []probe {
	var all []probe
	for _, place := range []string{
		"/search?page=%q", "/search?q=tide&page=%q", "/api/search?limit=%q", "/api/search?offset=%q", "/api/search?top=%q&facet=team", "/api/search?exact=%q", "/api/search?q=tide&limit=1000&offset=%q",
		"/note/Pier/2023/2023-03-14-pier.md?line=%q", "/meetings?year=%q", "/search?q=date:%q", "/search?from=%q", "/search?from=2023&until=%q", "/search?f=date:%q..", "/search?q=last-%q", "/search?q=%qd", "/search?q=tide+in+%q",
	} {
		for _, number := range []string{
			"0", "-1", "-0", "501", "1000000", "2147483648", "-2147483649", "9223372036854775807", "9223372036854775808", "-9223372036854775809", "18446744073709551616",
			strings.Repeat("9", 400), "0x10", "1e9", "1.5", "NaN", "Inf", "-Inf", "1_000", "%2b1", "%201", "\u0661", "\uff11", "00000000000000000001", "0000", "9999", "10000", "2023-13-45", "2023-02-30",
		} {
			all = append(all, ask("number", strings.ReplaceAll(place, "%q", url.PathEscape(number))))
		}
	}
	return all
}

// longProbes are longer, deeper or more than any reader means.
func longProbes() []probe {
	var all []probe
	for _, place := range []string{"/search?q=", "/api/search?q=", "/atom?q=", "/api/leads?q="} {
		for _, text := range []string{
			strings.Repeat("(", 400), strings.Repeat("(", 400) + "tide" + strings.Repeat(")", 400), strings.Repeat("NOT+", 200) + "tide", strings.Repeat("-", 500) + "tide", strings.Repeat("tide+OR+", 100) + "tide",
			strings.Repeat("a*+", 31) + "a*", strings.Repeat("%22", 501), "%22" + strings.Repeat("tide+", 150) + "%22", strings.Repeat("team:a+", 100), strings.Repeat("x", 1024), strings.Repeat("x", 5000), strings.Repeat("%f0%9f%9a%a2", 500), strings.Repeat("a%cc%81", 300),
			"*", "a*", "**", "text:*", "date:0001..9999", "date:9999..0001", "file:" + strings.Repeat("a/", 400),
		} {
			all = append(all, ask("long query", place+text))
		}
	}
	many := strings.Repeat
	for _, place := range []string{"/search?q=tide", "/api/search?q=tide", "/atom?q=tide", "/api/leads?q=tide", "/?q=tide", "/help?q=tide"} {
		for _, more := range []string{
			many("&f=team:beacon", 10_000), many("&f=team:beacon", 1000), many("&f=team:beacon", 33), many("&more=team", 1000), many("&q=tide", 1000), many("&facet=team", 1000), many("&", 10_000), many("&%", 1000), many("&=", 1000), many("&a", 5000), many(";", 5000), many("&x="+many("y", 100), 200),
		} {
			all = append(all, ask("many parameters", place+more))
		}
	}
	for _, place := range []string{"/", "/note/", "/source/", "/team/", "/static/"} {
		for _, text := range []string{many("a", 9000), many("a/", 4000), many("/", 4000), many("%2f", 4000), many("a", 1<<20), many("%41", 5000), many("../", 5000)} {
			all = append(all, ask("long path", place+text))
		}
	}
	for _, header := range []string{"Cookie", "Accept-Encoding", "If-None-Match", "Accept", "User-Agent", "X-Forwarded-Proto", "Range"} {
		for _, value := range []string{many("x", 1<<20+8<<10), many("x", 10_000), many("gzip;q=0,", 2000), many("W/\"0\",", 2000), "\xff\xfe", "a\x00b", "https\x00", "bytes=0-,0-,0-"} {
			all = append(all, probe{"header", fmt.Sprintf("GET /search?q=tide HTTP/1.1\r\nHost: localhost\r\n%s: %s\r\n\r\n", header, value), 0})
		}
	}
	return all
}

// lineProbes are requests that are no HTTP, or only nearly.
func lineProbes() []probe {
	var all []probe
	for _, line := range []string{
		"GET /search?q=a\x00b HTTP/1.1", "GET /search?q=a\tb HTTP/1.1", "GET /search?q=\xff HTTP/1.1", "GET /search?q=%zz HTTP/1.1", "GET /%zz HTTP/1.1", "GET /% HTTP/1.1", "GET /search?q=<script> HTTP/1.1", "GET /<script> HTTP/1.1",
		"GET search HTTP/1.1", "GET  / HTTP/1.1", "GET * HTTP/1.1", "OPTIONS * HTTP/1.1", "CONNECT evil.example:443 HTTP/1.1", "CONNECT / HTTP/1.1", "GET //evil.example/ HTTP/1.1", "GET /\\evil.example HTTP/1.1", "GET /%2fevil.example HTTP/1.1", "GET ?q=a HTTP/1.1",
		"GET / HTTP/1.2", "GET / HTTP/9.9", "GET / HTTP/0.9", "GET / FTP/1.1", "GET / HTTP/2.0", "PRI * HTTP/2.0", "\x16\x03\x01\x02\x00\x01", "SSH-2.0-x", "GET", "", " ", "GET /#fragment HTTP/1.1", "GET /search#?q=a HTTP/1.1", "GET gopher://localhost/ HTTP/1.1", "GET javascript:alert(1) HTTP/1.1",
	} {
		all = append(all, probe{"line", line + "\r\nHost: localhost\r\n\r\n", 0})
	}
	for _, lines := range []string{
		"Host: localhost\r\nHost: evil.example", "Host : localhost", " Host: localhost", "Host: localhost\r\n folded: x", "Host: localhost\r\nA\x00B: c", "Host: localhost\r\nno colon", "Host: localhost\r\n: empty", "Host: localhost\nX: y", "Host: localhost\r\nX: a\rInjected: yes",
		"Host: localhost\r\nContent-Length: -1", "Host: localhost\r\nContent-Length: 1\r\nContent-Length: 2", "Host: localhost\r\nContent-Length: 99999999999999999999", "Host: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0", "Host: localhost\r\nTransfer-Encoding: xchunked", "Host: localhost\r\nTransfer-Encoding: chunked, chunked",
		"Host: localhost\r\nExpect: 200-maybe", "Host: localhost\r\nUpgrade: h2c\r\nConnection: Upgrade", "Host: localhost\r\nConnection: Host", "Host: localhost\r\nX-Forwarded-Host: evil.example", "Host: localhost\r\nX-Original-URL: /../secret.md", "Host: localhost\r\nForwarded: host=evil.example", "Host: localhost\r\nOrigin: null",
	} {
		all = append(all, probe{"line", "GET /search?q=tide HTTP/1.1\r\n" + lines + "\r\n\r\n", 0})
	}
	for _, place := range []string{"/search?q=%q", "/search?from=2023&until=%q", "/search?from=%q", "/team/%q", "/%q", "/api/search?q=%q&format=csv", "/static/x/%q"} {
		for _, text := range []string{"a%0d%0aInjected:%20yes", "a%0aInjected:%20yes", "a%0dInjected:%20yes", "a%e5%98%8a%e5%98%8dInjected:%20yes", "a%0d%0a%0d%0a<script>alert(1)</script>"} {
			all = append(all, ask("header injection", strings.ReplaceAll(place, "%q", text)))
		}
	}
	return all
}
