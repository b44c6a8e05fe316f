package opensearch

import (
	"cmp"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/opensearch-project/opensearch-go/v4/opensearchtransport"
)

// A failure is an answer of a cluster that says what it could not do.
type failure struct {
	status int
	kind   string // such as index_not_found_exception; "" if a proxy answered
	cause  string // the kind of what caused it; "" if nothing is known
	reason string
}

func newFailure(status int, body []byte) *failure {
	type reason struct {
		Type   string `json:"type"`
		Reason string `json:"reason"`
	}
	var said struct {
		Error struct {
			reason
			Root   []reason `json:"root_cause"`
			Caused *reason  `json:"caused_by"`
		} `json:"error"`
	}
	f := &failure{status: status}
	if json.Unmarshal(body, &said) != nil {
		return f // a text, or nothing
	}
	f.kind, f.reason = said.Error.Type, said.Error.Reason
	if said.Error.Caused != nil {
		f.cause = said.Error.Caused.Type
	}
	if len(said.Error.Root) > 0 {
		f.kind, f.reason = cmp.Or(said.Error.Root[0].Type, f.kind), cmp.Or(said.Error.Root[0].Reason, f.reason)
	}
	if said.Error.Caused != nil && said.Error.Caused.Reason != "" && !strings.Contains(f.reason, said.Error.Caused.Reason) {
		f.reason = strings.TrimPrefix(f.reason+": "+said.Error.Caused.Reason, ": ")
	}
	return f
}

// failureOf returns the failure for an error that is a part of an answer.
func failureOf(status int, said json.RawMessage) *failure {
	return newFailure(status, slices.Concat([]byte(`{"error":`), said, []byte("}")))
}

// Error returns what the cluster said, on one line.
func (f *failure) Error() string {
	said := strings.Join(strings.Fields(f.reason), " ")
	if len(said) > 300 {
		said = strings.ToValidUTF8(said[:300], "") + " ..."
	}
	return cmp.Or(said, f.kind, fmt.Sprintf("status %d (%s)", f.status, http.StatusText(f.status)))
}

// isBlock reports whether f says that an index takes no writes, mostly because a disk is
// full. That does not pass by itself.
func (f *failure) isBlock() bool { return f.kind == "cluster_block_exception" }

// isRed reports whether f says that shards are missing, or the nodes have no manager.
func (f *failure) isRed() bool {
	switch f.kind {
	case "unavailable_shards_exception", "no_shard_available_action_exception", "no_shard_available",
		"cluster_manager_not_discovered_exception", "master_not_discovered_exception", "search_phase_execution_exception":
		return f.status == http.StatusServiceUnavailable
	}
	return f.isBlock() && strings.Contains(f.reason, "SERVICE_UNAVAILABLE")
}

// passes reports whether the cluster may do the same soon.
func (f *failure) passes() bool {
	switch f.status {
	case http.StatusTooManyRequests:
		return !f.isBlock()
	case http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return true
	}
	return f.isOfNode()
}

// isOfNode reports whether f says that a node was lost while others waited for its part. The
// status is 500 then.
func (f *failure) isOfNode() bool {
	return slices.Contains(nodeKinds, f.kind) || slices.Contains(nodeKinds, f.cause)
}

// nodeKinds are the failures of a node that was lost. A search that met one may only name it as
// the cause.
var nodeKinds = []string{
	"node_disconnected_exception", "node_not_connected_exception", "node_closed_exception",
	"connect_transport_exception", "receive_timeout_transport_exception",
}

// isOfPIT reports whether f says that a point in time is gone: its node was lost, or it was
// kept too long.
func (f *failure) isOfPIT() bool {
	return f.kind == "search_context_missing_exception" || strings.Contains(f.reason, "no node found for id")
}

// isMissing reports whether err says that an index does not exist. A server that is not
// OpenSearch has no such pages either.
func isMissing(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && f.kind == "index_not_found_exception"
}

// isConflict reports whether err says that another has written a document, or that an index
// exists.
func isConflict(err error) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && (f.status == http.StatusConflict || f.kind == "resource_already_exists_exception")
}

func hasStatus(err error, status int) bool {
	f, ok := errors.AsType[*failure](err)
	return ok && f.status == status
}

// isOfNetwork reports whether err says that a node cannot be reached, or went away.
func isOfNetwork(err error) bool {
	if isOfTLS(err) {
		return false
	}
	_, isNet := errors.AsType[net.Error](err)
	return isNet || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, syscall.ECONNRESET) ||
		errors.Is(err, opensearchtransport.ErrNoConnections)
}

// isOfTLS reports whether err says that a node and this program do not agree on how to
// encrypt.
func isOfTLS(err error) bool {
	_, invalid := errors.AsType[*tls.CertificateVerificationError](err)
	return invalid || isPlain(err) || isRefused(err)
}

// isPlain reports whether err says that a node does not encrypt.
func isPlain(err error) bool {
	_, record := errors.AsType[tls.RecordHeaderError](err)
	return record || strings.Contains(err.Error(), "gave HTTP response to HTTPS")
}

// isRefused reports whether err says that a node refused the certificate of this program, or
// that it has none. The type of such errors is not exported.
func isRefused(err error) bool { return strings.Contains(err.Error(), "remote error: tls: ") }

// An explained is an error with a text that says what to do about it.
type explained struct {
	text string
	error
}

func (e explained) Error() string { return e.text }
func (e explained) Unwrap() error { return e.error }

// explained returns err in one line that says what to do.
func (c *client) explained(err error) error {
	if f, ok := errors.AsType[*failure](err); ok {
		return explained{c.address.String() + ": " + f.explain(c.credentials != nil || c.signed), f}
	}
	say := func(what, remedy string) error {
		return explained{fmt.Sprintf("%s: %s; %s", c.address, what, remedy), err}
	}
	if _, ok := errors.AsType[x509.UnknownAuthorityError](err); ok {
		return say("its certificate is signed by an unknown authority", "name the certificate of the authority with --cacert or $MINUTES_CACERT")
	}
	if e, ok := errors.AsType[x509.HostnameError](err); ok {
		return say("its certificate is of another host", "write the address with a name that the certificate has: "+strings.Join(append(e.Certificate.DNSNames, ipsOf(e.Certificate)...), ", "))
	}
	if e, ok := errors.AsType[*tls.CertificateVerificationError](err); ok {
		return say(strings.TrimPrefix(e.Err.Error(), "x509: "), "renew its certificate, or name the authority with --cacert")
	}
	if isRefused(err) {
		return say("it refuses the certificate of this program", "name one that it knows with --cert and --key")
	}
	if e, ok := errors.AsType[*net.DNSError](err); ok {
		return say("no host is called "+e.Name, "look at the address")
	}
	if _, ok := errors.AsType[*os.PathError](err); ok {
		return err
	}
	network, ok := errors.AsType[net.Error](err)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return say("connection refused", "start the node, or look at the port in the address")
	case isPlain(err):
		return say("it does not speak TLS", "write http:// in the address")
	case ok && network.Timeout():
		return say("it does not answer in time", "look at the address, and at the load of the node")
	case isOfNetwork(err):
		return say("the connection was lost", "write https:// if the node wants TLS, and try again")
	}
	return fmt.Errorf("%s: %w", c.address, err)
}

func ipsOf(c *x509.Certificate) (ips []string) {
	for _, ip := range c.IPAddresses {
		ips = append(ips, ip.String())
	}
	return ips
}

// explain says what f means, and what to do. known is whether the request had credentials.
func (f *failure) explain(known bool) string {
	const ways = "$MINUTES_USER and $MINUTES_PASSWORD, $MINUTES_API_KEY, $MINUTES_TOKEN_FILE or $MINUTES_AWS_SERVICE"
	switch {
	case f.status == http.StatusUnauthorized && !known:
		return "asks who you are (status 401); set " + ways
	case f.status == http.StatusUnauthorized:
		return "does not accept the credentials (status 401); look at " + ways
	case f.isRed():
		return "the cluster is red, or has no manager: " + f.Error() + "; see /_cluster/health, and start the missing nodes"
	case f.isBlock():
		return "takes no writes: " + f.Error() + "; free space on the disks of its nodes, or ask its owner to lift the block"
	case f.status == http.StatusForbidden:
		return "forbidden (status 403)" + permissionIn(f.reason) + "; ask its owner for the right to do so"
	case f.status == http.StatusRequestEntityTooLarge:
		return "does not take a request of this size; raise http.max_content_length of its nodes"
	case f.status == http.StatusTooManyRequests:
		return "is overloaded: " + f.Error() + "; try again later"
	case f.isOfMapping():
		return "does not fit the mapping: " + f.Error() + "; another program has changed the index; make it again with: index --full"
	case f.kind == "":
		return f.Error() + "; is it the address of an OpenSearch cluster?"
	}
	return f.Error()
}

// isOfMapping reports whether f says that a document does not fit the mapping of its index.
func (f *failure) isOfMapping() bool {
	return f.kind == "mapper_parsing_exception" || f.kind == "strict_dynamic_mapping_exception"
}

// permissionIn returns the permission that reason says is missing. What else it says names
// the user.
func permissionIn(reason string) string {
	_, rest, _ := strings.Cut(reason, "no permissions for [")
	if permission, _, ok := strings.Cut(rest, "]"); ok {
		return ": needs " + permission
	}
	return ""
}
