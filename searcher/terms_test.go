package searcher_test

import (
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"minutes/schema"
	"minutes/searcher"
)

// termRows are terms as people type them. Each has three lists of texts, separated by bars:
// those that have it, those that have an inflection or another spelling, which Exact leaves
// out, and those that it must not find. All texts are in one index. A term must find only
// the texts in its row, and those that have it word for word.
var termRows = []struct{ term, finds, inflected, not string }{
	// Versions: their numbers side by side, with a v or without.
	{"v6.21.0", "ferry v6.21.0 sails | Ferry V6.21.0, late | v6-21-0 at the pier", "ferry 6.21.0 sails", "v6.21.01 | v6.2.10 | v16.21.0 | pier v6, 21 sailors, then 0 | 0.21.v6"},
	{"6.21.0", "ferry 6.21.0 sails", "ferry v6.21.0 sails | Ferry V6.21.0, late | v6-21-0 at the pier", "6.210 | 62.10 | 6.21 | 16.21.0"},
	{"0.341.0", "barge 0.341.0 | (barge-0.341.0)", "barge v0.341.0", "barge 0.341 | barge 341.0.0 | barge 0.341.1"},
	{"1.12", "rope 1.12 | rope 1.12.3", "rope v1.12", "rope 112 | rope 1.120 | rope 11.2 | 1 rope, 12 knots | rope 12.1"},
	{"2.0", "chart 2.0 | chart 2.0-style", "chart v2.0", "20 charts | chart v20 | chart 0.2 | chart 2, page 0"},
	{"v36.11.0", "tide v36.11.0", "tide 36.11.0", "tide v36.11 | tide v36.1.10 | tide 11.36.0"},
	{"v0.26.0", "buoy v0.26.0", "buoy 0.26.0", "buoy v0.26 | buoy 0.260 | buoy v0.2.60 | buoy 026.0"},
	{"1.6.x", "keel 1.6.x is sound", "keel v1.6.x", "keel 1.6x | keel 1.6.0 | keel x.6.1"},
	{"v7/v8", "oars v7/v8 | oars v7, v8", "oars 7/8", "oars v8/v7 | oars v78 | oars v7 and v8"},
	{"v231", "anchor v231", "anchor 231", "anchor v2310 | anchor v23.1"},
	{"v4.0.0-rc.1", "sail v4.0.0-rc.1", "sail 4.0.0-rc.1", "sail v4.0.0-rc1 | sail v4.0.0 | sail rc.1 | sail v4.0.0-rc.2"},
	{"1.0.0+build5", "mast 1.0.0+build5", "mast v1.0.0-build5 | mast 1.0.0 build 5", "mast 1.0.0 | mast 1.0.0+build55"},
	{"12:30", "lamps out at 12:30", "", "lamps out at 30:12 | 12 lamps, 30 wicks | lamps out at 12:300"},

	// Numbers of advisories, issues and years.
	{"CVE-2018-1277", "leak CVE-2018-1277 | leak cve-2018-1277 | leak CVE 2018/1277", "", "leak CVE-2018-12770 | leak CVE-2018-127 | leak 1277-2018-CVE | in 2018 the CVE had 1277 leaks | leak CVE-2017-1277"},
	{"CVE-2016-9962", "hull CVE-2016-9962, patched", "", "hull CVE-2016-9926 | hull CVE-9962-2016 | hull USN-2016-9962"},
	{"USN-2740-1", "weld USN-2740-1 | weld usn_2740_1", "weld USN-2740-v1", "weld USN-2740-2 | weld USN-2740-11 | weld 2740-1-USN"},
	{"#2143", "berth #2143 | berth 2143 | berth#2143,", "berth v2143", "berth #21430 | berth #214 | berth 21/43"},
	{"GH#22", "crane GH#22 | crane GH-22", "crane GH22", "crane GH#221 | crane 22#GH | crane GH and #22"},
	{"deckhands#517", "oil/deckhands#517", "oil/deckhand#517", "deckhands #5170 | 517 deckhands | deckhands, or 517"},
	{"2018-06-26", "launch on 2018-06-26 | launch on 2018/06/26", "", "launch on 26-06-2018 | launch on 2018-06 | launch on 2018-06-27"},

	// Names with hyphens: whole, as parts side by side, and by one part.
	{"cf-deployment", "moor cf-deployment | moor CF deployment | moor cf_deployment.yml | moor my-cf-deployment-v2", "moor cf-deployments | moor cf-deployed | moor cfdeployment | galley cf-deployments.yml", "deployment of the cf | cf has a deployment | moor cf-deploymentx | scf-deployment"},
	{"bootloader", "bosh-bootloader | the bootloader | Bootloader!", "two bootloaders | bootload", "boot loader | preloader"},
	{"garden-runc", "dock Garden-runC | dock garden-runc-release | dock garden runc", "dock gardens-runc | dock gardenrunc", "dock runc-garden | dock garden-runcs2 | garden of the runc"},
	{"Garden-Windows", "pier Garden-Windows | GARDEN windows", "pier gardening windows | pier garden-window", "pier Windows-Garden | windows of the garden | pier Garden-Linux"},
	{"c2c", "raft c2c | raft C2C-link | raft (c2c)", "", "raft c2 | raft c-2-c | raft c2cs | raft 2c"},
	{"K8s", "crew of k8s | K8S! | k8s-crew", "", "crew of k8 | crew of k-8s | cf4k8s ropes | crew of 8s"},
	{"cf-for-k8s", "bell cf-for-k8s | bell CF for K8s", "bell cffor-k8s", "bell cf4k8s | bell for cf k8s | bell cf-k8s"},
	{"cf4k8s", "cf4k8s ropes | CF4K8S", "", "cf4k8 | cf 4 k8s | cf-4k8s"},
	{"opt-in", "opt-in lights | lights to opt in", "opting in | opted-in lights", "in or opt | optin2 | opt for it"},
	{"end-to-end", "end-to-end hawser | hawser, end to end", "hawser with ends-to-end", "end of hawser to end | end-to | to-end"},
	{"multi-az", "swell multi-az | swell Multi AZ", "swell multiaz", "swell multi-azure | swell az-multi | swell in multi"},
	{"x509", "ensign x509 | ensign X509-sign", "", "ensign 509 | ensign x-509 | ensign x5090"},

	// Names with dots, paths, addresses.
	{"code.cloudfoundry.org/cli", "see code.cloudfoundry.org/cli | at https://code.cloudfoundry.org/cli/tide?x=1", "see codes.cloudfoundry.org/cli", "see code.cloudfoundry.org | see cli/code.cloudfoundry.org | see code.cloudfoundry.com/cli | see code.cloudfoundry.org/client"},
	{"cloudfoundry.org", "see cloudfoundry.org | see code.cloudfoundry.org", "", "see cloudfoundry | see cloudfoundry.net | see org.cloudfoundry | see cloudfoundry.organic"},
	{"https://suse.dev/docs", "jetty https://suse.dev/docs | jetty HTTPS suse dev docs", "jetty https://suse.dev/doc", "jetty http://suse.dev/docs | jetty suse.dev/docs | jetty https://suse.dev"},
	{"suse.dev", "suse.dev | jetty suse.dev/docs", "jetty susedev", "jetty dev.suse | jetty suse.device | jetty suse and dev"},
	{"slack.cloudfoundry.org", "wave to slack.cloudfoundry.org", "wave to slacks.cloudfoundry.org", "wave to org.cloudfoundry.slack | wave to slack.cloudfoundry.com"},
	{"/v2/route_mappings", "chain /v2/route_mappings | chain v2 route mappings", "chain /v2/routes_mapping", "chain /v3/route_mappings | chain route_mappings/v2 | chain /v2/mappings"},
	{"/var/vcap/store", "hatch /var/vcap/store/logs", "hatch /var/vcap/stores", "hatch /var/store/vcap | hatch /var/vcap | hatch /vars/vcaps"},
	{"garden.Process.Attach", "garden.Process.Attach()", "garden.process.attached", "garden.Attach.Process | garden.Process | attach a process to garden"},
	{"app.space.org", "plank app.space.org", "plank apps.space.org", "plank org.space.app | plank app.space | space of app.org"},
	{"Node.js", "gull Node.js | gull node.js | gull NODE JS", "gull nodejs | gull nodes.js", "gull js.node | gull Node.json | gull node | gull js"},
	{"config.json", "cabin config.json | cabin/config/json", "cabin configs.json", "cabin config.jsonl | cabin json.config | cabin config.yml"},
	{"harbour@ferries.dev", "write to harbour@ferries.dev", "", "write to the harbour | write to ferries.dev | write to harbour@ferries.com | write to ferries.dev@harbour"},
	{"cf-dev@lists.cloudfoundry.org", "post cf-dev@lists.cloudfoundry.org | post <cf-dev@lists.cloudfoundry.org>", "post cf-dev@list.cloudfoundry.org", "post lists.cloudfoundry.org | post cf-dev"},
	{"@gull82", "ask @gull82 | ask gull82", "ask gull 82", "ask @gull8 | ask @gull | ask @gull821"},
	{"10.0.16.5", "dinghy at 10.0.16.5 | dinghy at 10.0.16.5/24", "", "dinghy at 10.0.16.50 | dinghy at 5.16.0.10 | dinghy at 10.0.1.65"},
	{`"localhost:8080"`, "plug localhost:8080 | plug localhost/8080", "plug localhost8080", "plug localhost:80 | plug 8080:localhost | plug localhost"},
	{`"ip:port"`, "flags for ip:port", "flags for ip:ports | flags for ips:port", "flags for port:ip | flags for ip and port"},

	// File names, flags, variables of the environment, names with underscores.
	{"cf-deployment.yml", "moor cf_deployment.yml | galley cf-deployment.yml", "galley cf-deployments.yml", "galley deployment.yml | galley cf-deployment.yaml"},
	{"use-compiled-releases.yml", "stern use-compiled-releases.yml", "stern use-compiled-release.yml", "stern use-releases.yml | stern compiled-releases | stern use-releases-compiled.yml"},
	{"MAINTAINERS.md", "cook MAINTAINERS.md | cook maintainers.md", "cook maintainer.md", "cook maintainers | cook md.maintainers"},
	{"apt.yml", "cargo apt.yml", "cargo aptyml | cargo aptly.yml", "cargo apt.yaml | cargo yml.apt"},
	{"--strategy", "row --strategy rolling | the strategy", "three strategies", "strategic rowing | strat"},
	{"--skip-missing", "bail --skip-missing | bail skip missing", "bail --skips-missing", "bail --skip | bail --missing-skip | bail --skip-all-missing"},
	{"--no-hostname", "tow --no-hostname", "tow --no-hostnames", "tow --hostname | tow --hostname-no | tow --no-host-name"},
	{"CF_HOME", "CF_HOME=/pier | cf home", "cf homes | CFHOME", "HOME_CF | CF_HOMEPORT | home of the cf"},
	{"CF_INSTANCE_INDEX", "lock CF_INSTANCE_INDEX | lock $cf_instance_index", "lock CF_INSTANCES_INDEX", "lock INSTANCE_INDEX | lock CF_INDEX_INSTANCE | lock CF_INSTANCE"},
	{"VCAP_SERVICES", "cork VCAP_SERVICES | cork vcap-services", "cork VCAP_SERVICE", "cork VCAP_SERVER | cork SERVICES_VCAP | cork MYVCAP_SERVICES"},
	{"admin_read_only", "cox admin_read_only | cox scope.admin_read_only | cox ADMIN-READ-ONLY", "cox admin_reads_only", "cox read_only | cox admin_only_read | cox admin reads and only"},
	{"read-only", "cox read_only | cox admin_read_only | read only at low water", "reading only | cox admin_reads_only", "only read | cox readonly2 | read it only"},
	{"ssl_min_version", "knot ssl_min_version/ssl_max_version", "knot ssl_min_versions", "knot ssl_version_min | knot ssl_max_version | knot min_version"},
	{"ha_proxy.nbthread", "fog ha_proxy.nbthread", "fog haproxy.nbthread", "fog nbthread.ha_proxy | fog ha_proxy.nbthreads2 | fog ha_nbthread"},
	{"id_token", "gate id_token | gate ID token", "gate id_tokens | gate idtoken", "gate token_id | gate id | gate token"},

	// Signs: some belong to a word.
	{"C++", "captain of C++ | c++ | C++11 on deck | (C++)", "", "captain of C | captain of C# | c+ | a c+++ wave | C-11 | G++"},
	{"C#", "captain of C# | c#, please", "", "C#4 | captain of F# | C | captain of C++"},
	{"C", "captain of C | captain of C++ | captain of C# | C#4 | a c+++ wave", "", "captain of CC | captain of c2"},
	{"g++", "stoker of g++ | G++", "", "stoker of g | stoker of gg++ | stoker of g+"},
	{"Windows+Linux", "tug Windows+Linux | tug windows/linux", "tug window+linux", "tug Linux+Windows | tug Windows++Linux2 | tug windows and linux"},
	{"CF+Diego", "CF+Diego | cf diego", "CFDiego", "Diego+CF | CF, not Diego"},
	{"B&R", "stow B&R | stow b/r | stow B+R", "", "stow BR | stow R&B | stow B | stow Br8"},
	{"Q&A", "noon Q&A | noon q and, no: Q/A", "", "noon QA | noon A&Q | noon Q | noon q and a"},
	{"150K+", "150K+ herrings | 150k herrings", "", "150 herrings | 150KB herrings | K150 herrings | 1150k+ herrings"},
	{"400+%", "400+% heel | 400 heels", "v400 heel", "400k heels | 4000% heel | 40+% heel"},
	{"100%", "100% ebb | 100 ebbs", "v100 ebb", "1000% ebb | 10% ebb | ebb 100k"},
	{"opi->k8s", "winch opi->k8s | winch opi k8s", "winch opis->k8s", "winch k8s->opi | winch opi or k8s"},
	{"~1.5GB", "sand ~1.5GB | sand 1.5 GB, 1.5gb", "sand v1.5GB", "sand 15GB | sand 1.5G | sand 5GB"},

	// Slashes between words.
	{"HTTP/2", "signal HTTP/2 | signal http 2 | signal HTTP-2", "signal HTTP2 | signal http2. | signal http/v2", "signal HTTP/20 | signal 2 HTTP | signal HTTP/1.2 | signal HTTPS/2"},
	{"http2", "signal HTTP2 | signal http2.", "signal HTTP/2 | signal http 2 | signal HTTP-2 | signal http/v2", "signal http | signal http21 | signal 2http"},
	{"I/O", "slow I/O | slow i-o", "", "slow IO | slow O/I | slow I | slow ion | slow iou"},
	{"TCP/TLS", "cable TCP/TLS", "cable TCPTLS", "cable TLS/TCP | cable TCP, then TLS | cable TCP/mTLS"},
	{"backup/restore", "ballast backup/restore | ballast: backup, restore", "ballast backups/restores", "ballast restore/backup | ballast backup-and-restore"},
	{"create/destroy", "capstan create/destroy", "capstan creates/destroyed | capstan creating, destroying", "capstan destroy/create | capstan create or destroy"},
	{"and/or", "nets and/or hooks | nets and, or, hooks", "nets andor hooks", "nets or hooks and | nets and hooks"},
	{"N/A", "tariff N/A | tariff: n. a.", "", "tariff NA | tariff A/N | tariff none | tariff nab"},
	{"w/", "dine w/ oars", "", "dine with oars | dine ww | dine w2"},

	// Apostrophes.
	{"don't", "don't row | don’t row | DON'T ROW", "", "dont row | do not row | don rows | donut row"},
	{"BOSH's", "BOSH's mate | bosh’s mate", "BOSH mate | boshs mate | bosh-bootloader | bosh-releases", "the mates of boshy"},
	{"CAPI’s", "CAPI's oar | CAPI’s oar", "CAPI oar | the capis", "capital oar | capias"},
	{"users'", "the users' quay | users", "a user on the quay", "used quay | usernames"},
	{"we've", "we've docked | WE’VE docked", "", "weve docked | we have docked | vewe"},
	{"we're", "we're late | We’re late", "", "boats were late | we are late"},
	{"we'll", "we'll row | we’ll row", "", "row well | we will row"},
	{"it's", "it's low water | It’s low water", "its low water | it is low water | opt for it | read it only", "is low water | itself"},
	{"GA'd", "GA'd in May | GA’d", "", "GAd in May | GA in May | GA'ed | gad2"},
	{"O'Hara", "skipper O'Hara | skipper O’HARA | skipper o hara", "", "skipper OHara | skipper Hara | skipper O'Harass | skipper Hara O"},

	// Accents in both normal forms, letter case, width, ligatures.
	{"Köper", "pilot Köper | pilot Ko\u0308per | pilot KOPER | pilot koper", "both Kopers", "pilot Koeper | pilot Kop | pilot Köperl"},
	{"Ko\u0308per", "pilot Köper | pilot koper", "both Kopers", "pilot Koeper | pilot Kope"},
	{"koper", "pilot Köper | pilot Ko\u0308per", "both Kopers", "pilot Koeperl"},
	{"Strauß", "stoker Strauß | stoker STRAUSS | stoker Strauss", "", "stoker Straus | stoker Strausser"},
	{"Dückminor", "mate Dückminor | mate DUCKMINOR | mate Du\u0308ckminor", "", "mate Dueckminor | mate Duck Minor"},
	{"naïve", "naïve steering | NAI\u0308VE steering | naive steering", "steered naively", "naif steering | native steering"},
	{"Málaga", "ferry to Málaga | ferry to MA\u0301LAGA | ferry to Malaga", "ferry to Malagas", "ferry to Malag"},
	{"Łukasz", "bosun Łukasz | bosun LUKASZ", "", "bosun Lukas | bosun ukasz"},
	{"Sørensen", "purser Sørensen | purser sorensen", "", "purser Sorenson | purser Soerensen"},
	{"ＢＯＸ", "box on the pier | ＢＯＸ on the pier | Ｂox", "boxes on the pier", "boxer | ＢＯＸ２"},
	{"ﬁre", "ﬁre on deck | fire on deck | FIRE", "fires | ﬁring squalls", "ire | fir | fireman"},
	{"oﬃce", "harbour oﬃce | harbour office | harbour OFFICE", "harbour offices | harbour officer", "harbour off ice"},
	{"GoRouter", "tiller GoRouter | tiller gorouter | tiller GOROUTER", "tiller gorouters", "tiller go router | tiller router | tiller go-router"},
	{"ШЛЮЗ", "ШЛЮЗ open | шлюз shut", "", "шлюзы | шлю"},
	{"x²", "x² waves | x2 waves", "", "x 2 waves | x waves"},

	// Scripts without spaces: a word is found in whatever it is part of.
	{"港口", "港口 | 港口 at dawn | 港口局 | 新港口局长 | 大港口", "", "港 | 口 | 港 口 | 口港 | 港、口"},
	{"会议", "会议记录 | 本周会议 | 会议 | 在会议，我们 | Kubernetes会议纪要", "", "会 | 议会 | 会 议 | 会，议"},
	{"灯", "灯 | 灯塔亮了 | 红灯 | 关灯，睡觉 | v2灯", "", "烧水 | 登"},
	{"灯塔亮", "灯塔亮了", "", "灯塔 | 塔亮灯 | 灯塔，亮 | 灯亮塔"},
	{"锚链检修计划", "明天锚链检修计划", "", "锚链检修 | 检修计划锚链 | 锚链检修、计划"},
	{"锚链-检修", "锚链检修 | 锚链 检修 | 锚链，检修 | 明天锚链检修计划 | 锚链检修、计划", "", "锚链的检修 | 锚检修"},
	{`"船 坞"`, "船坞 | 船、坞 | 大船坞内", "", "坞船 | 船在坞"},
	{"v2版本", "v2版本 | 发布v2版本了 | v2 版本 | V2-版本", "舰2版本", "v2 | v2的版本 | 版本v2 | v21版本"},
	{"Kubernetes会议", "Kubernetes会议纪要 | kubernetes 会议", "", "kubernetes的会议 | 会议kubernetes"},
	{"第3回", "第3回目 | 第3回 | 第３回", "第v3回", "第13回 | 3回 | 第3 | 第33回"},
	{"C言語", "C言語入門 | Ｃ言語 | C 言語 | C++言語", "", "D言語 | 言語C"},
	{"C++言語", "C++言語", "", "C言語入門 | 言語C"},
	{"ガス", "ガス | ｶﾞｽ | カ\u3099ス | 天然ガス田 | ガスタンク", "", "カス | ガ ス | がす"},
	{"ｶﾞｽﾀﾝｸ", "ガスタンク | ｶﾞｽﾀﾝｸ", "", "ガス・タンク | カスタンク"},
	{"サーバ", "サーバ | サーバー | ｻｰﾊﾞｰ室 | 新サーバ", "", "サバ | サーハ"},
	{"オール", "オールを", "", "オル | オ・ール"},
	{"漁師々", "漁師々々", "", "漁師師"},
	{"ひかり", "ひかりの塔 | あのひかり", "", "ヒカリ | ひか り"},
	{"변경", "변경 | 변경을 | 항로변경 | \u1107\u1167\u11ab\u1100\u1167\u11bc 안내", "", "경변 | 변 경"},
	{"선착장", "선착장에서 | 새선착장", "", "선착 | 착장선"},
	{`"등대 불빛"`, "등대 불빛 | 새등대 불빛이", "", "등대의 불빛 | 불빛과 등대 | 등대"},
	{"น้ำ", "น้ำขึ้น | ระดับน้ำทะเล | น้\u0e4dาลง", "", "นา | นำ | ขึ้น"},
	{"ทะเล", "ระดับน้ำทะเล | ทะเล", "", "ทเล | เลทะ"},
	{"ท่าเรือ", "ที่ท่าเรือใหญ่", "", "ทาเรือ | เรือท่า | ท่า เรือ"},
	{"ＧＰＳ会議", "GPS会議 | gps 会議室", "", "GPS | 会議GPS"},

	// Numbers with units, words with numbers.
	{"windows2016", "shutter windows2016 | shutter Windows2016", "shutter windows 2016 | shutter Windows-2016", "shutter 2016 windows | shutter windows201 | shutter windows20160 | shutter windows1803"},
	{"windows1803", "shutter windows1803", "shutter windows-1803", "shutter windows1709"},
	{"cflinuxfs3", "plane cflinuxfs3 | plane CFLinuxFS3", "plane cflinuxfs-3", "plane cflinuxfs2 | plane cflinuxfs | plane cflinuxfs33"},
	{"SHA256", "scan SHA256 | scan sha256+hmac", "scan SHA-256", "scan SHA25 | scan sha2566 | scan 256-SHA"},
	{"sha-256", "scan SHA-256", "scan SHA256 | scan sha256+hmac", "scan 256-SHA | scan sha-2566"},
	{"SOCKS5", "knit SOCKS5", "knit socks 5", "knit SOCKS | knit socks55 | knit 5 socks | knit sock 15"},
	{"HM9000", "hoist HM9000 | hoist hm9000", "hoist HM 9000", "hoist HM900 | hoist HM9K | hoist 9000"},
	{"S3", "S3 in port | s3", "", "s 3 | S33 | 3s | es3"},
	{"8GB", "8GB of coal | 8gb", "", "8 GB of coal | 18GB | gb8 | 8G"},
	{"30s", "30s of rain", "", "30 of rain | 30sec | 130s"},
	{"250K-instance", "250K-instance trial", "250k instances", "250-instance trial | instance 250K"},
	{"2012R2", "ticket 2012R2 | ticket 2012r2", "", "ticket 2012 R2 | ticket 2012 | ticket 2012R21"},
	{"99.9%", "99.9% flood", "v99.9 flood", "999 floods | 99% flood | 9.99% flood"},
	{"i18n", "atlas i18n", "", "atlas i-18-n | atlas 18n | atlas l18n"},
	{"IPv6", "wharf IPv6 | wharf ipv6", "wharf IPv 6", "wharf IPv4 | wharf IP v6 | wharf ipv66"},

	// English words and their inflections.
	{"rotate", "rotate the lens", "lens rotates | lens rotated | rotating lens | lens rotation | lens rotations", "rotary lens | rot | rota"},
	{"rotation", "lens rotation", "rotate the lens | lens rotates | lens rotated | rotating lens | lens rotations", "rotund lens"},
	{"policies", "policies ashore", "policy ashore", "police ashore | polite | polo"},
	{"certificate", "certificate of tonnage", "certificates of tonnage | certification of tonnage", "cert of tonnage | certain tonnage"},
	{"shipped", "herring shipped", "herring ships | shipping herring | ship of herring", "shipment | shipyard | worship"},
	{"migrating", "migrating eels", "eels migrate | eels migrated | migration of eels", "migrant eels | immigrate"},
	{"stemcells", "stemcells in the hold", "one stemcell in the hold", "stem cells in the hold | stemming"},
	{"buildpack", "the buildpack | java-buildpack", "both buildpacks", "build pack | buildpacker2 | pack"},
	{"Releases", "RELEASES of gulls | bosh-releases", "dock garden-runc-release | stern use-compiled-release.yml | gull released | releasing gulls | release a gull", "relief | relent | lease"},
	{"available", "tug is available", "availability of tugs | to no avail", "valuable tug"},
	{"running", "running lights", "lights run | lights runs", "runner | runny | rung | ran aground"},
	{"queries", "queries ashore", "query ashore | queried ashore", "querulous | quay"},

	// Acronyms and their plurals.
	{"VM", "VM aground", "VMs aground", "VMware aground | vmx"},
	{"PRs", "PRs in the log", "PR in the log", "press in the log | prs2"},
	{"CVE", "CVE of the pump | leak CVE-2018-1277", "CVEs of the pump", "cave of the pump"},
	{"SLOs", "SLOs of brass", "SLO of brass", "slots of brass"},
	{"APIs", "APIs of oak", "API of oak", "apiary of oak"},

	// Emoji and punctuation next to words.
	{"shipped🎉", "herring shipped | eel shipped🎉", "herring ships | shipping herring | ship of herring", "shipment 🎉"},
	{"🐛fix", "🐛fix the leak | 🐞 FIX 🐛", "🐛 fixes | leak fixed", "prefix | fixture 🐛"},
	{"“healthz”", "the “healthz” lamp | healthz", "", "health | healthy lamp"},
	{"GoCD-", "lashing GoCD-> hook | gocd", "", "lashing go cd | lashing cd-go | gocds2"},
	{"**bold**", "**bold** cox | bold", "bolder? bolds | _bolded_", "boulder | kobold"},
	{`"cf push"`, "type `cf push` | cf push", "cf pushing | cf pushed", "push cf | cf, do not push | push"},
	{`"blue green"`, "blue-green lamps | lamps Blue/Green", "lamps blue greens", "green-blue lamps | lamps blue, not green"},
	{"f(x)", "f(x) of tide | F x", "", "x(f) of tide | f of x"},
	{`"aws:kms"`, "keys in aws:kms", "keys in awskms", "keys in kms:aws | keys in aws"},
}

// TestTerms asks for each term in texts, in the names of teams and in those of leads.
func TestTerms(t *testing.T) {
	docs := termDocuments()
	idx := newIndex(t, docs)
	checkExact(t, idx, docs)

	for _, row := range termRows {
		typed := wordsOf(row.term)
		for _, text := range apart(row.finds) {
			if !standIn(wordsOf(text), typed) {
				t.Errorf("row %q: %q is under finds, but does not have it word for word", row.term, text)
			}
		}
		for _, text := range slices.Concat(apart(row.inflected), apart(row.not)) {
			if standIn(wordsOf(text), typed) {
				t.Errorf("row %q: %q has it word for word, and does not stand under finds", row.term, text)
			}
		}

		want := apart(row.inflected)
		for _, d := range docs {
			if d.Text != nameless && standIn(wordsOf(d.Text), typed) {
				want = append(want, d.Text)
			}
		}
		var got []string
		for _, hit := range answer(t, idx, row.term, searcher.Options{Limit: len(docs)}).Hits {
			if hit.Text != nameless {
				got = append(got, hit.Text)
			}
		}
		if more, less := differ(got, want); len(more)+len(less) > 0 {
			t.Errorf("Search(%q) finds %q, which it should not, and not %q, which it should", row.term, more, less)
		}
	}
}

// TestTermsInNotes asks for each term in documents of real notes.
func TestTermsInNotes(t *testing.T) {
	const variable = "MINUTES_NOTES_JSONL"
	name := os.Getenv(variable)
	if name == "" {
		t.Skipf("%s names no file of documents, a line of JSON each", variable)
	}
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var docs []schema.Document
	for from := json.NewDecoder(f); ; {
		var d schema.Document
		if err := from.Decode(&d); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%s, document %d: %v", name, len(docs)+1, err)
		}
		docs = append(docs, d)
	}
	checkExact(t, newIndex(t, docs), docs)
}

// nameless is the text of documents that must match by a name. It has no words.
const nameless = "…"

// termDocuments returns three documents for each text of the table: one has it as
// its text, one as its team, and one as one of two leads.
func termDocuments() []schema.Document {
	var texts []string
	for _, row := range termRows {
		texts = slices.Concat(texts, apart(row.finds), apart(row.inflected), apart(row.not))
	}
	slices.Sort(texts)
	var docs []schema.Document
	for i, text := range slices.Compact(texts) {
		for _, d := range []schema.Document{
			{File: "text/" + text, Text: text},
			{File: "team/" + text, Text: nameless, Team: text},
			{File: "lead/" + text, Text: nameless, Lead: []string{"Ute Vasquez", text}},
		} {
			d.Date, d.Kind, d.Line = "2018-06-26", schema.Bullet, i+1
			docs = append(docs, d)
		}
	}
	return docs
}

// checkExact checks that Exact finds the same documents for each term as a simple loop over
// docs.
func checkExact(t *testing.T, idx *searcher.Index, docs []schema.Document) {
	t.Helper()
	texts := make([][][]word, len(docs))
	for i, d := range docs {
		texts[i] = places(d)
	}
	for _, row := range termRows {
		typed := wordsOf(row.term)
		var want []schema.Document
		for i, d := range docs {
			if d.Kind != schema.Heading && slices.ContainsFunc(texts[i], func(text []word) bool { return standIn(text, typed) }) {
				want = append(want, d)
			}
		}
		r := answer(t, idx, row.term, searcher.Options{Limit: len(docs), Exact: true})
		if more, less := differ(ids(r.Hits), idsOf(want)); len(more)+len(less) > 0 || r.Total != len(want) {
			t.Errorf("Search(%q, Exact): total %d; want %d; it finds %q, which it should not, and not %q, which it should",
				row.term, r.Total, len(want), more, less)
		}
	}
}

// apart returns the texts that a bar separates.
func apart(texts string) []string {
	if texts == "" {
		return nil
	}
	return strings.Split(texts, " | ")
}

// differ returns the elements that only got has, and those that only want has.
func differ(got, want []string) (more, less []string) {
	without := func(all, others []string) []string {
		return slices.DeleteFunc(slices.Clone(all), func(s string) bool { return slices.Contains(others, s) })
	}
	return without(got, want), without(want, got)
}

// A word is a list of its folded spellings: c++ and c for C++.
type word []string

// places returns the separate texts of d, as words.
func places(d schema.Document) [][]word {
	all := [][]word{wordsOf(d.Text), wordsOf(d.Team)}
	for _, lead := range d.Lead {
		all = append(all, wordsOf(lead))
	}
	return all
}

// letters are those that Unicode does not decompose.
var letters = strings.NewReplacer("ß", "ss", "ø", "o", "ł", "l", "æ", "ae")

// wordsOf returns the words of text, found and folded in a simple way that shares no code
// with package schema.
func wordsOf(text string) []word {
	in := func(r rune) bool { return unicode.In(r, unicode.L, unicode.N, unicode.M) }
	var words []word
	for text = strings.TrimLeftFunc(text, func(r rune) bool { return !in(r) }); text != ""; {
		rest := strings.TrimLeftFunc(text, in)
		bare := strings.Map(func(r rune) rune {
			if '\u0300' <= r && r <= '\u036f' {
				return -1
			}
			return unicode.ToLower(r)
		}, norm.NFKD.String(text[:len(text)-len(rest)]))
		bare = letters.Replace(bare)
		next := strings.TrimLeftFunc(rest, func(r rune) bool { return !in(r) })
		between := rest[:len(rest)-len(next)]
		latin := strings.ContainsAny(bare[max(0, len(bare)-1):], "abcdefghijklmnopqrstuvwxyz")
		switch {
		case bare == "": // a lone accent
		case unspaced(bare):
			words = append(words, characters(bare)...)
		case latin && strings.HasPrefix(between, "++") && !strings.HasPrefix(between, "+++"):
			words = append(words, word{bare + "++", bare})
		case latin && len(bare) == 1 && strings.HasPrefix(between, "#") && (between != "#" || next == ""):
			words = append(words, word{bare + "#", bare})
		default:
			words = append(words, word{bare})
		}
		text = next
	}
	return words
}

// scripts are those without spaces that the table has.
var scripts = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai}

func unspaced(bare string) bool {
	return strings.ContainsFunc(bare, func(r rune) bool { return unicode.In(r, scripts...) })
}

// characters returns a word for each character of bare that is in a script without spaces.
// Each has a second spelling with a plus sign, by which it is found if it continues another.
func characters(bare string) []word {
	var words []word
	last := "" // the kind of the last word
	for _, r := range norm.NFC.String(bare) {
		end := len(words) - 1
		switch {
		case last == "unspaced" && (unicode.Is(unicode.M, r) || strings.ContainsRune("ะา", r)):
			for i := range words[end] {
				words[end][i] += string(r)
			}
		case (unicode.In(r, scripts...) || r == 'ー') && last == "unspaced":
			words = append(words, word{"+" + string(r), string(r)})
		case unicode.In(r, scripts...) || r == 'ー':
			words, last = append(words, word{string(r)}), "unspaced"
		case last == "spaced":
			words[end][0] += string(r)
		default:
			words, last = append(words, word{string(r)}), "spaced"
		}
	}
	return words
}

// standIn reports whether the words of term are side by side in text.
func standIn(text, term []word) bool {
	for i := range text {
		if i+len(term) <= len(text) && slices.EqualFunc(text[i:i+len(term)], term, has) {
			return true
		}
	}
	return false
}

func has(in, typed word) bool { return slices.Contains(in, typed[0]) }
