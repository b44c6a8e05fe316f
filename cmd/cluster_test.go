package cmd_test

import (
	"crypto/rand"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// hasCluster reports whether there are OpenSearch nodes for tests. On a machine that is to run
// all tests, it is an error if there are none.
func hasCluster() (bool, error) {
	if os.Getenv("MINUTES_TEST_OPENSEARCH") != "" {
		return true, nil
	}
	if os.Getenv("CI") == "true" && !testing.Short() {
		return false, errors.New("$MINUTES_TEST_OPENSEARCH names no OpenSearch node; start one with .ci/opensearch/cluster")
	}
	return false, nil
}

// setCluster sets $ADDRESS to the address of an index that does not exist, in the cluster for
// tests, and $NODE to one of its nodes. It has what is made there removed after the script.
func setCluster(env *testscript.Env) error {
	env.Setenv("HOME", filepath.Join(env.WorkDir, "home"))
	env.Setenv("XDG_CACHE_HOME", filepath.Join(env.WorkDir, "cache"))
	nodes := strings.TrimSuffix(os.Getenv("MINUTES_TEST_OPENSEARCH"), "/")
	if nodes == "" {
		return nil
	}
	name := "pub-" + strings.ToLower(rand.Text()[:12]) + "x"
	node, _, _ := strings.Cut(nodes, ",")
	env.Setenv("ADDRESS", nodes+"/"+name)
	env.Setenv("NODE", node)
	env.Defer(func() {
		for _, index := range []string{"-lock", "-000001", "-000001-words", "-000002", "-000002-words", "-000003", "-000003-words"} {
			r, err := http.NewRequest("DELETE", node+"/"+name+index, nil)
			if err != nil {
				continue
			}
			if answer, err := http.DefaultClient.Do(r); err == nil {
				answer.Body.Close()
			}
		}
	})
	return nil
}
