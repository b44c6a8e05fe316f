package analysis

import (
	"strings"
	"sync"
)

// latin lists letters and numbers that Unicode does not decompose, with what people write
// if they cannot type them. Each line has the replacement first, then the characters that
// it replaces. Letters are in lower case.
const latin = `
0 ⓿
1 ⓵❶➀➊
10 ⓾❿➉➓
11 ⓫
12 ⓬
13 ⓭
14 ⓮
15 ⓯
16 ⓰
17 ⓱
18 ⓲
19 ⓳
2 ⓶❷➁➋
20 ⓴
3 ⓷❸➂➌
4 ⓸❹➃➍
5 ⓹❺➄➎
6 ⓺❻➅➏
7 ⓻❼➆➐
8 ⓼❽➇➑
9 ⓽❾➈➒
a əⱥɐɚᴀᶏᶕ
aa ꜳ
ae æᴁᴂ
ao ꜵ
au ꜷ
av ꜹꜻ
ay ꜽ
b ƀɓƃʙᴃᵬᶀ
c ƈȼɕʗᴄↄꜿ
d ðđɖɗƌȡᴅᴆᵭᶁᶑꝺ
db ȸ
dz ʣʥ
e ǝɛɇɘɜɝɞʚᴇᴈᶒᶓᶔⱸⱻ
f ƒᵮᶂꜰꝼꟻ
g ɠǥɡɢʛᵷᵹᶃꝿ
h ħɥɦʜʮʯⱨⱶ
hv ƕ
i ıɨɪᴉᵻᵼᶖꟾ
j ȷɉɟʄʝᴊ
k ƙʞᴋᶄⱪꝁꝃꝅ
l łƚȴɫɬɭʟᴌᶅⱡꝇꝉꞁ
ll ỻ
ls ʪ
lz ʫ
m ɯɰɱᴍᵯᶆꟽꟿ
n ŋɲƞȵɳɴᴎᵰᶇ
o øɔɵᴏᴐᴖᴗᶗⱺꝋꝍ
oe œɶᴔ
oo ꝏ
ou ȣᴕ
p ƥᴘᵱᵽᶈꝑꝓꝕꟼ
q ĸɋʠꝗꝙ
qp ȹ
r ʀɍɼɽɾɿʁᴙᴚᵲᵳᶉꝛꞃ
s ȿʂᵴᶊẜẝꜱꞅ
ss ß
t ŧƫƭʈȶⱦʇᴛᵵ
tc ʨ
th þᵺꝧ
ts ʦ
tz ꜩ
u ʉᴜᵾᶙ
ue ᵫ
v ʋʌᴠᶌⱱⱴꝟ
vy ꝡ
w ƿʍᴡⱳ
x ᶍ
y ƴɏʎʏỿ
z ƶȝȥɀʐʑᴢᵶᶎⱬꝣ
`

// asLatin maps each character in latin to its replacement. Few texts need it.
var asLatin = sync.OnceValue(func() map[rune]string {
	letters := map[rune]string{}
	for line := range strings.Lines(latin) {
		plain, others, _ := strings.Cut(strings.TrimSpace(line), " ")
		for _, letter := range others {
			letters[letter] = plain
		}
	}
	return letters
})

// toLatin returns text with the characters in latin replaced.
func toLatin(text string) string {
	var b strings.Builder
	for _, r := range text {
		if plain, ok := asLatin()[r]; ok {
			b.WriteString(plain)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
