package opensearch

import (
	"strings"
	"testing"
)

func TestParseAddress(t *testing.T) {
	for text, want := range map[string]string{
		"http://localhost:9200/minutes":                      "http://localhost:9200/minutes",
		"HTTPS://a.example.org:9200,b:9201/harbor/":          "https://a.example.org:9200,https://b:9201/harbor",
		"https://a:9200/harbor,https://b:9200/harbor":        "https://a:9200,https://b:9200/harbor",
		"https://example.org/search/harbor":                  "https://example.org/search/harbor",
		"https://[::1]:9200/harbor_2.notes":                  "https://[::1]:9200/harbor_2.notes",
		"https://a:9200":                                     "https://a:9200 does not name an index; write it as https://a:9200/NAME",
		"https://a:9200/Harbor":                              `an index cannot be called "Harbor"; names are small letters, digits, dashes, dots and underscores, and begin with a letter or digit`,
		"https://a:9200/_all":                                `an index cannot be called "_all"; names are small letters, digits, dashes, dots and underscores, and begin with a letter or digit`,
		"https://a:9200/*":                                   `an index cannot be called "*"; names are small letters, digits, dashes, dots and underscores, and begin with a letter or digit`,
		"https://a:9200/harbor-000001":                       `an index cannot be called "harbor-000001", which could be a part of another one; choose a name that does not end in a number, -words or -lock`,
		"https://a:9200/harbor-words":                        `an index cannot be called "harbor-words", which could be a part of another one; choose a name that does not end in a number, -words or -lock`,
		"https://a:9200/harbor?pretty":                       "the address of an index ends with its name; leave out what begins with ? or #",
		"https:///harbor":                                    "https:///harbor is not the address of an index; write it as https://HOST:9200/NAME",
		"https://a:port/harbor":                              "https://a:port/harbor is not the address of an index; write it as https://HOST:9200/NAME",
		"https://a:9200/har\nbor":                            "the address of an index has a control character; write it as https://HOST:9200/NAME",
		"https://zoe:lantern-7@a:9200/harbor":                "the address of an index holds a user or a password, which others could read; leave it out, and set $MINUTES_USER and $MINUTES_PASSWORD",
		"https://a:9200,https://zoe:lantern-7@b:9200/harbor": "the address of an index holds a user or a password, which others could read; leave it out, and set $MINUTES_USER and $MINUTES_PASSWORD",
		"https://zoe:lantern-7%zz@a:9200/harbor":             "the address of an index holds a user or a password, which others could read; leave it out, and set $MINUTES_USER and $MINUTES_PASSWORD",
		"https://a:9200,zoe:lantern-7@b:9200/harbor":         "the address of an index holds a user or a password, which others could read; leave it out, and set $MINUTES_USER and $MINUTES_PASSWORD",
		"https://a:9200/" + strings.Repeat("h", 201):         `an index cannot be called "` + strings.Repeat("h", 201) + `"; names are small letters, digits, dashes, dots and underscores, and begin with a letter or digit`,
	} {
		a, err := parseAddress(text)
		got := a.String()
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("parseAddress(%q) = %s, want %s", text, got, want)
		}
	}
}

func FuzzParseAddress(f *testing.F) {
	f.Add("https://a:9200,b:9200/harbor")
	f.Add("https://zoe:lantern-7@a:9200/harbor")
	f.Fuzz(func(t *testing.T, text string) {
		a, err := parseAddress(text)
		if err != nil {
			if strings.ContainsAny(err.Error(), "\n") {
				t.Errorf("parseAddress(%q): %q, want one line", text, err)
			}
			return
		}
		again, err := parseAddress(a.String())
		if err != nil || again.String() != a.String() {
			t.Errorf("parseAddress(%q) = %s, which is read as %s, %v", text, a, again, err)
		}
		for _, n := range a.nodes {
			if n.User != nil {
				t.Errorf("parseAddress(%q) has a user", text)
			}
		}
	})
}
