// Package address tells an index in an OpenSearch cluster from one in a folder, and has what
// it takes to reach one.
package address

import (
	"strings"

	"github.com/spf13/pflag"
)

// Is reports whether name is the address of an index in a cluster, such as
// https://search.example.org:9200/minutes, and not the path of a folder.
func Is(name string) bool {
	scheme, _, ok := strings.Cut(name, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}

// Options say how to reach a cluster. What is empty is taken from the environment:
// $MINUTES_CACERT, $MINUTES_CERT and $MINUTES_KEY. Who asks is always said
// there, so that no list of processes shows it; see package opensearch.
type Options struct {
	CACert string // path of certificates of authorities to trust, as PEM; "" for those of the system
	Cert   string // path of a certificate to show, as PEM
	Key    string // path of its key
}

// AddTo adds flags that set o.
func (o *Options) AddTo(flags *pflag.FlagSet) {
	flags.StringVar(&o.CACert, "cacert", "", "Trust the authorities in `FILE`, in PEM, if the index is at an address. The default is $MINUTES_CACERT, else those of the system.")
	flags.StringVar(&o.Cert, "cert", "", "Show the certificate in `FILE`, in PEM, to the cluster. The default is $MINUTES_CERT.")
	flags.StringVar(&o.Key, "key", "", "The key of --cert is in `FILE`. The default is $MINUTES_KEY.")
}
