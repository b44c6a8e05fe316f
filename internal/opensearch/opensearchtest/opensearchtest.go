// Package opensearchtest gives tests real nodes of OpenSearch.
//
// $MINUTES_TEST_OPENSEARCH has the addresses of a running cluster, with commas between, as
// .ci/opensearch/cluster prints them. Without it the tests are skipped, but fail where CI=true.
// They are skipped with -short, too.
package opensearchtest

import (
	"bytes"
	"context"
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

// Addresses returns the addresses of the running nodes, such as http://127.0.0.1:9200.
func Addresses(t testing.TB) []string {
	t.Helper()
	addresses := os.Getenv("MINUTES_TEST_OPENSEARCH")
	switch {
	case testing.Short():
		t.Skip("-short leaves out what needs a node of OpenSearch")
	case addresses == "" && os.Getenv("CI") == "true":
		t.Fatal("no node of OpenSearch: start one with .ci/opensearch/cluster, and set $MINUTES_TEST_OPENSEARCH to its address")
	case addresses == "":
		t.Skip("no node of OpenSearch: start one with .ci/opensearch/cluster, and set $MINUTES_TEST_OPENSEARCH to its address")
	}
	return strings.Split(addresses, ",")
}

// Index returns the address of an index for t alone, http://HOST:PORT/NAME, which does not exist
// yet. After the test, all indices whose names begin with NAME are deleted.
func Index(t testing.TB) string {
	t.Helper()
	address := fmt.Sprintf("%s/test-%d-%d", Addresses(t)[0], os.Getpid(), time.Now().UnixNano())
	t.Cleanup(func() {
		request, err := http.NewRequest(http.MethodDelete, address+"*", nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Errorf("deleting the indices of the test: %v", err)
			return
		}
		response.Body.Close()
		if response.StatusCode != http.StatusOK {
			t.Errorf("deleting the indices of the test: %s", response.Status)
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
