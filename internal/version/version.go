// Package version returns the version of the program.
package version

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"minutes/schema"
)

// Of returns what command prints for --version: its name, the version that Go recorded in
// the build (the tag, or the commit and its time), the version of the index schema, the
// version of Go, and the system and architecture.
func Of(command string) string {
	version := "(devel)" // Go's version of a build without a repository
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	return fmt.Sprintf("%s %s, schema %d, %s %s/%s", command, version, schema.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
