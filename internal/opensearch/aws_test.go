package opensearch

import (
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// Requests for a cluster that Amazon hosts are signed anew for each try.
func TestSigned(t *testing.T) {
	for name, value := range map[string]string{
		"MINUTES_AWS_SERVICE": "es", "AWS_REGION": "eu-central-1", "AWS_ACCESS_KEY_ID": "HARBORKEY", "AWS_SECRET_ACCESS_KEY": "lantern-7", "AWS_SESSION_TOKEN": "tide-3",
	} {
		t.Setenv(name, value)
	}
	want := regexp.MustCompile(`^AWS4-HMAC-SHA256 Credential=HARBORKEY/\d{8}/eu-central-1/es/aws4_request, SignedHeaders=\S+, Signature=[0-9a-f]{64}$`)
	check := func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if got := r.Header.Get("Authorization"); !want.MatchString(got) || r.Header.Get("X-Amz-Security-Token") != "tide-3" || string(body) != `{"size":0}` {
			t.Errorf("Authorization: %s, body %s", got, body)
		}
	}
	c, asked := answering(t, func(w http.ResponseWriter, r *http.Request) {
		check(w, r)
		w.WriteHeader(http.StatusServiceUnavailable)
	}, func(w http.ResponseWriter, r *http.Request) {
		check(w, r)
		fmt.Fprint(w, `{}`)
	})
	if err := c.call(t.Context(), "POST", "/harbor/_search", object{"size": 0}, nil); err != nil || asked.Load() != 2 {
		t.Errorf("%d requests, %v", asked.Load(), err)
	}
	for want, set := range map[string][2]string{
		`$MINUTES_AWS_SERVICE is "s3"; set it to es, or to aoss for a serverless cluster`:                             {"MINUTES_AWS_SERVICE", "s3"},
		"$MINUTES_AWS_SERVICE needs $AWS_REGION, such as eu-central-1":                                                {"AWS_REGION", ""},
		"$MINUTES_AWS_SERVICE needs $AWS_ACCESS_KEY_ID and $AWS_SECRET_ACCESS_KEY; to set them: eval":                 {"AWS_SECRET_ACCESS_KEY", ""},
		"$MINUTES_AWS_SERVICE takes the place of $MINUTES_USER, $MINUTES_API_KEY and $MINUTES_TOKEN_FILE; unset them": {"MINUTES_API_KEY", "key"},
	} {
		t.Run(set[0], func(t *testing.T) {
			t.Setenv(set[0], set[1])
			if _, err := dial("http://localhost:1/harbor", Options{}); err == nil || !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "lantern-7") {
				t.Errorf("dial: %v, want %s", err, want)
			}
		})
	}
}
