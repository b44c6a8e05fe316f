// Package address tells an index in an OpenSearch cluster from one in a folder.
package address

import "strings"

// Is reports whether name is the address of an index in a cluster, such as
// https://search.example.org:9200/minutes, and not the path of a folder.
func Is(name string) bool {
	scheme, _, ok := strings.Cut(name, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https"))
}
