// Package version tells which version of the program this is.
package version

import (
	"fmt"
	"runtime"
	"runtime/debug"

	"minutes/schema"
)

// Of returns what command prints for --version: its version as Go stamped it, which is
// the tag, or the commit it was built from and its time, then the schema of its indexes,
// and what it was built with and for.
func Of(command string) string {
	version := "(devel)" // what Go says of a build without a repository
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	return fmt.Sprintf("%s %s, schema %d, %s %s/%s", command, version, schema.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
