package analysis

import (
	"slices"
	"strings"
	"testing"
)

// inflectionRows are words of each language. Those in a list are inflections of each other;
// those of different lists are not.
var inflectionRows = []struct {
	code  string
	lists string
}{
	{"de", "Haus Häuser Hauses Häusern | Hausboot"},
	{"de", "Entscheidung Entscheidungen entscheiden | entschieden"},
	{"de", "Brücke Brücken | Bruch Brüche"},
	{"de", "Schiff Schiffe Schiffen Schiffs | schiffbar"},
	{"de", "beschlossen beschloss | beschließen"},
	{"de", "Hafen Häfen Hafens | Haft"},
	{"de", "Straße Straßen Strasse | Strauß"},
	{"de", "Prüfung Prüfungen | geprüft | prüfen"},
	{"de", "Zertifikat Zertifikate Zertifikaten | zertifizieren"},
	{"de", "Kran Kräne Krans | Kranz"},
	{"de", "möglich mögliche Möglichkeit Möglichkeiten | mögen"},
	{"de", "Lampe Lampen | Lamm"},
	{"de", "VM VMs | VMware"},
	{"de", "verschieben Verschiebung | verschoben"},

	{"fr", "décision décisions | décider décidé décidée décidées décide"},
	{"fr", "bateau bateaux | bateleur"},
	{"fr", "réunion réunions | réunir"},
	{"fr", "terminé terminée terminées terminer termine | terminal"},
	{"fr", "réparer réparé réparée réparation réparations | rapport"},
	{"fr", "câble câbles | cabale"},
	{"fr", "annulé annuler annulation annulations | annuel"},
	{"fr", "qualité qualités | quelle"},
	{"fr", "rapide rapides rapidement | rapport"},
	{"fr", "phare phares | phrase phrases"},
	{"fr", "serveur serveurs | service services"},
	{"fr", "message messages | messe"},
	{"fr", "cheval chevaux | chevelu"},

	{"es", "decisión decisiones | decidir decidido decidieron"},
	{"es", "reunión reuniones | reunido"},
	{"es", "notificación notificaciones | noticia noticias"},
	{"es", "cancelación cancelaciones cancelar cancelado canceló | canción canciones"},
	{"es", "barco barcos | barcelona"},
	{"es", "terminado terminada terminar terminó terminaron | terminal"},
	{"es", "motor motores | moto"},
	{"es", "cable cables | cabo cabos"},
	{"es", "versión versiones | verso versos"},
	{"es", "función funciones | fundir"},
	{"es", "organización organizaciones | órgano"},
	{"es", "faro faros | farol"},
	{"es", "luz | luces"},

	{"it", "decisione decisioni | decidere"},
	{"it", "riunione riunioni | riunire"},
	{"it", "barca barche | barista"},
	{"it", "faro fari | farina"},
	{"it", "porto porti | porticciolo"},
	{"it", "luce luci | lusso"},
	{"it", "nave navi | navigare"},
	{"it", "terminato terminata terminati terminare | terminale"},
	{"it", "annullamento annullamenti annullare | annuale"},
	{"it", "versione versioni | verso"},
	{"it", "veloce veloci velocemente | velo"},
	{"it", "problema problemi | proposta"},
	{"it", "messaggio messaggi | messa"},

	{"nl", "besluit besluiten | besloten"},
	{"nl", "boot boten | boter"},
	{"nl", "vergadering vergaderingen | vergaan"},
	{"nl", "lamp lampen | lam"},
	{"nl", "lantaarn lantaarns | lantern"},
	{"nl", "nieuw nieuwe | nieuwigheid"},
	{"nl", "server servers | service"},
	{"nl", "certificaat certificaten | certificeren"},
	{"nl", "beslissing beslissingen | beslist"},
	{"nl", "kabel kabels | kabeljauw"},
	{"nl", "mogelijk mogelijke mogelijkheid mogelijkheden | mogen"},
	{"nl", "schip | schepen"},
	{"nl", "test testen | getest"},

	{"pt", "decisão decisões | decidir decidido"},
	{"pt", "reunião reuniões | reunir"},
	{"pt", "notificação notificações notificar | notícia"},
	{"pt", "cancelação cancelações cancelar | canção canções"},
	{"pt", "barco barcos | barba"},
	{"pt", "terminado terminada terminar terminou | termo"},
	{"pt", "motor motores | moto"},
	{"pt", "versão versões | verso versos"},
	{"pt", "organização organizações | órgão"},
	{"pt", "mensagem mensagens | mensal"},
	{"pt", "navio navios | neve"},
	{"pt", "lanterna lanternas | lento"},
	{"pt", "farol | faróis"},

	{"sv", "beslut besluten besluta beslutade | beslag"},
	{"sv", "båt båten båtar båtarna | batteri"},
	{"sv", "möte möten | mötet"},
	{"sv", "lampa lampor lamporna | lamm"},
	{"sv", "fyr fyren fyrar fyrarna | fyrtio"},
	{"sv", "hamn hamnen hamnar | hamra"},
	{"sv", "färja färjor | färg"},
	{"sv", "reparera reparerar reparerad reparerade | reparation"},
	{"sv", "lösning lösningar | löst"},
	{"sv", "dörr dörrar | dor"},
	{"sv", "kabel | kablar"},
	{"sv", "certifikatet | certifiera"},

	{"ja", "lantern lanterns | lanyard"},
}

func TestInflectedInLanguages(t *testing.T) {
	rows := map[string]int{}
	for _, row := range inflectionRows {
		rows[row.code]++
		l := LanguageOf(row.code)
		lists := strings.Split(row.lists, " | ")
		for i := range lists {
			for j := range lists {
				for _, a := range Terms(lists[i]) {
					for _, b := range Terms(lists[j]) {
						if got := l.Inflected(a, b); a != b && got != (i == j) {
							t.Errorf("%s: Inflected(%q, %q) = %t; stems %q, %q", row.code, a, b, got, l.Stem(a), l.Stem(b))
						}
					}
				}
			}
		}
	}
	for _, l := range Languages {
		if l.stem != nil && rows[l.Code] < 12 {
			t.Errorf("%d rows in %s; want 12", rows[l.Code], l.Code)
		}
	}
}

func TestLanguageOf(t *testing.T) {
	for _, test := range []struct{ tag, want string }{
		{"de", "de"}, {"DE", "de"}, {"de-AT", "de"}, {"pt_BR", "pt"}, {"zh-Hant-TW", "zh"}, {" en ", "en"},
		{"", ""}, {"xx", ""}, {"deutsch", ""}, {"d", ""}, {"-de", ""},
	} {
		got := ""
		if l := LanguageOf(test.tag); l != nil {
			got = l.Code
		}
		if got != test.want {
			t.Errorf("LanguageOf(%q) = %q; want %q", test.tag, got, test.want)
		}
	}
	if codes := LanguageCodes(); !slices.IsSorted(codes) || !slices.Contains(codes, English.Code) {
		t.Errorf("LanguageCodes() = %q; want them sorted, with English", codes)
	}
}

func TestIsFunction(t *testing.T) {
	for _, test := range []struct {
		code, words string
		want        bool
	}{
		{"en", "the what is", true}, {"en", "lantern der", false},
		{"de", "der für wann nicht", true}, {"de", "hafen the", false},
		{"fr", "où qu été l", true}, {"es", "él cuándo más", true}, {"it", "è perché degli", true},
		{"nl", "het wanneer", true}, {"pt", "não às você", true}, {"sv", "är från vilka", true},
		{"zh", "的 了", true}, {"ja", "の", true}, {"ko", "는", true}, {"th", "และ ที่", true}, {"th", "น", false},
	} {
		for _, term := range Terms(test.words) {
			if got := LanguageOf(test.code).IsFunction(term); got != test.want {
				t.Errorf("%s: IsFunction(%q) = %t; want %t", test.code, term, got, test.want)
			}
		}
	}
}

func FuzzStem(f *testing.F) {
	for _, seed := range []string{"hauser", "cao", "ees", "s", "zzzzs", "yyyyyy", "häuser"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		for _, l := range Languages {
			for _, term := range Terms(word) {
				if stem := l.Stem(term); stem == "" || stem != foldWord(stem) && stem != term {
					t.Errorf("%s: Stem(%q) = %q", l.Code, term, stem)
				}
			}
		}
	})
}
