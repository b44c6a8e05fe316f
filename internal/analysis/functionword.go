package analysis

// Function words connect others and say nothing about the subject. The lists tell the
// language of a note, and which words of a query matter least. They need not be complete,
// but words such as what, who and when must be there: notes rarely ask questions, so these
// are rare in them and would get a high weight.

const englishFunctions = `
	a an the this that these those it its he she they we you i
	what which who whom whose when where why how
	is are was were be been am do does did has have had
	can could will would shall should may might must
	of to in on at by for with from into about out up
	as and or but not no if than then there here so`

const germanFunctions = `
	der die das den dem des ein eine einer eines einem einen kein keine
	ich du er sie es wir ihr man sich uns wer was wem wen wessen welche welcher welches
	wann wo warum wieso wie und oder aber sondern nicht nein ja wenn weil dass ob als dann da hier so
	ist sind war waren sein bin wird werden wurde wurden hat haben hatte hatten kann können konnte
	soll sollte muss müssen mussten darf will wollen in im an am auf aus bei mit nach von vom vor
	zu zum zur für über unter bis durch um gegen ohne auch noch nur schon sehr mehr`

const frenchFunctions = `
	le la les l un une des du de d ce cet cette ces ça il elle ils elles on nous vous je tu
	se me te qui que qu quoi dont quel quelle quels quelles quand où pourquoi comment combien
	est sont était étaient être été ai as a ont avait avoir eu sera fait
	peut doit à au aux en dans sur sous par pour avec sans chez vers entre jusque
	et ou mais donc ni car ne pas plus si comme alors aussi très leur leurs notre nos votre son sa ses`

const spanishFunctions = `
	el la los las lo un una unos unas este esta estos estas ese esa eso aquel al del
	yo tú él ella ellos ellas nosotros usted ustedes se me te nos le les
	qué que quién quien quiénes cuál cuáles cuándo cuando dónde donde cómo como cuánto por porque
	es son era eran ser sido fue fueron está están estar ha han había haber tiene hay puede debe
	de a en con sin sobre entre hasta desde para y e o u pero sino no ni si sí más muy ya también su sus`

const italianFunctions = `
	il lo la i gli le l un uno una questo questa questi queste quello quella
	io tu lui lei noi voi loro si mi ti ci vi ne chi che cosa quale quali quando dove perché come quanto
	è sono era erano essere stato stata stati ha hanno aveva avere ho abbiamo può deve
	di a da in con su per tra fra del dello della dei degli delle al allo alla ai agli alle
	dal dalla nel nella nei sul sulla e ed o ma anche non no se più già così suo sua`

const dutchFunctions = `
	de het een dit dat deze die ik jij je hij zij ze wij we jullie u men zich ons
	wie wat welke welk wanneer waar waarom hoe is zijn was waren ben wordt worden werd werden
	heeft hebben had hadden kan kunnen kon zal zullen zou moet moeten mag wil
	van in op aan bij met voor naar uit over onder tot door om tegen zonder tussen te ten
	en of maar niet geen nee ja als dan omdat er hier daar ook nog al zo`

const portugueseFunctions = `
	o a os as um uma uns umas este esta estes estas esse essa isso aquele ao aos à às do da dos das
	no na nos nas pelo pela eu tu ele ela eles elas nós você vocês se me te lhe
	que quem qual quais quando onde como quanto porquê porque por
	é são era eram ser sido foi foram está estão estar tem têm tinha ter há pode deve
	de em com sem sobre entre até desde para e ou mas não nem sim mais muito já também seu sua`

const swedishFunctions = `
	en ett den det de denna detta dessa jag du han hon vi ni man sig oss
	vem vad vilken vilket vilka när var varför hur vars är vara varit blir bli blev har hade ha
	kan kunde ska skall skulle måste får vill i på av till från med för om vid under över
	mellan utan efter och eller men inte ej nej ja att som så då här där också bara sin sitt sina`

// In scripts without spaces, words of more than two syllables would not be terms.

const japaneseFunctions = `の に は を が で と も し れ さ た て だ な`

const koreanFunctions = `은 는 이 가 을 를 의 에 도 다 고 로`

const chineseFunctions = `的 了 是 在 我 有 和 不 这 那 们 就 也 都 会 到 要 把 被 与 為 這 們 個`

const thaiFunctions = `ที่ และ ใน ของ เป็น ได้ ให้ ว่า จะ มี ไม่ กับ`
