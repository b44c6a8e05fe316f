package main

import (
	"strings"
	"testing"

	"github.com/spf13/pflag"
)

func TestHelpHasEachFlag(t *testing.T) {
	(&flagSet{}).flags().VisitAll(func(flag *pflag.Flag) {
		if !strings.Contains(usage, "--"+flag.Name) {
			t.Errorf("the help has no --%s", flag.Name)
		}
		if flag.Shorthand != "" && !strings.Contains(usage, "-"+flag.Shorthand+", --"+flag.Name) {
			t.Errorf("the help has no -%s, --%s", flag.Shorthand, flag.Name)
		}
	})
}
