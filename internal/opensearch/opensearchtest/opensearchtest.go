// Package opensearchtest gives tests real nodes of OpenSearch.
//
// $MINUTES_TEST_OPENSEARCH has the addresses of a running cluster, with commas between, as
// .ci/opensearch/cluster prints them. Without it the tests are skipped, but fail where CI=true.
// They are skipped with -short, too.
package opensearchtest

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Nodes returns the addresses of the running nodes, such as http://127.0.0.1:9200; none if there
// are none, or with -short. On a machine that is to run all tests, it is an error if there are
// none.
func Nodes() ([]string, error) {
	addresses := strings.TrimSuffix(os.Getenv("MINUTES_TEST_OPENSEARCH"), "/")
	switch {
	case testing.Short():
		return nil, nil
	case addresses != "":
		return strings.Split(addresses, ","), nil
	case os.Getenv("CI") == "true":
		return nil, errors.New(noNode)
	}
	return nil, nil
}

const noNode = "no node of OpenSearch: start one with .ci/opensearch/cluster, and set $MINUTES_TEST_OPENSEARCH to its address"

// Addresses returns the addresses of the running nodes. Without any, it skips t.
func Addresses(t testing.TB) []string {
	t.Helper()
	nodes, err := Nodes()
	switch {
	case err != nil:
		t.Fatal(err)
	case len(nodes) == 0 && testing.Short():
		t.Skip("-short leaves out what needs a node of OpenSearch")
	case len(nodes) == 0:
		t.Skip(noNode)
	}
	return nodes
}

// Fresh returns the address of an index on nodes, at least one, which does not exist. Remove
// deletes all indices whose names begin with its name.
func Fresh(nodes []string) (address string, remove func() error) {
	name := "/pub-" + strings.ToLower(rand.Text()[:12]) + "x" // a generation ends in digits
	return strings.Join(nodes, ",") + name, func() error {
		request, err := http.NewRequest(http.MethodDelete, nodes[0]+name+"*", nil)
		if err != nil {
			return err
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			return err
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			return errors.New(response.Status)
		}
		return nil
	}
}

// Index returns the address of an index for t alone, which does not exist yet. After the test,
// it is deleted with all its generations. Without nodes, Index skips t.
func Index(t testing.TB) string {
	t.Helper()
	address, remove := Fresh(Addresses(t))
	t.Cleanup(func() {
		if err := remove(); err != nil {
			t.Errorf("deleting the indices of the test: %v", err)
		}
	})
	return address
}

// A Cluster is nodes that a test may kill.
type Cluster struct {
	Addresses []string // of node 0 and so on

	folder string
}

// Start starts nodes for t alone. They end with it.
func Start(t testing.TB, nodes int) *Cluster {
	t.Helper()
	Addresses(t)
	c := &Cluster{folder: t.TempDir()}
	t.Cleanup(func() {
		if _, err := c.run("stop"); err != nil {
			t.Errorf("stopping the nodes: %v", err)
		}
	})
	addresses, err := c.run("start", strconv.Itoa(nodes))
	if err != nil {
		t.Fatalf("starting nodes: %v", err)
	}
	c.Addresses = strings.Split(addresses, ",")
	return c
}

// Kill ends a node at once, as a loss of power does.
func (c *Cluster) Kill(t testing.TB, node int) {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(c.folder, fmt.Sprintf("node%d.pid", node)))
	if err != nil {
		t.Fatal(err)
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(file)))
	if err != nil {
		t.Fatal(err)
	}
	process, err := os.FindProcess(pid)
	if err != nil {
		t.Fatal(err)
	}
	if err := process.Kill(); err != nil {
		t.Fatal(err)
	}
}

// Restart starts a node that was killed, with its data, and waits until it has joined the others.
func (c *Cluster) Restart(t testing.TB, node int) {
	t.Helper()
	if _, err := c.run("restart", fmt.Sprintf("node%d", node)); err != nil {
		t.Fatalf("restarting node %d: %v", node, err)
	}
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) { // it joins before it listens
		response, err := http.Get(c.Addresses[node])
		if err == nil {
			response.Body.Close()
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("node %d does not answer after its restart: %v", node, err)
		}
	}
}

// run runs the script that starts nodes, and returns what it prints.
func (c *Cluster) run(action string, args ...string) (string, error) {
	_, file, _, _ := runtime.Caller(0)
	script := filepath.Join(filepath.Dir(file), "../../../.ci/opensearch/cluster")
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Minute)
	defer cancel()
	command := exec.CommandContext(ctx, script, append([]string{action, c.folder}, args...)...)
	var problems bytes.Buffer
	command.Stderr = &problems
	out, err := command.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", script, err, problems.Bytes())
	}
	return strings.TrimSpace(string(out)), nil
}
