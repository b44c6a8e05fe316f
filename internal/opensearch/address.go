package opensearch

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"regexp"
	"strings"
	"unicode"
)

// An address says where an index is: which nodes to ask, and what it is called there.
type address struct {
	nodes []*url.URL // without the name of the index
	name  string
}

// String returns the address as people write it.
func (a address) String() string {
	var nodes []string
	for _, n := range a.nodes {
		nodes = append(nodes, n.String())
	}
	return strings.Join(nodes, ",") + "/" + a.name
}

// parseAddress reads an address such as https://a:9200,https://b:9200/minutes. The nodes of
// a cluster are separated by commas, and the name of the index is the end of the path of the
// last one. A node without a scheme has that of the first. No error repeats a password.
func parseAddress(text string) (address, error) {
	if strings.ContainsFunc(text, unicode.IsControl) {
		return address{}, errors.New("the address of an index has a control character; write it as https://HOST:9200/NAME")
	}
	scheme, _, _ := strings.Cut(text, "://")
	var a address
	for node := range strings.SplitSeq(text, ",") {
		if node = strings.TrimSpace(node); !strings.Contains(node, "://") {
			node = scheme + "://" + node
		}
		u, err := url.Parse(node)
		if err != nil || u.User != nil || strings.Contains(u.Host, "@") {
			if strings.Contains(node, "@") {
				return address{}, errors.New("the address of an index holds a user or a password, which others could read; leave it out, and set $MINUTES_USER and $MINUTES_PASSWORD")
			}
			return address{}, fmt.Errorf("%s is not the address of an index; write it as https://HOST:9200/NAME", node)
		}
		u.Scheme = strings.ToLower(u.Scheme)
		switch {
		case u.Scheme != "http" && u.Scheme != "https", u.Hostname() == "":
			return address{}, fmt.Errorf("%s is not the address of an index; write it as https://HOST:9200/NAME", node)
		case u.RawQuery != "" || u.Fragment != "" || u.ForceQuery:
			return address{}, errors.New("the address of an index ends with its name; leave out what begins with ? or #")
		}
		a.nodes = append(a.nodes, u)
	}
	last := a.nodes[len(a.nodes)-1]
	path := strings.TrimRight(last.Path, "/")
	a.name = path[strings.LastIndex(path, "/")+1:]
	if a.name == "" {
		return address{}, fmt.Errorf("%s does not name an index; write it as %s/NAME", text, strings.TrimRight(text, "/"))
	}
	if err := checkName(a.name); err != nil {
		return address{}, err
	}
	for _, n := range a.nodes {
		n.Path, n.RawPath = strings.TrimSuffix(strings.TrimRight(n.Path, "/"), "/"+a.name), ""
	}
	return a, nil
}

// names matches the names that an index may have: those that OpenSearch takes, with room for
// what is put behind them.
var names = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{0,199}$`)

// taken matches the ends of names that other indices of ours have, such as minutes-000007,
// minutes-000007-words and minutes-lock.
var taken = regexp.MustCompile(`-([0-9]{6,}|words|lock)$`)

func checkName(name string) error {
	switch {
	case !names.MatchString(name):
		return fmt.Errorf("an index cannot be called %q; names are small letters, digits, dashes, dots and underscores, and begin with a letter or digit", name)
	case taken.MatchString(name):
		return fmt.Errorf("an index cannot be called %q, which could be a part of another one; choose a name that does not end in a number, -words or -lock", name)
	}
	return nil
}

// isLocal reports whether u is on this machine.
func isLocal(u *url.URL) bool {
	ip := net.ParseIP(u.Hostname())
	return u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
}
