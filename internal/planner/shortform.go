package planner

import (
	"strings"
	"sync"
)

// shortForms lists words that people in technical meetings abbreviate, each with its
// short form. A search for one adds the other as a partial match.
var shortForms = sync.OnceValue(func() (lines [][][]string) {
	for _, line := range [][2]string{
		{"administrator", "admin"},
		{"application", "app"},
		{"authentication", "auth"},
		{"authorization", "auth"},
		{"certificate", "cert"},
		{"configuration", "config"},
		{"credential", "cred"},
		{"database", "db"},
		{"dependency", "dep"},
		{"documentation", "doc"},
		{"environment", "env"},
		{"information", "info"},
		{"infrastructure", "infra"},
		{"organization", "org"},
		{"parameter", "param"},
		{"performance", "perf"},
		{"production", "prod"},
		{"pull request", "pr"},
		{"repository", "repo"},
		{"specification", "spec"},
		{"vulnerability", "vuln"},
		{"access control list", "acl"},
		{"availability zone", "az"},
		{"command line", "cli"},
		{"continuous integration", "ci"},
		{"custom resource definition", "crd"},
		{"end of life", "eol"},
		{"end to end", "e2e"},
		{"frequently asked question", "faq"},
		{"garbage collection", "gc"},
		{"general availability", "ga"},
		{"generally available", "ga"},
		{"high availability", "ha"},
		{"highly available", "ha"},
		{"internationalization", "i18n"},
		{"identity provider", "idp"},
		{"kubernetes", "k8s"},
		{"load balancer", "lb"},
		{"localization", "l10n"},
		{"long term support", "lts"},
		{"minimum viable product", "mvp"},
		{"multi factor authentication", "mfa"},
		{"accessibility", "a11y"},
		{"observability", "o11y"},
		{"operating system", "os"},
		{"out of memory", "oom"},
		{"out of the box", "ootb"},
		{"product manager", "pm"},
		{"proof of concept", "poc"},
		{"quality assurance", "qa"},
		{"release candidate", "rc"},
		{"request for comments", "rfc"},
		{"role based access control", "rbac"},
		{"root cause analysis", "rca"},
		{"service level agreement", "sla"},
		{"service level objective", "slo"},
		{"single point of failure", "spof"},
		{"single sign on", "sso"},
		{"special interest group", "sig"},
		{"steering committee", "sc"},
		{"technical steering committee", "tsc"},
		{"two factor authentication", "2fa"},
		{"user experience", "ux"},
		{"user interface", "ui"},
		{"virtual machine", "vm"},
		{"work in progress", "wip"},
		{"working group", "wg"},
	} {
		lines = append(lines, [][]string{strings.Fields(line[0]), strings.Fields(line[1])})
	}
	return lines
})
