package cmd_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"
)

// The files that a release should contain exist, so that the archive has them too.
func TestRelease(t *testing.T) {
	text, err := os.ReadFile("../.goreleaser.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var release struct {
		Builds []struct {
			Main   string
			Goos   []string
			Goarch []string
		}
		Archives []struct {
			Files []yaml.Node // a pattern, or a file made by a script
		}
	}
	if err := yaml.Unmarshal(text, &release); err != nil {
		t.Fatal(err)
	}
	for _, b := range release.Builds {
		if _, err := os.Stat(filepath.Join("..", b.Main)); err != nil || len(b.Goos)*len(b.Goarch) != 6 {
			t.Errorf("%s: %v, for %v on %v; want three systems on two processors", b.Main, err, b.Goos, b.Goarch)
		}
	}
	inside := 0
	for _, file := range release.Archives[0].Files {
		pattern := file.Value
		if pattern == "" || strings.Contains(pattern, "**") {
			continue
		}
		if found, err := filepath.Glob(filepath.Join("..", pattern)); err != nil || len(found) == 0 {
			t.Errorf("nothing is %s: %v", pattern, err)
		}
		inside++
	}
	programs, err := filepath.Glob("*/main.go")
	if err != nil || len(release.Builds) != len(programs) || inside == 0 {
		t.Errorf("a release has %d programs and %d sorts of files; there are %d programs", len(release.Builds), inside, len(programs))
	}
}
