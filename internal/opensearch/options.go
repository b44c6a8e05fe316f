package opensearch

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"time"

	reach "minutes/internal/address"
)

// Options say how to reach a cluster.
type Options = reach.Options

// credentials return the value of the header Authorization; "" for none.
type credentials func() (string, error)

// newCredentials returns the credentials that the environment names, so that no list of
// processes shows them: $MINUTES_USER with $MINUTES_PASSWORD, $MINUTES_API_KEY, or
// $MINUTES_TOKEN_FILE.
func newCredentials() (credentials, error) {
	user, password := os.Getenv("MINUTES_USER"), os.Getenv("MINUTES_PASSWORD")
	key, file := os.Getenv("MINUTES_API_KEY"), os.Getenv("MINUTES_TOKEN_FILE")
	ways := 0
	for _, way := range []string{user + password, key, file} {
		if way != "" {
			ways++
		}
	}
	switch {
	case ways > 1:
		return nil, errors.New("only one of $MINUTES_USER, $MINUTES_API_KEY and $MINUTES_TOKEN_FILE can be set; unset the others")
	case ways == 0:
		return nil, nil
	case key != "":
		return constant("ApiKey " + key)
	case file != "":
		return func() (string, error) { // each time, because tokens expire and are replaced
			token, err := os.ReadFile(file)
			if err != nil {
				return "", fmt.Errorf("read $MINUTES_TOKEN_FILE: %w", err)
			}
			return checkHeader("Bearer " + strings.TrimSpace(string(token)))
		}, nil
	case user == "" || password == "":
		return nil, errors.New("$MINUTES_USER and $MINUTES_PASSWORD belong together; set both")
	}
	return constant("Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}

func constant(header string) (credentials, error) {
	header, err := checkHeader(header)
	return func() (string, error) { return header, nil }, err
}

// checkHeader returns header, if it is one line. Otherwise net/http would quote it in an
// error.
func checkHeader(header string) (string, error) {
	for _, c := range []byte(header) {
		if c < ' ' || c == 0x7f {
			return "", errors.New("the credentials have a control character; look at $MINUTES_API_KEY and $MINUTES_TOKEN_FILE")
		}
	}
	return header, nil
}

// newTransport returns the way to the nodes of a cluster.
func newTransport(o Options) (*http.Transport, error) {
	t := http.DefaultTransport.(*http.Transport).Clone()
	t.TLSClientConfig = &tls.Config{MinVersion: tls.VersionTLS12}
	t.TLSHandshakeTimeout = 5 * time.Second
	t.ResponseHeaderTimeout = 60 * time.Second
	t.MaxIdleConnsPerHost = 16
	if path := cmp.Or(o.CACert, os.Getenv("MINUTES_CACERT")); path != "" {
		pem, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("read the certificates of --cacert: %w", err)
		}
		t.TLSClientConfig.RootCAs = x509.NewCertPool()
		if !t.TLSClientConfig.RootCAs.AppendCertsFromPEM(pem) {
			return nil, fmt.Errorf("%s of --cacert has no certificate in PEM", path)
		}
	}
	cert, key := cmp.Or(o.Cert, os.Getenv("MINUTES_CERT")), cmp.Or(o.Key, os.Getenv("MINUTES_KEY"))
	if (cert == "") != (key == "") {
		return nil, errors.New("--cert and --key belong together; name both")
	}
	if cert != "" {
		pair, err := tls.LoadX509KeyPair(cert, key)
		if err != nil {
			return nil, fmt.Errorf("read the certificate of --cert and --key: %w", err)
		}
		t.TLSClientConfig.Certificates = []tls.Certificate{pair}
	}
	return t, nil
}
