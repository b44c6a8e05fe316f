package address

import "testing"

func TestIs(t *testing.T) {
	for name, want := range map[string]bool{
		"http://localhost:9200/minutes":            true,
		"HTTPS://a.example.org:9200,b:9200/harbor": true,
		"https:/harbor":                            false,
		"index.bleve":                              false,
		"":                                         false,
		"ftp://harbor/minutes":                     false,
		"/srv/http://x":                            false,
	} {
		if got := Is(name); got != want {
			t.Errorf("Is(%q) = %t", name, got)
		}
	}
}
