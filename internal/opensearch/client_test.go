package opensearch

import (
	"context"
	"crypto/tls"
	"encoding/pem"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// answering returns the client of a server that answers with each of answers in turn, then with
// the last, and the number of requests.
func answering(t *testing.T, answers ...func(http.ResponseWriter, *http.Request)) (*client, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		n := int(asked.Add(1))
		w.Header().Set("Content-Type", "application/json")
		answers[min(n, len(answers))-1](w, r)
	}))
	t.Cleanup(s.Close)
	c := mustDial(t, s.URL+"/harbor")
	c.pause = time.Millisecond
	return c, &asked
}

// with returns an answer with a status and a body.
func with(status int, body string) func(http.ResponseWriter, *http.Request) {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(status)
		fmt.Fprint(w, body)
	}
}

// failed is the body of an answer to a request that failed.
func failed(kind, reason string) string {
	return fmt.Sprintf(`{"error":{"root_cause":[{"type":%q,"reason":%q}],"type":%q,"reason":%q},"status":0}`, kind, reason, kind, reason)
}

func TestRetries(t *testing.T) {
	full := failed("cluster_block_exception", "index [harbor-000001] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];")
	hangUp := func(_ http.ResponseWriter, _ *http.Request) { panic(http.ErrAbortHandler) }
	for name, test := range map[string]struct {
		answers []func(http.ResponseWriter, *http.Request)
		asked   int32
		want    string // part of the error; "" for none
	}{
		"overloaded for a while":    {[]func(http.ResponseWriter, *http.Request){with(429, failed("rejected_execution_exception", "queue is full")), with(503, ""), with(502, "<html>"), with(504, ""), with(200, `{"count":7}`)}, 5, ""},
		"a connection that is lost": {[]func(http.ResponseWriter, *http.Request){with(503, ""), hangUp, hangUp, with(200, `{"count":7}`)}, 4, ""},
		"a full disk":               {[]func(http.ResponseWriter, *http.Request){with(429, full)}, 1, "takes no writes: index [harbor-000001] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark, index has read-only-allow-delete block];; free space on the disks"},
		"bad credentials":           {[]func(http.ResponseWriter, *http.Request){with(401, "Unauthorized")}, 1, "asks who you are (status 401); set $MINUTES_USER"},
		"no right": {[]func(http.ResponseWriter, *http.Request){with(403, failed("security_exception", "no permissions for [indices:data/write/bulk] and User [name=zoe, backend_roles=[], requestedTenant=null]"))}, 1,
			"forbidden (status 403): needs indices:data/write/bulk; ask its owner"},
		"another server": {[]func(http.ResponseWriter, *http.Request){with(200, "<html>")}, 1, "does not answer as OpenSearch does"},
		"no such page":   {[]func(http.ResponseWriter, *http.Request){with(404, "not here")}, 1, "status 404 (Not Found); is it the address of an OpenSearch cluster?"},
		"too large":      {[]func(http.ResponseWriter, *http.Request){with(413, "")}, 1, "raise http.max_content_length"},
		"mapping":        {[]func(http.ResponseWriter, *http.Request){with(400, failed("strict_dynamic_mapping_exception", "mapping set to strict,\ndynamic introduction of [tide] is not allowed"))}, 1, "does not fit the mapping: mapping set to strict, dynamic introduction of [tide] is not allowed; another program has changed the index"},
	} {
		t.Run(name, func(t *testing.T) {
			c, asked := answering(t, test.answers...)
			n, err := c.count(t.Context(), "harbor")
			if got := asked.Load(); got != test.asked {
				t.Errorf("%d requests, want %d", got, test.asked)
			}
			if test.want == "" {
				if n != 7 || err != nil {
					t.Errorf("count = %d, %v", n, err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "\n") || strings.Contains(err.Error(), "zoe") || !strings.HasPrefix(err.Error(), c.address.String()) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

// What lasts for longer than patience is an error.
func TestPatience(t *testing.T) {
	c, asked := answering(t, with(503, failed("cluster_manager_not_discovered_exception", "no manager")))
	c.patience = 20 * time.Millisecond
	_, err := c.count(t.Context(), "harbor")
	if err == nil || !strings.Contains(err.Error(), "the cluster is red, or has no manager: no manager; see /_cluster/health") || asked.Load() < 2 {
		t.Errorf("after %d requests: %v", asked.Load(), err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.count(ctx, "harbor"); !errors.Is(err, context.Canceled) {
		t.Errorf("with a done context: %v", err)
	}
}

// A server of something else has no index to write to.
func TestOtherServer(t *testing.T) {
	c, _ := answering(t, with(404, "not here"))
	if _, err := c.live(t.Context()); err == nil || !strings.HasSuffix(err.Error(), "status 404 (Not Found); is it the address of an OpenSearch cluster?") {
		t.Errorf("live: %v", err)
	}
	c, _ = answering(t, with(404, failed("index_not_found_exception", "no such index [harbor]")))
	if _, err := c.live(t.Context()); err == nil || !strings.HasPrefix(err.Error(), "there is no index http") {
		t.Errorf("live: %v", err)
	}
}

// A part of the answer is an error.
func TestShards(t *testing.T) {
	c, _ := answering(t, with(200, `{"count":5,"_shards":{"total":3,"successful":2,"failed":1}}`))
	if _, err := c.count(t.Context(), "harbor"); err == nil || !strings.Contains(err.Error(), "2 of 3 shards answered") {
		t.Errorf("count: %v", err)
	}
}

// closedPort returns an address that nothing listens on.
func closedPort(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func TestNodes(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(with(200, `{"count":7}`)))
	defer s.Close()
	c := mustDial(t, "http://"+closedPort(t)+","+s.URL+"/harbor")
	c.pause = time.Millisecond
	for range 10 {
		if n, err := c.count(t.Context(), "harbor"); n != 7 || err != nil {
			t.Fatalf("count = %d, %v", n, err)
		}
	}
	dead := closedPort(t)
	for text, want := range map[string]string{
		"http://" + dead + "/harbor":                             "http://" + dead + "/harbor: connection refused; start the node, or look at the port in the address",
		"http://nowhere.invalid:9200/harbor":                     "http://nowhere.invalid:9200/harbor: no host is called nowhere.invalid; look at the address",
		strings.Replace(s.URL, "http:", "https:", 1) + "/harbor": strings.Replace(s.URL, "http:", "https:", 1) + "/harbor: it does not speak TLS; write http:// in the address",
	} {
		begin := time.Now()
		_, err := mustDial(t, text).count(t.Context(), "harbor")
		if err == nil || err.Error() != want || time.Since(begin) > patience/2 {
			t.Errorf("%s: %v after %v, want %s", text, err, time.Since(begin), want)
		}
	}
}

func TestCertificates(t *testing.T) {
	s := httptest.NewUnstartedServer(http.HandlerFunc(with(200, `{"count":7}`)))
	s.Config.ErrorLog = nil
	s.StartTLS()
	defer s.Close()
	ca := filepath.Join(t.TempDir(), "ca.pem")
	if err := os.WriteFile(ca, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: s.Certificate().Raw}), 0o600); err != nil {
		t.Fatal(err)
	}
	ask := func(text string, o Options) string {
		c, err := dial(text, o)
		if err == nil {
			_, err = c.count(t.Context(), "harbor")
		}
		if err == nil {
			return ""
		}
		return err.Error()
	}
	if got := ask(s.URL+"/harbor", Options{CACert: ca}); got != "" {
		t.Errorf("with --cacert: %s", got)
	}
	if got := ask(s.URL+"/harbor", Options{}); !strings.HasSuffix(got, "its certificate is signed by an unknown authority; name the certificate of the authority with --cacert or $MINUTES_CACERT") {
		t.Errorf("without --cacert: %s", got)
	}
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	if got := ask("https://localhost:"+port+"/harbor", Options{CACert: ca}); !strings.Contains(got, "its certificate is of another host; write the address with a name that the certificate has: example.com") {
		t.Errorf("of another host: %s", got)
	}
	t.Setenv("MINUTES_CACERT", ca)
	if got := ask(s.URL+"/harbor", Options{}); got != "" {
		t.Errorf("with $MINUTES_CACERT: %s", got)
	}
	for want, o := range map[string]Options{
		"read the certificates of --cacert: open /none: no such file or directory": {CACert: "/none"},
		"of --cacert has no certificate in PEM":                                    {CACert: os.Args[0]},
		"--cert and --key belong together; name both":                              {Cert: ca},
		"read the certificate of --cert and --key":                                 {Cert: ca, Key: ca},
	} {
		if got := ask(s.URL+"/harbor", o); !strings.Contains(got, want) {
			t.Errorf("%+v: %s, want %s", o, got, want)
		}
	}
	s.TLS.ClientAuth = tls.RequireAnyClientCert
	if got := ask(s.URL+"/harbor", Options{CACert: ca}); !strings.Contains(got, "it refuses the certificate of this program; name one that it knows with --cert and --key") {
		t.Errorf("without --cert: %s", got)
	}
}

// Credentials reach the nodes and nothing else: no error has them, whatever goes wrong.
func TestCredentials(t *testing.T) {
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("lantern-7\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		set  map[string]string
		want string // the header
	}{
		"password": {map[string]string{"MINUTES_USER": "zoe", "MINUTES_PASSWORD": "lantern-7"}, "Basic em9lOmxhbnRlcm4tNw=="},
		"key":      {map[string]string{"MINUTES_API_KEY": "lantern-7"}, "ApiKey lantern-7"},
		"token":    {map[string]string{"MINUTES_TOKEN_FILE": token}, "Bearer lantern-7"},
		"none":     {nil, ""},
	} {
		t.Run(name, func(t *testing.T) {
			for name, value := range test.set {
				t.Setenv(name, value)
			}
			var errs []error
			var got atomic.Value // of the header of the last request
			for _, answer := range []func(http.ResponseWriter, *http.Request){
				with(401, "Unauthorized"), with(403, ""), with(404, ""), with(429, ""), with(500, "no"), with(200, "<html>"),
				func(_ http.ResponseWriter, r *http.Request) {
					got.Store(r.Header.Get("Authorization"))
					panic(http.ErrAbortHandler)
				},
			} {
				c, _ := answering(t, answer)
				c.patience = 0
				_, err := c.count(t.Context(), "harbor")
				errs = append(errs, err)
			}
			if got.Load() != test.want {
				t.Errorf("the header is %q, want %q", got.Load(), test.want)
			}
			c := mustDial(t, "http://"+closedPort(t)+"/harbor")
			_, err := c.count(t.Context(), "harbor")
			errs = append(errs, err)
			if _, err := dial("http://search.example.org/harbor", Options{}); (err != nil) != (test.want != "") {
				t.Errorf("unencrypted: %v", err)
			} else {
				errs = append(errs, err)
			}
			for _, err := range errs {
				if err != nil && (strings.Contains(err.Error(), "lantern-7") || strings.Contains(err.Error(), "em9l")) {
					t.Errorf("the error has the credentials: %v", err)
				}
			}
		})
	}
}

func TestBadCredentials(t *testing.T) {
	for want, set := range map[string]map[string]string{
		"only one of $MINUTES_USER, $MINUTES_API_KEY and $MINUTES_TOKEN_FILE can be set; unset the others": {"MINUTES_USER": "zoe", "MINUTES_PASSWORD": "p", "MINUTES_API_KEY": "k"},
		"$MINUTES_USER and $MINUTES_PASSWORD belong together; set both":                                    {"MINUTES_USER": "zoe"},
		"the credentials have a control character; look at $MINUTES_API_KEY and $MINUTES_TOKEN_FILE":       {"MINUTES_API_KEY": "lan\ntern"},
		"read $MINUTES_TOKEN_FILE: open /none: no such file or directory":                                  {"MINUTES_TOKEN_FILE": "/none"},
	} {
		t.Run(want, func(t *testing.T) {
			for name, value := range set {
				t.Setenv(name, value)
			}
			c, err := dial("http://localhost:1/harbor", Options{})
			if err == nil {
				_, err = c.count(t.Context(), "harbor")
			}
			if err == nil || !strings.HasSuffix(err.Error(), want) {
				t.Errorf("error %v, want %s", err, want)
			}
		})
	}
}

func TestMergeAnswers(t *testing.T) {
	started := with(200, `{"task":"node:7"}`)
	for name, test := range map[string]struct {
		answers []func(http.ResponseWriter, *http.Request)
		want    string // part of the error; "" for none
	}{
		"takes a while": {[]func(http.ResponseWriter, *http.Request){started, with(200, `{"completed":false}`), with(200, `{"completed":true,"response":{"_shards":{"total":2,"successful":2,"failed":0}}}`)}, ""},
		"a copy fails":  {[]func(http.ResponseWriter, *http.Request){started, with(200, `{"completed":true,"response":{"_shards":{"total":2,"successful":1,"failed":1}}}`)}, "1 of 2 copies of shards failed"},
		"fails":         {[]func(http.ResponseWriter, *http.Request){started, with(200, `{"completed":true,"error":{"type":"io_exception","reason":"no space left on device"}}`)}, "no space left on device"},
		"its node dies": {[]func(http.ResponseWriter, *http.Request){started, with(404, failed("resource_not_found_exception", "task [node:7] isn't running"))}, "isn't running"},
		"no right":      {[]func(http.ResponseWriter, *http.Request){with(403, failed("security_exception", "no permissions for [indices:admin/forcemerge]"))}, "needs indices:admin/forcemerge"},
	} {
		t.Run(name, func(t *testing.T) {
			c, asked := answering(t, test.answers...)
			err := c.merge(t.Context(), "harbor-000001", "harbor-000001-words")
			if got := int(asked.Load()); got != len(test.answers) {
				t.Errorf("%d requests, want %d", got, len(test.answers))
			}
			if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
				t.Errorf("merge = %v, want %q", err, test.want)
			}
		})
	}
}
