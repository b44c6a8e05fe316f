package opensearch

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"minutes/internal/opensearch/opensearchtest"
	"minutes/schema"
)

// Whatever another program does to an index is found, and a full run makes it whole.
func TestVerifyFindsDamage(t *testing.T) {
	t.Parallel()
	text := opensearchtest.Index(t)
	c := mustDial(t, text)
	h := newHarbor(t, 3)
	x := h.build()
	mustPublish(t, text, x, false)
	key := "2031-01-02.md:000000005"
	doc := "/_doc/" + url.PathEscape(key) + "?refresh=true&routing=2031-01-02.md"
	change := func(method, path string, body any) {
		t.Helper()
		if err := c.call(t.Context(), method, path, body, nil); err != nil {
			t.Fatal(err)
		}
	}
	source := func(a about) object {
		var found struct {
			Source object `json:"_source"`
		}
		if err := c.call(t.Context(), "GET", "/"+a.Generation+doc, nil, &found); err != nil {
			t.Fatal(err)
		}
		return found.Source
	}
	for _, test := range []struct {
		name   string
		damage func(a about)
		want   string // regular expression
	}{
		{"a changed document", func(a about) {
			made := source(a)
			made[oldField] = true
			change("PUT", "/"+a.Generation+doc, made)
		}, `^pub-\w+-000001: document 2031-01-02.md:000000005 is damaged: its hash does not match$`},
		{"a document of its own", func(a about) {
			made := source(a)
			delete(made, hashField)
			made[docField].(map[string]any)["text"] = "other"
			body, _ := json.Marshal(made)
			body, _ = sealed(body)
			change("PUT", "/"+a.Generation+doc, json.RawMessage(body))
		}, `^pub-\w+-000002: has other documents than were published$`},
		{"a document under another id", func(a about) {
			change("PUT", "/"+a.Generation+"/_doc/1?refresh=true", source(a))
		}, `^pub-\w+-000003: document 1 is damaged: its hash does not match\npub-\w+-000003: has 13 documents, want 12$`},
		{"a document less", func(a about) { change("DELETE", "/"+a.Generation+doc, nil) },
			`^pub-\w+-000004: has 11 documents, want 12$`},
		{"a word less", func(a about) {
			change("DELETE", "/"+a.words()+"/_doc/"+termUse{Field: schema.TeamWords, Term: "beacon"}.id()+"?refresh=true", nil)
		}, `^pub-\w+-000005-words: has \d+ words, want \d+$`},
		{"no record of the notes", func(a about) {
			change("DELETE", "/"+a.words()+"/_doc/"+a.Record.id(0)+"?refresh=true", nil)
		}, `^pub-\w+-000006-words: record-\d+ is damaged$`},
		{"a run that did not finish", func(a about) {
			a.Updating = true
			change("PUT", "/"+a.Generation+"/_mapping", object{"_meta": object{metaKey: a}})
		}, `^pub-\w+-000007: a run that changed it did not finish$`},
	} {
		test.damage(mustHold(t, text, x))
		v, err := Verify(t.Context(), text, Options{}, silent)
		var got []string
		for _, d := range v.Damages {
			got = append(got, d.String())
		}
		if err != nil || !regexp.MustCompile(test.want).MatchString(strings.Join(got, "\n")) {
			t.Errorf("%s: Verify = %q, %v; want %s", test.name, got, err, test.want)
		}
		mustPublish(t, text, x, true)
	}
	if _, err := Verify(t.Context(), text+"x", Options{}, silent); err == nil || !strings.HasPrefix(err.Error(), "there is no index http") {
		t.Errorf("Verify of none: %v", err)
	}
}
