package cmd_test

import (
	"path/filepath"

	"minutes/internal/opensearch/opensearchtest"

	"github.com/rogpeppe/go-internal/testscript"
)

// hasCluster reports whether there are OpenSearch nodes for tests. On a machine that is to run
// all tests, it is an error if there are none.
func hasCluster() (bool, error) {
	nodes, err := opensearchtest.Nodes()
	return len(nodes) > 0, err
}

// setCluster sets $ADDRESS to the address of an index that does not exist, in the cluster for
// tests, and $NODE to one of its nodes. It has what is made there removed after the script.
func setCluster(env *testscript.Env) error {
	env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
	env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, "cache"))
	nodes, _ := opensearchtest.Nodes() // a script that needs them asks for them
	if len(nodes) == 0 {
		return nil
	}
	address, remove := opensearchtest.Fresh(nodes)
	env.Setenv("ADDRESS", address)
	env.Setenv("NODE", nodes[0])
	env.Defer(func() { _ = remove() })
	return nil
}
